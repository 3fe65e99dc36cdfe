"""The tables at the head of an RTF file, as they come: fonts, colours, styles, what it says of itself."""

from dataclasses import dataclass, field

from closereader.importing import rtf_words, word_styles, word_symbols
from closereader.importing.word_flow import Paragraph

TABLES = ("fonts", "colours", "styles")
"""What has its tables at the head."""
_MOST = 5_000
_LONGEST = 500
_CODECS = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}


@dataclass(slots=True)
class Font:
    """`codec`: "" for that of the file."""

    name: str = ""
    codec: str = ""
    is_symbols: bool = False


@dataclass(slots=True)
class Head:
    """`codec`: of the file. `said`: title, author and so on, by the words of RTF."""

    codec: str = "cp1252"
    default_font: int = 0
    fonts: dict[int, Font] = field(default_factory=dict)
    colours: list[str] = field(default_factory=list)
    styles: dict[int, str] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    _font: int = 0
    _style: int | None = None
    _rgb: dict[bytes, int] = field(default_factory=dict)

    def file_word(self, word: bytes, number: int) -> bool:
        """Whether a word says how the whole file is written."""
        if word == b"ansicpg":
            self.codec = rtf_words.code_page(number) or self.codec
        elif word == b"deff":
            self.default_font = number
        elif word in _CODECS:
            self.codec = _CODECS[word]
        return word in _CODECS or word in (b"ansicpg", b"deff", b"ansi")

    def word(self, table: str, word: bytes, number: int) -> None:
        """A word in one of the `TABLES`."""
        if table == "fonts":
            self._font_word(word, number)
        elif table == "colours":
            self._rgb[word] = number & 0xFF
        else:
            self._style_word(word, number)

    def text(self, table: str, text: str) -> None:
        """A piece of text in one of the `TABLES`."""
        if table == "fonts":
            self._font_text(text)
        elif table == "colours":
            self._colour_text(text)
        else:
            self._style_text(text)

    def decoded(self, data: bytes, number: int | None) -> str:
        """Bytes as letters, in the code page of a font; in that of the file where no font is meant."""
        font = None if number is None else self.font(number)
        if font is not None and font.is_symbols:
            return "".join(
                word_symbols.letter(0xF000 + byte, font.name.rstrip("; ")) for byte in data
            )
        try:
            return data.decode((font.codec if font is not None else "") or self.codec, "replace")
        except LookupError:
            return data.decode("cp1252", "replace")

    def _font_word(self, word: bytes, number: int) -> None:
        """A word in the table of fonts."""
        if word == b"f":
            self._font = number
            if len(self.fonts) < _MOST:
                self.fonts.setdefault(number, Font())
        font = self.fonts.get(self._font)
        if font is None:
            return
        if word == b"fcharset":
            font.codec = rtf_words.code_page_of_charset(number)
            font.is_symbols = number == 2
        elif word == b"cpg":
            font.codec = rtf_words.code_page(number) or font.codec

    def _font_text(self, text: str) -> None:
        """A piece of a font's name."""
        font = self.fonts.get(self._font)
        if font is not None and not font.name.endswith(";"):
            font.name = (font.name + text)[:_LONGEST]

    def font(self, number: int) -> Font | None:
        """A font; that of the file where a number below 0 says nothing."""
        return self.fonts.get(self.default_font if number < 0 else number)

    def font_name(self, number: int) -> str:
        """The name of a font."""
        font = self.font(number)
        return "" if font is None else font.name.rstrip("; ")

    def _colour_text(self, text: str) -> None:
        """Each ";" ends a colour; the first may be none."""
        for _end in range(text.count(";")):
            parts = [self._rgb.get(word) for word in (b"red", b"green", b"blue")]
            is_said = any(part is not None for part in parts)
            if len(self.colours) < _MOST:
                self.colours.append(
                    "".join(f"{part or 0:02x}" for part in parts) if is_said else ""
                )
            self._rgb.clear()

    def colour(self, number: int) -> str:
        """A colour as six figures; "" for none."""
        return self.colours[number] if 0 < number < len(self.colours) else ""

    def begin_style(self) -> None:
        """A style begins; it is that of paragraphs without a number, unless it says otherwise."""
        self._style = 0

    def _style_word(self, word: bytes, number: int) -> None:
        """A word in the table of styles."""
        if word == b"s":
            self._style = number
        elif word in (b"cs", b"ds", b"ts"):
            self._style = None
        elif word == b"outlinelevel" and self._style is not None and 0 <= number <= 8:
            self.levels[self._style] = number + 1

    def _style_text(self, text: str) -> None:
        """A piece of a style's name."""
        if self._style is not None and len(self.styles) < _MOST:
            name = self.styles.get(self._style, "")
            if not name.endswith(";"):
                self.styles[self._style] = (name + text)[:_LONGEST]

    def style_name(self, number: int) -> str:
        """The name of a style of paragraphs."""
        return self.styles.get(number, "").rstrip("; ").strip()

    def paragraph(self, number: int) -> Paragraph:
        """What a paragraph is by its style."""
        said = Paragraph()
        word_styles.apply(self.style_name(number), said)
        if number in self.levels and not said.role:
            said.heading = self.levels[number]
        return said
