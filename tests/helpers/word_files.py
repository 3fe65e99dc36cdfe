"""Word files made for tests: the XML of their parts, written as an archive in memory."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

_SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "w16cid": "http://schemas.microsoft.com/office/word/2016/wordml/cid",
        "w16cex": "http://schemas.microsoft.com/office/word/2018/wordml/cex",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}'
    "</cp:coreProperties>"
)
# What makes a part of XML, by the name of its relation.
_ROOTS = {
    "styles": "w:styles", "numbering": "w:numbering", "settings": "w:settings", "footnotes": "w:footnotes",
    "endnotes": "w:endnotes", "comments": "w:comments", "commentsExtended": "w15:commentsEx",
    "commentsIds": "w16cid:commentsIds", "commentsExtensible": "w16cex:commentsExtensible",
    "header": "w:hdr", "footer": "w:ftr",
}  # fmt: skip


@dataclass
class WordFile:
    """What is written. `body`: the XML in the body; the rest by the name of its relation: the XML in a
    part's root. `core`: the XML of what it says about itself; `links`: ids of relations and the addresses
    they lead to; `pictures`: ids and bytes; `members`: more of the archive."""

    body: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    core: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    members: Mapping[str, bytes] = field(default_factory=dict)

    def data(self, *, packed: bool = True) -> bytes:
        """The archive. `packed`: with its members deflated."""
        relations = [
            f'<Relationship Id="{kind}" Type="{_TYPE}{kind}" Target="{kind}.xml"/>'
            for kind in self.parts
        ]
        relations += [
            f'<Relationship Id="{id_}" Type="{_TYPE}hyperlink" Target="{to}" TargetMode="External"/>'
            for id_, to in self.links.items()
        ]
        relations += [
            f'<Relationship Id="{id_}" Type="{_TYPE}image" Target="media/{id_}.png"/>'
            for id_ in self.pictures
        ]
        members: dict[str, bytes | str] = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _relations(
                f'<Relationship Id="a" Type="{_TYPE}officeDocument" Target="word/document.xml"/>'
                '<Relationship Id="b" Type="http://x/metadata/core-properties" Target="core.xml"/>'
            ),
            "word/document.xml": f"<w:document {_SPACES}><w:body>{self.body}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relations("".join(relations)),
            "core.xml": _CORE.format(self.core),
        }
        for kind, inside in self.parts.items():
            members[f"word/{kind}.xml"] = f"<{_ROOTS[kind]} {_SPACES}>{inside}</{_ROOTS[kind]}>"
        for id_, data in self.pictures.items():
            members[f"word/media/{id_}.png"] = data
        members |= dict(self.members)
        return zipped(members, packed=packed)


def zipped(members: Mapping[str, bytes | str], *, packed: bool = True) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            # The same bytes each time: a time of today would make another archive tomorrow.
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    own = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{own}{''.join(one if one.startswith('<') else r(one) for one in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{text}</w:t></w:r>'


def style(id_: str, name: str, inside: str = "", kind: str = "paragraph") -> str:
    """A style; its first is the default one if it is called Normal."""
    default = ' w:default="1"' if id_ == "Normal" else ""
    return f'<w:style w:type="{kind}" w:styleId="{id_}"{default}><w:name w:val="{name}"/>{inside}</w:style>'


def table(*rows: str) -> str:
    """A table of rows made by `tr`."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells: of text, or made by `tc`."""
    inside = "".join(one if one.startswith("<w:tc>") else tc(p(one)) for one in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inside}</w:tr>"


def tc(inside: str, properties: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def picture(id_: str, alt: str = "") -> str:
    """A run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{alt}"/>'
        f'<a:graphic><a:graphicData><a:blip r:embed="{id_}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
