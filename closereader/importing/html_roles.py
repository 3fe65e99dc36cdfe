"""What the markup of a page says a line is for: byline, date, subtitle."""

import re

from closereader.importing.html_main import Element
from closereader.model.document import Role

MAX_ROLE = 200
"""Code points of such a line."""
_ROLE_CLASSES = (
    (re.compile(r"(?:^|[\s_-])(?:byline|author|authors)(?:$|[\s_-])", re.I), Role.BYLINE),
    (
        re.compile(r"(?:^|[\s_-])(?:date|dateline|published|pubdate|timestamp)(?:$|[\s_-])", re.I),
        Role.DATE,
    ),
    (
        re.compile(r"(?:^|[\s_-])(?:subtitle|subheading|standfirst|deck|dek)(?:$|[\s_-])", re.I),
        Role.SUBTITLE,
    ),
)


def role_of(element: Element) -> Role:
    """What the class, `rel` or `itemprop` of a short element says it is for."""
    said = (
        f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}"
    )
    role = next((role for pattern, role in _ROLE_CLASSES if pattern.search(said)), Role.NONE)
    # "author" may be a class of the whole article.
    return role if role is not Role.NONE and _is_short(element, 2 * MAX_ROLE) else Role.NONE


def _is_short(element: Element, most: int) -> bool:
    """Whether there are no more than so many characters in it."""
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length > most:
            return False
    return True
