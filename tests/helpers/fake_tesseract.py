"""A stand-in for Tesseract on PATH: it says what it was told to say of each picture."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

_SCRIPT = """#!{python}
import json, pathlib, sys, time
here = pathlib.Path(__file__).parent
told = json.loads((here / "told.json").read_text())
words = sys.argv[1:]
with (here / "calls").open("a") as calls:
    calls.write(json.dumps(words) + "\\n")
if words == ["--version"]:
    print(told["version"])
elif words == ["--list-langs"]:
    print("List of available languages (%d):" % len(told["languages"]))
    print("\\n".join(told["languages"]))
else:
    picture = pathlib.Path(words[0])
    kind, width, height = picture.read_bytes()[:40].split()[:3]
    assert kind == b"P5" and words[1] == "stdout"
    if words[words.index("--psm") + 1] == "0":
        print(told["orientation"])
        sys.exit(0)
    said = told["pages"].get(picture.stem, [])
    if said == "hang":
        time.sleep(60)
    if said == "fail":
        sys.exit("broken")
    print("level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext")
    for line, y, confidence, text, *times in said:
        x, em = 200, (times or [1])[0]
        for number, word in enumerate(text.split(" "), 1):
            wide = 22 * em * len(word)
            # As high as its letters are, at 47 pixels an em.
            up = em * (21 if set(word) <= set("acegmnopqrsuvwxyz.,;-") else 32)
            down = em * 10 if set(word) & set("gjpqy,;") else 0
            box = (x, y + 32 - up, wide, up + down)
            print("5", 1, 1, 1, line, number, *box, confidence, word, sep="\\t")
            x += wide + 14 * em
"""


class FakeTesseract:
    """What it says, and what it was asked."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self._told: dict[str, object] = {
            "version": "tesseract 5.3.0\n leptonica-1.82.0",
            "languages": ["eng", "osd", "spa"],
            "orientation": "",
            "pages": {},
        }
        self._write()
        script = folder / "tesseract"
        script.write_text(_SCRIPT.replace("{python}", sys.executable))
        script.chmod(0o755)

    def say(self, **told: object) -> None:
        """`version`, `languages`, `orientation`: what is printed for these questions."""
        self._told.update(told)
        self._write()

    def page(self, number: int, *lines: str, confidence: float = 95.0) -> None:
        """Say these lines of page `number`, one below the other."""
        self.say_of(
            number, [(row, 700 + 60 * row, confidence, line) for row, line in enumerate(lines, 1)]
        )

    def say_of(self, number: int, said: Sequence[object] | str) -> None:
        """Say (line, top of its tall letters, confidence, words) of page `number`, and how large its letters are; "hang" or "fail" to do that."""
        pages = self._told["pages"]
        assert isinstance(pages, dict)
        pages[str(number)] = said
        self._write()

    @property
    def calls(self) -> list[list[str]]:
        """The arguments of every call."""
        path = self.folder / "calls"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def _write(self) -> None:
        (self.folder / "told.json").write_text(json.dumps(self._told))


def put_on_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTesseract:
    """A fake alone on PATH, in a new folder inside `folder`."""
    fake = FakeTesseract(folder / "ocr-program")
    monkeypatch.setenv("PATH", str(fake.folder))
    return fake
