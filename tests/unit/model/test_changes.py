from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.changes import Change, Changes
from closereader.model.colour import FIRST_MEANINGS, Colour
from closereader.model.document import Block, BlockKind
from closereader.model.meaning import Meaning
from closereader.model.reading import ReadingId, ReadingText
from closereader.model.span import Span

NOTE = Annotation(
    AnnotationId("n"), ReadingId("r"), "Ana", AnnotationKind.HIGHLIGHT, Colour.YELLOW, 2, 5, "abc"
)
MEANING = Meaning(Colour.RED, "Doubt")


def test_a_change_speaks_of_what_is_there_after_it():
    assert Change(None, NOTE).record is NOTE
    assert Change(NOTE, None).record is NOTE
    assert Change(MEANING, NOTE).record is NOTE


def test_changes_are_told_apart_by_the_kind_of_record():
    changes = Changes("Both", (Change(None, NOTE), Change(MEANING, None)))
    assert changes.of(Annotation) == [Change(None, NOTE)]
    assert changes.of(Meaning) == [Change(MEANING, None)]


def test_changes_are_read_as_pairs_of_before_and_after():
    changes = Changes("Both", (Change(None, NOTE), Change(MEANING, None), Change(NOTE, NOTE)))
    assert changes.pairs(Annotation) == [(None, NOTE), (NOTE, NOTE)]
    assert changes.pairs(Meaning) == [(MEANING, None)]


def test_an_annotation_knows_its_passage():
    assert NOTE.span == Span(2, 5)


def test_every_colour_has_a_first_meaning_of_its_own():
    assert list(FIRST_MEANINGS) == list(Colour)
    assert len(set(FIRST_MEANINGS.values())) == len(Colour)


def test_a_text_weighs_as_much_as_its_blocks():
    blocks = tuple(Block(n * 2, n * 2 + 1, BlockKind.PARAGRAPH) for n in range(7))
    text = ReadingText(ReadingId("r"), "a\n" * 6 + "a", blocks, (), ())
    assert Changes("One", (Change(None, NOTE),)).weight == 1
    assert Changes("Both", (Change(NOTE, None), Change(None, text))).weight == 9
    assert Changes("Gone", (Change(text, None),)).weight == 8
