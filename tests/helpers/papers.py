"""Papers read in a test's own process, and what they say."""

from closereader.importing.parsing import parse
from closereader.model.document import BlockKind, Document
from tests.helpers.documents import check_sound
from tests.helpers.word_files import WordFile

PROSE = (
    "The river was low that year. Nobody who lived on its banks remembered so many stones. "
    "Children walked across it to the island and came back with their shoes dry. "
)
LONG = "The river ran on under the bridge, and nobody looked at it for long. " * 4


def read(data: bytes) -> Document:
    """The PDF as it is read, sound."""
    document = parse(data, "a paper.pdf", None, None)
    check_sound(document)
    return document


def read_word(body: str, styles: str, **made: object) -> Document:
    """The Word file of this body as it is read, sound."""
    made.setdefault("parts", {"styles": styles})
    document = parse(WordFile(body, **made).data(), "paper.docx", None, None)  # type: ignore[arg-type]
    check_sound(document)
    return document


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    """Its blocks of these kinds, or of all."""
    return [document.text[b.start : b.end] for b in document.blocks if not kinds or b.kind in kinds]


def blocks(document: Document) -> list[tuple[str, int, str]]:
    """Kind, level and words of each block."""
    return [(b.kind.value, b.level, document.text[b.start : b.end]) for b in document.blocks]
