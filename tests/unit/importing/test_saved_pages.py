"""Saved web pages become their articles, with the pictures that came with them and where they are from."""

import hashlib
import os
from pathlib import Path

import pytest

from closereader.errors import UnreadableFile
from closereader.importing import Wishes, parse, read_file
from closereader.importing.parsing import parse_source
from closereader.importing.source import Pictures, Source
from closereader.model.document import BlockKind, Document
from closereader.progress import Progress
from tests.helpers.pages import PNG, data_address, mhtml, png, prose, site, webarchive

ADDRESS = "http://example.org/page.html"


def page(picture: str = "") -> bytes:
    return site(picture).encode()


def read(data: bytes, name: str = "page.html", **wishes: object) -> tuple[Document, Pictures]:
    pictures = Pictures()
    with Source.of_bytes(data, name) as source:
        return parse_source(source, Wishes(**wishes), pictures), pictures  # type: ignore[arg-type]


def saved(folder: Path, name: str, picture: str, files: dict[str, bytes]) -> Path:
    for where, data in files.items():
        (folder / where).parent.mkdir(parents=True, exist_ok=True)
        (folder / where).write_bytes(data)
    path = folder / name
    path.write_bytes(page(picture))
    return path


def shown(document: Document) -> list[str]:
    """The pictures' captions or descriptions, in order."""
    blocks = {block.start: block for block in document.blocks}
    return [document.text[p.offset : blocks[p.offset].end] for p in document.pictures]


def test_the_article_is_taken_without_what_stands_around_it() -> None:
    document, _ = read(page())
    for noise in (
        "Home",
        "Menu entry",
        "newsletter",
        "Another story",
        "reader says",
        "rights reserved",
    ):
        assert noise not in document.text
    assert document.text.count("as it was said.") == 12
    assert document.text.startswith("The Last Crossing\n")


def test_the_whole_page_is_there_when_it_is_wanted() -> None:
    document, _ = read(page(), is_whole_page=True)
    for part in (
        "Home",
        "Menu entry",
        "newsletter",
        "Another story",
        "reader says",
        "rights reserved",
    ):
        assert part in document.text
    assert "datePublished" not in document.text


def test_a_page_says_who_wrote_it_when_and_where() -> None:
    document, _ = read(page())
    assert document.title == "The Last Crossing"
    assert document.author == "Nora Quill, Tom Reed"
    assert document.date == "2016-10-02"
    assert document.language == "en"
    assert document.source == "The Packet, https://packet.example/crossing"


def test_much_that_was_left_out_is_said_with_its_share() -> None:
    big = site(comments=20).encode()
    (notice,) = read(big)[0].notices
    assert "87 % of the page's words" in notice
    assert "Show the whole page" in notice
    assert read(big, is_whole_page=True)[0].notices == ()


@pytest.mark.parametrize(
    "folder", ["page_files", "page-Dateien", "page.files", "Other name_files", "page_fichiers"]
)
def test_pictures_in_the_folder_of_a_saved_page_are_taken(tmp_path: Path, folder: str) -> None:
    tag = f'<figure><img src="./{folder.replace(" ", "%20")}/a.png"><figcaption>The ferry.</figcaption></figure>'
    path = saved(tmp_path, "page.html", tag, {f"{folder}/a.png": PNG})
    out = tmp_path / "out"
    out.mkdir()
    document = read_file(path, Progress(), folder=out)
    assert shown(document) == ["The ferry."]
    (asset,) = document.assets
    assert (out / asset.key).read_bytes() == PNG
    assert asset.key == hashlib.sha256(PNG).hexdigest()


@pytest.mark.parametrize(
    "address",
    ["../secret.png", "page_files/../../secret.png", "secret.png", "/etc/secret.png", "elsewhere/secret.png",
     "file:///etc/passwd", "//host/page_files/a.png", "\\\\host\\share\\a.png", "page_files/link.png",
     "page_files/%2e%2e/%2e%2e/secret.png", "page_files%2f..%2f..%2fsecret.png", "linked_files/a.png",
     "page_files/\x00a.png", "C:\\a.png", "http://host/page_files/a.png", "page_files", "page_files/fifo"],
)  # fmt: skip
def test_nothing_but_the_own_folder_is_read(tmp_path: Path, address: str) -> None:
    inside = tmp_path / "saved"
    files = {"page_files/other.png": PNG, "secret.png": PNG, "elsewhere/secret.png": PNG}
    path = saved(inside, "page.html", f'<img alt="A boat" src="{address}">', files)
    (tmp_path / "secret.png").write_bytes(PNG)
    (inside / "page_files" / "link.png").symlink_to(tmp_path / "secret.png")
    (inside / "linked_files").symlink_to(tmp_path)
    os.mkfifo(inside / "page_files" / "fifo")
    (tmp_path / "a.png").write_bytes(PNG)
    with Source.open(path) as source:
        document = parse_source(source, Wishes(), Pictures())
    assert document.pictures == ()
    assert "A boat" in document.text


@pytest.mark.parametrize(
    "tag",
    [
        '<img alt="x" src="{a}">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-src="{a}">',
        '<img srcset="http://x.org/b.png 100w, {a} 800w">',
        '<picture><source srcset="{a} 2x"><img src="http://x.org/b.png"></picture>',
        '<img src="http://x.org/lazy.gif"><noscript><img src="{a}"></noscript>',
        '<figure><a href="http://x.org"><img data-lazy-src="{a}"></a></figure>',
    ],
)
def test_a_picture_is_found_wherever_a_page_has_it(tmp_path: Path, tag: str) -> None:
    path = saved(tmp_path, "page.html", tag.format(a="page_files/a.png"), {"page_files/a.png": PNG})
    with Source.open(path) as source:
        assert len(parse_source(source, Wishes(), Pictures()).pictures) == 1


def test_a_tracker_and_an_icon_are_no_pictures(tmp_path: Path) -> None:
    tags = '<img src="page_files/a.png" width=1 height="1"><img src="page_files/a.png" width=40px>'
    tags += '<img src="page_files/dot.png">'
    path = saved(
        tmp_path, "page.html", tags, {"page_files/a.png": PNG, "page_files/dot.png": png(1, 1)}
    )
    with Source.open(path) as source:
        assert parse_source(source, Wishes(), Pictures()).pictures == ()


def test_pictures_written_into_the_page_are_taken() -> None:
    tag = f'<figure><img src="{data_address()}" alt="A boat"><figcaption>The ferry.</figcaption></figure>'
    document, pictures = read(page(tag))
    assert shown(document) == ["The ferry."]
    assert document.pictures[0].alt == "A boat"
    assert list(pictures.assets) == [document.pictures[0].key]


def test_pictures_outside_of_the_article_are_not_kept() -> None:
    advert = f'<div class="promo-box"><img src="{data_address()}" alt="Buy it">'
    document, pictures = read(page().replace(b'<div class="promo-box">', advert.encode()))
    assert document.pictures == ()
    assert pictures.assets == {}


@pytest.mark.parametrize("is_base64", [False, True])
@pytest.mark.parametrize(
    "address", ["pictures/a.png", "http://example.org/pictures/a.png", "cid:one@blink"]
)
def test_an_mhtml_file_is_read_with_its_pictures(is_base64: bool, address: str) -> None:
    key = address if address.startswith("cid") else "http://example.org/pictures/a.png"
    data = mhtml(page(f'<img src="{address}" alt="The ferry">'), {key: PNG}, is_base64=is_base64)
    document, _ = read(data, "The crossing.mhtml")
    assert document.format == "mhtml"
    assert shown(document) == ["The ferry"]
    assert document.text.count("as it was said.") == 12
    assert read(data, "named wrongly.txt")[0].text == document.text


def test_an_mhtml_file_says_where_it_was_saved_from() -> None:
    data = mhtml(f"<html><body>{prose(1)}{prose(2)}</body></html>".encode(), address=ADDRESS)
    assert read(data, "x.mht")[0].source == ADDRESS


@pytest.mark.parametrize("charset", ["", "windows-1252", "iso-8859-1", "no-such-thing"])
def test_an_mhtml_page_in_another_encoding_is_read_right(charset: str) -> None:
    body = "<html><head><meta charset=windows-1252></head><body><p>Größe “genau” heißt: ein Öl für die Fähre.</p></body></html>"
    document, _ = read(mhtml(body.encode("cp1252"), charset=charset), "x.mht")
    assert document.text == "Größe “genau” heißt: ein Öl für die Fähre."


def test_of_a_window_in_frames_the_one_with_the_text_is_read() -> None:
    frames = b"<html><frameset><frame src=cid:menu@x><frame src=cid:text@x></frameset></html>"
    text = f"<html><body><h1>The Text</h1>{prose(5)}{prose(6)}</body></html>".encode()
    data = mhtml(frames, {"cid:menu@x": b"<html><body>Menu</body></html>", "cid:text@x": text})
    assert read(data, "x.mht")[0].title == "The Text"


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
        b"Content-Type: multipart/related\r\n\r\n<html><body>No boundary</body></html>",
        b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--",
    ],
)
def test_an_mhtml_file_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="Save it again"):
        parse(data, "x.mhtml", None, None)


def test_a_web_archive_is_read_with_its_pictures() -> None:
    data = webarchive(page('<img src="a.png" alt="The ferry">'), {"http://example.org/a.png": PNG})
    document, _ = read(data, "page.webarchive")
    assert shown(document) == ["The ferry"]
    assert document.format == "webarchive"


def test_a_list_of_property_values_is_no_web_archive() -> None:
    with pytest.raises(UnreadableFile, match=r"damaged|property list"):
        parse(b"bplist00 WebMainResource" + bytes(40), "x.webarchive", None, None)


def test_where_a_browser_saved_a_page_from_is_its_source() -> None:
    body = f"<html><body>{prose(1)}{prose(2)}</body></html>"
    ie = f"<!DOCTYPE html>\n<!-- saved from url=(0028){ADDRESS} -->\n{body}"
    single = f"<!DOCTYPE html> {body[:6]}<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: x\n-->{body[6:]}"
    assert read(ie.encode())[0].source == ADDRESS
    assert read(single.encode())[0].source == ADDRESS


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    paragraphs = "".join(prose(n) for n in range(6))
    document, _ = read(f"<html><body><form action=x>{paragraphs}</form></body></html>".encode())
    assert document.text.count("as it was said.") == 24


def test_a_class_of_the_whole_article_makes_no_bylines() -> None:
    paragraphs = "".join(f"<p>Short paragraph {n} of it.</p>" for n in range(30))
    document, _ = read(f"<html><body><div class=author>{paragraphs}</div></body></html>".encode())
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}


@pytest.mark.parametrize(
    "around",
    ["<div style='display: none'>{}</div>", "<header role=banner>{}</header>", "<noscript>{}</noscript>",
     "<form>{}</form>", "<div aria-hidden=true>{}</div>", "<nav>{}</nav>"],
)  # fmt: skip
def test_what_holds_the_text_of_a_page_is_read_whatever_it_is_called(around: str) -> None:
    body = around.format("".join(prose(n) for n in range(8)))
    document, _ = read(f"<html><body>{body}<p>Below.</p></body></html>".encode())
    assert document.text.count("as it was said.") == 32


def test_the_boxes_of_an_encyclopaedia_are_no_part_of_its_article() -> None:
    boxes = "<table class='infobox vcard'><tr><th>Born<td>1901</table><div class=hatnote>Not to be confused.</div>"
    page = f"<html><body><h1>A Town</h1>{boxes}{prose(1)}{prose(2)}<div class=navbox>Towns</div></body></html>"
    assert "1901" not in read(page.encode())[0].text
    assert "1901" in read(page.encode(), is_whole_page=True)[0].text


def test_a_title_is_what_one_sees_of_it() -> None:
    heading = "<h1><svg><style>.a{fill:#fff}</style></svg>The Ferry<script>x()</script></h1>"
    assert read(f"<html><body>{heading}{prose(1)}</body></html>".encode())[0].title == "The Ferry"
