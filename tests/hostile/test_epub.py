"""Hostile EPUB books are refused in a sentence, or read as far as they are books."""

import io
import zipfile
from pathlib import Path

import pytest

from closereader.importing import read_file
from closereader.progress import Cancelled, Progress
from tests.helpers.books import Book, nav
from tests.helpers.pictures import png_saying
from tests.hostile import archives
from tests.hostile.judging import SECRET, Verdict, judge, silent_beacon

GOOD = Book({"a.xhtml": "<h1>One</h1><p>It rained.</p>", "b.xhtml": "<p>It snowed.</p>"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A book in a folder with a secret beside it."""
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "secret.xhtml").write_text(f"<p>{SECRET}</p>", encoding="utf-8")
    return folder / "book.epub"


def judged(file: Path, data: bytes) -> Verdict:
    file.write_bytes(data)
    return judge(file)


def with_members(*members: archives.Member, book: Book = GOOD) -> bytes:
    """The book with these members instead of those of their names, or beside them."""
    names = {member.name for member in members}
    kept = [one for one in archives.members_of(book.data()) if one.name not in names]
    return archives.packed([*kept, *members])


@pytest.mark.parametrize("says", [None, 100])
def test_a_bomb_is_left_out_or_refused(file: Path, says: int | None) -> None:
    verdict = judged(file, with_members(archives.bomb("EPUB/b.xhtml", 2.0, says)))
    assert "It rained." in verdict.words or "larger than" in verdict.words
    assert "b.xhtml" in verdict.words or "larger than" in verdict.words


def test_many_bombs_together_are_refused(file: Path) -> None:
    pages = {f"{n}.xhtml": "<p>x</p>" for n in range(60)}
    bombs = [archives.bomb(f"EPUB/{n}.xhtml", 0.01) for n in range(60)]
    verdict = judged(file, with_members(*bombs, book=Book(pages)))
    assert verdict.document is None
    assert "larger than" in verdict.sentence


def test_names_that_lead_out_are_never_written(file: Path, tmp_path: Path) -> None:
    mark = "closereader-marked-name"
    odd = [archives.member(n, SECRET) for n in archives.odd_names(mark) if n.isascii()]
    verdict = judged(file, with_members(*odd))
    assert verdict.document is not None or verdict.sentence
    assert not list(tmp_path.rglob(f"*{mark}*"))
    assert not Path(f"/tmp/{mark}").exists()


@pytest.mark.parametrize(
    "href",
    ["../secret.xhtml", "../../secret.xhtml", "%2e%2e/%2e%2e/secret.xhtml", "..%2f..%2fsecret.xhtml", "{folder}/secret.xhtml",
     "file://{folder}/secret.xhtml", "http://{beacon}/secret.xhtml", "//{beacon}/secret.xhtml", "\\\\{beacon}\\secret.xhtml"],
)  # fmt: skip
def test_chapters_and_pictures_elsewhere_are_missing_and_not_fetched(file: Path, href: str) -> None:
    with silent_beacon() as beacon:
        href = href.format(folder=file.parent, beacon=beacon)
        book = Book(
            {
                "a.xhtml": f'<p>It rained.</p><img src="{href}" alt="Outside"/><iframe src="{href}"/>'
            },
            manifest=f'<item id="z" href="{href}" media-type="application/xhtml+xml"/>',
            spine='<itemref idref="z"/>',
        )
        verdict = judged(file, book.data())
    assert verdict.document is not None
    assert "It rained." in verdict.document.text
    assert "left out" in verdict.document.notices[0]


def test_links_in_the_archive_are_no_chapters(file: Path) -> None:
    link = archives.link("EPUB/b.xhtml", "../../../secret.xhtml")
    verdict = judged(file, with_members(link))
    assert verdict.document is not None
    assert verdict.document.text == "One\nIt rained."


@pytest.mark.parametrize(
    "member",
    [archives.encrypted("EPUB/b.xhtml", b"<p>x</p>"), archives.of_unknown_method("EPUB/b.xhtml", b"<p>x</p>"),
     archives.of_wrong_crc("EPUB/b.xhtml", b"<p>x</p>")],
    ids=["encrypted", "unknown method", "wrong checksum"],
)  # fmt: skip
def test_a_chapter_that_cannot_be_unpacked_is_named(file: Path, member: archives.Member) -> None:
    verdict = judged(file, with_members(member))
    assert verdict.document is not None
    assert verdict.document.notices == (
        "One chapter is missing or damaged and was left out: b.xhtml",
    )


def test_a_cut_file_is_refused(file: Path) -> None:
    data = GOOD.data()
    verdict = judged(file, data[: len(data) // 2])
    assert "damaged" in verdict.sentence


def test_of_two_members_of_one_name_the_first_counts(file: Path) -> None:
    first, *rest = [one for one in archives.members_of(GOOD.data()) if one.name == b"EPUB/b.xhtml"]
    others = [one for one in archives.members_of(GOOD.data()) if one is not first]
    twice = archives.member("EPUB/b.xhtml", "<html><body><p>The second of them.</p></body></html>")
    verdict = judged(file, archives.packed([*others, twice]))
    assert not rest
    assert verdict.document is not None
    assert "It snowed." in verdict.document.text


def test_a_chapter_named_twenty_thousand_times_is_read_once(file: Path) -> None:
    book = Book({"a.xhtml": "<p>It rained.</p>"}, spine='<itemref idref="a.xhtml"/>' * 20_000)
    book.manifest = "".join(
        f'<item id="i{n}" href="a.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(20_000)
    )
    book.spine += "".join(f'<itemref idref="i{n}"/>' for n in range(20_000))
    verdict = judged(file, book.data())
    assert verdict.document is not None
    assert verdict.document.text == "It rained."


def test_contents_twenty_thousand_deep_end_somewhere(file: Path) -> None:
    item = '<li><a href="a.xhtml">Deeper</a>'
    deep = item + f"<ol>{item}" * 20_000 + "</li></ol>" * 20_000 + "</li>"
    points = "<navPoint><navLabel><text>Deeper</text></navLabel><content src='a.xhtml'/>" * 20_000
    ncx = f"<ncx><navMap>{points}{'</navPoint>' * 20_000}</navMap></ncx>"
    for parts, properties in (
        ({"nav.xhtml": nav(deep)}, {"nav.xhtml": "nav"}), ({"toc.ncx": ncx}, {}),
    ):  # fmt: skip
        book = Book({"a.xhtml": "<h1>Deeper</h1><p>Down.</p>"}, parts, properties=properties)
        verdict = judged(file, book.data())
        assert verdict.document is not None
        assert verdict.document.text == "Deeper\nDown."
        assert all(entry.level <= 32 for entry in verdict.document.outline)


def test_a_page_nested_without_end_gives_its_words(file: Path) -> None:
    for tag in ("div", "span", "ol"):
        body = f"<{tag}>" * 60_000 + "Deep down." + f"</{tag}>" * 60_000
        verdict = judged(file, Book({"a.xhtml": body, "b.xhtml": "<p>Flat.</p>"}).data())
        assert verdict.document is not None
        assert "Flat." in verdict.document.text


@pytest.mark.parametrize("place", ["page", "package", "container", "contents"])
def test_entities_bring_nothing_in_and_blow_nothing_up(file: Path, place: str) -> None:
    with silent_beacon() as beacon:
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        doctype = (
            f'<!DOCTYPE x SYSTEM "http://{beacon}/x.dtd" [<!ENTITY secret SYSTEM "file://{file.parent}/secret.xhtml">'
            f'<!ENTITY % far SYSTEM "http://{beacon}/far.dtd"> %far;<!ENTITY l0 "ha">{laughs}]>'
        )
        used = "&secret;&l11;"
        book = Book({"a.xhtml": "<p>It rained.</p>"}, properties={"nav.xhtml": "nav"})
        book.parts = {"nav.xhtml": nav('<li><a href="a.xhtml">One</a></li>')}
        if place == "page":
            book.pages = {"a.xhtml": f"{doctype}<html><body><p>It rained. {used}</p></body></html>"}
        elif place == "contents":
            book.parts = {"nav.xhtml": doctype + nav(f'<li><a href="a.xhtml">One {used}</a></li>')}
        data = book.data()
        members = []
        for one in archives.members_of(data):
            name = one.name.decode()
            if (place, name) in (
                ("package", "EPUB/package.opf"),
                ("container", "META-INF/container.xml"),
            ):
                text = (
                    _content(data, name)
                    .replace("?>", f"?>{doctype}", 1)
                    .replace("<dc:title>", f"<dc:title>{used}")
                )
                one = archives.member(name, text)
            members.append(one)
        verdict = judged(file, archives.packed(members))
    assert "hahaha" not in verdict.words
    # What declares entities may leave nothing of a package; a page keeps its words.
    if place != "package":
        assert verdict.document is not None
        assert "It rained." in verdict.document.text


def _content(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_scripts_say_nothing_and_lead_nowhere(file: Path) -> None:
    body = (
        "<script>document.write('run')</script><p onclick='run()'>It rained."
        "<a href='javascript:run()'>here</a><a href='data:text/html,run'>there</a></p>"
    )
    verdict = judged(file, Book({"a.xhtml": body}).data())
    assert verdict.document is not None
    assert verdict.document.text == "It rained.herethere"
    assert not verdict.document.inlines


def test_a_picture_that_claims_to_be_huge_is_not_kept(file: Path) -> None:
    book = Book(
        {"a.xhtml": "<p>It rained.</p><img src='c.png' alt='A huge one'/>"},
        {"c.png": png_saying(60_000, 60_000)},
    )
    verdict = judged(file, book.data())
    assert verdict.document is not None
    assert not verdict.document.assets
    assert verdict.document.text == "It rained.\nA huge one"


@pytest.mark.parametrize(
    ("rights", "scheme"),
    [({"META-INF/license.lcpl": "{}"}, "Readium LCP"), ({"META-INF/sinf.xml": "<s/>"}, "Apple FairPlay"),
     ({"META-INF/rights.xml": '<r xmlns="http://ns.adobe.com/adept"/>'}, "Adobe ADEPT"),
     ({"META-INF/rights.xml": '<r xmlns="http://www.barnesandnoble.com/"/>'}, "Barnes & Noble"), ({}, "encryption")],
)  # fmt: skip
def test_a_protected_book_is_refused_by_name(
    file: Path, rights: dict[str, str], scheme: str
) -> None:
    book = Book(
        {"a.xhtml": "<p>\u0001\u0002</p>"},
        outside=rights | {"META-INF/encryption.xml": _encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "EPUB/a.xhtml")},
    )  # fmt: skip
    verdict = judged(file, book.data())
    assert f"protected against copying ({scheme})" in verdict.sentence


@pytest.mark.parametrize(
    "method", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"]
)
def test_a_book_whose_fonts_alone_are_scrambled_is_read(file: Path, method: str) -> None:
    book = Book(
        {"a.xhtml": "<p>It rained.</p>"},
        outside={"META-INF/encryption.xml": _encryption(method, "EPUB/f.otf")},
    )
    assert judged(file, book.data()).document is not None


def _encryption(method: str, member: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        f'<e:EncryptedData><e:EncryptionMethod Algorithm="{method}"/><e:CipherData><e:CipherReference URI="{member}"/>'
        "</e:CipherData></e:EncryptedData></encryption>"
    )


def test_a_book_can_be_stopped_while_it_is_read(file: Path) -> None:
    file.write_bytes(GOOD.data())
    with pytest.raises(Cancelled):
        read_file(file, Progress(should_stop=lambda: True))
