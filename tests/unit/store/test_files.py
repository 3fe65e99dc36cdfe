"""What the library keeps of files: byte for byte, once, and known when it is damaged."""

import errno
import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.errors import LibraryFull, LibraryUnusable
from closereader.progress import Cancelled, Progress
from closereader.store.files import Files, Unfinished

DATA = b"A scan of nothing much.\n" * 1000


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def keep(files: Files, data: bytes) -> str:
    digest = digest_of(data)
    assert files.keep(io.BytesIO(data), Progress(), digest)
    return digest


def kept_in(folder: Path) -> list[Path]:
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


def test_a_file_is_kept_byte_for_byte_under_its_digest(tmp_path: Path) -> None:
    files = Files(tmp_path)
    path = files.path(keep(files, DATA))
    assert path is not None
    assert path.read_bytes() == DATA
    assert path.name == digest_of(DATA)


def test_the_same_bytes_are_kept_once_whoever_brings_them(tmp_path: Path) -> None:
    files = Files(tmp_path)
    keep(files, DATA)
    keep(files, DATA)
    assert files.keep_bytes(DATA) == digest_of(DATA)
    assert len(kept_in(tmp_path)) == 1


@given(st.binary(max_size=300))
def test_any_bytes_come_out_as_they_went_in(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    files = Files(tmp_path_factory.mktemp("library"))
    path = files.path(files.keep_bytes(data))
    assert path is not None
    assert path.read_bytes() == data
    assert files.is_sound(digest_of(data))


def test_bytes_that_are_not_those_expected_are_not_kept(tmp_path: Path) -> None:
    assert not Files(tmp_path).keep(io.BytesIO(DATA), Progress(), digest_of(b"other"))
    assert not kept_in(tmp_path)


@pytest.mark.parametrize("harm", [lambda p: p.write_bytes(b"x"), lambda p: p.unlink()])
def test_a_damaged_file_is_known_and_mended_when_it_is_brought_again(tmp_path: Path, harm) -> None:
    files = Files(tmp_path)
    digest = keep(files, DATA)
    harm(files.path(digest))
    assert not files.is_sound(digest)
    keep(files, DATA)
    assert files.is_sound(digest)


def test_what_is_no_digest_names_no_file(tmp_path: Path) -> None:
    for name in ("", "../library.sqlite3", "A" * 64, "0" * 63, "0" * 65):
        assert Files(tmp_path).path(name) is None
        assert not Files(tmp_path).is_sound(name)


def test_stopped_halfway_it_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        Files(tmp_path).keep(io.BytesIO(DATA), Progress(should_stop=lambda: True), digest_of(DATA))
    assert not kept_in(tmp_path)


def test_a_source_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    class Gone(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(Unfinished):
        Files(tmp_path).keep(Gone(DATA), Progress(), digest_of(DATA))
    assert not kept_in(tmp_path)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os if call == "fsync" else Path, call, full)
    with pytest.raises(LibraryFull, match="no room on the disk"):
        Files(tmp_path).keep_bytes(DATA)
    assert not kept_in(tmp_path)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where the folder should be")
    with pytest.raises(LibraryUnusable, match="cannot be kept"):
        Files(tmp_path).keep_bytes(DATA)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_crash_in_between_leaves_nothing_under_a_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """As a kill does: nothing more is done, not even the cleaning up."""

    class Killed(BaseException):
        pass

    def die(*_given: object) -> None:
        raise Killed

    files = Files(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(os if call == "fsync" else Path, call, die)
        patched.setattr(Path, "unlink", lambda *_given, **_named: None)
        with pytest.raises(Killed):
            files.keep_bytes(DATA)
    assert files.path(digest_of(DATA)) is None
    keep(files, DATA)
    assert files.is_sound(digest_of(DATA))
