"""The notes of one heap as a list: where each stands, its words, its comment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.note_rows import NoteRow, NoteRowDelegate, NoteRows
from closereader.gui.notes.wording import Wording
from closereader.gui.theme import Theme
from closereader.model.annotation import AnchorState, Annotation, AnnotationId
from closereader.text.comment import plain

_QUOTED = 200
_MOVING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class HeapModel(NoteRows):
    """Notes in the order they are given. `old_words`: what a note stood on before."""

    def __init__(
        self, wording: Wording, old_words: Callable[[Annotation], str], parent: QWidget
    ) -> None:
        super().__init__(self._told, parent)
        self._wording = wording
        self._old_words = old_words

    @property
    def notes(self) -> list[Annotation]:
        """Those that are shown."""
        return self.rows

    def row_of(self, annotation_id: AnnotationId | None) -> int:
        """The note's row; -1: it is not among them."""
        return next((n for n, note in enumerate(self.notes) if note.id == annotation_id), -1)

    def _told(self, note: Annotation) -> NoteRow:
        quote = self._old_words(note) or note.quote
        return NoteRow(
            self._wording.head(note),
            " ".join(quote[:_QUOTED].split()),
            plain(note.comment),
            (note.colour,),
            is_wrong=note.anchor is AnchorState.LOST,
        )


@guarded
class HeapList(QListView):
    """`pressed(QKeyEvent)`: a key that does not move in the list; `focused()`: the keyboard came here."""

    pressed = Signal(object)
    focused = Signal()

    def __init__(self, model: HeapModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Notes of this heap"))
        self.delegate = NoteRowDelegate(model, themes.load("light"), self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.delegate.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: up and down are the list's, all others the desk's."""
        if event.key() in _MOVING:
            super().keyPressEvent(event)
        else:
            event.accept()
            self.pressed.emit(event)

    def focusInEvent(self, event: object) -> None:
        """Qt's: the keys mean other things here."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.focused.emit()
