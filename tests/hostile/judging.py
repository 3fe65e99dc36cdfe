"""Reads a hostile file as the program does, in its child, and looks whether anything else happened."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from closereader.errors import PasswordNeeded, UnreadableFile
from closereader.importing import Wishes, read_file
from closereader.model.document import Document
from closereader.progress import Progress
from tests.helpers.documents import check_sound

SECRET = "SECRET-9f3b1c"
"""What stands in files beside a hostile one, and must never stand in a reading."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it: a document, or the sentence of the refusal."""

    document: Document | None
    sentence: str = ""

    @property
    def words(self) -> str:
        """All words that came of the file: the text, metadata, links, what pictures are said to show."""
        if self.document is None:
            return self.sentence
        plain = [getattr(self.document, field.name) for field in fields(self.document)]
        return "\n".join(str(value) for value in plain)


def judge(path: Path, wishes: Wishes | None = None, *, may_be_stopped: bool = False) -> Verdict:
    """Read it and check: a sound document or one sentence, nothing written or changed around it, no
    secret in it. The child's limits of memory and silence hold; `may_be_stopped`: whether to be stopped
    by them is good enough, where otherwise the importer should see by itself what it has before it."""
    around = path.parent
    pictures = Path(tempfile.mkdtemp(prefix="pictures-", dir=around.parent))
    before = _looks(around)
    try:
        document = read_file(path, Progress(), wishes=wishes, folder=pictures)
        check_sound(document)
        verdict = Verdict(document)
    except (UnreadableFile, PasswordNeeded) as refusal:
        verdict = Verdict(None, str(refusal))
        assert "\n" not in verdict.sentence
        assert "Traceback" not in verdict.sentence
        assert "broke down" not in verdict.sentence
        assert may_be_stopped or "was stopped" not in verdict.sentence
    assert _looks(around) == before
    kept = {asset.key for asset in verdict.document.assets} if verdict.document else set()
    # Nothing but the pictures came to the folder for pictures.
    if verdict.document is not None:
        assert {file.name for file in pictures.iterdir()} == kept
    assert SECRET not in verdict.words
    return verdict


@contextmanager
def silent_beacon() -> Iterator[str]:
    """The address of a server on this machine that nobody may ask; checked at the end."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        server.setblocking(False)
        yield f"127.0.0.1:{server.getsockname()[1]}"
        try:
            server.accept()
        except BlockingIOError:
            return
        raise AssertionError("the file made the program ask for something over the network")


def _looks(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder, its size and when it was changed."""
    return {
        str(file.relative_to(folder)): (file.lstat().st_size, file.lstat().st_mtime_ns)
        for file in folder.rglob("*")
    }
