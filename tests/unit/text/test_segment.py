import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.text.segment import sentence_at, sentences, word_at
from closereader.text.span import Span

# Each is written as its sentences; `|` is where one ends.
PROSE = [
    "It rained.| Nobody came.",
    "Who rules? | We do! | So they say.",
    "Mr. Mesa met Mrs. Paz and Dr. Rocha. | They talked.",
    "He came at No. 5, St. James Street. | It was late.",
    "I said no. | He left.",
    "See vol. 2, p. 31 and ch. IV of it. | Then go on.",
    "Some of it, e.g. Potosí, i.e. Oruro too, is high. | Cf. Rosa here.",
    "J. R. R. Tolkien wrote it. | W. E. B. Du Bois (d. 1963) did not.",
    "Plan B. | The first had failed.",
    "The price was 3.14 dollars. | Later it was 1.000.",
    "They waited... and left. | Then… nothing… | They slept.",
    "“Is it true?” he asked. | “It is.” | She left.",
    "“Go away!” Mesa said. | He went.",
    "“Stop!” | The crowd stood still.",
    "He wrote (in the margin.) | Then he slept.",
    "The U.S. President came. | They talked in the U.S. | It ended.",
    "At 5 p.m. the train left. | At 6 p.m. | The lights went out.",
    "Smith et al. wrote this. | Jones, Ltd. denied it, etc. | They went home.",
    "In Jan. 2005 it began, on Mon. 3 Jan. of that year. | It ended.",
    "He sat. | Mesa stood.",
    "It is so.[12] | It was so.³ | It will be.",
    "Version 2.0 of closereader.org is out. | Read it.",
    "What?! | No. | Yes.",
    "He said: “I go. | You stay.” | Then he went.",
    "The so-called Gen. Banzer ruled. | He fell.",
    "It stood so ( ). | Then it fell.",
    "¿Quién manda? | ¡Nosotros! | Así es.",
    "– Come here! | – I cannot. | – Then stay.",
]
OTHER_SCRIPTS = [
    "吾輩は猫である。|名前はまだ無い。|「どこ？」と聞いた。|誰も答えなかった！",
    "他说：“走吧。”|我们就走了。|好！",
    "यह एक वाक्य है। | यह दूसरा है॥ | तीसरा।",
    "ما هذا؟ | هذا كتاب. | انتهى۔ | نعم.",
    "Это первое. | А это второе! | «Правда?» спросил он.",
    "Αυτό είναι. | Τι; είναι. | Τέλος.",
]


def parted(marked):
    """The text without its bars, and the sentences between them."""
    parts = marked.split("|")
    return "".join(parts), [part.strip() for part in parts]


@pytest.mark.parametrize("marked", PROSE + OTHER_SCRIPTS)
def test_sentences_end_where_a_reader_ends_them(marked):
    text, expected = parted(marked)
    assert [span.text_of(text) for span in sentences(text)] == expected


@pytest.mark.parametrize(
    "item", ["1. Free elections.", "12. No pay.", "a) One thing.", "IV. The end.", "(2) So it is."]
)
def test_the_number_of_a_list_item_is_no_sentence(item):
    assert [span.text_of(item) for span in sentences(item)] == [item]


def test_lines_of_verse_run_on():
    verse = "No saviour comes,\nno emperor, no god.\nWe win\nalone."
    assert [span.text_of(verse) for span in sentences(verse)] == [
        "No saviour comes,\nno emperor, no god.",
        "We win\nalone.",
    ]


def test_rows_of_a_table_end_sentences():
    table = "Year\tPrice\n2003\t1.20. Up\n2005\t2.40"
    assert [span.text_of(table) for span in sentences(table, lines_end=True)] == [
        "Year\tPrice",
        "2003\t1.20.",
        "Up",
        "2005\t2.40",
    ]


def test_only_the_stretch_asked_for_is_parted():
    text = "One. Two. Three."
    assert sentences(text, 5, 9) == [Span(5, 9)]
    assert sentences(text, 5) == [Span(5, 9), Span(10, 16)]
    assert sentences(text, 6, 99) == [Span(6, 9), Span(10, 16)]


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_white_space_holds_no_sentence(text):
    assert sentences(text) == []
    assert sentence_at(text, 0) is None


def test_the_space_after_a_sentence_belongs_to_it():
    text = "  One. Two."
    assert sentence_at(text, 6) == Span(2, 6)
    assert sentence_at(text, 7) == Span(7, 11)
    assert sentence_at(text, 0) == Span(2, 6)
    assert sentence_at(text, 99) == Span(7, 11)


anything = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(" \n.?!…'”)Aa1。।")),
    max_size=80,
)


@given(anything)
@settings(max_examples=200, deadline=None)
def test_sentences_leave_out_nothing_but_white_space(text):
    found = sentences(text)
    rest = list(text)
    last = 0
    for span in found:
        assert last <= span.start < span.end
        assert span.text_of(text) == span.text_of(text).strip()
        rest[span.start : span.end] = " " * len(span)
        last = span.end
    assert not "".join(rest).strip(" \n\t\r\x0b\x0c\u200b\u2060\ufeff" + WHITE)


WHITE = "".join(c for c in map(chr, range(0x3001)) if c.isspace())


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("the people’s war", 6, "people’s"),
        ("the people's war", 4, "people's"),
        ("the left-wing press", 5, "left"),
        ("the left-wing press", 9, "wing"),
        ("paid 1,000.50 today", 8, "1,000.50"),
        ("in 1952, when", 4, "1952"),
        ("Sa\u0301nchez came", 2, "Sa\u0301nchez"),
        ("“quoted” words", 3, "quoted"),
        ("(COB)", 2, "COB"),
        ("l’État c’est", 3, "l’État"),
        ("workers’ party", 3, "workers"),
        ("re\u00adsign it", 1, "re\u00adsign"),
        ("吾輩は猫", 1, "輩"),
        ("カタカナの", 2, "カタカナ"),
        ("यह हिन्दी है", 4, "हिन्दी"),
        ("snake_case", 7, "snake_case"),
        ("the 2nd time", 5, "2nd"),
        ("𓀀𓂀 sign", 0, "𓀀𓂀"),
    ],
)
def test_a_double_click_selects_the_word(text, at, word):
    assert word_at(text, at).text_of(text) == word


def test_the_end_of_a_word_still_selects_it():
    assert word_at("one two", 3) == Span(0, 3)
    assert word_at("one two", 7) == Span(4, 7)


def test_elsewhere_the_space_or_the_one_character_is_selected():
    assert word_at("one   two", 4) == Span(3, 6)
    assert word_at("a … b", 2) == Span(2, 3)
    assert word_at("a 👩‍👩‍👧 b", 3).text_of("a 👩‍👩‍👧 b") == "👩‍👩‍👧"
    assert word_at("wait?!", 5) == Span(5, 6)
    assert word_at(" ", 1) == Span(0, 1)


def test_an_empty_text_has_an_empty_word():
    assert word_at("", 0) == Span(0, 0)
    assert word_at("", 9) == Span(0, 0)


@given(anything.filter(bool), st.data())
@settings(max_examples=200, deadline=None)
def test_a_word_holds_the_place_it_was_asked_at(text, data):
    offset = data.draw(st.integers(0, len(text)))
    word = word_at(text, offset)
    assert word.start <= offset <= word.end
    assert len(word) > 0


@pytest.mark.parametrize("unit", ["a", ".", "a.", "A. ", "” ", "x'", "猫", "\u0301", "1,"])
def test_a_long_run_of_anything_is_parted_quickly(unit):
    text = unit * (60_000 // len(unit))
    found = sentences(text)
    assert found[0].start == 0
    assert len(word_at(text, 30_000)) > 0
