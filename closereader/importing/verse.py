"""Finds verse among short lines, and puts its lines together.

Each feature of a run of short lines adds to a score; none is decisive alone. Verse has line breaks
inside its sentences, lines of like length, mostly capitals at their beginning; it is set in, or
follows a colon. Dialogue ends its lines with full stops and begins them with quotation marks;
addresses and signatures have figures and hardly a word in small letters; lists end in semicolons
or in nothing at all.
"""

from closereader.importing import dates, shapes
from closereader.importing import punctuation as marks
from closereader.importing.pieces import Piece, Text
from closereader.model.document import BlockKind

_NEEDED = 3.0
# A stanza is never longer than this in one run without blank lines, but a narrative poem is.
_MEAN_WIDTH = 64


def settle(text: Text) -> None:
    """Turn runs of open short pieces that are verse into one piece each; those that are lists
    without markers into list items."""
    out: list[Piece] = []
    pieces = text.pieces
    has_prose = text.has_prose
    begin = 0
    while begin < len(pieces):
        end = _run_end(pieces, begin)
        run = pieces[begin:end]
        before = out[-1] if out else None
        if len(run) >= 2 and _is_bare_list(run, before):
            for piece in run:
                piece.settle(BlockKind.LIST_ITEM, level=1)
            out += run
        elif len(run) >= 2 and _score(text, run, before, has_prose) >= _NEEDED:
            out.append(_merged(text, run))
        else:
            out += run
        begin = end
    text.pieces = out


def is_verse_run(text: Text, run: list[Piece], before: Piece | None) -> bool:
    """Whether the lines would be taken as verse."""
    return len(run) >= 2 and _score(text, run, before, text.has_prose) >= _NEEDED


def _run_end(pieces: list[Piece], begin: int) -> int:
    end = begin + 1
    if not _is_line(pieces[begin]):
        return end
    while end < len(pieces) and pieces[end].paragraph.blanks == 0 and _is_line(pieces[end]):
        end += 1
    return end


def _is_line(piece: Piece) -> bool:
    return piece.is_open and piece.is_short and piece.paragraph.lines == 1


def _score(text: Text, run: list[Piece], before: Piece | None, has_prose: bool) -> float:
    lines = [piece.text for piece in run]
    if any(shapes.is_salutation(line) or shapes.is_closing(line) for line in lines):
        return 0.0
    count = len(lines)
    mean = sum(piece.width for piece in run) / count
    running_on = sum(1 for line in lines[:-1] if not marks.ends_sentence(line)) / (count - 1)
    unlowered = sum(1 for line in lines if not marks.starts_lower(line)) / count
    spoken = sum(1 for line in lines if marks.starts_speech(line)) / count
    score = 2 * running_on - 0.5
    score += 1.0 if mean <= _MEAN_WIDTH else -1.0
    score += 0.5 if unlowered >= 0.8 else 0.0
    score += 0.5 if count >= 4 else 0.0
    if before is not None and before.text.endswith((":", "：")):
        score += 2.0
    layout = text.layout
    if (
        min(piece.paragraph.indent for piece in run) >= layout.margin + 2
        and not layout.first_indent
    ):
        score += 1.5
    if layout.has_blank_lines:
        # In a file that parts paragraphs by blank lines, a break without one was meant.
        score += 1.5
    if not has_prose:
        score += 1.0
    if spoken > 0.5 and count > 1:
        score -= 2.0
    if _is_bare(run) or _has_figures(lines):
        score -= 2.5
    return score


def _has_figures(lines: list[str]) -> bool:
    """An address, a date, a timetable."""
    return sum(
        1 for line in lines if any(c.isdigit() for c in line) or dates.is_date_line(line)
    ) * 3 >= len(lines)


def _is_bare(run: list[Piece]) -> bool:
    """Hardly a word in small letters: names, an address. Scripts without capitals have no say."""
    seen = [word for piece in run for word in marks.words(piece.text) if word[0].isalpha()]
    cased = [word for word in seen if word[0].islower() or word[0].isupper()]
    if len(cased) < 0.5 * len(seen) or not cased:
        return False
    return sum(1 for word in cased if word[0].islower()) < 0.3 * len(cased)


def _is_bare_list(run: list[Piece], before: Piece | None) -> bool:
    """Lines after a colon that all end in a semicolon, or all, even the last, in no mark."""
    if before is None or not before.text.endswith((":", "：")):
        return False
    ends = [marks.last_mark(piece.text) for piece in run]
    signs = marks.TERMINALS + marks.CONTINUERS
    return all(end == ";" for end in ends[:-1]) or not any(end in signs for end in ends if end)


def _merged(text: Text, run: list[Piece]) -> Piece:
    """One piece of several lines, which keep what they are set in by against one another."""
    least = min(piece.paragraph.first for piece in run)
    first = run[0]
    first.rows = [" " * min(piece.paragraph.first - least, 40) + piece.text for piece in run]
    first.text = run[-1].text
    first.settle(BlockKind.VERSE)
    return first
