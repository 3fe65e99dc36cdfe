"""What stands before and after the text itself: title, byline, issue, dates, source, labels.

The head is the run of short lines before the first running text; each is asked in turn what it is,
and the first that is nothing else and looks like a title is the title. At the end, lines that name
a source, a date or an author are set apart in the same way.
"""

from closereader.importing import dates, names, shapes
from closereader.importing import punctuation as marks
from closereader.importing.marked import starts_unit
from closereader.importing.pieces import Piece, Text
from closereader.model.document import BlockKind, Role

_MAX_HEAD = 14
_MAX_TITLE = 160
_TITLE_LABELS = frozenset("title titel titre título titolo".split())
_AUTHOR_LABELS = frozenset("author authors autor autorin verfasser auteur autore".split())
_DATE_LABELS = frozenset(
    "date published release date original publication datum fecha data".split()
) | {"release date"}
_LANGUAGE_LABELS = frozenset("language sprache langue idioma lingua".split())
_LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt", "dutch": "nl", "latin": "la",
}  # fmt: skip
_END = frozenset({"the end", "finis", "fin", "ende", "end", "fine"})


def settle(text: Text) -> None:
    """Settle the head and the end of the text, and find its title, author, date and language."""
    begin = _boilerplate(text)
    begin = _labels(text, begin)
    _head(text, begin)
    _tail(text)


def _boilerplate(text: Text) -> int:
    """What a digital library puts before "*** START OF" and after "*** END OF" its books is set
    apart. Returns where the book begins."""
    begin = 0
    for i, piece in enumerate(text.pieces):
        line = piece.text
        if not line.startswith("***") or not piece.width <= 200:
            continue
        if line.startswith(("*** START OF", "***START OF")):
            for before in text.pieces[: i + 1]:
                before.settle(BlockKind.METADATA)
            begin = i + 1
        elif line.startswith(("*** END OF", "***END OF")):
            for after in text.pieces[i:]:
                after.settle(BlockKind.METADATA)
            break
    return begin


def _labels(text: Text, begin: int) -> int:
    """Lines like "Author: Jane Doe" at the beginning. Returns the first piece after those that
    open the text."""
    found = []
    for i, piece in enumerate(text.pieces[: max(begin, 40)]):
        label = shapes.label_of(piece.text) if piece.is_open or i < begin else None
        if label is not None and (i < max(begin, _MAX_HEAD)):
            found.append((i, piece, label))
    if len(found) == 1 and found[0][2][0] not in _TITLE_LABELS | _AUTHOR_LABELS:
        return begin
    for i, piece, (name, value) in found:
        role = Role.NONE
        if name in _TITLE_LABELS and not text.title:
            text.title, role = value, Role.TITLE
        elif name in _AUTHOR_LABELS and not text.author:
            text.author, role = value, Role.BYLINE
        elif name in _DATE_LABELS:
            date = dates.find(value)
            text.date, role = text.date or (date.value if date else value), Role.DATE
        elif name in _LANGUAGE_LABELS:
            text.language = _LANGUAGES.get(value.lower(), text.language)
        piece.settle(BlockKind.METADATA, role)
        if i == begin:
            begin = i + 1
    return begin


def _head(text: Text, begin: int) -> None:
    end = _head_end(text, begin)
    if end <= begin:
        return
    letter = next((i for i in range(begin, end) if shapes.is_salutation(text.pieces[i].text)), None)
    if letter is not None:
        end = letter
        if _is_letter_head(text, begin, end):
            for piece in text.pieces[begin:end]:
                if not _settle_date(text, piece):
                    piece.settle(BlockKind.METADATA)
            return
    i = _printed_title(text, begin, end)
    for before in text.pieces[begin:i]:
        before.settle(BlockKind.METADATA)
    # What a label calls the title is not to be looked for among other lines.
    has_title = bool(text.title) and i == begin and not _same(text.pieces[i].text, text.title)
    has_byline = False
    while i < end:
        piece = text.pieces[i]
        end -= _join_byline(text, i, end)
        if _settle_metadata(text, piece):
            has_byline |= piece.role is Role.BYLINE
        elif not has_title and _is_title(text, i, end):
            end -= _join_title(text, i, end)
            piece.settle(BlockKind.HEADING, Role.TITLE, 1)
            text.title = text.title or piece.text
            has_title = True
        elif has_title and not has_byline and _settle_author(text, piece):
            has_byline = True
        elif has_title and not has_byline and _is_subtitle(text, i, end):
            piece.settle(BlockKind.METADATA, Role.SUBTITLE)
        else:
            break
        i += 1


def _printed_title(text: Text, begin: int, end: int) -> int:
    """Where the title that a label named stands in the head itself; `begin` if nowhere."""
    if text.title:
        for i in range(begin, end):
            if _same(text.pieces[i].text, text.title):
                return i
    return begin


def _same(line: str, title: str) -> bool:
    """Whether the line is the title, capitals and marks aside, or its beginning."""
    plain = ["".join(c for c in t.casefold() if c.isalnum()) for t in (line, title)]
    return plain[0] == plain[1] or (len(plain[0]) >= 6 and plain[1].startswith(plain[0]))


def _join_byline(text: Text, i: int, end: int) -> int:
    """Join "By" and the name on the next line. Returns how many lines were joined."""
    piece = text.pieces[i]
    if piece.text.lower().strip(":") not in ("by", "von", "par", "por") or i + 1 >= end:
        return 0
    if not names.looks_like_name(text.pieces[i + 1].text):
        return 0
    piece.text = f"{piece.text} {text.pieces.pop(i + 1).text}"
    return 1


def _head_end(text: Text, begin: int) -> int:
    """The first piece that certainly belongs to the text itself."""
    for i in range(begin, min(begin + _MAX_HEAD, len(text.pieces))):
        piece = text.pieces[i]
        if (
            piece.kind not in (None, BlockKind.HEADING)
            or piece.width > _MAX_TITLE
            or piece.paragraph.lines > 3
        ):
            return i
        if (i > begin and _begins_unit(piece)) or starts_unit(piece):
            return i
        if piece.is_prose and not _could_be_metadata(piece):
            return i
    return min(begin + _MAX_HEAD, len(text.pieces))


def _could_be_metadata(piece: Piece) -> bool:
    line = piece.text
    return bool(names.author_of(line)) or names.is_source(line) or names.is_issue(line)


def _settle_metadata(text: Text, piece: Piece) -> bool:
    """Settle a line that is issue, date, byline or source by its own wording."""
    line = piece.text
    if piece.kind is BlockKind.HEADING or piece.width > 250:
        return False
    if names.is_issue(line):
        piece.settle(BlockKind.METADATA, Role.ISSUE)
        text.date = text.date or _date_in(line)
        return True
    if _settle_date(text, piece):
        return True
    author = names.author_of(line)
    if author:
        text.author = text.author or author
        text.date = text.date or _exact_date_in(line)
        piece.settle(BlockKind.METADATA, Role.BYLINE)
        return True
    if text.author and line.casefold() == text.author.casefold():
        piece.settle(BlockKind.METADATA, Role.BYLINE)
        return True
    if names.is_other_byline(line):
        piece.settle(BlockKind.METADATA)
        return True
    if names.is_source(line):
        piece.settle(BlockKind.METADATA, Role.SOURCE)
        text.date = text.date or _date_in(line)
        return True
    return False


def _settle_date(text: Text, piece: Piece) -> bool:
    if not dates.is_date_line(piece.text):
        return False
    piece.settle(BlockKind.METADATA, Role.DATE)
    text.date = _date_in(piece.text) or text.date
    return True


def _date_in(line: str) -> str:
    found = dates.find(line)
    return found.value if found else ""


def _exact_date_in(line: str) -> str:
    """A date with a day or month; a year alone in a byline may be anything."""
    value = _date_in(line)
    return value if len(value) > 4 else ""


def _settle_author(text: Text, piece: Piece) -> bool:
    """A line below the title that is a name, though no "by" says so."""
    if piece.kind is not None:
        return False
    body = "\n".join(p.text[:5_000] for p in text.pieces[:400] if p is not piece)
    author = names.bare_author(piece.text, body)
    if not author:
        return False
    text.author = text.author or author
    piece.settle(BlockKind.METADATA, Role.BYLINE)
    return True


def _is_title(text: Text, i: int, end: int) -> bool:
    """Whether the piece looks like the title of what follows."""
    piece, line = text.pieces[i], text.pieces[i].text
    after = text.pieces[i + 1] if i + 1 < len(text.pieces) else None
    if piece.kind is BlockKind.HEADING:
        return True
    if after is None or piece.width > _MAX_TITLE or not any(c.isalpha() for c in line):
        return False
    if marks.last_mark(line) in ",;:、，；：" and marks.last_mark(line):
        return False
    if shapes.is_salutation(line) or line[0] in marks.DASHES + "([" or shapes.is_closing(line):
        return False
    byline = any(
        names.author_of(p.text) or dates.is_date_line(p.text)
        for p in text.pieces[i + 1 : min(i + 4, end)]
    )
    marked = marks.is_capitals(line) or text.is_centred(piece) or byline
    if marked:
        return True
    if marks.starts_lower(line) or (marks.starts_speech(line) and marks.ends_sentence(line)):
        return False
    if marks.last_mark(line) in ".。।" and marks.last_mark(line):
        return False
    alone = text.layout.has_blank_lines and after.paragraph.blanks > 0
    if alone or starts_unit(after):
        return True
    # Without blank lines: only straight before running text, or before another line of a head.
    return (
        not text.layout.has_blank_lines
        and text.has_prose
        and (
            after.is_prose
            or (i + 2 < len(text.pieces) and text.pieces[i + 2].is_prose and i + 1 < end)
        )
    )


def _join_title(text: Text, i: int, end: int) -> int:
    """Join the further lines of a title set over several, all in capitals or in the middle.
    Returns how many."""
    title = text.pieces[i]
    if title.kind is not None:
        return 0
    joined = 0
    while i + 1 < end:
        after = text.pieces[i + 1]
        alike = (marks.is_capitals(title.text) and marks.is_capitals(after.text)) or (
            text.is_centred(title) and text.is_centred(after)
        )
        if after.paragraph.blanks or not alike or not after.is_open or names.author_of(after.text):
            break
        if _could_be_metadata(after) or _exact_date_in(after.text):
            break
        title.text = f"{title.text} {after.text}"
        del text.pieces[i + 1]
        end -= 1
        joined += 1
    return joined


def _is_subtitle(text: Text, i: int, end: int) -> bool:
    """A line between title and byline; without a byline, one in the title's own group that is not
    the first heading of the text."""
    piece = text.pieces[i]
    before = text.pieces[i - 1]
    if piece.kind is not None or before.role is not Role.TITLE or piece.width > _MAX_TITLE:
        return False
    byline = any(
        names.author_of(p.text) or names.bare_author(p.text, "")
        for p in text.pieces[i + 1 : min(i + 3, end)]
    )
    in_brackets = piece.text[0] in "([" and piece.text[-1] in ")]"
    in_group = text.layout.has_blank_lines and piece.paragraph.blanks == 0 and text.has_prose
    # Nothing but a chapter follows: what stands between it and the title belongs to the title.
    before_unit = i + 1 == end < len(text.pieces) and _begins_unit(text.pieces[end])
    return byline or in_brackets or ((in_group or before_unit) and not piece.is_prose)


def _begins_unit(piece: Piece) -> bool:
    if starts_unit(piece):
        return True
    shape = shapes.numbered_shape(piece.text) if piece.is_short else None
    # "14 Rope Street" and "3 May 1871" stand in a head.
    return shape is not None and (shape.depth > 1 or piece.text.split()[0].endswith("."))


def _is_letter_head(text: Text, begin: int, end: int) -> bool:
    """Whether what stands before the salutation is an address or a date, and no title."""
    if end == begin:
        return False
    first = text.pieces[begin]
    if (
        marks.is_capitals(first.text)
        or first.kind is not None
        or (end - begin == 1 and not _is_address(first))
    ):
        return False
    return any(_is_address(piece) for piece in text.pieces[begin:end]) and not (
        text.stands_alone(begin) and not _is_address(first)
    )


def _is_address(piece: Piece) -> bool:
    return (
        any(c.isdigit() for c in piece.text)
        or dates.is_date_line(piece.text)
        or piece.text.endswith(",")
    )


def _tail(text: Text) -> None:
    """Set apart up to three closing lines that name source, date or author."""
    pieces = text.pieces
    last = len(pieces) - 1
    while last > 0 and pieces[last].kind in (BlockKind.NOTE, BlockKind.METADATA):
        last -= 1
    for i in range(last, max(last - 3, 1), -1):
        piece, before = pieces[i], pieces[i - 1]
        if not piece.is_open or piece.width > 250 or shapes.is_closing(before.text):
            return
        if not _settle_closing(text, piece):
            return


def _settle_closing(text: Text, piece: Piece) -> bool:
    line = piece.text
    if line.strip(" .*[]()—").lower() in _END:
        piece.settle(BlockKind.METADATA)
        return True
    signature = names.signature_of(line)
    if signature:
        date = dates.find(signature)
        if date is None and names.looks_like_name(signature) and not text.author:
            text.author = signature.strip(" .")
            piece.settle(BlockKind.METADATA, Role.BYLINE)
            return True
        if marks.ends_sentence(line) and date is None and piece.width > 60:
            return False
        piece.settle(BlockKind.METADATA, Role.SOURCE)
    elif names.is_source(line):
        piece.settle(BlockKind.METADATA, Role.SOURCE)
    elif dates.is_date_line(line):
        piece.settle(BlockKind.METADATA, Role.DATE)
    else:
        return False
    found = _date_in(line)
    # The day of a closing line is more exact than the month of an issue line.
    if found and (
        len(found) > len(text.date) or piece.role is Role.DATE or not text.date[:4].isdigit()
    ):
        text.date = found
    return True
