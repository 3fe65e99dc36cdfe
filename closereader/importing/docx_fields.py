"""The fields of a Word file: what they show is kept, what they are told by is not (ECMA-376 17.16)."""

import re
from dataclasses import dataclass, field

from closereader.importing.inline import safe_target
from closereader.importing.word_flow import mark_of

_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]*)"|(\S+))?', re.I)
_PLACE = re.compile(r'\\l\s+(?:"([^"]*)"|(\S+))', re.I)
_REFERENCE = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF)\s+\"?([^\s\"\\]+)", re.I)
_CONTENTS = re.compile(r"\s*TOC\b", re.I)
_MOST_LENGTH = 5_000


@dataclass(slots=True)
class _Field:
    told: list[str] = field(default_factory=list)
    length: int = 0
    is_shown: bool = False
    link: str = ""
    is_left_out: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open, one in another. `has_contents`: a table of contents was left out;
    `is_heeded`: else all that is in the text is shown, whatever its fields say."""

    keeps_contents: bool = False
    is_heeded: bool = True
    has_contents: bool = False
    _open: list[_Field] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        """Whether what stands here is shown."""
        return not self.is_heeded or all(one.is_shown and not one.is_left_out for one in self._open)

    @property
    def is_open(self) -> bool:
        """Whether a field has not ended."""
        return self.is_heeded and bool(self._open)

    @property
    def link(self) -> str:
        """Where the innermost field leads; "" for nowhere."""
        return next((one.link for one in reversed(self._open) if one.link), "")

    def begin(self) -> None:
        """A field begins; what comes now tells it what to do."""
        self._open.append(_Field())

    def tell(self, text: str) -> None:
        """A piece of what the innermost field is told by."""
        if self._open and not self._open[-1].is_shown:
            one = self._open[-1]
            one.length += len(text)
            if one.length <= _MOST_LENGTH:
                one.told.append(text)

    def show(self) -> None:
        """What comes now is shown."""
        if self._open:
            one = self._open[-1]
            one.is_shown = True
            told = "".join(one.told)
            one.link = link_of(told)
            one.is_left_out = not self.keeps_contents and is_contents(told)
            self.has_contents |= one.is_left_out

    def end(self) -> None:
        """The innermost field ends."""
        if self._open:
            self._open.pop()

    def begin_simple(self, told: str) -> None:
        """A field that is told in one piece and shows all it holds."""
        self.begin()
        self.tell(told)
        self.show()


def link_of(told: str) -> str:
    """Where a field leads by what it is told; "" for one that leads nowhere."""
    found = _LINK.match(told)
    if found:
        place = _PLACE.search(told)
        address = safe_target(found[1] or found[2] or "")
        if address and not address.startswith("#"):
            return address
        return place_of(place[1] or place[2]) if place else ""
    found = _REFERENCE.match(told)
    return place_of(found[1]) if found else ""


def is_contents(told: str) -> bool:
    """Whether a field is a table of contents, by what it is told."""
    return _CONTENTS.match(told) is not None


def place_of(bookmark: str) -> str:
    """The link to a bookmark."""
    return f"#{name_of(bookmark)}" if bookmark else ""


def name_of(bookmark: str) -> str:
    """The name of a bookmark's place among all others."""
    return mark_of(f"bookmark {bookmark}")
