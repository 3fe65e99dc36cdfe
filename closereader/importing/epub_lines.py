"""Whether a picture stands in a line of text, as a sign or a formula does, or by itself."""

from itertools import islice

from closereader.importing.xml_tree import Element

_INLINE = frozenset(
    "a span em i b strong small big sub sup cite q code tt u font ruby rb abbr dfn var kbd samp s del ins "
    "bdo bdi label img".split()
)
# Elements beside a picture that are looked at; a line of more is text by then.
_MOST = 40


def is_in_line(element: Element) -> bool:
    """Whether there are words before or after it, with no end of a line between."""
    one = element
    while True:
        if _has_words(one, is_after=True) or _has_words(one, is_after=False):
            return True
        parent = one.getparent()
        if parent is None or parent.tag not in _INLINE:
            return False
        one = parent


def words_beside(element: Element) -> tuple[bool, bool]:
    """Whether letters or figures stand before, and after, what is in the same element as it."""
    parent = element.getparent()
    before = "" if parent is None else parent.text or ""
    for sibling in islice(element.itersiblings(preceding=True), _MOST):
        before += "".join(sibling.itertext()) + (sibling.tail or "")
    after = element.tail or ""
    for sibling in islice(element.itersiblings(), _MOST):
        after += "".join(sibling.itertext()) + (sibling.tail or "")
    return any(c.isalnum() for c in before), any(c.isalnum() for c in after)


def _has_words(element: Element, *, is_after: bool) -> bool:
    """Whether words stand on that side of it, among what is in the same element."""
    if is_after and (element.tail or "").strip():
        return True
    for number, sibling in enumerate(element.itersiblings(preceding=not is_after)):
        if not is_after and (sibling.tail or "").strip():
            return True
        if sibling.tag not in _INLINE or number > _MOST:
            return False
        if "".join(sibling.itertext()).strip() or (is_after and (sibling.tail or "").strip()):
            return True
    parent = element.getparent()
    return not is_after and parent is not None and bool((parent.text or "").strip())
