"""PDFs for tests, typeset from their own sentences."""

import typst


def typeset(markup: str) -> bytes:
    """The PDF of a text in Typst's markup."""
    made = typst.compile({"main.typ": markup.encode()})
    assert isinstance(made, bytes)
    return made
