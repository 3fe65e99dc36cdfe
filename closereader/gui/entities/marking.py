"""Marks the mentions of an entity: all of them, or the lines that are chosen."""

from PySide6.QtWidgets import QWidget

from closereader.gui import marking
from closereader.gui.actions import colour_name
from closereader.gui.dialogs.marking_lines import Line, MarkingLines
from closereader.gui.entities.concordance import context
from closereader.gui.session import Session
from closereader.i18n import _
from closereader.model.entity import Entity
from closereader.model.span import Span


def spans_of(entity: Entity) -> list[Span]:
    """Where it is named, in order of place."""
    return [Span(mention.start, mention.end) for mention in entity.mentions]


def mark_mentions(session: Session, entity: Entity) -> None:
    """Mark every mention in the last colour, as one step."""
    marking.mark_all(session, spans_of(entity))


def mark_mention(session: Session, entity: Entity, mention: int) -> None:
    """Mark one of them."""
    marking.mark_all(session, spans_of(entity)[mention : mention + 1])


def choose_and_mark(session: Session, entity: Entity, parent: QWidget) -> None:
    """Let the reader tick the lines to be marked."""
    text, addresses = session.text, session.addresses
    if text is None or addresses is None:
        return
    marked = marking.marked_spans(session)
    lines = [
        Line(
            Span(mention.start, mention.end),
            addresses.of_span(Span(mention.start, mention.end)),
            context(text.text, text.blocks, mention).text,
            (mention.start, mention.end) in marked,
        )
        for mention in entity.mentions
    ]
    colour = session.last_colour
    dialog = MarkingLines(
        _("Mark mentions of {name}").format(name=entity.name),
        _("They are highlighted as {meaning} ({colour}), in one step.").format(
            meaning=session.meanings.get(colour, colour.value), colour=colour_name(colour)
        ),
        lines,
        parent,
    )
    if dialog.exec():
        marking.mark_all(session, dialog.spans())
