"""Goes through the words of an RTF file once and puts its text into the flow; notes, comments and text
boxes are gone through when the text they hang on is done."""

import re
from dataclasses import dataclass, field

from closereader import confined
from closereader.i18n import _
from closereader.importing import (
    docx_fields,
    rtf_parts,
    rtf_words,
    word_colours,
    word_numbers,
    word_symbols,
)
from closereader.importing.rtf_head import TABLES, Head
from closereader.importing.rtf_looks import LETTER_WORDS, SETTING_WORDS, paragraph_of
from closereader.importing.rtf_parts import PictureGroup, Put
from closereader.importing.rtf_state import PARD, PLAIN, Field, State
from closereader.importing.rtf_tables import Tables
from closereader.importing.source import MOST_PICTURE_BYTES, Pictures
from closereader.importing.word_flow import Flow, end_of, start_of
from closereader.importing.word_notes import Comment
from closereader.model.document import BlockKind

_REPORT_EVERY = 20_000
_MOST_GROUPS = 200_000
_MOST_NOTES = 20_000
_LONGEST = 100_000
_AT_END = re.compile(rb"\s*\\ftnalt\b")


@dataclass(slots=True)
class Walk:
    """`comments`, `deletions`, `has_contents`: what was met beside the text; `languages`: how much
    text is in which, by Windows' numbers. `keeps_contents`: tables of contents are read."""

    data: bytes
    head: Head
    flow: Flow
    pictures: Pictures
    keeps_contents: bool = False
    comments: list[Comment] = field(default_factory=list)
    languages: dict[int, int] = field(default_factory=dict)
    deletions: int = 0
    has_contents: bool = False
    _state: State = field(default_factory=State)
    _bytes: bytearray = field(default_factory=bytearray)
    _gathered: list[str] = field(default_factory=list)
    _left: int = 0
    _high: int = 0
    _tokens: int = 0
    _depth: int = 0
    _language: int = 0
    _marker: str = ""
    _author: str = ""
    _has_mark: bool = False
    _notes: dict[str, list[Put]] = field(default_factory=lambda: {"decimal": [], "lowerRoman": []})
    _asides: list[Put] = field(default_factory=list)
    _boxes: list[Put] = field(default_factory=list)
    _ranges: set[str] = field(default_factory=set)
    _into: list[str] | None = None
    _comment: Comment = field(default_factory=lambda: Comment("", ""))
    _tables: Tables = field(init=False)
    _picture: PictureGroup = field(init=False)

    def __post_init__(self) -> None:
        self._tables = Tables(self.flow)
        self._picture = PictureGroup(self.flow, self.pictures)

    @property
    def unseen(self) -> int:
        """How many pictures could not be shown."""
        return self._picture.unseen

    def walk(self) -> None:
        """All of the file."""
        self._run(0, len(self.data))
        self._end_part()
        self._walk_boxes()
        self._depth = 1
        for note in [put for puts in self._notes.values() for put in puts]:
            self.flow.begin_note(note.label, note.key)
            self._run(note.begin, note.end)
            self._end_part()
        self.flow.end_notes()
        for comment, put in zip(self.comments, self._asides, strict=True):
            self._comment, self._into = comment, []
            self._run(put.begin, put.end)
            comment.text = "".join(self._into).strip()[:_LONGEST]
            self._into = None

    def _run(self, begin: int, end: int) -> None:
        """All words from `begin` to `end`."""
        stack: list[State] = []
        ignored = 0
        self._state, self._left = State(), 0
        match = rtf_words.TOKEN.match
        at = begin
        while at < end:
            found = match(self.data, at, end)
            start, at = at, at + 1 if found is None else found.end()
            self._tell(at)
            if found is None:
                continue
            word, number, code, sign, brace, text = found.groups()
            if text is not None:
                self._text(text)
            elif code is not None:
                self._text(bytes([int(code, 16)]))
            elif word is not None:
                at = self._word(word, number, at)
            elif sign is not None:
                self._sign(sign)
            elif brace == b"{":
                self._flush()
                self._left = 0
                if len(stack) < _MOST_GROUPS:
                    stack.append(self._state)
                    self._state = self._state.inner()
                    if self._state.place == "styles":
                        self.head.begin_style()
                else:
                    ignored += 1
            elif brace == b"}":
                self._flush()
                self._left = 0
                if ignored:
                    ignored -= 1
                elif stack:
                    self._close(start)
                    self._state = stack.pop()
        self._flush()

    def _tell(self, at: int) -> None:
        self._tokens += 1
        if self._tokens % _REPORT_EVERY == 0:
            confined.report(at // 1000, len(self.data) // 1000, _("Reading the text"))

    def _text(self, text: bytes) -> None:
        state = self._state
        if self._left:
            skipped = min(self._left, len(text))
            self._left -= skipped
            text = text[skipped:]
        if state.place == "skip" or not text:
            return
        state.is_first = False
        if state.place != "picture":
            self._bytes += text
        else:
            self._picture.add_hexadecimal(text)

    def _flush(self) -> None:
        """The bytes so far are letters, in the code page of their font."""
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        is_set = self._state.place in ("text", "marker")
        self._put(self.head.decoded(data, self._state.letters.font if is_set else None))

    def _put(self, text: str) -> None:
        """Letters, where they belong."""
        place = self._state.place
        if place == "text":
            self._put_text(text)
        elif place in TABLES:
            self.head.text(place, text)
        elif place not in ("skip", "info", "picture") and len(self._gathered) < _LONGEST:
            self._gathered.append(text)

    def _put_text(self, text: str) -> None:
        letters, of = self._state.letters, self._state.field
        if letters.hidden or letters.deleted or (of is not None and of.is_left_out):
            return
        if self._into is not None:
            self._into.append(text)
            return
        link = of.link if of is not None else ""
        colour = word_colours.of_hex(self.head.colour(letters.mark or letters.shade))
        self._tables.enter(self._state.setting.is_in_table)
        if self._marker and self.flow.is_in_table:
            # In a cell its number is text, for a cell has no items.
            text, self._marker = f"{self._marker} {text}", ""
        self._has_mark = self._has_mark and not text.strip()
        self.languages[self._language] = self.languages.get(self._language, 0) + len(text)
        self.flow.put(text, letters.styles(bool(link)), link, colour, size=letters.size / 2)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._state.may_be_unknown = True
        elif sign in (b"\n", b"\r"):
            self._flush()
            self._paragraph_word(b"par")
        elif sign in rtf_words.SIGNS and self._left:
            self._left -= 1
        elif sign in rtf_words.SIGNS:
            self._flush()
            self._put(rtf_words.SIGNS[sign])

    def _word(self, word: bytes, number: bytes | None, at: int) -> int:
        """Heed a word; returns where to go on."""
        self._flush()
        value = int(number) if number else None
        state = self._state
        is_first, state.is_first = state.is_first, False
        if word == b"bin":
            skip = max(value or 0, 0)
            if state.place == "picture":
                self._picture.add(self.data[at : at + min(skip, MOST_PICTURE_BYTES)])
            return at + skip
        if (is_first and self._begin(word, at)) or state.place == "skip":
            return at
        if word == b"u" and value is not None:
            self._unicode(value)
        elif word in rtf_words.LETTERS and self._left:
            self._left -= 1
        elif word in rtf_words.LETTERS:
            self._put(rtf_words.LETTERS[word])
        else:
            self._other(word, value)
        return at

    def _begin(self, word: bytes, at: int) -> bool:
        """Whether the group begins with a word that says what it is for."""
        state = self._state
        if state.place == "skip" or word in rtf_words.LEFT_OUT:
            state.place = "skip"
        elif word in rtf_words.PUT_OFF:
            state.place, state.kind, state.begin = "skip", rtf_words.PUT_OFF[word], at
        elif word in rtf_words.GATHERED or (state.place == "info" and word in rtf_words.OF_INFO):
            state.place, state.opens = rtf_words.GATHERED.get(word) or rtf_words.OF_INFO[word], True
            self._gathered.clear()
            self._picture.begin()
        elif word == b"upr":
            # What is here in letters of the code page comes again, in Unicode.
            state.place = f"upr {state.place}"
        elif word == b"ud":
            state.place = state.place.removeprefix("upr ")
        elif word == b"field":
            state.field = Field()
        elif state.may_be_unknown and word not in rtf_words.TEXT:
            state.place = "skip"
        else:
            return False
        return True

    def _unicode(self, value: int) -> None:
        code = value & 0xFFFF if value < 0 else value
        self._left = self._state.skips
        if 0xD800 <= code <= 0xDBFF:
            self._high = code
            return
        if 0xDC00 <= code <= 0xDFFF:
            high, self._high = self._high, 0
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        if 0xF000 <= code <= 0xF0FF:
            self._put(word_symbols.letter(code, self.head.font_name(self._state.letters.font)))
        elif 0 < code <= 0x10FFFF:
            self._put(chr(code))

    def _other(self, word: bytes, value: int | None) -> None:
        state, place = self._state, self._state.place
        if place in TABLES:
            self.head.word(place, word, value or 0)
        elif place == "time":
            self._gathered.append(f"{word.decode('ascii')}={value or 0} ")
        elif place == "picture":
            self._picture.word(word, value or 0)
        elif word == b"uc":
            state.skips = min(max(value or 0, 0), 20)
        elif word in LETTER_WORDS:
            before = state.letters
            state.letters = LETTER_WORDS[word](before, value)
            self.deletions += state.letters.deleted and not before.deleted
        elif word == b"lang":
            self._language = value or 0
        elif word in SETTING_WORDS:
            state.setting = SETTING_WORDS[word](state.setting, value)
        elif not self.head.file_word(word, value or 0) and place == "text":
            self._paragraph_word(word)

    def _paragraph_word(self, word: bytes) -> None:
        """A word that ends or breaks something, or stands for something in the text."""
        state = self._state
        if word == b"plain":
            state.letters = PLAIN
        elif word == b"pard":
            state.setting = PARD
        elif self._into is not None:
            if word in (b"par", b"line"):
                self._into.append("\n")
        elif word == b"par" and state.letters.deleted:
            # The mark at its end was deleted: the next one goes on.
            return
        elif word in (b"par", b"sect"):
            self._end_paragraph()
        elif word in (b"line", b"page", b"column", b"softline"):
            self.flow.put_break()
        elif word == b"chftn":
            self._has_mark = True
        else:
            self._tables.word(word, self._end_in_cell)

    def _end_paragraph(self) -> None:
        self._tables.enter(self._state.setting.is_in_table)
        self._end_in_cell()
        if not self._depth and self._boxes and not self.flow.is_in_table:
            self._walk_boxes()

    def _end_in_cell(self) -> None:
        said = paragraph_of(self.head, self._state.setting)
        if not self.flow.is_empty:
            said.marker, self._marker = self._marker, ""
            if said.marker and not said.heading and said.kind is BlockKind.PARAGRAPH:
                said.kind = BlockKind.LIST_ITEM
        self.flow.end_paragraph(said)

    def _end_part(self) -> None:
        self._end_in_cell()
        self._tables.end()
        self._marker = ""

    def _walk_boxes(self) -> None:
        """A text box stands after the paragraph, or the table, that it hangs on."""
        state, boxes, self._boxes = self._state, self._boxes, []
        self._depth += 1
        for box in boxes:
            self._run(box.begin, box.end)
            self._end_part()
        self._depth -= 1
        self._state = state

    def _close(self, at: int) -> None:
        """A group ends: what was gathered in it is used."""
        state = self._state
        if state.kind:
            self._put_off(state.kind, Put(state.begin, at))
        elif state.opens and state.place == "picture":
            self._picture.end(is_shown=self._into is None)
        elif state.opens:
            said = "".join(self._gathered).strip()
            self._gathered.clear()
            self._use(state, said)

    def _use(self, state: State, said: str) -> None:
        place = state.place
        if place == "told" and state.field is not None:
            told = f"{said} "
            state.field.link = docx_fields.link_of(told)
            state.field.is_left_out = docx_fields.is_contents(told) and not self.keeps_contents
            self.has_contents |= state.field.is_left_out
        elif place == "place":
            self.flow.mark(docx_fields.name_of(said))
        elif place == "marker":
            self._marker = rtf_parts.marker(said)
        elif place == "author":
            self._author = said
        elif place == "range start":
            self._ranges.add(said)
            self.flow.mark(start_of(f"a{said}"))
        elif place == "range end":
            self.flow.mark(end_of(f"a{said}"))
        elif place == "range" and said in self._ranges and self._into is not None:
            self._comment.place = f"a{said}"
        elif place == "date" and self._into is not None:
            self._comment.date = rtf_parts.moment(said)
        elif place in ("title", "maker", "time"):
            self.head.said.setdefault(place, said)

    def _put_off(self, kind: str, put: Put) -> None:
        """Remember a part for later. Parts within parts are left out: nobody writes them, and each would
        be gone through once more for every one around it."""
        if self._depth or self._into is not None:
            return
        if kind == "box":
            self._boxes.append(put)
        elif kind == "comment" and len(self.comments) < _MOST_NOTES:
            place = f"n{len(self.comments)}"
            self.flow.mark(f"at {place}")
            self.comments.append(Comment(place, "", self._author))
            self._asides.append(put)
        elif kind == "note":
            form = "lowerRoman" if _AT_END.match(self.data, put.begin) else "decimal"
            notes = self._notes[form]
            if len(notes) < _MOST_NOTES:
                put.key = f"{form} {len(notes)}"
                put.label = word_numbers.written(len(notes) + 1, form) if self._has_mark else "*"
                notes.append(put)
                self.flow.note_mark(put.label, put.key)
