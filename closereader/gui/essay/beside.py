"""What stands below an essay: evidence it does not use yet, and what is without evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import dragging
from closereader.gui import theme as themes
from closereader.gui.flow import Flow
from closereader.gui.guard import guarded
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import plain_tip, shorten, swatch
from closereader.library.essay_evidence import Beside
from closereader.model.annotation import Annotation
from closereader.model.span import Span
from closereader.text.comment import plain

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW_HEIGHT = 27
_MOST_ROWS = 7
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Row:
    """One thing told: a note, or a paragraph of the essay with its words."""

    note: Annotation | None
    paragraph: Span | None = None
    words: str = ""


@guarded
class BesideModel(QAbstractListModel):
    """Rows of a list that may be long: their words are made when they are seen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = themes.load("light")
        self.rows: list[Row] = []

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme

    def show(self, rows: list[Row]) -> None:
        """Tell these."""
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Qt's."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row)
        if role == Qt.ItemDataRole.DecorationRole and row.note is not None:
            colour = row.note.colour
            return swatch(self._theme.marks[colour], self._theme.edges[colour], side=10)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.words if row.note is None else self._tip(row.note))
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(40, _ROW_HEIGHT)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Qt's: notes can be dragged into the essay."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.rows[index.row()].note is not None:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        """Qt's."""
        return [dragging.NOTES]

    def mimeData(self, indexes: object) -> QMimeData:
        """Qt's: the note that is dragged."""
        notes = [self.rows[index.row()].note for index in indexes]  # type: ignore[attr-defined]
        there = [note for note in notes if note is not None]
        return dragging.with_notes([n.id for n in there], "\n\n".join(n.quote for n in there))

    def _words(self, row: Row) -> str:
        if row.note is None:
            return self.tr("My paragraph “{words}”").format(words=shorten(row.words, _LONGEST))
        said = row.note.quote or plain(row.note.comment)
        return f"{self._place(row.note)} {shorten(said, _LONGEST)}"

    def _place(self, note: Annotation) -> str:
        reading, addresses = self._session.reading, self._session.addresses
        if reading is not None and addresses is not None and reading.id == note.reading_id:
            return addresses.of_span(note.span)
        return "↗"

    def _tip(self, note: Annotation) -> str:
        meaning = self._session.meanings.get(note.colour, "")
        parts = (meaning, note.quote[:600], plain(note.comment)[:600])
        return "\n".join(part for part in parts if part)


@guarded
class BesideList(QListView):
    """Rows to go to (Enter, click), or to quote (Ctrl+E, drag). `wanted(Row)`; `left()`."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, model: BesideModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(themes.interface_font(12))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(10, 10))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.clicked.connect(self._want)

    @property
    def chosen(self) -> Row | None:
        """The row the keyboard is on."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these, as high as they are, up to some. The keyboard stays on its row, or on the one
        that came there when its own was quoted."""
        before, place = self.chosen, self.currentIndex().row()
        self._rows.show(list(rows))
        if before is not None and self.chosen != before:
            place = rows.index(before) if before in rows else min(place, len(rows) - 1)
            self.setCurrentIndex(self._rows.index(place))
        self.setFixedHeight(_ROW_HEIGHT * min(max(self._rows.rowCount(), 1), _MOST_ROWS) + 4)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Qt's: with a slip of the passage's words at the pointer, as cards are carried."""
        draggable = Qt.ItemFlag.ItemIsDragEnabled
        indexes = [one for one in self.selectedIndexes() if self._rows.flags(one) & draggable]
        if indexes:
            drag = QDrag(self)
            drag.setMimeData(self._rows.mimeData(indexes))
            words = str(indexes[0].data(Qt.ItemDataRole.DisplayRole))
            drag.setPixmap(dragging.picture(words, self.palette()))
            drag.exec(Qt.DropAction.CopyAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: Enter goes there, Escape back to the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's: one row is always chosen, and seen to be."""
        super().focusInEvent(event)
        if self._rows.rowCount() and not self.selectionModel().hasSelection():
            self.setCurrentIndex(self._rows.index(max(self.currentIndex().row(), 0)))

    def _want(self, index: QModelIndex) -> None:
        if index.isValid():
            self.wanted.emit(self._rows.rows[index.row()])


@guarded
class _FoldButton(QToolButton):
    """Folds a list out below it. `went_down()`: into that list, by the key that does so in a menu."""

    went_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: but Down goes into the list, opening it."""
        if event.key() != Qt.Key.Key_Down:
            super().keyPressEvent(event)
            return
        if not self.isChecked():
            self.click()
        self.went_down.emit()


@guarded
class BesideStrip(QWidget):
    """Two words that fold out one list. `opened()`: a list is to be seen, so make it true."""

    wanted = Signal(object)
    left = Signal()
    opened = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = BesideModel(session, self)
        self.list = BesideList(self.model, self)
        self._unused: list[Row] = []
        self._bare: list[Row] = []
        self.unused_button = self._button()
        self.bare_button = self._button()
        self.bare_button.setToolTip(
            plain_tip(
                self.tr(
                    "Claims (green notes) that no link joins to another passage, and paragraphs of "
                    "yours that quote nothing."
                )
            )
        )
        self.unused_button.setToolTip(
            plain_tip(self.tr("Notes on passages that this essay does not quote, evidence first."))
        )
        words = QWidget(self)
        flow = Flow(words, gap=4)
        flow.addWidget(self.unused_button)
        flow.addWidget(self.bare_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(2)
        around = QHBoxLayout()
        around.setContentsMargins(4, 0, 8, 0)  # The words stand under the text.
        around.addWidget(words)
        column.addLayout(around)
        column.addWidget(self.list)
        self.list.wanted.connect(self.wanted)
        self.list.left.connect(self.left)
        self.list.hide()
        self.show_beside(Beside((), (), ()), "")

    def _button(self) -> QToolButton:
        button = _FoldButton(self)
        button.setFont(themes.interface_font(12))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False, b=button: self._fold(b))
        button.went_down.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        return button

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.model.set_theme(theme)
        self.list.setPalette(theme.palette())

    def show_beside(self, beside: Beside, text: str) -> None:
        """Tell what was found; `text`: the essay's, for the words of its paragraphs."""
        self._unused = [Row(note) for note in beside.unused]
        self._bare = [Row(note) for note in beside.claims]
        self._bare += [Row(None, span, span.text_of(text)) for span in beside.paragraphs]
        for button, words, count in (
            (self.unused_button, self.tr("Not used yet · {count}"), len(self._unused)),
            (self.bare_button, self.tr("Without evidence · {count}"), len(self._bare)),
        ):
            button.setText(f"{words.format(count=count)} ⌄")
            button.setAccessibleName(words.format(count=count))
        self._show()

    def _fold(self, pressed: QToolButton) -> None:
        other = self.bare_button if pressed is self.unused_button else self.unused_button
        if pressed.isChecked():
            other.setChecked(False)
            self.opened.emit()
        self._show()

    def _show(self) -> None:
        rows = self._unused if self.unused_button.isChecked() else self._bare
        is_open = self.unused_button.isChecked() or self.bare_button.isChecked()
        self.list.setVisible(is_open and bool(rows))
        if is_open:
            name = self.unused_button if self.unused_button.isChecked() else self.bare_button
            self.list.setAccessibleName(name.text())
            self.list.show_rows(rows)
