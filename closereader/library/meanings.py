"""Commands on what the colours mean."""

from collections.abc import Mapping

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.library.wording import clean_line
from closereader.model.colour import FIRST_MEANINGS, Colour
from closereader.model.meaning import Meaning
from closereader.store import Transaction

LONGEST_NAME = 60


def rename(tx: Transaction, colour: Colour, name: str) -> Meaning:
    """Let `colour` mean `name`; an empty name gives back its first meaning. Raises `InputRefused`
    for a name that would not fit on a card."""
    cleaned = clean_line(name)
    if len(cleaned) > LONGEST_NAME:
        raise InputRefused(
            _("The meaning of a colour may have at most {most} characters.").format(
                most=LONGEST_NAME
            )
        )
    first = _(FIRST_MEANINGS[colour])
    meaning = Meaning(colour, cleaned or first)
    if meaning.name == first:
        tx.remove(Meaning, colour)
    else:
        tx.put(meaning)
    return meaning


def rename_all(tx: Transaction, names: Mapping[Colour, str]) -> list[Meaning]:
    """`rename` for several colours, as one step."""
    return [rename(tx, colour, name) for colour, name in names.items()]
