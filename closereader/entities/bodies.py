"""Names told by a head word: organisations, events, places, works ("Bolshevik Party",
"Battle of Borodino", "Lake Titicaca", "April Theses"), and names known from the gazetteers."""

from closereader.entities.gazetteer import words_of
from closereader.entities.view import Found, View
from closereader.model.entity import EntityKind

# Head words that are surnames as well: after a first name they are one.
_SURNAMES_TOO = words_of(
    "Woods Wood Hill Hills Lane Field Fields Park Parks Moor Heath Marsh Wall Castle Church Forest"
    " Garden Bridge Bridges Banks Rivers Lake Street Court Hall Day March House Gates Gate Place Fair"
    " Downs West Cape Row Mount Pass Point Ridge Fleet Guild Bush King Peace Temple Tower Mills Moore"
    " Law Bill Press Order Farm Inn Wells Grange Central Force Front"
)
_ORDINALS = words_of(
    "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth"
    " Fourteenth Fifteenth Twentieth Twenty-Second XX"
)
_MEETINGS = words_of("Congress Council Diet Conference Synod Convention")
_PURPOSE = words_of("for to toward towards against on")
_WITH_PURPOSE = words_of(
    "Movement Party Campaign Committee Society Institute Centre Center Front League Association"
    " Commission Department Council Office Organisation Organization Fund Foundation Union Coalition"
    " Movimiento Partido"
)
_OF = words_of("of de del du des della di")
# A small-lettered purpose belongs to the name of such bodies: "Federation of neighbourhood committees".
_OF_SMALL = words_of(
    "Federation Confederation Union Association League Committee Council Ministry Department"
    " Institute Society Commission"
)
_AND = words_of("Ministry Department Committee Institute School Faculty Society Commission Council")
_OF_PERSONS = words_of(
    "Battle Order Church University College Society School Siege House Court Abbey Cathedral Isle"
)
_ADDRESSES = words_of("St St. Saint San Santa")
_POSSESSED = words_of(
    "Cathedral College Hospital Street Square Church Palace Island Islands School Abbey Bay Gate"
    " Bridge Court Inn Revolt Rebellion War Wars Uprising Market Park Fields Lane Cross Row"
)
_NUMBERED = words_of("Corps Army Division Brigade Legion Congress International")
_COMPASS = words_of(
    "North South East West Northern Southern Eastern Western Central Upper Lower Greater Inner Outer"
)
_MOST_WORDS = 7


def find_known(view: View, i: int) -> Found | None:
    """The longest name of several words at `i` that the gazetteers know."""
    for words, kind in view.gazetteer.phrases.get(view.word(i), ()):
        end = i + len(words)
        if view.tokens.sequence(i, end) != words or not _in_one_piece(view, i, end):
            continue
        if kind is EntityKind.PLACE and view.goes_on(end) and view.word(end) in ("Jr.",):
            continue
        key = view.gazetteer.groups.get(" ".join(words), "") if kind is EntityKind.GROUP else ""
        return Found(i, end, kind, key)
    return None


def _in_one_piece(view: View, i: int, end: int) -> bool:
    tokens = view.tokens
    if any(view.taken[k] for k in range(i, end)):
        return False
    return all(tokens.joined(k) for k in range(i + 1, end))


def find_body(view: View, i: int) -> Found | None:
    """The organisation, event, place or work whose name begins at word `i` and holds a head word.

    In a line whose words all have capitals nothing is told by them: there only names found
    elsewhere are taken (`repeats`).
    """
    tokens = view.tokens
    if tokens.weak[i] or (view.is_roman(i) and view.word(i + 1) not in _NUMBERED):
        return None
    if view.is_function(i) and view.word(i) not in _ORDINALS and view.word(i + 1) != "Years":
        return None
    stop = _noun_phrase(view, i)
    head = _head(view, i, stop)
    if head is None and view.word(i) in _COMPASS and view.word(i + 1) in view.gazetteer.places:
        return Found(i, i + 2, EntityKind.PLACE) if view.goes_on(i + 1) else None
    if head is None:
        return _with_acronym(view, i, stop) or _smaller(view, i, stop)
    kind = _kind(view, i, head)
    if kind is None:
        return None
    end = head + 1
    if end == stop or view.word(head) in view.gazetteer.place_initial:
        end = _of_phrase(view, i, head, stop)
    if end == i + 1:
        return None
    if end > head + 1:
        kind = _kind_of_whole(view, i, head, end, kind)
    return Found(i, end, kind) if kind else None


def _noun_phrase(view: View, i: int) -> int:
    """Where the run of capitalised words from `i` ends; a possessor of its own ends it."""
    tokens, known = view.tokens, view.gazetteer
    k = i + 1
    while k < i + _MOST_WORDS and view.goes_on(k) and not view.is_function(k):
        if tokens.possessive[k - 1]:
            owner = view.word(k - 1)
            common = (
                owner.lower() in known.common
                or view.evidence.small(owner)
                or (owner in known.titles or owner.endswith(("men", "children")))
            )
            owns_place = view.word(k) in _POSSESSED and owner not in known.groups
            if not common and not owns_place:
                break
        k += 1
    return k


def _head(view: View, i: int, stop: int) -> int | None:
    """The last head word between `i` and `stop`; alone only where "of" may follow it."""
    known = view.gazetteer
    for k in range(stop - 1, i, -1):
        word = view.word(k)
        if (
            word in known.org_heads
            or word in known.event_heads
            or word in known.place_heads
            or (word in known.work_tails)
        ):
            return None if _is_person(view, i, k) else k
    first = view.word(i)
    if first in known.place_initial and stop > i + 1:
        return i if _begins_place(view, i) else None
    if first in known.org_initial or first in known.event_initial or first in known.place_initial:
        return i
    return None


def _is_person(view: View, i: int, head: int) -> bool:
    """Whether "Alan Woods", "Mr. Hall" stands there and no place or body."""
    known = view.gazetteer
    first, last = view.word(i), view.word(head)
    if first in known.titles and first not in _ADDRESSES:
        if view.tokens.possessive[i] or view.tokens.possessive[i + 1]:
            return False  # "King's College"
        if head - i > 1:
            # "Kaiser Wilhelm Institute" is a body, "Sir John Law" none.
            return last in _SURNAMES_TOO
        return last not in known.not_after_title
    if head - i == 1 and last in _SURNAMES_TOO and not view.tokens.possessive[i]:
        if first in known.places and first not in known.ambiguous_names:
            return False
        return known.is_first_name(first) or first.endswith(".")
    # "Evo Morales Party" is a party; "Jane Hall and …" has been dealt with.
    return False


def _begins_place(view: View, i: int) -> bool:
    """Whether the word at `i`, before a capital, begins a place: "Lake Poopó", "San Ignacio"."""
    word, after = view.word(i), view.word(i + 1)
    known = view.gazetteer
    if view.is_wordly(i + 1) and word in ("New", "El", "La", "Los", "Las"):
        return False
    if word in ("El", "La", "Los", "Las", "Place", "Villa"):
        return view.before(i) in ("in", "at", "from", "to", "near", "of") and not view.is_name_part(
            i + 1
        )
    if word in ("St", "St.", "Saint", "San", "Santa", "Santo", "São"):
        return view.before(i) in ("in", "at", "from", "near") or (
            view.before(i) in ("to", "towards") and view.evidence.of(after).person < 1
        )
    if word == "New":
        return after in known.places or view.before(i) in ("in", "at", "from", "near", "to")
    if word in ("Mt", "Mt.", "Mount"):
        return True
    return word not in known.org_heads


def _kind(view: View, i: int, head: int) -> EntityKind | None:
    """The kind that a name with this head word has."""
    known, word = view.gazetteer, view.word(head)
    if head == i:
        if word in known.place_initial and view.goes_on(i + 1):
            return EntityKind.PLACE
        if word in known.event_initial and word not in known.org_initial:
            return EntityKind.EVENT
        return EntityKind.ORG if word in known.org_initial else EntityKind.PLACE
    if word == "Front" and view.word(head - 1) in ("Western", "Eastern", "Southern", "Northern"):
        return EntityKind.PLACE
    if view.word(i) in _ORDINALS and word in _MEETINGS:
        return EntityKind.EVENT
    if word in known.event_heads:
        return EntityKind.EVENT
    if word in known.work_tails:
        return EntityKind.WORK
    if word in known.org_heads and not (word in known.place_heads and _is_place_first(view, i)):
        return EntityKind.ORG
    return EntityKind.PLACE


def _is_place_first(view: View, i: int) -> bool:
    return view.word(i) in view.gazetteer.places or view.tokens.possessive[i]


def _kind_of_whole(view: View, i: int, head: int, end: int, kind: EntityKind) -> EntityKind | None:
    """The kind of "head of name": a congress of a town is an event, of people a body."""
    known, word = view.gazetteer, view.word(head)
    first = head + 2 if view.word(head + 2) != "the" else head + 3
    rest = " ".join(view.tokens.sequence(first, end))
    is_land = rest in known.places
    if word in _MEETINGS and head == i and is_land and rest not in known.countries:
        return EntityKind.EVENT
    if head == i and word == "Department" and is_land:
        return EntityKind.PLACE
    return kind


def _of_phrase(view: View, i: int, head: int, stop: int) -> int:
    """Where the name ends with what "of", "for" or the like adds after its head; at least the
    head, and its first words in "Lake Titicaca"."""
    tokens, known, word = view.tokens, view.gazetteer, view.word(head)
    plain = stop if head == i and word in known.place_initial else head + 1
    alone = head == i
    link = view.word(plain) if tokens.joined(plain) and not tokens.possessive[plain - 1] else ""
    if link in _PURPOSE:
        if word not in _WITH_PURPOSE or tokens.opens[i]:
            return plain
    elif link not in _OF:
        return plain
    if alone and not (
        word in known.org_initial or word in known.event_initial or word in known.place_initial
    ):
        return plain
    at = plain + 1
    if view.word(at) in ("the", "la", "las", "los") and tokens.joined(at):
        at += 1
    if not view.goes_on(at) or view.is_function(at):
        return _small_purpose(view, i, head, plain)
    if view.word(at) in known.titles and view.word(at) not in _ADDRESSES:
        return plain
    if view.is_name_part(at) and view.word(at) not in known.places and word not in _OF_PERSONS:
        return plain
    end = at + 1
    while end - at < 5 and view.goes_on(end) and not tokens.possessive[end - 1]:
        if view.is_function(end):
            break
        end += 1
    return _further(view, end, word)


def _further(view: View, end: int, word: str) -> int:
    """Where "Ministry of Peasant Affairs and Farming", "Party of the Soviet Union" go on to."""
    tokens = view.tokens
    if tokens.possessive[end - 1]:
        return end
    if word in _AND and view.word(end) == "and" and tokens.joined(end) and view.goes_on(end + 1):
        end += 2
        while view.goes_on(end) and not tokens.possessive[end - 1]:
            end += 1
    at = end + 1
    if view.word(end) == "of" and tokens.joined(end):
        if view.word(at) == "the" and tokens.joined(at):
            at += 1
        if view.goes_on(at) and not view.is_function(at):
            end = at + 1
            while view.goes_on(end) and not tokens.possessive[end - 1]:
                end += 1
    return end


def _small_purpose(view: View, i: int, head: int, plain: int) -> int:
    """Where "Federation of neighborhood committees" ends: small words, the last a plural."""
    tokens = view.tokens
    if tokens.opens[i] or view.word(head) not in _OF_SMALL or view.word(plain) != "of":
        return plain
    end = plain + 1
    while end - plain < 4 and tokens.joined(end) and not tokens.cap[end]:
        if view.is_function(end) or tokens.possessive[end]:
            break
        end += 1
    plural = view.word(end - 1).endswith("s") and end > plain + 1
    return end if plural else plain


def _with_acronym(view: View, i: int, stop: int) -> Found | None:
    """ "Pacific LNG", "Radio BBC": a capital, then letters; but not "Bolivian COB"."""
    last = view.word(stop - 1)
    if stop - i != 2 or not (2 < len(last) <= 6 and last.isupper() and last.isalpha()):
        return None
    first = view.word(i)
    known = view.gazetteer
    plain = view.tokens.opens[i] and view.is_wordly(i)
    if plain or first in known.groups or first in known.titles or first.isupper():
        return None
    if view.is_roman(stop - 1) or view.is_name_part(i):
        return None
    return Found(i, stop, EntityKind.ORG)


def _smaller(view: View, i: int, stop: int) -> Found | None:
    """ "Pulacayo theses": a capital, then the small word for what it is."""
    if view.word(stop) == "theses" and view.tokens.joined(stop) and not view.is_wordly(stop - 1):
        return Found(i, stop + 1, EntityKind.WORK)
    return None
