"""From note to note and from mention to mention, in order of place."""

from closereader.gui.session import Session
from closereader.model.annotation import Annotation
from closereader.model.span import Span


def step_mention(session: Session, by: int) -> None:
    """Go to the next (1) or previous (-1) mention of the chosen entity, round the end."""
    entity = session.entity(session.chosen_entity)
    if entity is None or not entity.mentions:
        return
    if session.chosen_mention < 0:
        after = [i for i, m in enumerate(entity.mentions) if m.start >= session.caret]
        first = after[0] if after else 0
        target = first if by > 0 else first - 1
    else:
        target = session.chosen_mention + by
    session.choose_entity(entity.id, target % len(entity.mentions), go=True)


def step_note(session: Session, by: int) -> None:
    """Go to the next (1) or previous (-1) note in order of place, from the chosen one (round the
    end) or from the caret."""
    chosen = session.annotations.get(session.chosen_note)
    if chosen is not None:
        everything = list(session.annotations)
        place = session.annotations.position(chosen.id) + by
        session.choose_note(everything[place % len(everything)].id, go=True)
        return
    beside = session.annotations.after(session.caret - 1)
    if by < 0:
        beside = session.annotations.before(session.caret)
    if beside is not None:
        session.choose_note(beside.id, go=True)


def next_under_caret(session: Session) -> None:
    """Choose the next of the marks that cover the caret, or of the signs beside it."""
    here = session.annotations.here(session.caret) or session.annotations.at(
        max(session.caret - 1, 0)
    )
    if here:
        ids = [annotation.id for annotation in here]
        index = ids.index(session.chosen_note) + 1 if session.chosen_note in ids else 0
        session.choose_note(ids[index % len(ids)])


def passage_meant(session: Session) -> Span | None:
    """What there is to quote: what is selected or read aloud, else the passage of the chosen note, else
    that of the shortest mark at the caret."""
    if session.passage is not None:
        return session.passage
    note = note_meant(session)
    return None if note is None or note.start == note.end else note.span


def note_meant(session: Session) -> Annotation | None:
    """The chosen note, else the shortest mark at the caret."""
    chosen = session.annotations.get(session.chosen_note)
    return chosen or next(iter(session.annotations.at(session.caret)), None)
