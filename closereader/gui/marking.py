"""Marks many places at once, as one step of undo: all hits, or all places with the same words."""

from collections.abc import Sequence

from closereader.gui import keys
from closereader.gui.session import Session
from closereader.i18n import _, ngettext
from closereader.library import annotations
from closereader.model.annotation import AnnotationKind
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.text.find import find_all

MOST = 10_000
_LONGEST = 300


def mark_alike(session: Session, hits: Sequence[Span]) -> None:
    """Mark every place that has the same words as the selection, or as the chosen note's passage,
    as whole words, in the last colour; with nothing chosen, the `hits`."""
    span = session.selection
    chosen = session.annotations.get(session.chosen_note)
    if span is None and chosen is not None and not hits:
        span = chosen.span
    if span is None or session.text is None:
        if not hits:
            session.messages.info(_("Select some words first, or find them."))
            return
        mark_all(session, hits)
        return
    text = session.text.text
    words = span.text_of(text).strip()
    if not words or len(words) > _LONGEST:
        session.messages.info(_("Select a word or a phrase: a passage this long stands only once."))
        return

    def search(_progress: Progress) -> list[Span]:
        return find_all(text, words, whole_words=True, fold=False)

    def found(spans: list[Span]) -> None:
        if session.text is not None and session.text.text is text:
            # What is selected counts even where it begins inside a word.
            mark_all(session, sorted({*spans, span}) if span not in spans else spans)

    session.tasks.run(_("Finding"), search, found, session.messages.error)


def mark_all(session: Session, spans: Sequence[Span]) -> None:
    """Highlight these places in the last colour; those that have that highlight already keep it."""
    # What is under way may be marking them.
    session.turns.when_free(lambda: _mark_all(session, spans))


def marked_spans(session: Session) -> set[tuple[int, int]]:
    """Where a highlight in the last colour stands already."""
    return {
        (note.start, note.end)
        for note in session.annotations
        if note.colour is session.last_colour and note.kind is AnnotationKind.HIGHLIGHT
    }


def _mark_all(session: Session, spans: Sequence[Span]) -> None:
    if session.reading is None or not spans:
        return
    colour, reading_id = session.last_colour, session.reading.id
    marked = marked_spans(session)
    drafts = [
        annotations.Draft(span, colour=colour)
        for span in spans
        if (span.start, span.end) not in marked
    ]
    if not drafts:
        session.messages.info(_("All these places are marked already."))
        return
    if len(drafts) > MOST:
        session.messages.info(
            _(
                "These are {count} places; at most {most} can be marked at once. "
                "Look for a longer phrase, or for whole words."
            ).format(count=len(drafts), most=MOST)
        )
        return
    session.run(
        _("Mark all like this"),
        annotations.add_many,
        reading_id,
        drafts,
        weight=len(drafts),
        then=lambda made: _say(session, len(made)),
    )


def _say(session: Session, count: int) -> None:
    session.messages.info(
        ngettext(
            "{count} place marked. {{undo}} takes it back.",
            "{count} places marked. {{undo}} takes them back.",
            count,
        ).format(undo=keys.told("edit.undo"))
    )
