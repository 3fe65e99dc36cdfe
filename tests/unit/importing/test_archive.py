"""Archives are unpacked by the bytes that come out, and their names lead nowhere."""

import io
import struct
import zipfile

import pytest

from closereader.errors import UnreadableFile
from closereader.importing import archive
from closereader.importing.archive import Archive, inside
from closereader.importing.source import Source


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


def opened(data: bytes) -> Archive:
    return Archive(Source.of_bytes(data, "x.docx"))


def refusal(data: bytes, member: str = "a.xml", most: int = archive.MOST_OF_A_MEMBER) -> str:
    with pytest.raises(UnreadableFile) as refused:
        opened(data).read(member, most)
    return refused.value.reason


def test_a_member_is_read_by_its_exact_name_or_whatever_its_capitals_and_slashes() -> None:
    made = opened(packed(("word/a.xml", b"one"), ("Word/A.xml", b"two")))
    assert made.read("word/a.xml") == b"one"
    assert made.read("Word/A.xml") == b"two"
    assert made.read("/WORD\\a.XML") == b"one"
    assert made.find("b.xml") is None
    assert "“b.xml” is missing" in refusal(packed(("a", b"")), "b.xml")


def test_of_two_members_of_one_name_the_first_counts() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed(("a.xml", b"first"), ("a.xml", b"second"))
    assert opened(data).read("a.xml") == b"first"


def test_links_and_folders_are_no_members() -> None:
    link = zipfile.ZipInfo("a.xml")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(link, b"/etc/passwd")
        made.writestr("folder/", b"")
        made.writestr("b.xml", b"text")
    assert opened(out.getvalue()).names == ("b.xml",)


def test_a_bomb_is_stopped_by_what_comes_out_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_OF_A_MEMBER", 1_000_000)
    assert "larger than 1 MB" in refusal(packed(("a.xml", bytes(2_000_000))))


def test_a_size_that_lies_is_not_believed() -> None:
    data = bytearray(packed(("a.xml", bytes(3_000_000))))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 10)
    # What is said to be ten bytes long is not unpacked beyond them, and is then not what was packed.
    assert "damaged" in refusal(bytes(data))


def test_many_members_together_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_OF_A_FILE", 2_000_000)
    made = opened(packed(*((f"{i}", bytes(900_000)) for i in range(4))))
    made.read("0")
    assert made.read_if_whole("1") is not None
    with pytest.raises(UnreadableFile, match="larger than 2 MB"):
        made.read_if_whole("2")


def test_too_many_members_are_refused() -> None:
    data = packed(*((str(i), b"") for i in range(archive.MOST_MEMBERS + 1)), method=0)
    assert "more than 20000 parts" in refusal(data)


def test_a_directory_that_says_it_is_huge_is_refused() -> None:
    data = packed(*((f"{i:0400}", b"") for i in range(18_000)), method=0)
    assert "more than 20000 parts" in refusal(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method: int) -> None:
    assert "cannot be unpacked" in refusal(packed(("a.xml", b"text" * 100), method=method))


def test_damage_is_said() -> None:
    data = packed(("a.xml", b"unique words" * 50), method=zipfile.ZIP_STORED)
    assert "“a.xml” cannot be unpacked" in refusal(data.replace(b"unique", b"vnique", 1))
    assert "not copied whole" in refusal(data[: len(data) // 2])
    assert "not copied whole" in refusal(b"PK\x03\x04 and nothing else")


def test_an_encrypted_member_is_said() -> None:
    data = bytearray(packed(("a.xml", b"text")))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert "It is encrypted" in refusal(bytes(data))


@pytest.mark.parametrize(
    ("target", "member"),
    [
        ("b.xml", "OEBPS/b.xml"),
        ("./b%20c.xml#here", "OEBPS/b c.xml"),
        ("../images/p.png", "images/p.png"),
        ("/images/p.png", "images/p.png"),
        ("b.xml?x=1", "OEBPS/b.xml"),
    ],
)
def test_a_target_is_found_from_the_member_it_stands_in(target: str, member: str) -> None:
    assert inside("OEBPS/a.xml", target) == member


@pytest.mark.parametrize(
    "target",
    [
        "../../etc/passwd",
        "..%2f..%2fsecret",
        "/../x",
        "http://x/y",
        "file:///x",
        "//host/x",
        "C:\\x",
        "",
        "#a",
    ],
)
def test_a_target_leads_nowhere_outside(target: str) -> None:
    assert inside("OEBPS/a.xml", target) is None
