"""The chips on cards that say where an essay uses the note: a click goes there."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from closereader.gui.essay.uses import EssayUses
from closereader.gui.guard import guarded
from closereader.gui.notes import card as cards
from closereader.gui.notes.delegate import CardDelegate
from closereader.gui.notes.view import NotesView
from closereader.library.essay_evidence import Use


@guarded
class UsesOnCards(QObject):
    """A click on a card's "in my essay ¶2" goes there."""

    def __init__(self, view: NotesView, uses: EssayUses) -> None:
        super().__init__(view)
        delegate = view.itemDelegate()
        assert isinstance(delegate, CardDelegate)
        self._view = view
        self._delegate = delegate
        self._uses = uses
        uses.changed.connect(view.relay)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: a press on such a chip is none on the card."""
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonPress
            and event.button() == Qt.MouseButton.LeftButton
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            use = self._use_at(event.position())
            if use is not None:
                self._uses.wanted.emit(use)
                return True
        return bool(super().eventFilter(watched, event))

    def _use_at(self, point: QPointF) -> Use | None:
        index = self._view.indexAt(point.toPoint())
        if not index.isValid():
            return None
        rect = self._view.visualRect(index)
        within = point - QPointF(rect.left() + cards.SIDE, rect.top() + 1)
        return self._delegate.use_at(index, rect.width(), within)
