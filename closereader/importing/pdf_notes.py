"""The annotations of a PDF as notes on the canonical text: which words they stand on."""

import colorsys
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from closereader.model.annotation import AnnotationKind
from closereader.model.area import Area, Rect
from closereader.model.colour import Colour
from closereader.model.foreign_note import ForeignNote
from closereader.model.source_page import PageLine, SourcePage
from closereader.pages.native_keys import MARKS, PART, grouped, names
from closereader.pages.natives import Native, fit

_MOST_TAGS = 100
_LONGEST_TAG = 200

# The upper end of each colour's hues, in degrees.
_HUES = (
    (18, Colour.RED),
    (43, Colour.ORANGE),
    (68, Colour.YELLOW),
    (160, Colour.GREEN),
    (190, Colour.TEAL),
    (250, Colour.BLUE),
    (330, Colour.VIOLET),
    (360, Colour.RED),
)
_PALE = 0.06


def notes_of(
    natives: Sequence[Native], pages: Sequence[SourcePage], places: Mapping[int, int]
) -> tuple[ForeignNote, ...]:
    """The notes, in the order of the file. `places`: where each page begins in the text."""
    merged, _with = grouped(natives)
    keys_of = names(natives)
    found: list[ForeignNote] = []
    keys = {}
    for native in merged:
        note = _note(native, pages[native.page], places, keys_of[id(native)])
        keys[native.page, native.index] = note.key
        found.append(note)
    whole = {(n.page, n.index): n for n in merged}
    for index, native in enumerate(merged):
        if native.answers is None:
            continue
        answered = whole.get((native.page, native.answers))
        if answered is None or answered is native:
            continue
        target = next(note for note in found if note.key == keys[answered.page, answered.index])
        found[index] = _answer(found[index], target)
    return tuple(_over_pages(found))


def _note(native: Native, page: SourcePage, places: Mapping[int, int], name: str) -> ForeignNote:
    kind, area = AnnotationKind.NOTE, None
    words = _words(native, page) if native.kind in MARKS else None
    if words is not None:
        kind, (start, end) = MARKS[native.kind], words
    else:
        start = end = _nearest(native, page, places)
        if native.kind == "area" or not page.lines or native.kind in MARKS:
            area = _area(native, page)
            kind = AnnotationKind.NOTE if area is None else AnnotationKind.AREA
    return ForeignNote(
        key=name,
        kind=kind,
        start=start,
        end=end,
        colour=colour_of(native.colour),
        comment=native.contents,
        author=" ".join(native.author.split()),
        created=native.created or native.modified,
        modified=native.modified or native.created,
        area=area,
        tags=_tags(native.tags),
    )


def _words(native: Native, page: SourcePage) -> tuple[int, int] | None:
    """From the first to the last code point under its quads, each by its centre; None for none."""
    found: list[tuple[int, int]] = []
    for quad in native.quads or [native.rect]:
        for line in _under(quad, page.lines):
            low, high = (quad.left, quad.right) if line.is_level else (quad.top, quad.bottom)
            hit = [
                index
                for index, (left, right) in enumerate(zip(line.lefts, line.rights, strict=True))
                if low <= (left + right) / 2 <= high
            ]
            if hit:
                found.append((line.start + hit[0], line.start + hit[-1] + 1))
    if not found:
        return None
    found.sort()
    # Words that stand elsewhere in the text, as those of a table do, are no part of the passage.
    groups: list[list[tuple[int, int]]] = [[found[0]]]
    for span in found[1:]:
        near = span[0] - groups[-1][-1][1] <= 400
        if near:
            groups[-1].append(span)
        else:
            groups.append([span])
    best = max(groups, key=lambda group: sum(end - start for start, end in group))
    return best[0][0], max(end for _start, end in best)


def _under(quad: Rect, lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines whose middle lies in a quad; of one that is as high as a line, the one it fits best."""
    found = []
    for line in lines:
        top, bottom = (quad.top, quad.bottom) if line.is_level else (quad.left, quad.right)
        if not top <= (line.top + line.bottom) / 2 <= bottom:
            continue
        low, high = (quad.left, quad.right) if line.is_level else (quad.top, quad.bottom)
        if min(line.lefts) < high and max(line.rights) > low:
            found.append(line)
    if len(found) < 2:
        return found
    first = found[0]
    tall = quad.height if first.is_level else quad.width
    if tall > 1.9 * (first.bottom - first.top):
        return found
    middle = (quad.top + quad.bottom) / 2 if first.is_level else (quad.left + quad.right) / 2
    nearest = min(abs((line.top + line.bottom) / 2 - middle) for line in found)
    height = first.bottom - first.top
    # Two lines of two columns, or parts of one, may be as near.
    return [
        line
        for line in found
        if abs((line.top + line.bottom) / 2 - middle) <= nearest + 0.2 * height
    ]


def _nearest(native: Native, page: SourcePage, places: Mapping[int, int]) -> int:
    """The code point that stands nearest to where the annotation begins."""
    x = (native.rect.left + native.rect.right) / 2
    y = (native.rect.top + native.rect.bottom) / 2
    if native.kind in ("area", "words"):
        x, y = native.rect.left, native.rect.top
    best: tuple[float, int] | None = None
    for line in page.lines:
        box = line.box
        across = max(box.left - x, 0, x - box.right)
        down = max(box.top - y, 0, y - box.bottom)
        distance = across + 2 * down
        if best is None or distance < best[0]:
            along = x if line.is_level else y
            index = min(
                range(len(line.lefts)),
                key=lambda i: abs((line.lefts[i] + line.rights[i]) / 2 - along),
            )
            best = distance, line.start + index
    if best is not None:
        return best[1]
    before = [place for number, place in places.items() if number <= page.number]
    return places.get(page.number, max(before, default=0))


def _area(native: Native, page: SourcePage) -> Area | None:
    rect = native.rect
    for quad in native.quads:
        rect = rect.united(quad)
    cut = Rect(
        max(rect.left, 0.0),
        max(rect.top, 0.0),
        min(rect.right, page.width),
        min(rect.bottom, page.height),
    )
    if not (cut.left < cut.right and cut.top < cut.bottom):
        return None
    return Area(page.number, cut)


def _answer(note: ForeignNote, target: ForeignNote) -> ForeignNote:
    """A reply stands where the note does that it answers."""
    if note.area is None and note.kind is AnnotationKind.NOTE:
        note = replace(note, start=target.start, end=target.start)
    return replace(note, replies_to=target.key)


def _over_pages(notes: Sequence[ForeignNote]) -> list[ForeignNote]:
    """With the parts of a passage over several pages ("name", "name.2") as one."""
    whole: dict[str, ForeignNote] = {note.key: note for note in notes}
    gone = set()
    for note in notes:
        part = PART.fullmatch(note.key)
        first = whole.get(part[1]) if part else None
        if first is None or first.kind is not note.kind or first.area or note.area:
            continue
        if first.key in gone or (first.comment != note.comment and note.comment):
            continue
        start, end = min(first.start, note.start), max(first.end, note.end)
        whole[first.key] = replace(first, start=start, end=end)
        gone.add(note.key)
    return [whole[note.key] for note in notes if note.key not in gone]


def colour_of(colour: tuple[int, int, int] | None) -> Colour:
    """The nearest of the eight, by hue; yellow for none."""
    if colour is None:
        return Colour.YELLOW
    hue, lightness, _s = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    if max(colour) - min(colour) < 255 * _PALE or not 0.04 < lightness < 0.985:
        return Colour.GREY
    return next(name for limit, name in _HUES if hue * 360 <= limit)


def _tags(told: str) -> tuple[str, ...]:
    try:
        tags = json.loads(told) if told else []
    except (ValueError, RecursionError):
        return ()
    if not isinstance(tags, list):
        return ()
    found = []
    for tag in tags[:_MOST_TAGS]:
        name = tag.get("tag", tag.get("name", "")) if isinstance(tag, dict) else tag
        if isinstance(name, str) and fit(name).strip():
            found.append(" ".join(fit(name).split())[:_LONGEST_TAG])
    return tuple(found)
