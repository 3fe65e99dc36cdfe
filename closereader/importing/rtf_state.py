"""What holds at one place of an RTF file: each group begins with what held outside of it."""

from dataclasses import dataclass

from closereader.importing.word_flow import Styles
from closereader.model.document import InlineStyle


@dataclass(slots=True)
class Field:
    """A field: where it leads, and whether what it shows is left out (a table of contents)."""

    link: str = ""
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look. `size` in half-points; `vertical`: 1 raised, -1 lowered; `mark`, `shade`: numbers
    of colours."""

    bold: bool = False
    italic: bool = False
    small: bool = False
    strike: bool = False
    under: bool = False
    hidden: bool = False
    deleted: bool = False
    vertical: int = 0
    font: int = -1
    size: int = 24
    mark: int = 0
    shade: int = 0

    def styles(self, is_link: bool) -> Styles:
        """As the styles of a text; a link is underlined anyway."""
        out = set()
        if self.bold:
            out.add(InlineStyle.STRONG)
        if self.italic or (self.under and not is_link):
            out.add(InlineStyle.EMPHASIS)
        if self.small:
            out.add(InlineStyle.SMALL_CAPS)
        if self.strike:
            out.add(InlineStyle.STRIKE)
        if self.vertical:
            out.add(InlineStyle.SUPERSCRIPT if self.vertical > 0 else InlineStyle.SUBSCRIPT)
        return frozenset(out)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set. Lengths in twips; `outline`: 9 for text; `level`: of its list."""

    style: int = 0
    outline: int = 9
    is_centred: bool = False
    left: int = 0
    right: int = 0
    first: int = 0
    is_in_table: bool = False
    level: int = 0


PLAIN = Letters()
PARD = Setting()


@dataclass(slots=True)
class State:
    """`place`: what the group is for ("text", "skip", "fonts" …). `skips`: how many letters after a
    Unicode one are for programs that do not know it; `is_first`: nothing has come in the group yet;
    `may_be_unknown`: it may be left out by who does not know its word; `begin`: where it begins."""

    place: str = "text"
    letters: Letters = PLAIN
    setting: Setting = PARD
    skips: int = 1
    field: Field | None = None
    is_first: bool = False
    may_be_unknown: bool = False
    opens: bool = False
    kind: str = ""
    begin: int = 0

    def inner(self) -> "State":
        """What holds at the beginning of a group within."""
        return State(self.place, self.letters, self.setting, self.skips, self.field, is_first=True)
