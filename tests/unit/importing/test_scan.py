"""Scans: their pages drawn, read by the OCR program (a script stands for it) and laid out as text."""

import math
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.errors import CloseReaderError, UnreadableFile
from closereader.importing import scan_words
from closereader.importing.page_text import Page
from closereader.importing.scan import ScanFile, ScanRead, read_scan, time_left
from closereader.importing.scan_pictures import draw_in_child
from closereader.importing.scan_words import as_seen, page_of_lines, seen_page
from closereader.model.source_page import PageLine, SourcePage
from closereader.model.span import Span
from closereader.ocr import Word, usable
from closereader.ocr.program import OcrUnusable
from closereader.progress import Cancelled, Progress
from tests.helpers.fake_tesseract import FakeTesseract, put_on_path
from tests.helpers.scans import HEIGHT, WIDTH, write_scan


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTesseract:
    return put_on_path(tmp_path, monkeypatch)


ORDER = "first second third fourth fifth sixth".split()


def read(
    path: Path,
    tmp_path: Path,
    pages: Iterable[int] = (0, 1),
    progress: Progress | None = None,
    **more: object,
) -> ScanRead:
    folder = tmp_path / "pictures"
    folder.mkdir(exist_ok=True)
    return read_scan(
        ScanFile(path, path.name),
        usable(Progress()),
        list(pages),
        ("eng",),
        progress or Progress(),
        folder=folder,
        **more,
    )


def test_the_words_of_a_scan_are_its_text_and_stand_on_its_pages(
    fake: FakeTesseract, tmp_path: Path
) -> None:
    fake.page(0, "The river rose above the mill in the", "night, and the whole vil-", "lage slept.")
    fake.page(1, "In the morning the stones floated.")
    found = read(write_scan(tmp_path / "scan.pdf"), tmp_path)
    text = found.document.text
    assert "the whole village slept." in text, "what was broken over a line is one word"
    assert found.read == (0, 1)
    assert (found.empty, found.failed, found.unsure) == ((), (), ())
    first, second = found.document.source_pages
    (box,) = first.rects(Span(text.index("river"), text.index("river") + 5))
    # 288 pixels from the left at 300 dpi are where the script puts the second word.
    assert math.isclose(box.left, (200 + 66 + 14) * 72 / 300, abs_tol=0.5)
    assert 760 * 72 / 300 - 4 < box.top < box.bottom < 792 * 72 / 300 + 4
    assert second.spans[0].start == text.index("In the morning")


def test_pages_that_have_text_keep_theirs(fake: FakeTesseract, tmp_path: Path) -> None:
    fake.page(1, "What the picture of the second page says.")
    path = write_scan(tmp_path / "scan.pdf", text_on={0: "Typeset words of the first page."})
    found = read(path, tmp_path, [1])
    assert "Typeset words of the first page." in found.document.text
    assert "What the picture of the second page says." in found.document.text
    assert all(Path(call[0]).stem != "0" for call in fake.calls if len(call) > 2)


def test_what_was_read_before_stays_when_more_is_read(fake: FakeTesseract, tmp_path: Path) -> None:
    path = write_scan(tmp_path / "scan.pdf", 3)
    fake.page(
        0, "The first page says that the village", "went on being a vil-", "lage, and stayed."
    )
    first = read(path, tmp_path, [0]).document
    kept = {0: page_of_lines(first.source_pages[0], first.text)}
    fake.page(2, "The third page says more than that.")
    both = read(path, tmp_path, [2], kept=kept).document
    assert both.text.startswith(first.text.split("\n")[0])
    assert "The third page says more than that." in both.text
    for span in (Span(4, 9), Span(60, 70)):
        before, after = first.source_pages[0].rects(span), both.source_pages[0].rects(span)
        assert [tuple(map(round, box)) for box in before] == [tuple(map(round, b)) for b in after]


def test_unsure_words_are_told_with_their_places(fake: FakeTesseract, tmp_path: Path) -> None:
    fake.say_of(
        0, [(1, 360, 96, "The river was"), (2, 420, 31, "rnodern"), (3, 480, 95, "by then.")]
    )
    fake.page(1, "Nothing was doubtful here.")
    found = read(write_scan(tmp_path / "scan.pdf"), tmp_path)
    (unsure,) = found.unsure
    assert found.document.text[unsure.start : unsure.end] == "rnodern"
    assert (unsure.page, unsure.confidence) == (0, 31)


def test_pages_that_fail_or_are_empty_do_not_hinder_the_others(
    fake: FakeTesseract, tmp_path: Path
) -> None:
    fake.say_of(0, "fail")
    fake.page(2, "Only the third page could be read.")
    found = read(write_scan(tmp_path / "scan.pdf", 3), tmp_path, [0, 1, 2])
    assert (found.read, found.empty, found.failed) == ((2,), (1,), (0,))


def test_a_scan_without_any_word_is_refused_in_a_sentence(
    fake: FakeTesseract, tmp_path: Path
) -> None:
    path = write_scan(tmp_path / "scan.pdf")
    with pytest.raises(UnreadableFile, match="No word was found"):
        read(path, tmp_path)
    fake.say_of(0, "fail")
    fake.say_of(1, "fail")
    with pytest.raises(UnreadableFile, match="could not read its pages"):
        read(path, tmp_path)


def test_a_language_that_is_not_there_is_refused_before_anything_is_drawn(
    fake: FakeTesseract, tmp_path: Path
) -> None:
    with pytest.raises(OcrUnusable, match="German"):
        read_scan(
            ScanFile(tmp_path / "none.pdf", "none.pdf"),
            usable(Progress()),
            [0],
            ("deu",),
            Progress(),
            folder=tmp_path,
        )


def test_stopping_ends_it_at_once(fake: FakeTesseract, tmp_path: Path) -> None:
    fake.say_of(0, "hang")
    fake.say_of(1, "hang")
    path = write_scan(tmp_path / "scan.pdf")
    with pytest.raises(Cancelled):
        read(path, tmp_path, progress=Progress(should_stop=lambda: _asked(fake, 2)))


def test_enough_keeps_what_was_read_so_far(fake: FakeTesseract, tmp_path: Path) -> None:
    for number in range(6):
        fake.page(number, f"This is what the {ORDER[number]} page says.")
    path = write_scan(tmp_path / "scan.pdf", 6)
    found = read(path, tmp_path, range(6), is_enough=lambda: _asked(fake, 1))
    assert 1 <= len(found.read) < 6
    assert "This is what the first page says." in found.document.text


def test_progress_counts_pages_and_tells_how_long_the_rest_takes(
    fake: FakeTesseract, tmp_path: Path
) -> None:
    for number in range(4):
        fake.page(number, f"This is what the {ORDER[number]} page says.")
    told: list[str] = []
    path = write_scan(tmp_path / "scan.pdf", 4)
    read(path, tmp_path, range(4), Progress(lambda _done, _total, what: told.append(what)))
    assert told[0] == "Reading page 1 of 4"
    assert any("left" in each for each in told)
    assert (time_left(3), time_left(34)) == ("about 10 seconds left", "about 30 seconds left")
    assert (time_left(58), time_left(190)) == ("about 1 minute left", "about 3 minutes left")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_on_its_side_is_turned_and_its_words_stand_where_they_are_seen(
    turn: int, tmp_path: Path
) -> None:
    size = (WIDTH, HEIGHT) if turn % 180 == 0 else (HEIGHT, WIDTH)
    page = seen_page(0, size, (WIDTH, HEIGHT), turn, [Word("up", 40, 60, 80, 70, 90)])
    laid = scan_words.layout_page(page, "1")
    assert laid.frame(laid.pieces[0].turn) == (WIDTH, HEIGHT)
    (seen,) = page.words
    assert (round(seen.left), round(seen.right)) == (40, 80)
    drawn = draw_in_child(
        str(write_scan(tmp_path / "s.pdf")), "", "s.pdf", 0, turn, str(tmp_path / "0.pgm")
    )
    across, down = drawn["size"]
    assert (across < down) == (turn % 180 == 0)
    assert (tmp_path / "0.pgm").read_bytes().startswith(b"P5\n%d %d\n" % (across, down))


SLOPES = st.floats(-0.06, 0.06)


@given(SLOPES)
def test_a_crooked_page_is_levelled_and_its_words_are_put_back(slope: float) -> None:
    words = [
        Word("meadow", x, y := 100 + 30 * row + x * slope, x + 60, y + 20, 95, row)
        for row in range(8)
        for x in range(60, 500, 70)
    ]
    page = seen_page(0, (600, 800), (600, 800), 0, words)
    assert abs(page.slope - slope) < 0.004
    bases = {round(each.base, 1) for each in page.words}
    assert len(bases) == 8, "all words of a line stand on one level"
    lines = [
        PageLine(
            6 * index,
            each.base - 15,
            each.base + 5,
            [each.left + 10 * n for n in range(6)],
            [each.left + 10 * n + 10 for n in range(6)],
        )
        for index, each in enumerate(page.words)
    ]
    back = as_seen(page, SourcePage(0, "1", 600, 800, tuple(lines)), "meadow" * len(lines))
    for word, line in zip(words, sorted(back.lines, key=lambda line: line.start), strict=True):
        assert abs(line.box.left - word.left) < 2.5
        assert line.top < (word.top + word.bottom) / 2 < line.bottom


@given(
    st.lists(st.tuples(st.text(max_size=12), st.floats(), st.floats(), st.floats()), max_size=40)
)
def test_whatever_the_program_says_becomes_a_page_or_nothing(said: list[tuple]) -> None:
    from closereader.ocr.words import words_of

    rows = [
        f"5\t1\t1\t1\t{i % 5}\t{i}\t{a}\t{b}\t{c}\t20\t{c}\t{t}"
        for i, (t, a, b, c) in enumerate(said)
    ]
    words = words_of("\n".join(rows), 1000, 1400)
    page = seen_page(0, (300.0, 420.0), (1000, 1400), 0, words)
    laid = scan_words.layout_page(page, "1")
    assert isinstance(laid, Page)
    assert all(math.isfinite(piece.base + piece.size + piece.left) for piece in laid.pieces)


def test_a_damaged_file_is_refused_in_a_sentence(fake: FakeTesseract, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing more")
    with pytest.raises(CloseReaderError):
        read(path, tmp_path)


def _asked(fake: FakeTesseract, pages: int) -> bool:
    return sum(len(call) > 2 for call in fake.calls) >= pages
