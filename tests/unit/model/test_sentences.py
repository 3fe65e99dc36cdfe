from closereader.model.document import Block, BlockKind, Inline, InlineStyle
from closereader.model.reading import ReadingId, ReadingText
from closereader.model.sentences import Sentences

PIECES = (
    (BlockKind.HEADING, "The Vote"),
    (BlockKind.PARAGRAPH, "One came.[1] Two went."),
    (BlockKind.PARAGRAPH, "* * *"),
    (BlockKind.TABLE, "a\tb\nc\td"),
)


def reading() -> ReadingText:
    blocks, text = [], ""
    for kind, words in PIECES:
        blocks.append(
            Block(len(text), len(text) + len(words), kind, int(kind is BlockKind.HEADING))
        )
        text += words + "\n"
    raised = text.index("[1]")
    inlines = (
        Inline(0, 3, InlineStyle.EMPHASIS),
        Inline(raised, raised + 3, InlineStyle.SUPERSCRIPT),
    )
    return ReadingText(ReadingId("r"), text[:-1], tuple(blocks), inlines)


def all_of(shown: ReadingText) -> list[str]:
    sentences = Sentences(shown)
    found, span = [], sentences.at(0)
    while span is not None:
        found.append(sentences.words(span))
        span = sentences.after(span)
    return found


def test_sentences_follow_over_blocks_and_rows_without_notes_and_ornaments():
    assert all_of(reading()) == ["The Vote", "One came.", "Two went.", "a b", "c d"]


def test_before_undoes_after_from_every_sentence():
    sentences = Sentences(reading())
    span = sentences.at(0)
    assert sentences.before(span) is None
    while (following := sentences.after(span)) is not None:
        assert sentences.before(following) == span
        span = following


def test_a_place_between_sentences_belongs_to_the_next_one():
    shown = reading()
    sentences = Sentences(shown)
    ornament = shown.text.index("*")
    assert sentences.words(sentences.at(ornament)) == "a b"
    assert sentences.at(len(shown.text)) is None


def test_a_reading_without_text_has_no_sentence():
    assert Sentences(ReadingText(ReadingId("r"), "", (), ())).at(0) is None
