"""The words of a passage and those beside it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """TextQuoteSelector of the W3C Web Annotation model (section 4.2.4): the words themselves,
    those just before and those just after. Any of them may be empty."""

    exact: str
    prefix: str = ""
    suffix: str = ""
