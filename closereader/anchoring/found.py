"""The answer to a search for a passage."""

from dataclasses import dataclass

from closereader.model.annotation import AnchorState
from closereader.text.span import Span


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage found again. SURE: the words are the same (but for white space, quotation marks,
    dashes, soft hyphens) and nothing else in the text could be meant as well. APPROXIMATE:
    letters differ, or equal words stand elsewhere with equal right; the reader should look.
    `score`: how well words, context and place agree, 0 to 1."""

    span: Span
    state: AnchorState
    score: float
