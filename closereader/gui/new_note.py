"""A note that is made to be written on at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from closereader.library import annotations as commands

if TYPE_CHECKING:
    from closereader.gui.session import Session
    from closereader.model.annotation import Annotation, AnnotationKind
    from closereader.model.colour import Colour
    from closereader.model.span import Span


def write_new(
    session: Session, label: str, where: Span, kind: AnnotationKind, colour: Colour
) -> None:
    """Make a note of that kind there, choose it, and let its comment be written."""

    def write(made: Annotation) -> None:
        if made.id in session.annotations:
            session.choose_note(made.id)
            session.edit_comment.emit(made.id)

    if session.reading is not None:
        reading_id = session.reading.id
        session.run(label, commands.add, reading_id, where, kind=kind, colour=colour, then=write)
