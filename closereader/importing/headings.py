"""Finds headings in plain text and gives them levels.

First those that say what they are ("CHAPTER I", "2.1 Sources", a line in capitals, an underlined
one). Then each other short line is scored by its own look and by its neighbours: no full stop, a
long paragraph after it, an ended one before it, blank lines, the middle of the page. Two or more
sure ones in a text make those likelier that end in "!" or "?".
"""

from collections import Counter

from closereader.importing import dates, lists, shapes, verse
from closereader.importing import punctuation as marks
from closereader.importing.pieces import Piece, Text
from closereader.importing.shapes import Rank, Shape
from closereader.model.document import BlockKind, Role

_SURE = 4.0
_SUPPORT = 1.5
_MAX_PLAIN = 100
_OPENS_A_SENTENCE = frozenset(
    "and but so yes no or nor then because now well oh ah und aber doch ja nein oder denn also et mais oui "
    "non ou donc y pero sí o pues e ma sì però".split()
)


def settle(text: Text) -> None:
    """Settle all headings, then their levels."""
    repeated = _repeated(text)
    _contents(text)
    _by_wording(text)
    _numbers(text)
    _capitals(text, repeated)
    _plain(text, repeated)
    _join_labels(text)
    _levels(text)


def _repeated(text: Text) -> frozenset[str]:
    """Short lines that come again: speakers of a play, running titles."""
    counts = Counter(p.text.rstrip(".:") for p in text.pieces if p.is_open and p.width <= 60)
    # "Question: …", "Answer: …": who speaks, before what is said.
    counts.update(_speaker(p.text) for p in text.pieces if p.is_open)
    return frozenset(line for line, count in counts.items() if count > 1 and line)


def _speaker(line: str) -> str:
    colon = line.find(":", 0, 40)
    return line[:colon] if colon > 0 else ""


def _contents(text: Text) -> None:
    """A table of contents: three or more chapter lines one after another. The last of the run is a
    heading after all if it repeats an earlier one and text follows."""
    pieces = text.pieces
    begin = 0
    while begin < len(pieces):
        end = begin
        while (
            end < len(pieces) and pieces[end].is_open and shapes.unit_shape(pieces[end].text[:120])
        ):
            end += 1
        run = pieces[begin:end]
        if len(run) >= 3:
            seen: set[str] = set()
            for piece in run:
                shape = shapes.unit_shape(piece.text[:120])
                key = f"{shape.rank}{shape.number}" if shape else ""
                if key in seen:
                    break
                seen.add(key)
                piece.settle(BlockKind.LIST_ITEM, level=1)
        begin = max(end, begin + 1)


def _by_wording(text: Text) -> None:
    for i, piece in enumerate(text.pieces):
        if not piece.is_open or piece.paragraph.lines > 2:
            continue
        shape = shapes.strong_shape(piece.text)
        # "Notes" or "Part One" alone may also be a line of verse or of a list: text must follow.
        if shape is not None and i + 1 < len(text.pieces) and not _is_inside_run(text, i):
            _make(piece, shape)


def _numbers(text: Text) -> None:
    """Numbers alone on their lines, if there are two that follow each other or one in the middle;
    numbers before a title, if text stands between two of them."""
    pieces = text.pieces
    alone = [
        (i, s) for i, p in enumerate(pieces) if p.is_open and (s := shapes.numeral_shape(p.text))
    ]
    numbers = {_value(shape.number) for _, shape in alone}
    for i, shape in alone:
        value = _value(shape.number)
        if i + 1 < len(pieces) and ({value - 1, value + 1} & numbers or text.is_centred(pieces[i])):
            _make(pieces[i], shape)
    titled = [
        (i, s)
        for i, p in enumerate(pieces)
        if p.is_open
        and (_looks_like_heading(p) or _is_ended_title(text, i))
        and (s := shapes.numbered_shape(p.text))
        and not _is_numbered_alike(pieces, i)
        and not _is_inside_run(text, i)
    ]
    for i, shape in titled:
        if len(titled) >= 2 and i + 1 < len(pieces):
            _make(pieces[i], shape)


def _is_ended_title(text: Text, i: int) -> bool:
    """A numbered title with a full stop, alone on its line before running text: "4. Of Ferries."."""
    piece, after = text.pieces[i], text.pieces[i + 1 : i + 2]
    return (
        piece.paragraph.lines == 1
        and piece.width <= 70
        and text.layout.has_blank_lines
        and text.stands_alone(i)
        and bool(after)
        and after[0].is_prose
        and not any(mark in piece.text[4:-1] for mark in (". ", "? ", "! "))
    )


def _is_numbered_alike(pieces: list[Piece], i: int) -> bool:
    """Whether the next piece begins with the same kind of number: then they are a list."""
    here = lists.marker_of(pieces[i].text)
    after = lists.marker_of(pieces[i + 1].text) if i + 1 < len(pieces) else None
    return here is not None and after is not None and here.style == after.style


def _capitals(text: Text, repeated: frozenset[str]) -> None:
    # In a play some speakers come only once; what tells them is that their speech follows at once.
    is_play = sum(1 for line in repeated if marks.is_capitals(line)) >= 2
    for i, piece in enumerate(text.pieces):
        if (
            not piece.is_open
            or piece.width > 80
            or piece.paragraph.lines > 2
            or i + 1 == len(text.pieces)
        ):
            continue
        line = piece.text
        if not marks.is_capitals(line) or line.rstrip(".:") in repeated or _is_aside(line):
            continue
        if is_play and text.pieces[i + 1].paragraph.blanks == 0:
            continue
        if marks.last_mark(line) in ",;:" or _is_inside_run(text, i):
            continue
        if piece.text.endswith(".") and not (text.is_centred(piece) or text.stands_alone(i)):
            continue
        _make(piece, Shape(Rank.CAPITALS))


def _plain(text: Text, repeated: frozenset[str]) -> None:
    scores = [
        (piece, _score(text, i, repeated))
        for i, piece in enumerate(text.pieces)
        if piece.is_open
        and (piece.paragraph.lines == 1 or (piece.paragraph.lines == 2 and piece.width <= 80))
    ]
    sure = [piece for piece, score in scores if score >= _SURE]
    for piece, score in scores:
        if (
            score + (_SUPPORT if len(sure) >= 2 and marks.ends_sentence(piece.text) else 0.0)
            >= _SURE
        ):
            # What stands in the middle is above what stands at the margin.
            _make(piece, Shape(Rank.CAPITALS if text.is_centred(piece) else Rank.PLAIN))


def _score(text: Text, i: int, repeated: frozenset[str]) -> float:
    """How sure it is that the piece is a heading without any mark; `_SURE` and more is enough."""
    piece, pieces = text.pieces[i], text.pieces
    before = pieces[i - 1] if i else None
    if _after(before) < 0 and not text.layout.has_blank_lines and not text.is_centred(piece):
        # In the middle of something, and nothing sets it apart: no other sign outweighs that.
        return 0.0
    if i + 1 >= len(pieces) or not _looks_like_heading(piece):
        return 0.0
    line, after = piece.text, pieces[i + 1]
    score = 0.0
    if marks.ends_sentence(line):
        first = marks.words(line)[:1]
        score -= 3.0 if first and first[0].lower() in _OPENS_A_SENTENCE else 1.0
        score -= 1.0 if len(line.split()) < 3 and not marks.is_unspaced(line[0]) else 0.0
    else:
        score += 2.0
    score += 1.0 if piece.width <= 60 else 0.0 if piece.width <= 80 else -1.5
    leads_on = after.kind in (BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.HEADING)
    leads_on |= after.text.endswith((":", "："))
    score += 1.5 if after.width >= 100 or after.is_prose else 1.0 if leads_on else -1.5
    score += _after(before)
    if text.layout.has_blank_lines:
        if not (piece.paragraph.blanks or i == 0) and not after.paragraph.blanks:
            score -= 2.0
        score += 0.5 if text.stands_alone(i) else 0.0
        score += 0.5 if piece.paragraph.blanks > 1 else 0.0
    if text.is_centred(piece):
        score += 1.0
    if _is_title_case(text, line):
        score += 1.0
    if line.rstrip(".:") in repeated or _speaker(line) in repeated:
        score -= 3.0
    if any(mark in line[:-1] for mark in (". ", "? ", "! ", "。")):
        score -= 2.5
    # Looked at last: it costs most, and few lines come so far.
    if score + _SUPPORT >= _SURE and _is_inside_run(text, i):
        score -= 3.0
    return score


def _after(before: Piece | None) -> float:
    """What the piece before says: a heading does not come in the middle of something."""
    if before is None or not before.is_open:
        return 1.0
    if before.text.endswith((":", "：")):
        return -1.0
    return 1.0 if marks.ends_sentence(before.text) else -2.0


def _looks_like_heading(piece: Piece) -> bool:
    line = piece.text
    if piece.width > _MAX_PLAIN or not any(c.isalpha() for c in line):
        return False
    if marks.starts_lower(line) or _is_speech(line) or _is_aside(line):
        return False
    mark = marks.last_mark(line)
    if mark in marks.CONTINUERS or (mark in ".…。．।" and mark):
        return False
    return not (shapes.is_salutation(line) or shapes.is_closing(line) or dates.is_date_line(line))


def _is_speech(line: str) -> bool:
    """Dialogue; a heading may begin with a quoted word, but does not quote a sentence."""
    if line[0] in marks.DASHES or line.startswith("- "):
        return True
    if line[0] not in marks.QUOTES:
        return False
    return line[-1] in marks.QUOTES or any(m + q in line for m in ",!?." for q in "”\"'’»«“")


def _is_aside(line: str) -> bool:
    """A stage direction or remark in brackets."""
    return line[0] in "([{" and line.rstrip(".")[-1:] in ")]}"


def _is_title_case(text: Text, line: str) -> bool:
    longer = [word for word in marks.words(line) if len(word) >= 4 and word[0].isalpha()]
    return (
        text.layout.capitals < 0.25
        and len(longer) >= 2
        and all(word[0].isupper() for word in longer)
    )


def _is_inside_run(text: Text, i: int) -> bool:
    """Whether the line stands among lines of a verse or list: short open lines follow without a
    blank one, or stand before it and do not end a sentence."""
    pieces = text.pieces
    piece = pieces[i]
    run = [piece]
    for after in pieces[i + 1 : i + 4]:
        if (
            after.paragraph.blanks
            or not after.is_open
            or not after.is_short
            or after.paragraph.lines > 1
        ):
            break
        run.append(after)
    begin = i
    if not piece.paragraph.blanks:
        while begin > 0 and i - begin < 6:
            before = pieces[begin - 1]
            if (
                not before.is_open
                or not before.is_short
                or before.paragraph.lines > 1
                or before.is_prose
            ):
                break
            begin -= 1
            if pieces[begin].paragraph.blanks:
                break
    lines = pieces[begin:i]
    if lines and not marks.ends_sentence(lines[-1].text):
        return verse.is_verse_run(text, lines + run, pieces[begin - 1] if begin else None)
    return len(run) >= 3 and verse.is_verse_run(text, run, pieces[i - 1] if i else None)


def _make(piece: Piece, shape: Shape) -> None:
    piece.settle(BlockKind.HEADING)
    piece.shape = shape


def _join_labels(text: Text) -> None:
    """ "CHAPTER I" and the title on the next line are one heading."""
    out: list[Piece] = []
    for piece in text.pieces:
        above = out[-1] if out else None
        if (
            above is not None
            and above.kind is BlockKind.HEADING
            and above.role is Role.NONE
            and above.shape is not None
            and above.shape.is_label
            and _is_title_of(piece)
        ):
            above.text = f"{above.text} {piece.text}"
            above.shape = Shape(above.shape.rank, above.shape.depth, False, above.shape.number)
        else:
            out.append(piece)
    text.pieces = out


def _is_title_of(piece: Piece) -> bool:
    if piece.kind is not BlockKind.HEADING or piece.role is not Role.NONE or piece.shape is None:
        return False
    return piece.shape.rank in (Rank.PLAIN, Rank.CAPITALS) and piece.paragraph.blanks <= 2


def _levels(text: Text) -> None:
    """Levels from 2 on (1 is the title), by the order of the kinds of heading that there are."""
    headings = [p for p in text.pieces if p.kind is BlockKind.HEADING and p.role is Role.NONE]
    kinds = sorted({_kind(p) for p in headings})
    level_of = {kind: min(2 + i, 6) for i, kind in enumerate(kinds)}
    for piece in headings:
        piece.level = level_of[_kind(piece)]


def _kind(piece: Piece) -> tuple[int, int]:
    shape = piece.shape or Shape(Rank.PLAIN)
    return (int(shape.rank), shape.depth)


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else lists.roman_value(number)
