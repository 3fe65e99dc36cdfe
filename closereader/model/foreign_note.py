"""A note that came with a file (a PDF's annotation, a Word comment), before it is the library's."""

from dataclasses import dataclass

from closereader.model.annotation import AnnotationKind, QuestionState
from closereader.model.area import Area
from closereader.model.colour import Colour


@dataclass(frozen=True, slots=True)
class ForeignNote:
    """One note of another program.

    `key`: by which it is known again, unique in its file: the program's own name for it, or made of
    what it says and where; never empty. `start`, `end`: code points of the document's text; the same
    for one beside the text. `area`: of a mark on a part of a page, which has kind AREA. `author`: whose
    it is, as the file says; "" where it does not. `created`, `modified`: ISO 8601 in UTC, "" where not
    said. `replies_to`: the key of the note it answers, "" for none.

    What only a file of ours tells: `links`: key and kind of those it points to; `state`, `rank`: of a
    question; `pass_number`: in which reading of the text it was made, 0 where that is not said;
    `lost`: the words of its passage, and those before and after, where it was not found any more.
    """

    key: str
    kind: AnnotationKind
    start: int
    end: int
    colour: Colour = Colour.YELLOW
    comment: str = ""
    author: str = ""
    created: str = ""
    modified: str = ""
    area: Area | None = None
    replies_to: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    state: QuestionState = QuestionState.OPEN
    rank: int = 0
    pass_number: int = 0
    lost: tuple[str, str, str] | None = None
