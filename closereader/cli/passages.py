"""From the three ways of naming a passage (a range, a quotation, an address) to its span."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from closereader.cli.commands import WrongUsage
from closereader.cli.output import number, shown
from closereader.errors import NoSuchPassage
from closereader.i18n import _, ngettext
from closereader.model.annotation import WITHOUT_PASSAGE, AnchorState, AnnotationKind
from closereader.model.span import Span

if TYPE_CHECKING:
    from closereader.model.address import Addresses
    from closereader.model.reading import ReadingText

_RANGE = re.compile(r"([0-9]{1,15}):([0-9]{1,15})")
_SHOWN_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A passage as someone named it: any of a range, a quotation with what stands around it, and
    an address. A quotation decides; a range beside it says where it is likely to be."""

    start: int | None = None
    end: int | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    address: str = ""

    @property
    def is_by_line(self) -> bool:
        """Whether only the handout's lines can tell where it is."""
        from closereader.model.address import names_lines

        is_named_else = self.quote or (self.start is not None and self.end is not None)
        return not is_named_else and names_lines(self.address)


@dataclass(frozen=True, slots=True)
class Found:
    """The passage, and what the person should know about how it was found ("" if nothing).
    `is_approximate`: other words than those asked for stand there."""

    span: Span
    notice: str = ""
    is_approximate: bool = False


def parse_range(words: str) -> tuple[int, int]:
    """ "120:180" as two numbers. Raises `WrongUsage`."""
    match = _RANGE.fullmatch(words.strip())
    if match is None:
        raise WrongUsage(
            _("“{words}” is not a range; write two numbers, such as --range 120:180.").format(
                words=words
            )
        )
    return int(match[1]), int(match[2])


def find(
    place: Place, text: "ReadingText", addresses: "Addresses", *, kind: AnnotationKind
) -> Found:
    """The passage that an annotation of this kind is to have; a note at an address stands beside
    where that begins, and words that were named are its passage. Raises `NoSuchPassage`."""
    if place.quote:
        return _by_quote(place, text.text)
    if place.start is not None and place.end is not None:
        may_be_empty = kind in WITHOUT_PASSAGE
        return Found(_by_range(place.start, place.end, text.text, may_be_empty=may_be_empty))
    if place.address:
        span = addresses.find(place.address)
        return Found(Span(span.start, span.start) if kind is AnnotationKind.NOTE else span)
    raise NoSuchPassage(_("No passage is named: give start and end, a quote, or an address."))


def _by_range(start: int, end: int, text: str, *, may_be_empty: bool) -> Span:
    if not 0 <= start < end + may_be_empty:
        raise NoSuchPassage(
            _("{start}:{end} holds no text; a range ends after it starts.").format(
                start=start, end=end
            )
        )
    if end > len(text):
        raise NoSuchPassage(
            _("{start}:{end} leaves the reading, which has {count} characters.").format(
                start=start, end=end, count=number(len(text))
            )
        )
    return Span(start, end)


def _by_quote(place: Place, text: str) -> Found:
    from closereader import anchoring

    quote = anchoring.Quote(place.quote, place.prefix, place.suffix)
    hint = None
    if place.start is not None and place.end is not None and 0 <= place.start < place.end:
        hint = Span(min(place.start, len(text)), min(place.end, len(text)))
    anchor = anchoring.find(text, quote, hint)
    if anchor is not None and anchor.state is AnchorState.SURE:
        return Found(anchor.span)
    if hint is None:
        times = text.count(place.quote)
        if times > 1:
            return _one_of(times, anchor.span if anchor else None, place.quote, text)
    if anchor is None or anchor.state is AnchorState.LOST:
        raise NoSuchPassage(
            _("“{quote}” is not in the reading.").format(quote=shorten(place.quote))
        )
    return Found(
        anchor.span,
        _("“{quote}” was found as “{found}”; see that this is what you mean.").format(
            quote=shorten(place.quote),
            found=shorten(text[anchor.span.start : anchor.span.end]),
        ),
        is_approximate=True,
    )


def _one_of(times: int, likeliest: Span | None, quote: str, text: str) -> Found:
    """Equal words stand in several places: take one, and say so."""
    start = text.index(quote)
    notice = ngettext(
        "“{{quote}}” stands there {count} time; the first that fits was taken. "
        "Name another by --prefix or --suffix.",
        "“{{quote}}” stands there {count} times; the first that fits was taken. "
        "Name another by --prefix or --suffix.",
        times,
    )
    return Found(
        likeliest or Span(start, start + len(quote)), notice.replace("{quote}", shorten(quote))
    )


def shorten(words: str, width: int = _SHOWN_QUOTE) -> str:
    """The words on one line, cut in their middle, between words, when there are more than
    `width` characters."""
    line = shown(words)
    if len(line) <= width:
        return line
    kept = (width - 3) // 2
    head, tail = line[:kept], line[-kept:]
    # A script without spaces has no better place to be cut.
    head = head.rsplit(" ", 1)[0] if " " in head[kept // 2 :] else head
    tail = tail.split(" ", 1)[1] if " " in tail[: kept // 2] else tail
    return f"{head.rstrip()} … {tail.lstrip()}"
