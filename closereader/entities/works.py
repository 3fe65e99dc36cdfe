"""Titles of works: in quotation marks after a word that announces one, or in capitals after it.

Quotation marks alone say nothing: slogans and sayings stand in them too.
"""

import re
from bisect import bisect_left

from closereader.entities.bodies import find_body, find_known
from closereader.entities.gazetteer import words_of
from closereader.entities.persons import find_person
from closereader.entities.view import Found, View
from closereader.model.entity import EntityKind

_QUOTED = re.compile(
    r"[“„«]([^“”„«»\n]{2,90})[”“»]|\"([^\"\n]{2,90})\"|(?<!\w)‘([^‘’\n]{2,80})’(?!\w)"
)
_INNER_END = re.compile(r"[.!?;:]\s")
_STRONG_CUES = words_of(
    "novel novella poem play film movie opera newspaper journal magazine periodical pamphlet painting"
    " book song hymn essay tragedy comedy"
)
_TITLE_WORDS = words_of("of the and in to a an is on for with from or by what be at as not no")
_MAKING = words_of("wrote published translated reread rereading composed")
_PRINTED = words_of("published printed appeared wrote")
_TITLING = words_of("entitled titled published edited")
_OWNERS = words_of("his her their")
# After these a known name is no part of the title before them.
_APART = words_of("in to at on for from with by and")
_MOST_WORDS = 10


def find_quoted(view: View, text: str) -> None:
    """Take every announced title in quotation marks."""
    tokens = view.tokens
    for match in _QUOTED.finditer(text):
        group = match.lastindex or 1
        start, end = match.span(group)
        i = bisect_left(tokens.start, start)
        stop = bisect_left(tokens.start, end)
        if i == stop or stop - i > _MOST_WORDS or tokens.start[i] != start:
            continue
        if any(view.taken[k] for k in range(i, stop)) or _INNER_END.search(text[start:end]):
            continue
        if _is_titlelike(view, i, stop) and _is_announced(view, i):
            view.take(Found(i, stop, EntityKind.WORK))


def _is_titlelike(view: View, i: int, stop: int) -> bool:
    """Whether first and last word and every long one between have capitals."""
    cap, word = view.tokens.cap, view.tokens.word
    return cap[i] and all(
        cap[k] or len(word[k]) <= 4 or word[k] in view.gazetteer.function for k in range(i, stop)
    )


def _is_announced(view: View, i: int) -> bool:
    """Whether the words before the quotation mark speak of a work."""
    tokens, known = view.tokens, view.gazetteer
    gap = tokens.gap[i].strip()
    if i == 0 or "\n" in tokens.gap[i] or len(gap) > 2 or (len(gap) == 2 and gap[0] != ","):
        return False
    before = view.word(i - 1).lower()
    if before in known.work_cues:
        return True
    nearby = [view.word(k).lower() for k in range(max(0, i - 4), i)]
    if before in _TITLING and not gap.startswith(","):
        return True
    if before in known.work_verbs:
        return any(word in known.work_cues for word in nearby)
    return before in _OWNERS and any(word in ("in", "wrote", "author") for word in nearby)


def find_titled(view: View, i: int) -> Found | None:
    """The title in capitals at word `i` after a word that announces it, or after its author."""
    tokens, known = view.tokens, view.gazetteer
    if not tokens.joined(i) or tokens.opens[i] or tokens.weak[i]:
        return None
    if tokens.word[i] in ("The", "A", "An"):
        return _with_article(view, i)
    before = tokens.word[i - 1]
    owned = (tokens.possessive[i - 1] and view.is_name_part(i - 1)) or before in _OWNERS
    end = title_end(view, i)
    if end == i + 1:
        return _one_word(view, i, owned)
    if not owned and before not in known.work_cues:
        return None
    has_small = any(not tokens.cap[k] for k in range(i, end))
    if owned and not has_small and before in _OWNERS:
        return None
    person = find_person(view, i)
    if person is not None or (view.is_name_part(i) and not has_small):
        return None
    body = find_body(view, i)
    if body is not None and (body.end == end or not has_small):
        return None
    if " ".join(tokens.sequence(i, end)) in known.places or view.word(i) in known.groups:
        return None
    if owned and view.word(i) in known.titles:
        return None
    return Found(i, end, EntityKind.WORK)


def _with_article(view: View, i: int) -> Found | None:
    """ "told in The Black Jacobins": inside a sentence only a title has a capital on its article."""
    end = title_end(view, i)
    words = view.tokens.sequence(i + 1, end)
    if end < i + 2 or not view.english or find_known(view, i) is not None:
        return None
    if not view.tokens.cap[i + 1] or all(word.isupper() for word in words):
        return None
    if end == i + 2 and (words[0] in view.gazetteer.places or view.is_name_part(i + 1)):
        return None
    return Found(i, end, EntityKind.WORK)


def title_end(view: View, i: int) -> int:
    """Where a run of capitals with the small words of titles between them ends."""
    tokens = view.tokens
    end = k = i + 1
    while k - i < _MOST_WORDS and tokens.joined(k) and not view.taken[k]:
        if tokens.possessive[k - 1] and k - 1 > i and not tokens.cap[k]:
            break
        if tokens.cap[k]:
            between = tokens.sequence(end, k)
            if any(word in _APART for word in between) and _is_known_name(view, k):
                break
            end = k + 1
        elif view.word(k) not in _TITLE_WORDS:
            break
        k += 1
    return end


def _is_known_name(view: View, k: int) -> bool:
    """Whether a place, person or group stands at `k`: "Science of Logic in Bern" ends before "in"."""
    word, known = view.word(k), view.gazetteer
    return word in known.places or word in known.groups or view.is_name_part(k)


def _one_word(view: View, i: int, owned: bool) -> Found | None:
    """ "Marx's Capital", "the newspaper Iskra", "the novel Solaris"."""
    known, word, before = view.gazetteer, view.word(i), view.before(i)
    if word in known.works_after_cue:
        told = (
            before == "in"
            and view.word(i + 1) in ("he", "she", "they")
            and (view.tokens.joined(i + 1))
        )
        printed = before == "in" and (
            view.word(i - 2) in known.work_cues or view.word(i - 2) in _PRINTED
        )
        if (
            told
            or printed
            or (owned and view.tokens.possessive[i - 1])
            or before in known.work_cues
        ):
            return Found(i, i + 1, EntityKind.WORK)
        return None
    if word in known.works_with_article and before == "the":
        return Found(i, i + 1, EntityKind.WORK) if not view.evidence.small(word) else None
    made = before in _MAKING and not any(mark in view.tokens.gap[i - 1] for mark in '”"’»')
    if not made and before not in _STRONG_CUES:
        return None
    if view.is_name_part(i) or view.is_wordly(i):
        return None
    if word in known.places or word in known.groups or view.tokens.possessive[i]:
        return None
    return Found(i, i + 1, EntityKind.WORK)
