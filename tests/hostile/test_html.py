"""Pages that would run, fetch, read or flood: what can be read of them is read, nothing else happens."""

import struct
import zlib
from pathlib import Path

import pytest

from closereader.importing import Wishes
from tests.helpers.pages import PNG, data_address, mhtml, webarchive
from tests.hostile.judging import SECRET, judge, silent_beacon

TEXT = (
    "<p>The ferry went over in the morning, and nobody was on it. The keeper wrote that down.</p>"
    * 4
)


def put(folder: Path, data: bytes | str, name: str = "page.html") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def everything_remote(host: str) -> str:
    """A page that asks for something in every way a page can."""
    http = f"http://{host}/x"
    unc = f"\\\\{host.replace(':', '@')}\\share\\x.png"
    return f"""<!DOCTYPE html [<!ENTITY x SYSTEM "{http}">]><html manifest="{http}"><head><base href="{http}/">
<meta http-equiv=refresh content="0; url={http}"><link rel=stylesheet href="{http}.css"><link rel=preload href="{http}">
<link rel="icon" href="{http}"><style>@import url({http}); body {{ background: url({http}) }}</style>
<script src="{http}.js"></script><script>fetch("{http}")</script></head><body background="{http}" onload="fetch('{http}')">
{TEXT}<img src="{http}.png" srcset="{http} 1x, {http} 2x" lowsrc="{http}" alt="A boat"><img src="//{host}/x.png">
<img src="{unc}"><img src="file://{host}/x.png"><picture><source srcset="{http}"><img src="{http}"></picture>
<video src="{http}" poster="{http}"><track src="{http}"></video><audio src="{http}"></audio><embed src="{http}">
<object data="{http}"><param value="{http}"></object><iframe src="{http}" srcdoc="<img src={http}>"></iframe>
<svg><image href="{http}"/><use xlink:href="{http}#a"/></svg><math href="{http}"></math><a href="{http}" ping="{http}">on</a>
<form action="{http}"><input type=image src="{http}"><button formaction="{http}">Go</button></form>
<xml src="{http}"></xml>&x;{TEXT}</body></html>"""


@pytest.mark.parametrize("is_whole", [False, True])
def test_a_page_that_asks_for_all_sorts_of_things_gets_none(tmp_path: Path, is_whole: bool) -> None:
    with silent_beacon() as host:
        page = put(tmp_path / "in", everything_remote(host))
        assert "ferry" in judge(page, Wishes(is_whole_page=is_whole)).words


def test_the_parts_of_archives_ask_for_nothing_either(tmp_path: Path) -> None:
    with silent_beacon() as host:
        page = everything_remote(host).encode()
        for name, data in (
            ("page.mhtml", mhtml(page, {f"http://{host}/x.png": PNG})),
            ("page.webarchive", webarchive(page, address=f"http://{host}/")),
        ):
            assert "ferry" in judge(put(tmp_path / "in", data, name)).words


def test_a_page_reads_no_file_but_pictures_of_its_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    secret = put(folder, SECRET, "secret.txt")
    own = folder / "page_files"
    own.mkdir()
    put(own, SECRET, "style.css")
    put(own, f"<p>{SECRET}</p>", "frame.html")
    put(own, PNG[:40] + SECRET.encode(), "broken.png")
    (own / "link.png").symlink_to(secret)
    ways = [secret.as_uri(), str(secret), "secret.txt", "../in/secret.txt", "page_files/link.png",
            "page_files/style.css", "page_files/frame.html", "/etc/passwd", "page_files/..%2f..%2fsecret.txt"]  # fmt: skip
    tags = "".join(
        f'<img src="{way}"><iframe src="{way}"></iframe><link rel=stylesheet href="{way}"><object data="{way}"></object>'
        f'<a href="{way}">there</a><script src="{way}"></script><embed src="{way}"><img srcset="{way} 2x">'
        for way in ways
    )
    entity = f'<!DOCTYPE html [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;]>'
    verdict = judge(put(folder, f"{entity}<html><body>{TEXT}{tags}&s;</body></html>"))
    assert verdict.document is not None
    assert verdict.document.pictures == ()
    assert not [link for link in verdict.document.inlines if link.target]


def test_scripts_and_addresses_that_run_are_no_text_and_no_links(tmp_path: Path) -> None:
    page = f"""<html><body>{TEXT}<script>{SECRET}</script><a href="javascript:{SECRET}">one</a>
<a href="data:text/html,{SECRET}">two</a><a href=" java\tscript:{SECRET}">three</a><a href="vbscript:{SECRET}">four</a>
<a onclick="{SECRET}" href="https://example.org/">five</a><img src="javascript:{SECRET}" onerror="{SECRET}">
<img src="data:text/html;base64,{SECRET}"><svg onload="{SECRET}"><script>{SECRET}</script></svg><style>{SECRET}</style>
<noscript><p title="{SECRET}"><style>{SECRET}</style></noscript><template>{SECRET}</template><p hidden>{SECRET}</p>
<iframe srcdoc="{SECRET}"></iframe><textarea>{SECRET}</textarea><math><mtext><![CDATA[<script>{SECRET}</script>]]></math>
{TEXT}</body></html>""".replace("<math><mtext><![CDATA[", "<xmp hidden>").replace(
        "]]></math>", "</xmp>"
    )
    document = judge(put(tmp_path / "in", page)).document
    assert document is not None
    assert {link.target for link in document.inlines if link.target} == {"https://example.org/"}


def deep(tag: str, levels: int = 100_000) -> str:
    return f"<html><body>{TEXT}" + f"<{tag}>" * levels + f"inside {tag}"


FLOODS = {
    "div": lambda: deep("div"),
    "font": lambda: deep("font"),
    "table": lambda: deep("table><tr><td", 50_000),
    "blockquote": lambda: deep("blockquote"),
    "list": lambda: deep("ul><li", 50_000),
    "half open": lambda: TEXT + "<a<b<!--<![CDATA[<?" * 40_000,
    "colspan": lambda: (
        f"<html><table>{'<tr><td colspan=65535 rowspan=65535>x<td>y' * 2_000}</table>{TEXT}"
    ),
    "attributes": lambda: f"<html><body><p {' '.join(f'a{n}=1' for n in range(100_000))}>{TEXT}",
    "classes": lambda: f"<html><body><p class='{'author ' * 200_000}'>{TEXT}",
    "anchors": lambda: (
        "<html><body>" + "".join(f"<a href=#{n} id={n}>{n}</a>" for n in range(8_000)) + TEXT
    ),
    "paragraphs": lambda: "<html><body>" + "<p>A short paragraph.</p>" * 12_000,
    "entities": lambda: f"<html><body>{TEXT}" + "&amp;&#x41;&bogus;" * 200_000,
    "comments": lambda: f"<html><body>{TEXT}" + "<!-- -- " * 200_000,
    "json": lambda: f"<html><script type='application/ld+json'>{'[' * 200_000}</script>{TEXT}",
    "srcset": lambda: (
        f"<html><body>{TEXT}<img srcset='{', '.join(f'a{n}.png {n}w' for n in range(100_000))}'>"
    ),
    "one word": lambda: f"<html><body>{TEXT}<p>{'x' * 2_000_000}</p>",
}


@pytest.mark.parametrize("kind", FLOODS)
def test_a_flood_is_read_or_refused_by_the_importer_itself(tmp_path: Path, kind: str) -> None:
    judge(put(tmp_path / "in", FLOODS[kind]()))


def test_a_picture_of_too_many_points_is_not_decoded(tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    huge = PNG[:8] + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + PNG[33:]
    page = f'<html><body>{TEXT}<img alt="A wall" src="{data_address(huge)}">{TEXT}</body></html>'
    document = judge(put(tmp_path / "in", page)).document
    assert document is not None
    assert document.pictures == ()


def test_thousands_of_pictures_in_a_page_stay_within_the_limits(tmp_path: Path) -> None:
    pictures = "".join(f'<p>Text.</p><img src="{data_address(PNG)}">' for _ in range(3_000))
    document = judge(
        put(tmp_path / "in", f"<html><body>{TEXT}{pictures}{TEXT}</body></html>")
    ).document
    assert document is not None
    assert len(document.assets) == 1


@pytest.mark.parametrize("levels", [50, 5_000])
def test_mails_within_mails_are_read_or_refused(tmp_path: Path, levels: int) -> None:
    head = b"Content-Type: multipart/related; boundary=b%d\r\n\r\n--b%d\r\n"
    nested = (
        b"".join(head % (n, n) for n in range(levels))
        + b"Content-Type: text/html\r\n\r\n"
        + TEXT.encode()
    )
    judge(put(tmp_path / "in", nested, "page.mhtml"))
