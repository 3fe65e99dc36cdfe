"""Finding words in a text, as a reader types them."""

import re
import unicodedata

from closereader.text.fold import Folded, Folding, fold
from closereader.text.span import Span

_fold = fold


def find_all(
    text: str,
    query: str,
    *,
    whole_words: bool = False,
    match_case: bool = False,
    fold: bool = True,
) -> list[Span]:
    """All places of `query` in `text`; see `Finder.find_all`."""
    return Finder(text).find_all(query, whole_words=whole_words, match_case=match_case, fold=fold)


class Finder:
    """Finds many queries in one text, which is folded once for each way of folding."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: dict[Folding, Folded] = {}
        self._kept_marks: dict[Folding, str] = {}

    def find_all(
        self,
        query: str,
        *,
        whole_words: bool = False,
        match_case: bool = False,
        fold: bool = True,
    ) -> list[Span]:
        """All places of `query`, in order, none overlapping; none for an empty query.

        Any white space (also the LF between blocks) is found by a space, curly quotation marks
        and dashes by the straight ones, and soft hyphens are passed over. With `fold`, a letter
        typed without an accent is found with any; one typed with it only with that. `whole_words`
        wants no letter or digit beside the word. Takes any string and never raises.
        """
        strict = Folding(case=not match_case)
        loose = Folding(case=not match_case, marks=True)
        sought = _fold(query, strict)
        folding = loose if fold and sought == _fold(query, loose) else strict
        if not sought:
            return []
        folded = self._of(folding)
        if fold and folding is strict:
            pattern = _pattern_with_marks(sought, folded.folded, loose)
        else:
            pattern = re.escape(sought)
        if whole_words:
            pattern = _as_whole_words(sought, pattern, self._marks(folded))
        return folded.spans([match.span() for match in re.finditer(pattern, folded.folded)])

    def _marks(self, folded: Folded) -> str:
        """The combining marks that the folded text still has; `re` takes none for a letter."""
        marks = self._kept_marks.get(folded.folding)
        if marks is None:
            found = (c for c in set(folded.folded) if unicodedata.category(c)[0] == "M")
            marks = self._kept_marks[folded.folding] = "".join(sorted(found))
        return marks

    def _of(self, folding: Folding) -> Folded:
        found = self._folded.get(folding)
        if found is None:
            found = self._folded[folding] = Folded(self._text, folding)
        return found


def _pattern_with_marks(sought: str, text: str, loose: Folding) -> str:
    """A pattern in which a letter of `sought` that has no mark is found with any that `text` has,
    and one with a mark as it is."""
    variants: dict[str, str] = {}
    marks = ""
    for character in sorted(set(text)):
        plain = _fold(character, loose)
        if not plain:
            marks += character
        elif plain != character and plain in sought:
            variants[plain] = variants.get(plain, "") + character
    any_marks = f"[{re.escape(marks)}]*" if marks else ""
    parts = []
    for character in sought:
        alike = re.escape(character + variants.get(character, ""))
        is_plain = _fold(character, loose) == character
        parts.append(f"[{alike}]{any_marks}" if is_plain else re.escape(character))
    return "".join(parts)


def _as_whole_words(sought: str, pattern: str, marks: str) -> str:
    """`pattern` where no letter, digit or mark beside it carries on the word at its ends."""
    of_word = f"[\\w{re.escape(marks)}]"
    # A border is twice as fast as looking around, and knows no marks.
    before, after = (f"(?<!{of_word})", f"(?!{of_word})") if marks else (r"\b", r"\b")
    opens = before if re.match(of_word, sought[0]) else ""
    closes = after if re.match(of_word, sought[-1]) else ""
    return f"{opens}{pattern}{closes}"
