import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.typeset.margin_notes import Place, Wish, place

TOP, BOTTOM, GAP, PAGES = 80.0, 780.0, 7.0, 4


@st.composite
def notes(draw) -> list[Wish]:
    wishes = []
    for note in range(draw(st.integers(0, 25))):
        page = draw(st.integers(0, PAGES - 1))
        y = draw(st.floats(TOP, BOTTOM))
        for piece in range(draw(st.integers(1, 3))):
            wishes.append(Wish(note, page, y, draw(st.floats(10, 300)), 10.6 if piece else 0.0))
    order = sorted(
        {w.note for w in wishes}, key=lambda n: next((w.page, w.y) for w in wishes if w.note == n)
    )
    return [w for n in order for w in wishes if w.note == n]


def by_page(places: list[Place]) -> list[list[Place]]:
    return [[p for p in places if p.page == page] for page in range(PAGES)]


@settings(max_examples=150, deadline=None)
@given(notes())
def test_notes_neither_overlap_nor_leave_the_page_and_none_is_lost(wishes: list[Wish]) -> None:
    places, left = place(wishes, [TOP] * PAGES, BOTTOM, GAP)
    assert [p.wish for p in places] + left == wishes
    for page in by_page(places):
        assert all(p.y >= TOP - 1e-6 and p.bottom <= BOTTOM + 1e-6 for p in page)
        for upper, lower in itertools.pairwise(page):
            apart = 0.0 if upper.wish.note == lower.wish.note else GAP
            assert lower.y >= upper.bottom + apart - 1e-6


@settings(max_examples=50, deadline=None)
@given(notes())
def test_no_note_stands_before_the_page_of_its_passage(wishes: list[Wish]) -> None:
    places, _ = place(wishes, [TOP] * PAGES, BOTTOM, GAP)
    assert all(p.page >= p.wish.page for p in places)


def test_a_note_alone_stands_beside_its_line() -> None:
    places, _ = place([Wish(0, 1, 300.0, 40.0)], [TOP] * PAGES, BOTTOM, GAP)
    assert [(p.page, p.y) for p in places] == [(1, 300.0)]


def test_two_notes_on_one_line_share_the_displacement() -> None:
    places, _ = place([Wish(0, 0, 300.0, 43.0), Wish(1, 0, 300.0, 43.0)], [TOP], BOTTOM, GAP)
    assert [p.y for p in places] == [275.0, 325.0]


def test_notes_at_the_foot_are_pushed_up() -> None:
    places, _ = place([Wish(0, 0, 770.0, 50.0), Wish(1, 0, 775.0, 50.0)], [TOP], BOTTOM, GAP)
    assert [p.y for p in places] == [673.0, 730.0]


def test_what_does_not_fit_goes_on_at_the_top_of_the_next_page() -> None:
    wishes = [Wish(n, 0, 400.0, 200.0) for n in range(5)]
    places, left = place(wishes, [TOP, TOP], BOTTOM, GAP)
    assert [p.page for p in places] == [0, 0, 0, 1, 1]
    assert places[3].y == TOP
    assert left == []


def test_notes_begin_under_a_title_that_crosses_the_margin() -> None:
    places, _ = place([Wish(0, 0, 90.0, 30.0)], [200.0], BOTTOM, GAP)
    assert places[0].y == 200.0


def test_a_piece_that_opens_a_page_has_room_for_its_heading() -> None:
    wishes = [Wish(0, 0, 100.0, 400.0), Wish(0, 0, 500.0, 400.0, 10.6), Wish(1, 1, 90.0, 20.0)]
    places, _ = place(wishes, [TOP, TOP], BOTTOM, GAP)
    assert places[1].height == 410.6
    assert places[2].y >= places[1].bottom + GAP
