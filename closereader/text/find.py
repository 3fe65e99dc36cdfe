"""Finding words in a text, as a reader types them."""

import unicodedata

from closereader.text.fold import Folded, Folding, fold
from closereader.text.span import Span


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
        folding = Folding(case=not match_case, marks=fold)
        sought = Folded(query, folding).folded
        if not sought:
            return []
        spans = self._places(sought, folding, whole_words)
        if fold and sought != _folded(query, Folding(case=not match_case)):
            typed = _letters(query, match_case)
            spans = [span for span in spans if self._has_typed_marks(span, typed, match_case)]
        return spans

    def _places(self, sought: str, folding: Folding, whole_words: bool) -> list[Span]:
        folded = self._folded.get(folding)
        if folded is None:
            folded = self._folded[folding] = Folded(self._text, folding)
        haystack, step = folded.folded, len(sought)
        spans = []
        found = haystack.find(sought)
        while found >= 0:
            end = found + step
            if not whole_words or _is_whole(haystack, found, end):
                spans.append(folded.span(found, end))
                found = haystack.find(sought, end)
            else:
                found = haystack.find(sought, found + 1)
        return spans

    def _has_typed_marks(self, span: Span, typed: list[str], match_case: bool) -> bool:
        """Whether each letter of the passage that was typed with a mark has just that mark."""
        there = _letters(span.text_of(self._text), match_case)
        if len(there) != len(typed):
            return False
        return all(
            want in (have, _folded(have, Folding(marks=True)))
            for want, have in zip(typed, there, strict=True)
        )


def _folded(text: str, folding: Folding) -> str:
    return fold(text, folding)


def _letters(text: str, match_case: bool) -> list[str]:
    """The letters of `text` as typed, each with its marks, composed."""
    plain = _folded(text, Folding(case=not match_case))
    letters: list[str] = []
    for character in unicodedata.normalize("NFD", plain):
        if letters and unicodedata.combining(character):
            letters[-1] += character
        else:
            letters.append(character)
    return [unicodedata.normalize("NFC", letter) for letter in letters]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit goes on beyond the ends of the word."""
    begins = start == 0 or not (_is_of_word(text[start]) and _is_of_word(text[start - 1]))
    ends = end == len(text) or not (_is_of_word(text[end - 1]) and _is_of_word(text[end]))
    return begins and ends


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"
