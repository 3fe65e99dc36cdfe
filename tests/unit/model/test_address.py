import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.errors import NoSuchPassage
from closereader.model.address import Addresses, names_lines
from closereader.model.document import Block, BlockKind, PageLabel
from closereader.model.span import Span

READING = [
    (BlockKind.HEADING, "A Title"),
    (BlockKind.METADATA, "By somebody"),
    (BlockKind.PARAGRAPH, "First here. Second here. Third here."),
    (BlockKind.HEADING, "A section"),
    (BlockKind.PARAGRAPH, "Only one sentence"),
    (BlockKind.LIST_ITEM, "1. An item. It goes on."),
    (BlockKind.VERSE, "No judge,\nno emperor. No god."),
    (BlockKind.TABLE, "Year\tPrice\n2003\t1.20"),
    (BlockKind.METADATA, "From a paper"),
]


def reading(parts=READING):
    text, blocks = "", []
    for kind, words in parts:
        start = len(text) + (1 if text else 0)
        text = f"{text}\n{words}" if text else words
        marker = 3 if kind is BlockKind.LIST_ITEM else 0
        blocks.append(Block(start, len(text), kind, marker=marker))
    return text, blocks


TEXT, BLOCKS = reading()
ADDRESSES = Addresses(TEXT, BLOCKS)


def at(words):
    return TEXT.index(words)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("First", "¶1.1"),
        ("Second", "¶1.2"),
        ("ird here", "¶1.3"),
        ("Only", "¶2"),
        ("1. An", "¶3.1"),
        ("An item", "¶3.1"),
        ("It goes", "¶3.2"),
        ("no emperor", "¶4.1"),
        ("No god", "¶4.2"),
        ("1.20", "¶5.2"),
        ("A Title", "before ¶1"),
        ("By some", "before ¶1"),
        ("A section", "before ¶2"),
        ("From a", "after ¶5"),
    ],
)
def test_every_place_has_an_address(words, address):
    assert ADDRESSES.of(at(words)) == address


def test_the_space_after_a_sentence_and_the_end_of_a_block_are_its_own():
    assert ADDRESSES.of(at("Second") - 1) == "¶1.1"
    assert ADDRESSES.of(at("A section") - 1) == "¶1.3"
    assert ADDRESSES.of(len(TEXT) + 9) == "after ¶5"
    assert ADDRESSES.paragraph(at("A section") - 1) == 1


def test_headings_and_metadata_lines_are_not_counted():
    assert ADDRESSES.count == 5
    assert list(ADDRESSES.numbers) == [None, None, 1, None, 2, 3, 4, 5, None]
    assert ADDRESSES.paragraph(at("A section")) is None
    assert ADDRESSES.paragraph(at("Only")) == 2


def test_a_card_names_whole_paragraphs():
    assert ADDRESSES.of_span(Span(at("Second"), at("Third"))) == "¶1"
    assert ADDRESSES.of_span(Span(at("Second"), at("Only") + 4)) == "¶1–2"
    assert ADDRESSES.of_span(Span(at("A section"), at("A section") + 3)) == "before ¶2"
    assert ADDRESSES.of_span(Span(at("A section"), at("Only") + 2)) == "¶2"
    assert ADDRESSES.of_span(Span(at("Only"), at("Only"))) == "¶2"


def test_the_sentence_at_a_place_is_given():
    assert ADDRESSES.sentence(at("cond here")).text_of(TEXT) == "Second here."
    assert ADDRESSES.sentence(at("1. An")).text_of(TEXT) == "An item."


@pytest.mark.parametrize(
    ("address", "passage"),
    [
        ("¶1", "First here. Second here. Third here."),
        ("¶ 1 . 2", "Second here."),
        ("1", "First here. Second here. Third here."),
        ("1.3", "Third here."),
        (" (¶1.3). ", "Third here."),
        ("paragraph 2", "Only one sentence"),
        ("Para. 2", "Only one sentence"),
        ("par 2", "Only one sentence"),
        ("§2", "Only one sentence"),
        ("¶2.1", "Only one sentence"),
        ("¶2–3", "Only one sentence\n1. An item. It goes on."),
        ("¶¶3-2", "Only one sentence\n1. An item. It goes on."),
        ("¶1.2–3", "Second here. Third here."),
        ("¶1.3–¶2.1", "Third here.\nA section\nOnly one sentence"),
        ("¶3.1", "An item."),
        ("before ¶1", "A Title\nBy somebody"),
        ("Before 2", "A section"),
        ("after ¶5", "From a paper"),
        ("after ¶1", "A section"),
    ],
)
def test_an_address_is_found_as_a_person_types_it(address, passage):
    assert ADDRESSES.find(address).text_of(TEXT) == passage


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("¶50", "This reading has 5 paragraphs; there is no ¶50."),
        ("0", "This reading has 5 paragraphs; there is no ¶0."),
        ("¶1–9", "This reading has 5 paragraphs; there is no ¶9."),
        ("¶1.4", "¶1 has 3 sentences; there is no ¶1.4."),
        ("¶2.2", "¶2 has 1 sentence; there is no ¶2.2."),
        ("p. 31", "This reading has no printed pages; name a paragraph, such as ¶12."),
        ("l. 145", "This reading has no numbered lines; name a paragraph, such as ¶12."),
        ("before ¶3", "There is no heading before ¶3."),
        ("after ¶2", "There is no heading after ¶2."),
        ("after ¶77", "This reading has 5 paragraphs; there is no ¶77."),
        ("somewhere", "“somewhere” is not an address; write ¶12, ¶12.3, p. 31 or l. 145."),
        ("", "“” is not an address; write ¶12, ¶12.3, p. 31 or l. 145."),
        ("a\nb", "“a�b” is not an address; write ¶12, ¶12.3, p. 31 or l. 145."),
        ("{}" * 30, f"“{'{}' * 19}{{…” is not an address; write ¶12, ¶12.3, p. 31 or l. 145."),
    ],
)
def test_an_address_that_is_not_there_is_answered_in_one_sentence(address, sentence):
    with pytest.raises(NoSuchPassage) as refused:
        ADDRESSES.find(address)
    assert str(refused.value) == sentence


def test_a_reading_of_one_paragraph_says_so():
    with pytest.raises(NoSuchPassage, match="This reading has 1 paragraph; there is no ¶2"):
        Addresses("Word.", [Block(0, 5, BlockKind.PARAGRAPH)]).find("2")


PAGES = [PageLabel(0, "xii"), PageLabel(at("Second"), "30"), PageLabel(at("Only"), "31 A")]
PAGED = Addresses(TEXT, BLOCKS, PAGES)


@pytest.mark.parametrize("typed", ["p. 30", "p30", "P. 30", "pp. 30", "page 30", "p 30", "p. 30."])
def test_a_printed_page_is_found(typed):
    assert PAGED.find(typed) == Span(at("Second"), at("Only"))


def test_pages_have_the_labels_that_are_printed():
    assert PAGED.find("p. XII") == Span(0, at("Second"))
    assert PAGED.find("page 31  a") == Span(at("Only"), len(TEXT))
    assert PAGED.find("pp. xii–30") == Span(0, at("Only"))
    assert PAGED.page(at("Third")) == "30"
    assert ADDRESSES.page(3) is None
    with pytest.raises(NoSuchPassage, match=r"from xii to 31 A; there is no p\. 99\."):
        PAGED.find("p. 99")


def test_a_label_with_a_dash_is_a_page_before_it_is_two():
    paged = Addresses(TEXT, BLOCKS, [PageLabel(0, "A-1"), PageLabel(20, "A-2")])
    assert paged.find("p. A-1") == Span(0, 20)


LINES = [
    Span(at("First"), at("Second")),
    Span(at("Second"), at("Third")),
    Span(at("Only"), at("1. An")),
]
LINED = Addresses(TEXT, BLOCKS, (), LINES)


@pytest.mark.parametrize("typed", ["l. 2", "l2", "L. 2", "line 2", "ll. 2"])
def test_a_line_of_the_layout_is_found(typed):
    assert LINED.find(typed) == LINES[1]


def test_lines_are_counted_as_the_layout_does():
    assert LINED.find("lines 1–2") == Span(LINES[0].start, LINES[1].end)
    assert LINED.line(at("Second") + 2) == 2
    assert LINED.line(at("A Title")) is None
    assert LINED.line(at("No god")) is None
    assert ADDRESSES.line(5) is None
    with pytest.raises(NoSuchPassage, match=r"This reading has 3 lines; there is no l\. 4\."):
        LINED.find("l. 4")


def test_lines_are_told_by_where_they_begin():
    assert LINED.lines_from(0, len(TEXT)) == range(1, 4)
    assert list(LINED.lines_from(at("Second"), at("Only"))) == [2]
    assert list(LINED.lines_from(at("Second") + 1, at("Only"))) == []
    assert list(ADDRESSES.lines_from(0, len(TEXT))) == []
    assert LINED.line_span(2) == LINES[1]
    assert (LINED.line_count, ADDRESSES.line_count) == (3, 0)


def test_addresses_take_lines_when_they_are_counted():
    lined = ADDRESSES.with_lines(LINES)
    assert lined.find("l. 2") == LINES[1]
    assert lined.find("¶1") == ADDRESSES.find("¶1")
    with pytest.raises(NoSuchPassage):
        ADDRESSES.find("l. 2")


@pytest.mark.parametrize("typed", ["l. 145", "L145", " lines 3–7. ", "ll. 2-4", "(line 9)"])
def test_an_address_of_lines_is_told_from_others(typed):
    assert names_lines(typed)


@pytest.mark.parametrize("typed", ["¶12", "p. 31", "12", "", "l.", "lines", "love", "before ¶12"])
def test_other_addresses_need_no_lines(typed):
    assert not names_lines(typed)


def test_a_text_without_paragraphs_has_no_addresses():
    heading = Addresses("Title", [Block(0, 5, BlockKind.HEADING, 1)])
    assert (heading.of(2), heading.of_span(Span(0, 5)), heading.paragraph(1)) == ("", "", None)
    empty = Addresses("", [])
    assert (empty.of(0), empty.of_span(Span(0, 0)), empty.paragraph(0)) == ("", "", None)
    assert empty.sentence(0) is None
    assert Addresses("  ", [Block(0, 2, BlockKind.PARAGRAPH)]).sentence(1) is None
    assert Addresses("  ", [Block(0, 2, BlockKind.PARAGRAPH)]).of(1) == "¶1"


kinds = st.sampled_from(list(BlockKind))
prose = st.text(st.sampled_from("Aab .!?\u0301“”1"), min_size=3, max_size=25)


@given(st.lists(st.tuples(kinds, prose), min_size=1, max_size=8), st.data())
@settings(max_examples=150, deadline=None)
def test_the_passage_at_the_address_of_a_place_holds_or_neighbours_it(parts, data):
    text, blocks = reading(parts)
    addresses = Addresses(text, blocks)
    offset = data.draw(st.integers(0, len(text)))
    address = addresses.of(offset)
    if not address:
        assert not any(block.is_numbered for block in blocks)
        return
    passage = addresses.find(address)
    assert addresses.of(passage.start) == address
    number = addresses.paragraph(offset)
    assert addresses.paragraph(passage.start) == number


class Watched(list):
    """A list that counts how many of its items were looked at."""

    looks = 0

    def __getitem__(self, place):
        found = super().__getitem__(place)
        self.looks += len(found) if isinstance(place, slice) else 1
        return found

    def __iter__(self):
        for item in super().__iter__():
            self.looks += 1
            yield item


def test_of_twelve_thousand_paragraphs_few_are_looked_at_for_an_address():
    text, blocks = reading([(BlockKind.PARAGRAPH, "One here. Two here.")] * 300)
    size = len(text) + 1
    text = "\n".join([text] * 40)
    blocks = Watched(
        Block(b.start + i * size, b.end + i * size, b.kind) for i in range(40) for b in blocks
    )
    start = blocks[11998].start
    addresses = Addresses(text, blocks)
    blocks.looks = 0
    assert addresses.of(len(text)) == "¶12000.2"
    assert addresses.find("¶11999.1").start == start
    assert addresses.of_span(Span(start, start + 3)) == "¶11999"
    assert 0 < blocks.looks <= 12
