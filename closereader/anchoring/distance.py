"""By how many characters two strings differ. rapidfuzz is loaded when first asked: words and context
that are where they were, as they nearly always are, need none of its 2 MB."""


def edits(one: str, other: str, most: int) -> int:
    """Insertions, deletions and replacements that make one of the other; `most` + 1 where there are
    more than `most`."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other, score_cutoff=most)


def likeness(one: str, other: str) -> float:
    """1 where the two are equal, 0 where every character differs."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(one, other)
