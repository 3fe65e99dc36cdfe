import os
from pathlib import Path

import pytest

from closereader.errors import ExportFailed
from closereader.exporting.write import aside, write


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "notes.md"
    target.write_text("old")
    write(target, b"new")
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["notes.md"]


def test_whatever_fails_the_old_file_is_untouched(tmp_path: Path) -> None:
    target = tmp_path / "notes.md"
    target.write_text("old")
    with pytest.raises(UnicodeEncodeError), aside(target) as new:
        new.write_text("half \ud800", "utf-8")
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["notes.md"]


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), PermissionError(13, "denied")]
)
def test_a_disk_that_refuses_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch, error: OSError
) -> None:
    target = tmp_path / "notes.md"
    target.write_text("old")

    def refuse(descriptor: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ExportFailed) as caught:
        write(target, b"new")
    assert str(caught.value).startswith("notes.md: ")
    assert str(caught.value).endswith(".")
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["notes.md"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match=r"^notes\.md: its folder is not there"):
        write(tmp_path / "none" / "notes.md", b"")


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="a folder has that name"):
        write(tmp_path, b"")


def test_the_file_a_link_leads_to_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old")
    link.symlink_to(real)
    write(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_the_rights_of_the_old_file_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "notes.md"
    target.write_text("old")
    target.chmod(0o640)
    write(target, b"new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_very_long_name_can_still_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 240 + ".md")
    write(target, b"new")
    assert target.read_bytes() == b"new"
