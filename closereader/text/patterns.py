"""Finding by a regular expression, as a reader types it: within a time, and never with a fault."""

from time import monotonic

import regex

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.text.span import Span

MOST_HITS = 100_000
_LONGEST = 1_000
_PATIENCE_S = 2.0


def find_pattern(
    text: str,
    pattern: str,
    *,
    whole_words: bool = False,
    match_case: bool = False,
    seconds: float = _PATIENCE_S,
) -> list[Span]:
    """All places that match `pattern` (the syntax of the module regex), in order, none of them
    empty or overlapping; ^ and $ are the ends of a block or line. Without `match_case` a small
    letter matches a capital too.

    Raises `InputRefused`, with a sentence for the reader, for a pattern that is wrong, that
    takes longer than `seconds`, or that matches more than `MOST_HITS` places.
    """
    if not pattern:
        return []
    if len(pattern) > _LONGEST:
        raise InputRefused(_("This pattern is too long."))
    compiled = _compiled(rf"\b(?:{pattern})\b" if whole_words else pattern, match_case=match_case)
    found: list[Span] = []
    until = monotonic() + seconds
    try:
        # With `concurrent`, other threads go on meanwhile.
        for match in compiled.finditer(text, timeout=seconds, concurrent=True):
            if match.end() > match.start():
                found.append(Span(match.start(), match.end()))
            if len(found) > MOST_HITS:
                raise InputRefused(
                    _("This pattern is found more than {count} times.").format(count=MOST_HITS)
                )
            if monotonic() > until:
                raise TimeoutError
    except (TimeoutError, MemoryError):
        raise InputRefused(_("This pattern takes too long to look for. Make it simpler.")) from None
    return found


def _compiled(pattern: str, *, match_case: bool) -> "regex.Pattern[str]":
    flags = regex.VERSION1 | regex.MULTILINE
    if not match_case:
        flags |= regex.IGNORECASE | regex.FULLCASE
    try:
        return regex.compile(pattern, flags)
    except regex.error as error:
        reason = getattr(error, "msg", "") or str(error)
        raise InputRefused(_("This pattern is wrong: {reason}.").format(reason=reason)) from error
    except (RecursionError, OverflowError, ValueError, MemoryError) as error:
        raise InputRefused(_("This pattern is too deep.")) from error
