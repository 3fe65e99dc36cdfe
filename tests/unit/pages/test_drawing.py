"""The child that draws a PDF's pages: what it draws, and what happens when it cannot."""

import os
import signal
import threading
from pathlib import Path

import pytest

from closereader.errors import UnreadableFile
from closereader.pages.drawer import Bounds, Clip, NotDrawn, PageDrawer, Pixels
from closereader.pages.queue import DrawingQueue, Told, Wanted
from tests.helpers.pdfs import typeset

MARKUP = """
#set page(width: 200pt, height: 300pt, margin: 20pt)
#rect(width: 100pt, height: 50pt, fill: black)
#link("https://example.org/a")[An address] and #link(<end>)[the end].
#pagebreak()
#set page(width: 300pt, height: 200pt)
= The end <end>
"""


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "two pages.pdf"
    path.write_bytes(typeset(MARKUP))
    return path


def pixel(pixels: Pixels, x: int, y: int) -> tuple[int, int, int]:
    at = y * pixels.stride + 4 * x
    return tuple(pixels.rows[at : at + 3])  # type: ignore[return-value]


def test_the_sizes_of_all_pages_are_told_at_once(pdf: Path) -> None:
    with PageDrawer(pdf) as drawer:
        assert [tuple(map(round, size)) for size in drawer.sizes()] == [(200, 300), (300, 200)]


def test_a_page_is_drawn_at_the_scale_that_is_asked_for(pdf: Path) -> None:
    with PageDrawer(pdf) as drawer:
        drawn = drawer.draw(0, 2.0)
        assert (drawn.width, drawn.height) == (400, 600)
        assert pixel(drawn, 100, 80) == (0, 0, 0)
        assert pixel(drawn, 10, 10) == (255, 255, 255)


def test_a_part_of_a_page_is_what_the_whole_has_there(pdf: Path) -> None:
    with PageDrawer(pdf) as drawer:
        whole = drawer.draw(0, 3.0)
        expected = [pixel(whole, x, 60) for x in range(50, 90)]
        part = drawer.draw(0, 3.0, Clip(50, 50, 40, 20))
        assert (part.width, part.height) == (40, 20)
        assert [pixel(part, x, 10) for x in range(40)] == expected


def test_a_page_can_be_turned(pdf: Path) -> None:
    with PageDrawer(pdf) as drawer:
        drawn = drawer.draw(0, 1.0, turn=1)
        assert (drawn.width, drawn.height) == (300, 200)
        # What was at the top left, 30 down and 40 in, is at the top right.
        assert pixel(drawn, 299 - 40, 40) == (0, 0, 0)


def test_links_lead_to_addresses_and_to_heights_of_pages(pdf: Path) -> None:
    with PageDrawer(pdf) as drawer:
        first, second = sorted(drawer.links(0), key=lambda link: link.page)
        assert first.uri == "https://example.org/a"
        assert second.page == 1
        assert 0 <= second.top < 60
        assert 0 < first.rect.left < first.rect.right < 200


def test_a_page_that_is_not_there_is_said_and_others_are_still_drawn(pdf: Path) -> None:
    with PageDrawer(pdf) as drawer:
        with pytest.raises(NotDrawn):
            drawer.draw(7, 1.0)
        assert drawer.draw(1, 1.0).width == 300


def test_what_is_no_pdf_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_text("Dear reader, this is no PDF.", encoding="utf-8")
    with PageDrawer(path) as drawer, pytest.raises(UnreadableFile, match="letter"):
        drawer.sizes()


def test_a_child_that_takes_too_much_memory_is_ended(pdf: Path) -> None:
    with (
        PageDrawer(pdf, bounds=Bounds(megabytes=10)) as drawer,
        pytest.raises((NotDrawn, UnreadableFile)),
    ):
        draw_until_stopped(drawer)


def draw_until_stopped(drawer: PageDrawer) -> None:
    for _attempt in range(200):
        drawer.draw(0, 20.0)


def test_a_child_that_died_is_replaced(pdf: Path) -> None:
    with PageDrawer(pdf) as drawer:
        drawer.sizes()
        child = drawer._child
        child.kill()
        child.wait()
        assert drawer.draw(0, 1.0).width == 200


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no way to hold a process")
def test_a_child_that_is_killed_over_a_page_does_not_cost_the_page(pdf: Path) -> None:
    with PageDrawer(pdf) as drawer:
        drawer.sizes()
        child = drawer._child
        os.kill(child.pid, signal.SIGSTOP)
        drawn: list[int] = []
        asking = threading.Thread(target=lambda: drawn.append(drawer.draw(1, 1.0).width))
        asking.start()
        while drawer._watch._child is None and asking.is_alive():
            pass
        os.kill(child.pid, signal.SIGKILL)
        asking.join(20)
        assert drawn == [300]


def test_what_the_system_refuses_is_said_and_the_next_page_is_drawn(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[int, str]] = []
    opened, last = threading.Event(), threading.Event()
    drawer = PageDrawer(pdf)
    queue = DrawingQueue(
        drawer,
        Told(
            lambda _sizes: opened.set(),
            lambda *_drawn: last.set(),
            lambda *_links: None,
            lambda *why: said.append(why),
        ),
    )
    try:
        assert opened.wait(20)
        draw = drawer.draw

        def refuse(*_asked: object) -> Pixels:
            monkeypatch.setattr(drawer, "draw", draw)
            raise OSError("no room left")

        monkeypatch.setattr(drawer, "draw", refuse)
        queue.want([Wanted(0, 1.0), Wanted(1, 1.0)])
        assert last.wait(20)
        assert said == [(0, "This page cannot be shown: the system did not let it be drawn.")]
    finally:
        queue.close()


def test_closing_leaves_no_file_and_no_child(pdf: Path) -> None:
    drawer = PageDrawer(pdf)
    drawer.draw(0, 1.0)
    child, shared = drawer._child, drawer._buffer
    drawer.close()
    assert child.poll() is not None
    assert not os.path.exists(shared)
    with pytest.raises(NotDrawn):
        drawer.draw(0, 1.0)


def test_what_is_not_wanted_any_more_is_not_drawn(pdf: Path) -> None:
    drawn: list[Wanted] = []
    opened, last = threading.Event(), threading.Event()
    gate = threading.Event()

    def take(wanted: Wanted, _pixels: Pixels) -> None:
        drawn.append(wanted)
        gate.wait(20)
        if wanted.page == 1:
            last.set()

    queue = DrawingQueue(
        PageDrawer(pdf),
        Told(lambda _sizes: opened.set(), take, lambda *_links: None, lambda *_why: None),
    )
    try:
        assert opened.wait(20)
        queue.want([Wanted(0, 1.0)] + [Wanted(0, 1.0 + n / 10) for n in range(1, 30)])
        while not drawn:
            pass
        queue.want([Wanted(1, 1.0)])
        gate.set()
        assert last.wait(20)
        assert [wanted.page for wanted in drawn] == [0, 1]
    finally:
        gate.set()
        queue.close()


def test_what_a_killed_program_left_behind_is_removed_by_the_next(
    pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("closereader.pages.drawer._SHARED_MEMORY", str(tmp_path))
    # No system gives so high a number to a process.
    left = tmp_path / "closereader-4194999-abc.page"
    in_use = tmp_path / f"closereader-{os.getpid()}-abc.page"
    other = tmp_path / "closereader-notes.page"
    for path in (left, in_use, other):
        path.write_bytes(b"x")
    with PageDrawer(pdf) as drawer:
        drawer.draw(0, 1.0)
        assert len(list(tmp_path.glob("closereader-*.page"))) == 3
    assert not left.exists()
    assert sorted(path.name for path in tmp_path.glob("closereader-*.page")) == sorted(
        (in_use.name, other.name)
    )
