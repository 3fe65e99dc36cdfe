"""The words of RTF (Rich Text Format 1.9.1): how a file is cut into them, and what those say that stand
for a letter, a code page or a part that is no text."""

import re

TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|'([0-9a-fA-F]{2})|([^a-zA-Z]))"
    rb"|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)",
    re.S,
)
"""Groups: word, number, hexadecimal byte, sign, brace, text."""

LETTERS = {
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": " ", b"enspace": " ", b"qmspace": " ", b"tab": "\t",
    b"zwj": "\N{ZERO WIDTH JOINER}", b"zwnj": "\N{ZERO WIDTH NON-JOINER}",
}  # fmt: skip
SIGNS = {
    b"~": "\N{NO-BREAK SPACE}", b"_": "\N{NON-BREAKING HYPHEN}", b"\\": "\\", b"{": "{", b"}": "}",
    b"\t": "\t",
}  # fmt: skip

LEFT_OUT = frozenset(
    b"header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc "
    b"aftncn xe tc tcn rxe private filetbl revtbl listtable listoverridetable rsidtbl themedata latentstyles "
    b"datastore generator nonshppict objdata objclass objname shprslt sp pntxta pntxtb pn pnseclvl template "
    b"comment operator company manager category doccomm hlinkbase keywords subject printim revtim buptim "
    b"colorschememapping xmlnstbl wgrffmtfilter docvar userprops fldtype bkmkend atnicn atntime atnid "
    b"nextfile falt panose fontemb fontfile passwordhash mmathPr background do listpicture "
    b"nonesttables".split()
)
"""Groups that hold no text of the reading."""

# The groups that are gathered as they are, by the word they begin with.
GATHERED = {
    b"fonttbl": "fonts", b"colortbl": "colours", b"stylesheet": "styles", b"info": "info", b"pict": "picture",
    b"fldinst": "told", b"bkmkstart": "place", b"listtext": "marker", b"pntext": "marker",
    b"atnauthor": "author", b"atrfstart": "range start", b"atrfend": "range end", b"atnref": "range",
    b"atndate": "date",
}  # fmt: skip
OF_INFO = {b"title": "title", b"author": "maker", b"creatim": "time"}
# Those that are put off, and those that hold text although they may be left out.
PUT_OFF = {b"footnote": "note", b"annotation": "comment", b"shptxt": "box"}
TEXT = frozenset(b"shpinst shpgrp shppict fldrslt result object nesttableprops".split())

_CODE_PAGES = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 79: "cp949", 80: "cp936", 81: "cp950", 83: "mac_greek",
    85: "mac_turkish", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_KNOWN = frozenset(
    "437 720 737 775 850 852 855 857 858 860 861 862 863 864 865 866 869 874 932 936 949 950 1125 1250 1251 "
    "1252 1253 1254 1255 1256 1257 1258".split()
)
_OTHERS = {10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2",
           10081: "mac_turkish", 1361: "johab", 65001: "utf-8"}  # fmt: skip
_LANGUAGES = {
    9: "en", 7: "de", 12: "fr", 10: "es", 16: "it", 22: "pt", 19: "nl", 25: "ru", 21: "pl", 5: "cs", 6: "da",
    29: "sv", 20: "no", 11: "fi", 8: "el", 31: "tr", 14: "hu", 13: "he", 1: "ar", 17: "ja", 4: "zh", 18: "ko",
}  # fmt: skip


def code_page(number: int) -> str:
    """The codec of a code page; "" for an unknown one."""
    return f"cp{number}" if str(number) in _KNOWN else _OTHERS.get(number, "")


def code_page_of_charset(charset: int) -> str:
    """The codec of a font's set of characters; "" where it is that of the file."""
    return "" if charset in (0, 1) else _CODE_PAGES.get(charset, "")


def language(number: int) -> str:
    """The language of Windows' number for it; "" for one that is not known."""
    return _LANGUAGES.get(number & 0x3FF, "")
