"""What a note is linked with, in this reading or another."""

from dataclasses import dataclass

from closereader.model.annotation import Annotation
from closereader.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Linked:
    """The other end of a link: the note there and its reading. `is_outgoing`: the link was made
    from here to there. `kind`: what it says of the two ("echoes"), or ""."""

    note: Annotation
    reading: Reading
    is_outgoing: bool
    kind: str = ""
