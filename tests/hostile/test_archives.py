"""The makers of hostile archives make what they say; formats that are archives are tested with them."""

import io
import zipfile

import pytest

from tests.hostile import archives


def test_a_bomb_is_small_and_unpacks_to_what_it_says() -> None:
    data = archives.packed([archives.bomb("a", gigabytes=0.0625)])
    assert len(data) < 200_000
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (info,) = archive.infolist()
        assert info.file_size == 64 << 20
        info.CRC = None  # type: ignore[assignment]
        with archive.open(info) as member:
            assert sum(len(piece) for piece in iter(lambda: member.read(1 << 20), b"")) == 64 << 20


def test_a_lying_size_is_what_the_archive_says() -> None:
    data = archives.packed([archives.bomb("a", gigabytes=0.01, says=7)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [info.file_size for info in archive.infolist()] == [7]


def test_true_members_come_through() -> None:
    good = archives.packed(
        [archives.member("a/b", "one"), archives.member("c", "two" * 99, is_packed=True)]
    )
    with zipfile.ZipFile(io.BytesIO(archives.packed(archives.members_of(good)))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a/b", "c"]
        assert archive.read("c") == b"two" * 99


def test_odd_names_stand_in_the_archive_as_they_are() -> None:
    names = [name for name in archives.odd_names("MARK") if name and name.isascii()]
    data = archives.packed([archives.member(name, "x") for name in names])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "../MARK" in archive.namelist()
    # `zipfile` refuses a name that is not the UTF-8 it says, by UnicodeDecodeError: a ValueError.
    bad = archives.packed([archives.member(b"\xff", "x")])
    with pytest.raises(ValueError), zipfile.ZipFile(io.BytesIO(bad)):
        pass
