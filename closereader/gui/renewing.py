"""An open reading whose text was replaced: by a new version of its source, or by taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from closereader import anchoring
from closereader.gui.loading import Loaded, load
from closereader.i18n import _
from closereader.library import queries
from closereader.model.reading import ReadingText
from closereader.progress import Progress
from closereader.store import Transaction

if TYPE_CHECKING:
    from closereader.gui.open_reading import OpenReading
    from closereader.model.changes import Changes

# Shorter texts than this, in characters, are compared and read in some tens of ms.
_AT_ONCE = 100_000


def is_renewed(changes: Changes, text: ReadingText | None) -> bool:
    """Whether the text of this reading is another one now."""
    return text is not None and any(
        before is not None and after is not None and after.id == text.id and after != text
        for before, after in changes.pairs(ReadingText)
    )


def is_another(open_: OpenReading) -> bool:
    """Whether the library has another text of it than is shown; cheap where it has not."""
    return open_.text is not None and open_.text != queries.reading_text(
        open_.library, open_.text.id
    )


def renew(open_: OpenReading) -> None:
    """Show the new text, at the passage where the reader stood in the old one; a long one is read in a
    task, and nothing is open meanwhile."""
    text = open_.text
    assert text is not None
    reading_id = text.id
    # Whoever shows it says where it stands.
    open_.left_at = 0
    open_.renewing.emit()
    left_at = min(open_.left_at, len(text.text))

    def work(progress: Progress) -> Loaded:
        loaded = load(open_.library, reading_id)
        carriage = anchoring.carriage(text.text, loaded.text.text, progress)
        open_.library.keep(Transaction.set_place, reading_id, carriage.place(left_at))
        return loaded

    if len(text.text) <= _AT_ONCE and open_.reading and open_.reading.characters <= _AT_ONCE:
        open_.show(work(Progress()))
        return
    open_.wait_for(reading_id)
    task = open_.tasks.run(
        _("Opening the new version"), work, open_.show, open_.messages.error, soon=True
    )
    task.ended.connect(lambda: open_.not_shown(reading_id))
