"""Whatever cannot be a reading is refused in one sentence that says what to do."""

import os
import stat
import struct
from pathlib import Path

import pytest

from closereader.errors import UnreadableFile
from closereader.importing import MAX_BYTES, parse, read_file, read_text
from closereader.importing.source import Source
from closereader.progress import Progress

BINARIES = {
    "a ZIP archive": b"PK\x03\x04" + b"\x00" * 40 + b"holiday.txt",
    "a picture (GIF)": b"GIF89a\x01\x00\x01\x00",
    "a picture (HEIC)": b"\x00\x00\x00\x18ftypheic",
    "a program": b"\x7fELF\x02\x01\x01" + b"\x00" * 40,
    "a Kindle book": b"Title".ljust(60, b"\x00") + b"BOOKMOBI",
    "a database": b"SQLite format 3\x00" + b"\x10\x00",
}  # fmt: skip


def refusal(path: Path, **choices: str) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_file(path, Progress(), **choices)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert path.name[:20] in sentence
    return sentence


@pytest.mark.parametrize(("what", "data"), BINARIES.items(), ids=BINARIES.keys())
@pytest.mark.parametrize("name", ["x", "x.txt", "x.html"])
def test_a_foreign_format_is_named(what: str, data: bytes, name: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        parse(data, name, None, None)
    assert f"It seems to be {what}" in str(refused.value)
    assert "closereader reads plain text, Markdown, HTML" in str(refused.value)


def test_noise_is_no_text() -> None:
    noise = b"".join(struct.pack("<I", (i * 2654435761) % 2**32) for i in range(2000))
    with pytest.raises(UnreadableFile, match="does not seem to be text"):
        parse(noise, "x.txt", None, None)


def test_a_text_about_pdf_is_a_text() -> None:
    assert parse(b"A PDF begins with %PDF-1.7 and so on.", "x.txt", None, None).blocks


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n", b"\x00\x00", b"\xff\xfe"])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"There is no text in it"):
        parse(data, "x.txt", None, None)


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="There is no text in it"):
        parse(
            b"<html><body><script>x()</script><img src=a.png></body></html>", "x.html", None, None
        )


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnreadableFile, match="The formats are: text, markdown, html"):
        parse(b"text", "x.txt", "fountain", None)


def test_a_vanished_file_says_so(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "gone.txt")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "papers.txt"
    folder.mkdir()
    assert "It is a folder" in refusal(folder)


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert "It is empty" in refusal(empty)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_does_not_hold_the_program_up(tmp_path: Path) -> None:
    fifo = tmp_path / "pipe.txt"
    os.mkfifo(fifo)
    assert "a device or a pipe" in refusal(fifo)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_is_not_read() -> None:
    assert "a device or a pipe" in refusal(Path("/dev/zero"))


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    ring = tmp_path / "ring.txt"
    ring.symlink_to(ring)
    assert "link" in refusal(ring)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_closed_file_says_so(tmp_path: Path) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text("text")
    closed.chmod(stat.S_IWUSR)
    assert "may not read" in refusal(closed)


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no file name can have"):
        read_file(Path("a\x00b.txt"), Progress())


def test_a_line_of_50_mb_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert "larger than 20 MB (50 MB)" in refusal(path)


def test_a_file_that_grows_while_it_is_read_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "grows.txt"
    path.write_bytes(b"x" * 200)
    with Source.open(path) as source:
        with path.open("ab") as more:
            more.write(b"y" * 200)
        with pytest.raises(UnreadableFile, match="larger than"):
            source.read(300)


def test_too_long_a_pasted_text_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="too long"):
        read_text("x" * (MAX_BYTES + 1), Progress())


def test_more_lines_than_any_prose_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="more than 400000 lines"):
        parse(b"x\n" * 400_002, "x.txt", None, None)
