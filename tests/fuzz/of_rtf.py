"""RTF files, damaged."""

from tests.fuzz.fuzzed import Fuzzed
from tests.helpers.pictures import png

_HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times;}{\f1\fcharset128 MS Mincho;}{\f2\fcharset2 Symbol;}}"
    rb"{\colortbl;\red255\green255\blue0;}{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1;}}"
    rb"{\info{\title A title}{\author Ada Reed}{\creatim\yr2019\mo3\dy4}}"
)
_TOKENS = [
    b"{", b"}", b"\\par ", b"\\pard ", b"\\plain ", b"\\b ", b"\\i0 ", b"\\u8217?", b"\\u-10179?", b"\\u-8694?",
    b"\\uc9 ", b"\\'82", b"\\'a0", b"\\f1 ", b"\\f2 ", b"\\f99999 ", b"\\bin9999 ", b"\\trowd ", b"\\intbl ",
    b"\\cell ", b"\\row ", b"{\\footnote ", b"{\\*\\annotation ", b"{\\pict\\pngblip ", b"{\\field{\\*\\fldinst ",
    b"{\\fldrslt ", b"{\\shp{\\*\\shpinst{\\shptxt ", b"{\\listtext ", b"{\\*\\unknown ", b"{\\upr", b"{\\*\\ud ",
    b"\\highlight1 ", b"\\deleted ", b"\\v ", b"\\ansicpg932 ", b"\\ansicpg99999 ", b"\\s1 ", b"\\chftn ", b"\\", b"\x00",
]  # fmt: skip


def seeds() -> list[bytes]:
    """One file that has everything in it."""
    return [
        _HEAD
        + (
            rb"\pard\s1 A heading\par\pard\plain Some {\i words}\'93 \u8217? {\f1\'82\'a0}{\highlight1 here}"
            rb"{\super\chftn{\footnote\pard A note.}}{\*\atrfstart 1}said{\*\atrfend 1}{\*\atnid A}{\*\atnauthor Ada}"
            rb"\chatn{\*\annotation{\*\atnref 1}{\*\atndate 123456789}A remark.}\par"
            rb'{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt a link}}\line again\par'
            rb"{\listtext 1.\tab}\ilvl0 One\par\pard\trowd\cellx1000\cellx2000\intbl a\cell b\cell\row\pard"
            rb"{\shp{\*\shpinst{\shptxt\pard In a box.\par}}}{\pict\pngblip "
        )
        + png(80, 60).hex().encode()
        + rb"}\par}"
    ]


FUZZED = Fuzzed("rtf", "paper.rtf", seeds, _TOKENS)
