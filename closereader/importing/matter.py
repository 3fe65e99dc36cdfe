"""Front and end matter of a text whose blocks are known already (HTML, Markdown): title, byline,
dates, source lines among its first and last paragraphs."""

import re
from dataclasses import dataclass

from closereader.importing import dates, names
from closereader.importing.builder import Draft
from closereader.model.document import BlockKind, Role

_HEAD = 6
_TAIL = 2
_MAX_LINE = 160
# As Project Gutenberg heads its texts.
_LABELLED = re.compile(r"(?:title|titel|titre|t[ií]tulo|titolo)\s?:\s*(\S.{0,200})", re.I)


@dataclass(slots=True)
class Matter:
    """What was found; "" where nothing was."""

    title: str = ""
    author: str = ""
    date: str = ""


def settle(drafts: list[Draft], title: str = "") -> Matter:
    """Give the title its role and turn lines of front and end matter into metadata. `title` is
    what the file says of itself elsewhere; a heading that says the same is the title."""
    return around(drafts, _title_at(drafts, title))


def around(drafts: list[Draft], at: int | None) -> Matter:
    """As `settle`, where it is known which draft is the title, or that none is."""
    matter = Matter()
    if at is not None:
        drafts[at].level, drafts[at].role = 1, Role.TITLE
        matter.title = drafts[at].text
    begin = 0 if at is None else at + 1
    for draft in drafts[: begin + _HEAD]:
        if draft.role is Role.TITLE:
            labelled = _LABELLED.match(draft.text)
            if labelled and draft.kind is BlockKind.METADATA:
                matter.title = labelled[1].strip() or matter.title
            continue
        if draft.kind is BlockKind.METADATA and draft.role is Role.NONE:
            continue
        if draft.kind is BlockKind.HEADING and names.author_of(draft.text):
            draft.kind = BlockKind.PARAGRAPH
        if _is_subtitle(drafts, begin, draft):
            continue
        if (
            draft.kind not in (BlockKind.PARAGRAPH, BlockKind.METADATA)
            or len(draft.text) > _MAX_LINE
        ):
            break
        _note_role(draft, matter)
        if draft.kind is BlockKind.PARAGRAPH and not _front(draft, matter):
            break
    for draft in reversed(drafts[-_TAIL:]):
        if (
            draft.kind is not BlockKind.PARAGRAPH
            or len(draft.text) > 250
            or not _end(draft, matter)
        ):
            break
    return matter


def _is_subtitle(drafts: list[Draft], begin: int, draft: Draft) -> bool:
    """Whether it is a heading between the title and a byline."""
    after = drafts[begin + 1 : begin + 2]
    return (
        draft.kind is BlockKind.HEADING
        and begin > 0
        and drafts[begin] is draft
        and bool(after)
        and names.author_of(after[0].text) != ""
    )


def _title_at(drafts: list[Draft], title: str) -> int | None:
    """The first heading of level 1 before any running text; else one that says the known title."""
    for i, draft in enumerate(drafts):
        if draft.kind is BlockKind.HEADING and (draft.level == 1 or is_alike(draft.text, title)):
            return i
        if draft.kind is BlockKind.HEADING and not title and i == 0:
            return i
        if (
            draft.kind is BlockKind.PARAGRAPH
            and len(draft.text) <= 200
            and is_alike(draft.text, title)
        ):
            draft.kind = BlockKind.HEADING
            return i
        if i > 12 or len(draft.text) > 300:
            break
    return None


def is_alike(a: str, b: str) -> bool:
    """Whether two texts say the same title, capitals and marks aside, or one begins with the other."""
    one, other = ("".join(c for c in text.casefold() if c.isalnum()) for text in (a, b))
    return bool(one) and (one == other or (len(one) > 8 and other.startswith(one)))


def _note_role(draft: Draft, matter: Matter) -> None:
    """Take author and date from a line whose markup said what it is."""
    if draft.role is Role.BYLINE:
        matter.author = matter.author or names.author_of(draft.text) or draft.text
    if draft.role in (Role.DATE, Role.BYLINE, Role.ISSUE) and not matter.date:
        found = dates.find(draft.text)
        matter.date = found.value if found else ""


def _front(draft: Draft, matter: Matter) -> bool:
    line = draft.text
    author = names.author_of(line)
    found = dates.find(line)
    if names.is_issue(line):
        _become(draft, Role.ISSUE)
    elif dates.is_date_line(line):
        _become(draft, Role.DATE)
        matter.date = found.value if found else matter.date
        return True
    elif author:
        _become(draft, Role.BYLINE)
        matter.author = matter.author or author
    elif names.is_other_byline(line):
        _become(draft, Role.NONE)
    elif names.is_source(line):
        _become(draft, Role.SOURCE)
    else:
        return False
    matter.date = matter.date or (found.value if found else "")
    return True


def _end(draft: Draft, matter: Matter) -> bool:
    line = draft.text
    signature = names.signature_of(line)
    found = dates.find(line)
    if signature and names.looks_like_name(signature) and found is None:
        _become(draft, Role.BYLINE)
        matter.author = matter.author or signature.strip(" .")
    elif names.is_source(line) or (signature and (found or len(line) <= 60)):
        _become(draft, Role.SOURCE)
    elif dates.is_date_line(line):
        _become(draft, Role.DATE)
    else:
        return False
    if found and len(found.value) > len(matter.date):
        matter.date = found.value
    return True


def _become(draft: Draft, role: Role) -> None:
    draft.kind, draft.role, draft.level, draft.marker = BlockKind.METADATA, role, 0, 0
