"""The glyphs of a PDF's page as pieces of words: what PDFium reads, in the form of `page_text`."""

import ctypes
import math
import re
from array import array
from dataclasses import dataclass, field
from itertools import compress, count
from typing import Any

import pypdfium2_raw as pdfium

from closereader.importing import page_text
from closereader.importing.page_text import Page, Piece, Tag
from closereader.importing.pdf_letters import Letters, letters_of
from closereader.importing.pdf_tags import Tags
from closereader.importing.pdf_vertical import Stacked, stacked_in
from closereader.pages.space import Space

_POINTER = ctypes.c_void_p
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
_HAS_LIGATURE = re.compile("[\ufb00-\ufb06]")
_WORD = re.compile(r"\S+")

_NUMBER_AT_EDGE = re.compile(
    r"(?<=[^\W\d]|[.,;:!?)\]”’\"])\d{1,3}(?!\S)|(?<!\S)\d{1,3}(?=[^\W\d]|[“‘\"(])"
)
_FIXED_PITCH, _ITALIC, _FORCE_BOLD = 1, 64, 1 << 18
_BOLD_NAME = re.compile(
    r"bold|black|heavy|demi(?!light)|medi(?!um)|(?:^|\+)(?:cmbx|cmb|sfbx|ecbx|cmssbx|ptmb)", re.I
)
_ITALIC_NAME = re.compile(
    r"ital|obli|slanted|kursiv|(?:^|\+)(?:cmti|cmsl|cmbxti|sfti|ecti|ptmri)|-it$", re.I
)
_FIXED_NAME = re.compile(r"mono(?!type)|courier|consol|typewriter|(?:^|\+)(?:cmtt|sftt|ectt)", re.I)
_SMALL_CAPS_NAME = re.compile(r"small ?caps?|romancaps|(?:^|\+)(?:cmcsc|sfcc|eccc)|-?sc$", re.I)
_SIGNS_NAME = re.compile(r"typographicsymbols|dingbats|wingdings|webdings|monotypesorts", re.I)
_INVISIBLE = 3
_BULLET = "•"
# A space is at least so wide, in heights of a letter's box; scripts from here on have none.
_SPACE = 0.16
_UNSPACED = "\u2e80"


@dataclass(frozen=True, slots=True)
class _Face:
    """How a text object is set. `angle`: counterclockwise in the page's own space, in degrees;
    `is_signs`: its font has signs for letters; `tag`: what the file says of it."""

    size: float
    flags: int
    angle: float
    is_invisible: bool
    is_signs: bool = False
    tag: Tag | None = None


@dataclass(slots=True)
class _Maker:
    """Makes the pieces of one page."""

    letters: Letters
    space: Space
    text_page: Any
    tags: Tags | None
    faces: dict[int | None, _Face] = field(default_factory=dict)
    fonts: dict[int | None, tuple[int, bool]] = field(default_factory=dict)
    shown: tuple[float, float] = (0.0, 0.0)
    stacked: Stacked = field(default_factory=Stacked)

    def __post_init__(self) -> None:
        self.shown = self.space.shown
        self.stacked = stacked_in(self.letters)

    def pieces(self) -> list[Piece]:
        """All of them, in PDFium's order; invisible ones only where nothing visible stands."""
        letters = self.letters
        owners = owners_of(letters.owners)
        # Where the object changes inside a word, or it leaves room, a new piece begins.
        parted = self._parted()
        changes = compress(count(1), map(int.__ne__, owners, owners[1:]))
        cuts = sorted({*changes, *parted})
        found: list[tuple[Piece, bool]] = []
        next_cut = 0
        for word in _WORD.finditer(letters.text):
            start, end = word.span()
            while next_cut < len(cuts) and cuts[next_cut] <= start:
                next_cut += 1
            begin, is_glued = start, start in self.stacked.next
            while next_cut < len(cuts) and cuts[next_cut] < end:
                cut = cuts[next_cut]
                found += self._piece(begin, cut, is_glued)
                begin, is_glued = cut, cut not in parted
                next_cut += 1
            number = _NUMBER_AT_EDGE.search(letters.text, begin, end)
            if number is not None and self._is_raised(number.start()):
                first, last = number.span()
                if first > begin:
                    found += self._piece(begin, first, is_glued)
                raised = self._piece(first, last, is_glued or first > begin)
                for piece, _is_hidden in raised:
                    piece.face |= page_text.RAISED
                found += raised
                begin, is_glued = last, True
            if begin < end:
                found += self._piece(begin, end, is_glued)
        hidden = sum(len(piece.text) for piece, is_hidden in found if is_hidden)
        if not hidden:
            return [piece for piece, _is in found]
        shown = sum(len(piece.text) for piece, is_hidden in found if not is_hidden)
        # A recogniser's layer under a scan is the text; hidden words among printed ones are no part.
        if hidden > shown:
            return [piece for piece, _is in found]
        return [piece for piece, is_hidden in found if not is_hidden]

    def _parted(self) -> set[int]:
        """The letters before which a word leaves room for a space that PDFium did not see."""
        letters = self.letters
        wide = [
            place
            for place, (left, right, top, bottom) in enumerate(
                zip(letters.left[1:], letters.right, letters.top, letters.bottom, strict=False), 1
            )
            if left - right > _SPACE * (top - bottom) > 0
        ]
        found = set()
        for place in wide:
            first, last = letters.text[place - 1], letters.text[place]
            if first.isspace() or last.isspace() or max(first, last) >= _UNSPACED:
                continue
            # Letters of a word that is set wide are all so far apart.
            near = range(max(place - 3, 1), min(place + 4, len(letters.text)))
            room = (letters.left[place] - letters.right[place - 1]) / 2
            gaps = [
                letters.left[i] - letters.right[i - 1]
                for i in near
                if i != place and not letters.text[i - 1 : i + 1].isspace()
            ]
            if sum(gap < room for gap in gaps) > 0.6 * len(gaps):
                found.add(place)
        return found

    def _piece(self, start: int, end: int, is_glued: bool) -> list[tuple[Piece, bool]]:
        letters, space = self.letters, self.space
        owner = letters.owners[start]
        face = self.faces.get(owner)
        if face is None:
            face = self.faces[owner] = self._face(start)
        angle = round(face.angle / 90) * 90 % 360
        text = letters.text[start:end]
        if face.is_signs and end - start == 1 and text.isascii():
            text = _BULLET  # A letter by its number alone.
        if angle == 0 and (
            self._is_stacked(start, end, face.size)
            if end - start > 1
            else start in self.stacked.all
        ):
            angle = 270
        if angle == 0:
            lefts, rights = letters.left[start:end], letters.right[start:end]
            base = space.top - letters.y[start]
            origins = letters.x[start:end]
            shift = space.left
            if shift:
                lefts, rights, origins = (
                    array("f", [x - shift for x in edges]) for edges in (lefts, rights, origins)
                )
        else:
            lefts, rights, origins, base = self._turned(start, end, angle)
        if end - start > 1 and not self._is_upright(angle, face):
            lefts, rights = _tight(lefts, rights, origins, face.size)
        turn = (space.turn - angle) % 360
        piece = Piece(text, lefts, rights, base, face.size, face.flags, is_glued, turn, face.tag)
        if _HAS_LIGATURE.search(text):
            _resolve(piece)
        width, height = self.shown if turn % 180 == 0 else self.shown[::-1]
        middle = (piece.left + piece.right) / 2
        if not (-2 < middle < width + 2 and -2 < base < height + face.size):
            return []
        return [(piece, face.is_invisible)]

    def _is_raised(self, place: int) -> bool:
        """Whether a figure is drawn above its baseline, as some fonts' own superiors are."""
        letters = self.letters
        edges = [ctypes.c_double() for _edge in range(4)]
        pdfium.FPDFText_GetCharBox(self.text_page, letters.places[place], *edges)
        bottom, top = edges[2].value, edges[3].value
        tall = letters.top[place] - letters.bottom[place]
        return bottom - letters.y[place] > 0.15 * tall and 0 < top - bottom < 0.55 * tall

    def _is_upright(self, angle: int, face: _Face) -> bool:
        return angle == 270 and face.angle == 0

    def _is_stacked(self, start: int, end: int, size: float) -> bool:
        """Whether letters stand one below the other, as in vertical writing."""
        letters = self.letters
        if letters.x[start + 1] - letters.x[start] > 0.1 * size:
            return False
        return all(
            abs(letters.x[i] - letters.x[start]) < 0.6 * size
            and letters.y[i] < letters.y[i - 1] - 0.3 * size
            for i in range(start + 1, end)
        )

    def _turned(
        self, start: int, end: int, angle: int
    ) -> tuple["array[float]", "array[float]", "array[float]", float]:
        """Edges, origins and baseline in the frame of writing that runs at `angle`."""
        letters, space = self.letters, self.space
        if angle == 90:
            low, high, origin = letters.bottom, letters.top, letters.y
            edge, sign, base = space.bottom, 1, letters.x[start] - space.left
        elif angle == 180:
            low, high, origin = letters.right, letters.left, letters.x
            edge, sign, base = space.right, -1, letters.y[start] - space.bottom
        else:
            low, high, origin = letters.top, letters.bottom, letters.y
            edge, sign, base = space.top, -1, space.right - letters.x[start]
            if self.faces[letters.owners[start]].angle == 0:
                # Upright letters in a column: the line is as wide as they are.
                base = space.right - letters.right[start]
                base += page_text.ABOVE * self.faces[letters.owners[start]].size
        lefts, rights, origins = (
            array("f", [sign * (values[i] - edge) for i in range(start, end)])
            for values in (low, high, origin)
        )
        return lefts, rights, origins, base

    def _face(self, place: int) -> _Face:
        letters, text_page = self.letters, self.text_page
        at = letters.places[place]
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text_page, at, matrix)
        size = float(pdfium.FPDFText_GetFontSize(text_page, at)) * math.hypot(matrix.c, matrix.d)
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) if matrix.a or matrix.b else 0.0
        if matrix.a < 0 < matrix.d and abs(matrix.b) < abs(matrix.a) / 10:
            angle = 0.0  # Mirrored, not upside down.
        tall = letters.top[place] - letters.bottom[place]
        if abs(round(angle / 90) * 90 - angle) < 1 and round(angle / 90) % 2:
            tall = letters.right[place] - letters.left[place]
        if not 0.3 * tall <= size <= 6 * tall and tall > 0.5:
            size = tall / 1.15
        pointer = letters.owners[place]
        flags, is_invisible, is_signs, tag = 0, False, False, None
        if pointer:
            owner = ctypes.cast(pointer, pdfium.FPDF_PAGEOBJECT)
            font = pdfium.FPDFTextObj_GetFont(owner)
            address = ctypes.cast(font, _POINTER).value
            if address not in self.fonts:
                self.fonts[address] = _looks(font) if address else (0, False)
            flags, is_signs = self.fonts[address]
            is_invisible = pdfium.FPDFTextObj_GetTextRenderMode(owner) == _INVISIBLE
            tag = self.tags.of(owner) if self.tags else None
        return _Face(max(size, 0.1), flags, angle, is_invisible, is_signs, tag)


def owners_of(owners: list[int | None]) -> list[int]:
    """Their addresses, 0 for none."""
    return [owner or 0 for owner in owners]


def _looks(font: Any) -> tuple[int, bool]:
    """The flags of a font, and whether its letters are signs."""
    size = int(pdfium.FPDFFont_GetBaseFontName(font, None, 0))
    buffer = ctypes.create_string_buffer(max(size, 1))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
    name = buffer.value.decode("utf-8", "replace")
    told = max(int(pdfium.FPDFFont_GetFlags(font)), 0)
    flags = 0
    if _BOLD_NAME.search(name) or told & _FORCE_BOLD:
        flags |= page_text.BOLD
    if _ITALIC_NAME.search(name):
        flags |= page_text.ITALIC
    if _FIXED_NAME.search(name):
        flags |= page_text.FIXED
    if _SMALL_CAPS_NAME.search(name):
        flags |= page_text.SMALL_CAPS
    return flags, _SIGNS_NAME.search(name) is not None


def _tight(
    lefts: "array[float]", rights: "array[float]", origins: "array[float]", size: float
) -> tuple["array[float]", "array[float]"]:
    """Edges from origin to origin, so that they touch and do not overlap as glyphs do; letters of a
    ligature share its width. Writing from right to left keeps the edges of its glyphs."""
    last = rights[-1]
    ends = origins[1:]
    ends.append(max(last, origins[-1]))
    steps = [end - start for start, end in zip(origins, ends, strict=True)]
    if min(steps) < 0 or max(steps) > 2.5 * size:
        if len(set(lefts)) == len(lefts):
            return lefts, rights
        origins, ends = lefts, rights
        steps = [0.0 if a == b else 1.0 for a, b in zip(lefts, [*lefts[1:], last + 1], strict=True)]
    if min(steps) > 0.01:
        return origins, ends
    return _shared(origins, ends, steps)


def _shared(
    starts: "array[float]", ends: "array[float]", steps: list[float]
) -> tuple["array[float]", "array[float]"]:
    lefts, rights = starts[:], ends[:]
    index = 0
    while index < len(steps):
        end = index
        while end < len(steps) - 1 and steps[end] <= 0.01:
            end += 1
        if end > index:
            left, step = starts[index], (ends[end] - starts[index]) / (end - index + 1)
            for place in range(index, end + 1):
                lefts[place] = left + step * (place - index)
                rights[place] = left + step * (place - index + 1)
        index = end + 1
    return lefts, rights


def _resolve(piece: Piece) -> None:
    """Letters in the place of ligatures, with their share of the box."""
    text: list[str] = []
    lefts, rights = array("f"), array("f")
    for letter, left, right in zip(piece.text, piece.lefts, piece.rights, strict=True):
        parts = _LIGATURES.get(ord(letter), letter)
        step = (right - left) / len(parts)
        for index in range(len(parts)):
            lefts.append(left + step * index)
            rights.append(left + step * (index + 1))
        text.append(parts)
    piece.text, piece.lefts, piece.rights = "".join(text), lefts, rights


def read_page(
    text_page: Any, space: Space, number: int, label: str, tags: Tags | None = None
) -> Page:
    """The pieces of an open page. `tags`: what its file says of them."""
    width, height = space.shown
    letters = letters_of(text_page)
    return Page(number, label, width, height, _Maker(letters, space, text_page, tags).pieces())
