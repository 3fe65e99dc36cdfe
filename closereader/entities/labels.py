"""Which words of a reading are names and of which kind: rules and lists weighed by the document.

A trained model may take the place of `label`: it has to give the same `Found`s.
"""

from collections import Counter

from closereader.entities.bodies import find_body, find_known
from closereader.entities.persons import find_person, name_end
from closereader.entities.singles import Singles
from closereader.entities.view import Found, View
from closereader.entities.works import find_quoted, find_titled, title_end
from closereader.i18n import _
from closereader.model.document import Role
from closereader.model.entity import EntityKind
from closereader.progress import Progress

_SLICE = 4096
# The share of the time that names of several words take.
_LONG = 0.7


def label(view: View, text: str, progress: Progress) -> list[Found]:
    """All names but dates, none overlapping, in order of place.

    First titles in quotation marks, then names of several words, then what these teach about
    single words, at last the names known by now where their own words did not tell them.
    """
    find_quoted(view, text)
    _find_long(view, progress.part(0.0, _LONG))
    singles = Singles(view)
    singles.learn()
    _find_single(view, singles, progress.part(_LONG, 1.0))
    _find_listed(view)
    _find_repeats(view)
    return _agree(view)


def _find_long(view: View, progress: Progress) -> None:
    tokens = view.tokens
    total = len(tokens)
    i = 0
    while i < total:
        if i % _SLICE == 0:
            progress(i, total, _("Finding names"))
        found = _longest(view, i) if tokens.cap[i] and not view.taken[i] else None
        if found is None:
            i += 1
        else:
            view.take(found)
            i = found.end


def _longest(view: View, i: int) -> Found | None:
    """The name of several words at `i`: a title, the longer of a known name and one with a head
    word, a person."""
    role = view.tokens.role[i]
    if role is Role.SOURCE or role is Role.BYLINE:
        told = _by_role(view, i, role)
        if told is not None:
            return told
    titled = find_titled(view, i)
    if titled is not None:
        return titled
    known, body = find_known(view, i), find_body(view, i)
    if known is not None and (body is None or known.end >= body.end):
        if known.kind is EntityKind.PLACE:
            person = find_person(view, i)
            if person is not None and person.end > known.end:
                return person
        return known
    if body is not None:
        return body
    return find_person(view, i)


def _by_role(view: View, i: int, role: Role) -> Found | None:
    """In the author's line a name is a person's; what a source line begins with is a publication."""
    if role is Role.BYLINE:
        plain = not view.is_function(i) and view.word(i) not in view.gazetteer.titles
        end = name_end(view, i) if plain else i
        return Found(i, end, EntityKind.PERSON) if end > i + 1 else None
    if view.tokens.gap[i] != "\n" or find_known(view, i) is not None:
        return None
    end = title_end(view, i)
    person = find_person(view, i)
    if end < i + 2 or person is not None or view.word(i) in view.gazetteer.places:
        return None
    return Found(i, end, EntityKind.WORK) if not view.tokens.joined(end) else None


def _find_single(view: View, singles: Singles, progress: Progress) -> None:
    tokens = view.tokens
    total = len(tokens)
    for i in range(total):
        if i % _SLICE == 0:
            progress(i, total, _("Finding names"))
        if tokens.cap[i] and not view.taken[i]:
            found = singles.find(i)
            if found is not None:
                view.take(found)


def _find_listed(view: View) -> None:
    """Take unknown words that stand in a row with names: "Homer, Dante, Rabelais" are all people."""
    kinds = {
        i: found.kind
        for found in view.found
        if found.kind in (EntityKind.PERSON, EntityKind.PLACE)
        for i in (found.start, found.end - 1)
    }
    total = len(view.tokens)
    for order in (range(1, total), range(total - 2, -1, -1)):
        step = order.step
        for i in order:
            if not view.tokens.cap[i] or view.taken[i] or not _is_listable(view, i):
                continue
            neighbour = _neighbour(view, i, -step)
            kind = kinds.get(neighbour) if neighbour is not None else None
            if kind is not None:
                view.take(Found(i, i + 1, kind))
                kinds[i] = kind


def _is_listable(view: View, i: int) -> bool:
    tokens = view.tokens
    starts = tokens.opens[i] and tokens.gap[i].strip() != ":"
    if starts or tokens.weak[i] or len(view.word(i)) < 3 or view.word(i).isupper():
        return False
    alone = not (view.goes_on(i + 1) or (tokens.joined(i) and tokens.cap[i - 1]))
    return alone and (not view.is_wordly(i) or view.is_name_part(i)) and view.english


def _neighbour(view: View, i: int, step: int) -> int | None:
    """The word that a comma or "and" parts from word `i`, on the side of `step`; else None."""
    tokens = view.tokens
    beside = i + step
    if not 0 <= beside < len(tokens):
        return None
    later = max(i, beside)
    if tokens.gap[later].strip() == ",":
        if view.word(beside) == "and" or view.word(later) == "and":
            beside += step
        return beside
    if tokens.joined(later) and view.word(beside) in ("and", "or"):
        return beside + step
    return None


def _find_repeats(view: View) -> None:
    """Take names of several words found elsewhere that still stand untaken, as in headings."""
    tokens = view.tokens
    known: dict[str, dict[tuple[str, ...], Found]] = {}
    for found in view.found:
        if found.end - found.start > 1:
            words = tokens.sequence(found.start, found.end)
            known.setdefault(words[0], {}).setdefault(words, found)
    for i in range(len(tokens)):
        if not tokens.cap[i] or view.taken[i]:
            continue
        for words, found in sorted(
            known.get(tokens.word[i], {}).items(), key=lambda item: -len(item[0])
        ):
            end = i + len(words)
            if tokens.sequence(i, end) == words and all(
                tokens.joined(k) and not view.taken[k] for k in range(i + 1, end)
            ):
                view.take(Found(i, end, found.kind, found.key))
                break


def _agree(view: View) -> list[Found]:
    """The names in order; those of the same several words all have the kind most of them have."""
    tokens = view.tokens
    votes: dict[tuple[str, ...], Counter[EntityKind]] = {}
    for found in view.found:
        if found.end - found.start > 1:
            words = tokens.sequence(found.start, found.end)
            votes.setdefault(words, Counter())[found.kind] += 1
    order = list(EntityKind)
    agreed: list[Found] = []
    for found in sorted(view.found, key=lambda each: each.start):
        kinds = votes.get(tokens.sequence(found.start, found.end))
        if kinds is not None and len(kinds) > 1:
            kind = max(kinds, key=lambda each: (kinds[each], -order.index(each)))
            found = Found(found.start, found.end, kind, found.key)
        agreed.append(found)
    return agreed
