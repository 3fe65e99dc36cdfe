"""Commands on whose annotations these are."""

from dataclasses import replace

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.library.wording import clean_line
from closereader.model.annotation import Annotation
from closereader.store import Transaction

LONGEST_NAME = 80


def rename(tx: Transaction, old: str, new: str) -> str:
    """Let every annotation of the reader called `old` bear the name `new`; returns it cleaned.

    Annotations of others stay theirs. Raises `InputRefused` for an empty or endless name.
    """
    name = clean_line(new)
    if not name or len(name) > LONGEST_NAME:
        raise InputRefused(
            _("A name has between 1 and {most} characters.").format(most=LONGEST_NAME)
        )
    tx.put_all([replace(note, reader=name) for note in tx.select(Annotation, reader=old)])
    return name
