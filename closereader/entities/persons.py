"""Names of people: by title, by first name, by initials, by particles."""

from closereader.entities.gazetteer import words_of
from closereader.entities.view import Found, View
from closereader.model.entity import EntityKind

_PARTICLES = words_of(
    "de del la las los da das do dos di della du des van von der den ter ten bin ibn ben af zu le"
)
_OPENING_PARTICLES = words_of("de del da di du van von dos della bin ibn")
_ARABIC = ("al-", "el-", "ul-", "as-", "ad-")
_OF_TITLES = words_of(
    "Duke Duchess Earl Marquis Marquess Marquise Viscount Viscountess Count Countess Prince Princess"
)
_EPITHETS = words_of(
    "Great Terrible Elder Younger Conqueror Bold Lionheart Fair Wise Magnificent Baptist Confessor"
    " Impaler Pious Fat Simple Apostle Evangelist Bald Stammerer Unready Hermit"
)
# After these any capitalised word is a name; after "General" or "President" a common word is not.
_STRONG_TITLES = words_of(
    "Mr Mr. Mister Mrs Mrs. Ms Ms. Miss Dr Dr. Sir Lady Lord Comrade Señor Señora Señorita Don Doña"
    " Monsieur Madame Mademoiselle Mme Mme. Mlle Mlle. M. Herr Frau Fräulein Signor Signora Prof Prof."
    " Professor Captain Capt. Colonel Col. Lieutenant Aunt Uncle Messrs Messrs. Inspector Rev Rev."
    " Reverend Sergeant Compañero Compañera Sr. Sra. Nurse"
)
_KINSHIP = words_of(
    "Father Mother Brother Sister Aunt Uncle Master Private Major Chief Count Justice"
)
_MOST_NAMES = 5


def find_person(view: View, i: int) -> Found | None:
    """The person named from word `i` on, if one is; of several words, or with a title."""
    titled = _titles_end(view, i)
    if titled > i:
        end = _after_title(view, i, titled)
        return Found(i, end, EntityKind.PERSON) if end else None
    end = _full_name(view, i)
    if not end:
        return None
    if not view.gazetteer.is_first_name(view.word(i)):
        if end == i + 2 and not view.is_name_part(i) and _is_located(view, i, end):
            return Found(i, end, EntityKind.PLACE)
        if _is_body(view, i):
            return Found(i, end, EntityKind.ORG)
    return Found(i, end, EntityKind.PERSON)


def _is_body(view: View, i: int) -> bool:
    """Whether a word for a body stands before: "a private company, Aguas del Tunari"."""
    tokens = view.tokens
    gap = tokens.gap[i].strip() if i else "."
    if gap not in ("", ","):
        return False
    before = view.word(i - 1)
    if before in ("called", "named"):
        before = view.word(i - 2)
    return before in view.gazetteer.org_nouns


def _is_located(view: View, i: int, end: int) -> bool:
    """Whether a place follows after a comma, or a word for one goes before: "Sandy Hook, Maryland",
    "the village of Little Missenden"."""
    tokens = view.tokens
    if view.before(i) in ("of", "named", "called") and (
        view.word(i - 2) in view.gazetteer.place_nouns
    ):
        return True
    return (
        end < len(tokens)
        and tokens.gap[end].strip() == ","
        and tokens.word[end] in view.gazetteer.places
        and not tokens.possessive[end]
        and not tokens.possessive[end - 1]
    )


def _titles_end(view: View, i: int) -> int:
    """Where the titles beginning at word `i` end; `i` where there are none."""
    at = i
    phrases = view.gazetteer.title_phrases
    while at < len(view.tokens) and (at == i or view.goes_on(at)):
        for length in (3, 2, 1):
            words = view.tokens.sequence(at, at + length)
            if words in phrases and all(view.tokens.joined(k) for k in range(at + 1, at + length)):
                at += length
                break
        else:
            break
        if view.tokens.possessive[at - 1]:
            return i
    return at


def _after_title(view: View, i: int, at: int) -> int:
    """Where the name after titles ends; 0 where none follows."""
    title = view.word(at - 1)
    if title in _OF_TITLES and view.word(at) == "of" and view.tokens.joined(at):
        return at + 2 if view.goes_on(at + 1) and not view.is_function(at + 1) else 0
    if not view.goes_on(at):
        # "the two Mr. Smiths" aside, a title whose last word is itself a name: "Sister", "Major".
        return 0
    word = view.word(at)
    if word in view.gazetteer.not_after_title or view.is_function(at):
        return 0
    if title not in _STRONG_TITLES and not view.is_name_part(at):
        if view.is_wordly(at) or word in view.gazetteer.groups:
            return 0
        if title in _KINSHIP and view.tokens.opens[i] and view.evidence.small(title):
            return 0
    end = name_end(view, at)
    # "Lord High Chancellor" is an office.
    return 0 if view.is_wordly(at) and view.word(end - 1) in view.gazetteer.titles else end


def name_end(view: View, at: int) -> int:
    """Where the name whose first word is `at` ends: more names, initials, particles, numbers."""
    tokens, known = view.tokens, view.gazetteer
    end = at + 1
    names = 1
    while names < _MOST_NAMES and not tokens.possessive[end - 1]:
        step = _particles(view, end)
        if not step and _continues(view, end):
            step = 1
        if not step:
            break
        end += step
        names += 1
    if tokens.possessive[end - 1]:
        return end
    if view.word(end) == "the" and tokens.joined(end) and view.word(end + 1) in _EPITHETS:
        return end + 2 if tokens.joined(end + 1) else end
    if tokens.joined(end) and (
        view.is_roman(end) or (view.word(end) == "I" and view.word(at - 1) in known.titles)
    ):
        return end + 1
    gap = tokens.gap[end].strip() if end < len(tokens) else "."
    if view.word(end) in ("Jr", "Jr.", "Sr.") and gap in ("", ","):
        return end + 1
    return end


def _particles(view: View, at: int) -> int:
    """How many words "de la Vega" takes at `at`: particles and the name after them; else 0."""
    tokens = view.tokens
    k = at
    while k - at < 3 and tokens.joined(k) and view.word(k) in _PARTICLES:
        k += 1
    if k > at and view.goes_on(k) and not view.is_function(k):
        return k - at + 1
    word = view.word(at)
    if tokens.joined(at) and word.startswith(_ARABIC) and word[3:4].isupper():
        return 1
    if word == "y" and tokens.joined(at) and view.goes_on(at + 1):
        return 2
    return 0


def _continues(view: View, k: int) -> bool:
    """Whether word `k` is one more name of the person named just before it."""
    if not view.goes_on(k):
        return False
    word, known = view.word(k), view.gazetteer
    if word.lower() in known.function or view.is_roman(k):
        return False
    if word in known.groups and word.endswith("s"):
        return False
    return not (word in known.not_names and word not in known.titles and not view.is_name_part(k))


def _full_name(view: View, i: int) -> int:
    """Where a name of two words or more without a title ends; 0 where `i` begins none."""
    tokens, known = view.tokens, view.gazetteer
    word = view.word(i)
    if tokens.possessive[i] or view.is_function(i):
        return 0
    second = view.word(i + 1) if tokens.joined(i + 1) else ""
    initial = len(word) >= 2 and word.endswith(".") and word[0].isupper() and len(word) % 2 == 0
    if initial and word not in known.titles and not _is_abbreviation(view, i):
        end = name_end(view, i)
        return end if end > i + 1 and len(view.word(end - 1).rstrip(".")) > 1 else 0
    if known.is_first_name(word):
        return _from_first_name(view, i)
    if not second or word in known.titles or word in known.groups:
        return 0
    if word in known.places and word not in known.ambiguous_names:
        return 0
    if view.is_wordly(i) or view.crowded:
        return 0
    end = name_end(view, i)
    if end == i + 1 or any(view.word(k) in known.titles for k in range(i + 1, end)):
        return 0
    if second in _OPENING_PARTICLES or (view.word(end - 1) in known.surnames and end > i + 1):
        return end
    return _strangers(view, i, end)


def _is_abbreviation(view: View, i: int) -> bool:
    """Whether "U.S." or "U.N." stands at `i`, which are places and bodies."""
    word = view.word(i)
    return word in view.gazetteer.places or (len(word) > 2 and word.casefold() in _BODIES)


_BODIES = words_of("u.n. e.u. u.s. u.k. p.m. a.m. u.s.s.r. u.s.a. d.c. ph.d. b.c. a.d.")


def _from_first_name(view: View, i: int) -> int:
    """Where the name that a known first name begins ends; 0 where it stands alone."""
    known = view.gazetteer
    end = name_end(view, i)
    if end == i + 1:
        return 0
    word, second = view.word(i), view.word(i + 1)
    ordinary = word.lower() in known.common or word.lower() in known.function
    if ordinary and view.tokens.opens[i] and view.is_wordly(i + 1):
        return 0
    if word in known.groups and (second in known.groups or view.is_wordly(i + 1)):
        return 0
    if (
        second in known.places
        and second not in known.ambiguous_names
        and (word in known.places or word in known.groups)
    ):
        return 0
    return end


def _strangers(view: View, i: int, end: int) -> int:
    """Where two or three unknown capitalised words end that can only be a person's name."""
    if end - i > 3 or view.tokens.weak[i] or view.before(i) in ("the", "a", "an", "in", "at"):
        return 0
    known = view.gazetteer
    for k in range(i, end):
        word = view.word(k)
        if not view.tokens.cap[k] or len(word) < 2 or word.isupper():
            return 0
        if view.is_wordly(k) or word in known.groups:
            return 0
        if word in known.places and (k > i or word not in known.ambiguous_names):
            return 0
        if word in known.org_heads or word in known.event_heads or word in known.place_heads:
            return 0
    return end
