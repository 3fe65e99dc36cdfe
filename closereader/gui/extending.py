"""Offers to make one of a mark and the one beside it; by themselves marks never merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from closereader.gui import keys
from closereader.i18n import _
from closereader.library import joining

if TYPE_CHECKING:
    from closereader.gui.session import Session
    from closereader.model.annotation import Annotation


def offer(session: Session, made: Annotation) -> None:
    """After a mark was made: where it touches or overlaps one like it, offer to extend that."""
    beside = _beside(session, made)
    if beside is not None:
        key = keys.shown("note.extend")
        key = f"({key})" if key else ""
        session.messages.offer(
            _("This mark meets one of the same colour. They stay two, unless you extend it."),
            f"{_('Extend the mark beside it')} {key}".rstrip(),
            lambda: _join(session, beside, made),
        )


def extend(session: Session) -> None:
    """The action: make one of the chosen mark and the one beside it."""
    chosen = session.annotations.get(session.chosen_note)
    beside = None if chosen is None else _beside(session, chosen)
    if chosen is None or beside is None:
        session.messages.info(_("No mark of the same kind and colour meets the chosen one."))
        return
    _join(session, beside, chosen)


def _beside(session: Session, note: Annotation) -> Annotation | None:
    if session.text is None:
        return None
    # A little further than its ends: what is parted from it by a space counts.
    near = session.annotations.touching(max(note.start - 8, 0), note.end + 8)
    return next(iter(joining.touching(session.text.text, note, near)), None)


def _join(session: Session, first: Annotation, second: Annotation) -> None:
    def show(joined: Annotation) -> None:
        if joined.id in session.annotations:
            session.choose_note(joined.id)
            session.messages.retract()
            # There may be one at its other end.
            offer(session, joined)

    session.run(_("Extend mark"), joining.join, first.id, second.id, then=show)
