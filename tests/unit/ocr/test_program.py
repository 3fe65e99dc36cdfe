"""The system's OCR program: found, asked what it can, and run within limits. A script stands for it."""

import os
import time
from pathlib import Path

import pytest

from closereader import confined
from closereader.errors import ConfinedFailure
from closereader.ocr import chosen, find, how_to_get, name_of, program, read_page, usable
from closereader.ocr.page import PageFailed
from closereader.ocr.program import OcrUnusable, require_languages
from closereader.progress import Cancelled, Progress
from tests.helpers.fake_tesseract import FakeTesseract, put_on_path


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTesseract:
    return put_on_path(tmp_path, monkeypatch)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "0.pgm"
    path.write_bytes(b"P5\n1000 1400\n255\n" + bytes([255]) * 1_400_000)
    return path


def read(fake: FakeTesseract, picture: Path, **more: bool):
    return read_page(usable(Progress()), picture, (1000, 1400), 300, ("eng",), Progress(), **more)


def test_the_program_is_found_on_the_path_and_says_what_it_can(fake: FakeTesseract) -> None:
    found = usable(Progress())
    assert (found.version, found.languages, found.can_turn) == ("5.3.0", ("eng", "spa"), True)
    assert found.path == str(fake.folder / "tesseract")


def test_without_the_program_the_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find() is None
    with pytest.raises(OcrUnusable) as refused:
        usable(Progress())
    assert "sudo apt install tesseract-ocr" in str(refused.value)
    for system in ("Debian", "Fedora", "macOS", "Windows"):
        assert system in how_to_get()


@pytest.mark.parametrize(("system", "first"), [("darwin", "macOS"), ("win32", "Windows")])
def test_each_system_is_told_its_own_way_first(
    system: str, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program.sys, "platform", system)
    assert how_to_get().startswith(first)


@pytest.mark.parametrize("version", ["", "unrelated 1.0", "tesseract 3.05.01"])
def test_a_program_that_is_no_tesseract_or_too_old_is_refused(
    fake: FakeTesseract, version: str
) -> None:
    fake.say(version=version)
    with pytest.raises(OcrUnusable):
        usable(Progress())


def test_names_of_windows_builds_are_versions_too(fake: FakeTesseract) -> None:
    fake.say(version="tesseract v5.4.0.20240606\n leptonica-1.84.1")
    assert usable(Progress()).version == "5.4.0.20240606"


def test_a_language_that_is_not_installed_is_named_with_how_to_add_it(fake: FakeTesseract) -> None:
    with pytest.raises(OcrUnusable, match=r"German.*eng, spa.*tesseract-ocr-deu"):
        require_languages(usable(Progress()), ("eng", "deu"))


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [(["es-AR"], ("spa",)), (["de", "en-GB"], ("eng",)), ([""], ("eng",)), (["de"], ("eng",))],
)
def test_the_language_of_the_reading_is_chosen_where_it_is_installed(
    wanted: list[str], taken: tuple[str, ...]
) -> None:
    assert chosen(("eng", "spa"), wanted) == taken
    assert name_of("spa") == "Spanish"
    assert name_of("qqq") == "qqq"


def test_words_come_with_their_places_and_how_sure_they_are(
    fake: FakeTesseract, picture: Path
) -> None:
    fake.page(0, "The river rose", "above the mill", confidence=88)
    page = read(fake, picture)
    assert [word.text for word in page.words] == "The river rose above the mill".split()
    first = page.words[0]
    assert (first.left, first.top, first.right, first.bottom) == (200, 760, 266, 792)
    assert first.confidence == 88
    assert page.words[2].line != page.words[3].line
    asked = fake.calls[-1]
    assert asked[1:] == "stdout -l eng --psm 3 --dpi 300 -c tessedit_create_tsv=1".split()


def test_a_page_of_doubtful_words_is_asked_which_way_up_it_stands(
    fake: FakeTesseract, picture: Path
) -> None:
    fake.page(0, "aaoge ATTeuy", confidence=20)
    fake.say(orientation="Rotate: 180\nOrientation confidence: 7.2")
    assert read(fake, picture).turn == 180
    fake.say(orientation="Rotate: 180\nOrientation confidence: 0.4")
    assert read(fake, picture).turn == 0, "it is not sure"
    assert read(fake, picture, may_turn=False).turn == 0


def test_a_page_the_program_breaks_on_fails_alone(fake: FakeTesseract, picture: Path) -> None:
    fake.say_of(0, "fail")
    with pytest.raises(PageFailed):
        read(fake, picture)


def test_rows_that_are_no_words_are_passed_by(fake: FakeTesseract, picture: Path) -> None:
    fake.say_of(0, [(1, 9000, 90, "outside"), (2, 300, "x", "odd"), (3, 300, 90, "\x07 \x00 kept")])
    assert [word.text for word in read(fake, picture).words][-1] == "kept"
    assert "outside" not in [word.text for word in read(fake, picture).words]


def test_stopping_kills_the_program(fake: FakeTesseract, picture: Path, tmp_path: Path) -> None:
    fake.say_of(0, "hang")
    told = usable(Progress())
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        read_page(
            told,
            picture,
            (1000, 1400),
            300,
            ("eng",),
            Progress(should_stop=lambda: time.monotonic() - begun > 0.4),
        )
    assert not _running(fake.folder / "tesseract")


def test_a_page_that_takes_too_long_is_given_up(fake: FakeTesseract, picture: Path) -> None:
    fake.say_of(0, "hang")
    command = [str(fake.folder / "tesseract"), str(picture), "stdout", "--psm", "3"]
    with pytest.raises(ConfinedFailure, match="too long"):
        confined.run_program(command, confined.Limits(seconds=0.3), Progress())
    assert not _running(fake.folder / "tesseract")


def test_another_program_runs_behind_the_rest_without_a_shell(tmp_path: Path) -> None:
    script = tmp_path / "say"
    script.write_text('#!/bin/sh\nnice\necho "$1 $WORD"\n')
    script.chmod(0o755)
    ended = confined.run_program(
        [str(script), "$(id)"], confined.Limits(), Progress(), {"WORD": "kept"}
    )
    assert ended.code == 0
    assert ended.output.endswith(b"$(id) kept\n")


def _running(script: Path) -> bool:
    import psutil

    me = psutil.Process(os.getpid())
    commands = []
    for child in me.children(recursive=True):
        try:
            commands.append(child.cmdline())
        except psutil.Error:
            continue
    return any(str(script) in command for command in commands)
