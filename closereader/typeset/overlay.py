"""What lies over the pages and after the text, placed from the layout map: the template's data."""

from collections.abc import Sequence
from typing import TypedDict

from closereader.model import question
from closereader.model.annotation import AnchorState, Annotation
from closereader.model.entity import Entity
from closereader.typeset.comment import parts_of
from closereader.typeset.content import Run, breakable, clean, head_length
from closereader.typeset.index import INDEXED, Entry, heading_of, ranges, sort_key
from closereader.typeset.job import PrintJob
from closereader.typeset.layout_map import LayoutMap
from closereader.typeset.margin_notes import Place, Wish, place
from closereader.typeset.notes import Note, NoteData, place_name
from closereader.typeset.sheet import Sheet

# A reference's baseline stands this much above its line, in ems: just over what a mark covers (0.75),
# for readers that take a letter by its baseline (pdf.js, Zotero) would count it among the passage.
_REFERENCE_RISE = 0.77
_REFERENCE_WIDTH = 3.6
# An entry of the index is set in one piece: half a column at the most.
_NUMBERS_AN_ENTRY = 200
_LONGEST_NAME = 300


class PageData(TypedDict):
    """One page's furniture, in points from its top left corner: line numbers (y, number),
    references (x, y, number), notes, and a line on notes that go on elsewhere."""

    numbers: list[tuple[float, str]]
    refs: list[tuple[float, float, str]]
    notes: list[NoteData]
    more: str


class AfterData(TypedDict):
    """What follows the text, `gap` points below it."""

    gap: float
    notes: list[NoteData]
    questions: list[list[Run]]
    index: list[Entry]
    notes_title: str
    questions_title: str
    index_title: str


class Overlay(TypedDict):
    """The template's overlay.json. `draw` false: the body alone; `measure`: notes set by themselves
    on a page each, to know their height."""

    draw: bool
    pages: list[PageData]
    after: AfterData
    measure: list[NoteData]


def nothing(measure: list[NoteData]) -> Overlay:
    """The overlay of the first pass: none, and what is to be measured."""
    after: AfterData = {
        "gap": 0.0,
        "notes": [],
        "questions": [],
        "index": [],
        "notes_title": "",
        "questions_title": "",
        "index_title": "",
    }
    return {"draw": False, "pages": [], "after": after, "measure": measure}


def lay_over(
    job: PrintJob,
    sheet: Sheet,
    notes: Sequence[Note],
    heights: Sequence[float],
    layout: LayoutMap,
    pages: int,
) -> Overlay:
    """Everything over and after the text. `heights`: of every piece of every note, in order."""
    over = nothing([])
    over["draw"] = True
    over["pages"] = [{"numbers": [], "refs": [], "notes": [], "more": ""} for _ in range(pages)]
    if job.line_numbers > 0:
        _number_lines(over, sheet, layout, job.line_numbers)
    if job.layout == "plain":
        return over
    _refer(over, sheet, notes, layout)
    labels = [place_name(note.annotation, job.text, layout, job.words) for note in notes]
    bottom = 0.0
    if job.layout == "margin":
        bottom = _fill_margins(over, job, sheet, notes, labels, heights, layout)
    else:
        over["after"]["notes"] = [
            note.data(note.head(label), 0, len(note.pieces) - 1)
            for note, label in zip(notes, labels, strict=True)
        ]
        over["after"]["notes_title"] = job.words.notes
    end = sheet.height - layout.lines[-1].bottom if layout.lines else sheet.top
    over["after"]["gap"] = max(0.0, bottom - end)
    over["after"]["questions"] = _questions(job, layout)
    over["after"]["questions_title"] = job.words.questions
    over["after"]["index"] = _index(job, layout)
    has_names = any(not entry["tag"] for entry in over["after"]["index"])
    over["after"]["index_title"] = job.words.index if has_names else job.words.index_tags
    return over


def _number_lines(over: Overlay, sheet: Sheet, layout: LayoutMap, every: int) -> None:
    for line in layout.lines:
        if line.number and line.number % every == 0:
            over["pages"][line.page]["numbers"].append(
                (round(sheet.height - line.baseline, 2), str(line.number))
            )


def _refer(over: Overlay, sheet: Sheet, notes: Sequence[Note], layout: LayoutMap) -> None:
    """The notes' numbers over the ends of their passages; those that would touch are joined."""
    ends: dict[int, list[tuple[float, int]]] = {}
    for note in notes:
        annotation = note.annotation
        if annotation.anchor is AnchorState.LOST:
            continue
        fragments = layout.fragments(annotation.start, annotation.end)
        if fragments:
            ends.setdefault(fragments[-1].line, []).append((fragments[-1].x1, note.number))
    for index, marks in ends.items():
        line = layout.lines[index]
        y = round(sheet.height - line.baseline - _REFERENCE_RISE * line.em, 2)
        drawn: list[tuple[float, list[int]]] = []
        for x, number in sorted(marks):
            if drawn and x < drawn[-1][0] + _REFERENCE_WIDTH * len(_joined(drawn[-1][1])) + 1.0:
                drawn[-1][1].append(number)
            else:
                drawn.append((x, [number]))
        over["pages"][line.page]["refs"] += [
            (round(x + 0.5, 2), y, _joined(numbers)) for x, numbers in drawn
        ]


def _joined(numbers: Sequence[int]) -> str:
    return ranges(numbers).replace(" ", "").replace("\u2060", "")


def _fill_margins(
    over: Overlay,
    job: PrintJob,
    sheet: Sheet,
    notes: Sequence[Note],
    labels: Sequence[str],
    heights: Sequence[float],
    layout: LayoutMap,
) -> float:
    """Put the notes beside their lines; the lower edge of the last on the last page."""
    wishes, left_out = _wishes(notes, heights, layout, sheet)
    placed, left = place(
        wishes, _tops(job, sheet, layout, len(over["pages"])), sheet.bottom, sheet.note_gap
    )
    piece = 0
    groups: list[
        tuple[int, int, int, int, Place]
    ] = []  # note, first piece, last piece, page, place
    for spot in placed:
        number = spot.wish.note
        piece = piece + 1 if groups and groups[-1][0] == number else 0
        if groups and groups[-1][0] == number and groups[-1][3] == spot.page:
            groups[-1] = (*groups[-1][:2], piece, *groups[-1][3:])
        else:
            groups.append((number, piece, piece, spot.page, spot))
    for number, first, last, page, spot in groups:
        over["pages"][page]["notes"].append(
            notes[number].data(
                _head(notes[number], labels[number], first, job), first, last, round(spot.y, 2)
            )
        )
    _tell_of_others(over, job, notes, placed, left)
    over["after"]["notes"] = _left_over(job, notes, labels, placed, left, left_out)
    over["after"]["notes_title"] = job.words.notes_continued if left else job.words.notes_adrift
    last_page = len(over["pages"]) - 1
    return max((spot.bottom for spot in placed if spot.page == last_page), default=0.0)


def _tops(job: PrintJob, sheet: Sheet, layout: LayoutMap, pages: int) -> list[float]:
    """Where the margin begins on each page: under a title and byline, which run across it."""
    tops = [sheet.top] * pages
    head = head_length(job.text.blocks)
    for line in layout.lines:
        if line.block >= head:
            break
        tops[line.page] = max(tops[line.page], sheet.height - line.bottom + sheet.note_gap)
    return [min(top, (sheet.top + sheet.bottom) / 2) for top in tops]


def _head(note: Note, label: str, first: int, job: PrintJob) -> str:
    return note.head(label) if first == 0 else f"{note.number} · {job.words.continued}"


def _wishes(
    notes: Sequence[Note], heights: Sequence[float], layout: LayoutMap, sheet: Sheet
) -> tuple[list[Wish], list[int]]:
    """What each piece wishes for, and the notes that have no line to stand beside."""
    wishes: list[Wish] = []
    homeless: list[int] = []
    at = 0
    for index, note in enumerate(notes):
        here = heights[at : at + len(note.pieces)]
        at += len(note.pieces)
        line_index = layout.line_near(note.annotation.start)
        if line_index is None or note.annotation.anchor is AnchorState.LOST:
            homeless.append(index)
            continue
        line = layout.lines[line_index]
        y = sheet.height - line.baseline - sheet.note_rise
        for piece, height in enumerate(here):
            wishes.append(Wish(index, line.page, y, height, sheet.note_pitch if piece else 0.0))
            y += height
    return wishes, homeless


def _left_over(
    job: PrintJob,
    notes: Sequence[Note],
    labels: Sequence[str],
    placed: Sequence[Place],
    left: Sequence[Wish],
    homeless: Sequence[int],
) -> list[NoteData]:
    set_pieces: dict[int, int] = {}
    for spot in placed:
        set_pieces[spot.wish.note] = set_pieces.get(spot.wish.note, 0) + 1
    told = []
    for index in sorted({wish.note for wish in left} | set(homeless)):
        note, first = notes[index], set_pieces.get(index, 0)
        told.append(note.data(_head(note, labels[index], first, job), first, len(note.pieces) - 1))
    return told


def _tell_of_others(
    over: Overlay,
    job: PrintJob,
    notes: Sequence[Note],
    placed: Sequence[Place],
    left: Sequence[Wish],
) -> None:
    """Under a full margin, say where the notes of this page are to be found."""
    for wanted, form in (
        ([(s.wish.page, s.wish.note) for s in placed if s.page > s.wish.page], job.words.next_page),
        ([(w.page, w.note) for w in left], job.words.at_end),
    ):
        by_page: dict[int, list[int]] = {}
        for page, note in wanted:
            by_page.setdefault(page, []).append(notes[note].number)
        for page, numbers in by_page.items():
            said = over["pages"][page]["more"]
            more = form.format(notes=ranges(numbers))
            over["pages"][page]["more"] = f"{said} · {more}" if said else more


def _questions(job: PrintJob, layout: LayoutMap) -> list[list[Run]]:
    told: list[list[Run]] = []
    by_id = {annotation.id: annotation for annotation in job.annotations}
    for annotation in question.in_order(job.annotations):
        runs: list[Run] = []
        for part in parts_of(annotation.comment):
            if runs:
                runs.append({"br": True})
            if part["k"] == "item":
                runs.append({"t": f"{part['marker']} ", "s": []})
            runs += part["runs"]
        if not runs:
            runs = [{"t": f"“{breakable(clean(annotation.quote))}”", "s": []}]
        state = job.words.states.get(annotation.state.value, annotation.state.value)
        label = place_name(annotation, job.text, layout, job.words)
        runs.append({"t": f" ({' · '.join(filter(None, (label, state)))})", "s": []})
        evidence = [by_id[each] for each in question.evidence_of(annotation) if each in by_id]
        places = [place_name(each, job.text, layout, job.words) for each in evidence]
        said = ", ".join(dict.fromkeys(filter(None, places)))
        if said:
            runs += [{"br": True}, {"t": job.words.evidence.format(places=said), "s": []}]
        told.append(runs)
    return told


def _index(job: PrintJob, layout: LayoutMap) -> list[Entry]:
    """Names in alphabetical order, then tags; a tag of marks outside the counted lines stands alone."""
    names = [
        (heading_of(entity), ranges(_lines_of_mentions(entity, layout)))
        for entity in job.entities
        if entity.kind in INDEXED
    ]
    tagged: dict[str, set[int]] = {}
    for annotation in job.annotations:
        for tag in annotation.tags:
            tagged.setdefault(tag, set()).update(_lines_of(annotation, layout))
    entries: list[Entry] = []
    for name, lines in sorted(names, key=lambda entry: sort_key(entry[0])):
        if lines:
            entries += _entries(name, lines, False, job)
    for tag in sorted(tagged, key=sort_key):
        entries += _entries(tag, ranges(tagged[tag]), True, job)
    return entries


def _entries(name: str, lines: str, tag: bool, job: PrintJob) -> list[Entry]:
    """One entry, or several of what would be higher than a column."""
    shown = clean(name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…")
    numbers = lines.split(", ")
    return [
        {
            "name": breakable(f"{shown}, {job.words.continued}" if start else shown),
            "lines": ", ".join(numbers[start : start + _NUMBERS_AN_ENTRY]),
            "tag": tag,
        }
        for start in range(0, len(numbers), _NUMBERS_AN_ENTRY)
    ]


def _lines_of_mentions(entity: Entity, layout: LayoutMap) -> set[int]:
    found: set[int] = set()
    for mention in entity.mentions:
        numbers = layout.numbers(mention.start, mention.end)
        if numbers:
            found.update(range(numbers[0], numbers[1] + 1))
    return found


def _lines_of(annotation: Annotation, layout: LayoutMap) -> set[int]:
    if annotation.anchor is AnchorState.LOST:
        return set()
    numbers = layout.numbers(annotation.start, max(annotation.end, annotation.start + 1))
    return set(range(numbers[0], numbers[1] + 1)) if numbers else set()
