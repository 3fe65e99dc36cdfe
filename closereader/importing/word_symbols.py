"""Letters of the fonts Symbol and Wingdings, which word processors write by their number in the font.

After Adobe's table "Symbol Set and Encoding" and Unicode's own charts of the Dingbats and of Wingdings
(document L2/12-368).
"""

_SYMBOL_FROM_20 = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_FROM_A0 = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
    " 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
_SYMBOL = {0x20 + i: c for i, c in enumerate(_SYMBOL_FROM_20)} | {
    0xA0 + i: c for i, c in enumerate(_SYMBOL_FROM_A0)
}
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x3F: "✍", 0x41: "✌", 0x46: "☞", 0x4A: "☺", 0x4B: "😐",
    0x4C: "☹", 0x52: "☼", 0x58: "✠", 0x59: "✡", 0x5B: "☯", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x70: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪",
    0xA8: "□", 0xAB: "★", 0xB6: "☆", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
} | {0x80: "⓪"} | {0x80 + n: chr(0x2460 + n - 1) for n in range(1, 11)}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}
_WINGDINGS_3 = {
    0x22: "↑", 0x23: "↓", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x7D: "▶", 0x75: "▲", 0x71: "▼"
}  # fmt: skip
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
}
_PRIVATE = 0xF000
# What is meant by a sign's number where the font is not said.
_USUAL = {0x76: "❖", 0xA7: "▪", 0xA8: "□", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xFC: "✓"}


def is_symbols(font: str) -> bool:
    """Whether a font's letters are signs whatever their code says."""
    return font.strip().lower() in _FONTS


def letter(code: int, font: str) -> str:
    """The sign with that number in a font; of a font that is not known, the character itself, or ""
    where it has a meaning in that font alone."""
    own = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    table = _FONTS.get(font.strip().lower())
    if table is not None and own < 0x100:
        return table.get(own, "")
    if own != code:
        return _USUAL.get(own, "")
    if 0xE000 <= code <= 0xF8FF or not 0x20 <= code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    return chr(code)


def letters(text: str, font: str) -> str:
    """The text of a run in a font of signs. Letters of such a run that were typed stay as they are:
    only those with a private number are the font's."""
    if not is_symbols(font):
        return text
    return "".join(
        letter(ord(c), font) if _PRIVATE <= ord(c) < _PRIVATE + 0x100 else c for c in text
    )
