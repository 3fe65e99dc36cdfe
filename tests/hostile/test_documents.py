"""Word, OpenDocument and RTF files made to do harm: refused or read as far as possible, nothing else."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.text_files import fodt, odt
from tests.helpers.word_files import WordFile, p, r
from tests.hostile import archives
from tests.hostile.judging import SECRET, judge, silent_beacon

_DOCX = WordFile(p("A line of text.")).data()
_ODT = odt("<text:p>A line of text.</text:p>")
_GOOD = {"docx": (_DOCX, "word/document.xml"), "odt": (_ODT, "content.xml")}
FORMATS = pytest.mark.parametrize("format", _GOOD)


def saved(folder: Path, data: bytes, format: str) -> Path:
    inside = folder / "in"
    inside.mkdir(parents=True)
    path = inside / f"paper.{format}"
    path.write_bytes(data)
    return path


def exchanged(format: str, made: archives.Member) -> bytes:
    """The good file with its text exchanged."""
    good, name = _GOOD[format]
    others = [one for one in archives.members_of(good) if one.name != name.encode()]
    return archives.packed([*others, made])


def with_text(format: str, text: str | bytes) -> bytes:
    return exchanged(format, archives.member(_GOOD[format][1], text, is_packed=True))


@FORMATS
def test_a_bomb_is_refused(tmp_path: Path, format: str) -> None:
    bomb = archives.bomb(_GOOD[format][1], 2.0, says=1000)
    verdict = judge(saved(tmp_path, exchanged(format, bomb), format))
    assert "larger than" in verdict.sentence or "damaged" in verdict.sentence
    honest = archives.bomb(_GOOD[format][1], 2.0)
    verdict = judge(saved(tmp_path / "again", exchanged(format, honest), format))
    assert "larger than" in verdict.sentence


@FORMATS
@pytest.mark.parametrize(
    "make", [archives.encrypted, archives.of_unknown_method, archives.of_wrong_crc]
)
def test_a_member_that_cannot_be_unpacked_is_said(
    tmp_path: Path, format: str, make: Callable[[str, bytes], archives.Member]
) -> None:
    made = make(_GOOD[format][1], b"<x/>")
    assert judge(saved(tmp_path, exchanged(format, made), format)).document is None


@FORMATS
def test_odd_names_and_links_are_no_paths(tmp_path: Path, format: str) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    odd = [archives.member(name, b"x") for name in archives.odd_names("written-mark")]
    links = [archives.link("media/p.png", "../../secret.txt")]
    good = archives.members_of(_GOOD[format][0])
    judge(saved(tmp_path / "all", archives.packed([*good, *odd, *links]), format))
    # One name breaks the rules of its encoding, and with it the archive.
    sound = [one for one in odd if b"\xff" not in one.name]
    verdict = judge(saved(tmp_path / "sound", archives.packed([*good, *sound, *links]), format))
    assert verdict.document is not None
    assert not list(tmp_path.rglob("*written-mark*"))


@FORMATS
def test_entities_read_no_file_and_ask_no_server(tmp_path: Path, format: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    text = _text_of(format)
    with silent_beacon() as beacon:
        kind = (
            f'<!DOCTYPE x SYSTEM "http://{beacon}/a.dtd" [<!ENTITY e SYSTEM "{secret.as_uri()}">'
            f'<!ENTITY f SYSTEM "http://{beacon}/f"><!ENTITY % g SYSTEM "http://{beacon}/g">%g;]>'
        )
        spoilt = kind.encode() + text.replace(b"A line", b"A &e; &f; line")
        judge(saved(tmp_path, with_text(format, spoilt), format))


def _text_of(format: str) -> bytes:
    good, name = _GOOD[format]
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        return archive.read(name)


@FORMATS
def test_entities_that_grow_are_refused_or_left_out(tmp_path: Path, format: str) -> None:
    inner = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    kind = f'<!DOCTYPE x [<!ENTITY e0 "ha">{inner}]>'.encode()
    spoilt = kind + _text_of(format).replace(b"A line", b"A &e11; line")
    judge(saved(tmp_path, with_text(format, spoilt), format))


@pytest.mark.parametrize(
    ("format", "opening", "closing"),
    [
        ("docx", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("docx", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("docx", "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("docx", "<w:p><m:oMath><m:f><m:num>", "</m:num></m:f></m:oMath></w:p>"),
        ("docx", "<w:p><w:ins>", "</w:ins></w:p>"),
        ("odt", "<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"),
        ("odt", "<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("odt", "<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>"),
        ("odt", "<text:p><text:note><text:note-body>", "</text:note-body></text:note></text:p>"),
        ("odt", "<text:p><text:span>", "</text:span></text:p>"),
    ],
)  # fmt: skip
def test_deep_nesting_is_read_or_refused(
    tmp_path: Path, format: str, opening: str, closing: str
) -> None:
    nested(tmp_path, format, opening, closing, 300)


@pytest.mark.parametrize(
    ("format", "opening", "closing"),
    [
        ("docx", "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("odt", "<text:p><text:span>", "</text:span></text:p>"),
    ],
)
def test_nesting_beyond_all_depth_is_read_or_refused(
    tmp_path: Path, format: str, opening: str, closing: str
) -> None:
    nested(tmp_path, format, opening, closing, 50_000)


def nested(folder: Path, format: str, opening: str, closing: str, levels: int) -> None:
    body = opening * levels + closing * levels
    if format == "docx":
        data = WordFile(p("Before.") + body).data()
    else:
        data = odt(f"<text:p>Before.</text:p>{body}")
    judge(saved(folder, data, format))


def test_two_hundred_thousand_runs_in_a_paragraph_are_read(tmp_path: Path) -> None:
    runs = "".join(r("word ", "<w:b/>" if i % 2 else "<w:i/>") for i in range(200_000))
    verdict = judge(saved(tmp_path, WordFile(p(*[runs])).data(), "docx"))
    assert verdict.document is not None
    assert len(verdict.document.text) > 900_000


def test_forty_thousand_styled_lines_of_a_paragraph_are_read(tmp_path: Path) -> None:
    runs = "".join(r(f"{i}", "<w:b/>") + "<w:r><w:br/></w:r>" for i in range(40_000))
    verdict = judge(saved(tmp_path, WordFile(p(runs)).data(), "docx"))
    assert verdict.document is not None


def test_thirty_thousand_notes_comments_and_bookmarks_are_read(tmp_path: Path) -> None:
    body = "".join(
        f'<w:bookmarkStart w:id="{i}" w:name="b{i}"/><w:r><w:footnoteReference w:id="1"/></w:r>'
        f'<w:commentRangeStart w:id="{i}"/>'
        for i in range(30_000)
    )
    parts = {"footnotes": f'<w:footnote w:id="1">{p("A note.")}</w:footnote>'}
    assert judge(saved(tmp_path, WordFile(p("x", body), parts=parts).data(), "docx")).document


@pytest.mark.parametrize("format", ["docx", "odt", "fodt"])
def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes_or_refused(
    tmp_path: Path, format: str
) -> None:
    data = {"docx": _DOCX, "odt": _ODT, "fodt": fodt("<text:p>A line of text.</text:p>" * 50)}[
        format
    ]
    for i, share in enumerate((0.3, 0.7, 0.99)):
        judge(saved(tmp_path / str(i), data[: int(len(data) * share)], format))


@pytest.mark.parametrize(
    "body",
    [
        rb'{\field{\*\fldinst INCLUDETEXT "C:\\secret.txt"}{\fldrslt x}}',
        rb"\bin2147483647 x",
        rb"\u999999999? \f2147483647 \fs-99999999999 \li99999999999 x",
        rb"{\pict\pngblip " + b"0" * 1_000_001 + rb"}x",
        rb"{\object\objemb{\*\objdata 01050000}{\result x}}",
        b"\\" * 100_001,
        b"{\\field{\\*\\fldinst " * 50_000 + b"x",
        b"\\trowd\\intbl x\\cell" * 20_000,
        b"{\\*\\annotation x}" * 5_000 + b"x",
    ],
)
def test_hostile_rtf_is_read_or_refused(tmp_path: Path, body: bytes) -> None:
    judge(saved(tmp_path, rb"{\rtf1\ansi " + body, "rtf"))
