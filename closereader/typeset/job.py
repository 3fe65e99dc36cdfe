"""What is to be printed: a reading, its notes, and how; and the words of the furniture."""

from dataclasses import dataclass, field

from closereader.model.annotation import Annotation, QuestionState
from closereader.model.colour import Colour
from closereader.model.entity import Entity
from closereader.model.reading import Reading, ReadingText

LAYOUTS = ("margin", "endnotes", "plain")


@dataclass(frozen=True, slots=True)
class Words:
    """Every phrase on the page that is not the reading's or the reader's, in the reader's language.

    `{…}` in them are filled in by the page: `line` and `lines` by {first} and {last}, `area` by
    {page}, 1 first. `states`: how far a question has come, by `QuestionState`.
    """

    running_right: str = ""
    footer: str = ""
    line: str = "l. {first}"
    lines: str = "l. {first}–{last}"
    area: str = "area, page {page}"
    title: str = "title"
    heading: str = "heading"
    not_found: str = "passage not found"
    continued: str = "continued"
    next_page: str = "{notes}: next page"
    at_end: str = "{notes}: after the text"
    seminar: str = "? seminar"
    states: dict[str, str] = field(
        default_factory=lambda: {state.value: state.value for state in QuestionState}
    )
    evidence: str = "Evidence: {places}"
    bookmark: str = "Bookmark"
    notes: str = "Notes"
    notes_continued: str = "Notes, continued"
    notes_adrift: str = "Notes whose passages were not found"
    questions: str = "Questions for the seminar"
    index: str = "Index of people, places and tags"
    index_tags: str = "Index of tags"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One reading to be typeset. `annotations` need no order. `layout` is one of LAYOUTS;
    `line_numbers`: every how many lines a number stands, 0 for none; `time`: seconds since 1970,
    what the file says of when it was made; `pictures`: files of the pictures, by their keys."""

    reading: Reading
    text: ReadingText
    annotations: tuple[Annotation, ...]
    entities: tuple[Entity, ...]
    meanings: dict[Colour, str]
    time: int
    layout: str = "margin"
    line_numbers: int = 5
    paper: str = "a4"
    words: Words = field(default_factory=Words)
    pictures: dict[str, str] = field(default_factory=dict)
