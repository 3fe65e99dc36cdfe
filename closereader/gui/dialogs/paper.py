"""Notes from paper: a box to type or paste them in, and below it what was understood."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.notes.wording import Wording
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import plain_tip, shorten, swatch
from closereader.i18n import ngettext
from closereader.library import annotations, paper
from closereader.library.paper import Entry, NotUnderstood, Understood
from closereader.model.annotation import AnnotationKind
from closereader.model.reading import ReadingId

_PAUSE_MS = 120
_PLACE, _WORDS, _KIND, _TAGS, _COMMENT = range(5)
_SHOWN = 80
_LINE_ROLE = Qt.ItemDataRole.UserRole


@guarded
class PaperDialog(QDialog):
    """Stands beside the window, which can be read meanwhile. `added(int)`: so many notes were made."""

    added = Signal(int)

    def __init__(
        self, session: Session, theme: Theme, typed: dict[ReadingId, str], parent: QWidget
    ) -> None:
        """`typed`: what is not added yet, by reading, which it keeps up to date."""
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._typed = typed
        self._reading = session.reading.id if session.reading is not None else None
        self._wording = Wording(session, self)
        self._entries: list[Entry] = []
        self.setWindowTitle(self.tr("Notes from paper"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 620)
        self.box = QPlainTextEdit(self)
        self.preview = QTreeWidget(self)
        self.told = QLabel(self)
        self.add_button = QPushButton(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._lay_out()
        self._connect()
        if self._reading is not None:
            self.box.setPlainText(typed.get(self._reading, ""))
            self.box.moveCursor(QTextCursor.MoveOperation.End)
        self.look()

    def _lay_out(self) -> None:
        hint = QLabel(
            self.tr(
                "A note a line, as it stands on the handout: its place, then what you wrote. "
                "“?” makes a question, “!” what is important, [ev] the meaning Evidence, “words” the "
                "passage; #tags; lines set in go on with the note above."
            ),
            self,
        )
        hint.setWordWrap(True)
        hint.setProperty("quiet", True)
        hint.setFont(themes.interface_font(12))
        self.box.setFont(themes.interface_font(14))
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(self.tr("Notes as on paper"))
        self.box.setPlaceholderText(
            "145: tone shifts here\n¶12.3 ? who is “we”\nll. 201–4 [ev] “by the hour” #voice"
        )
        self._set_up_preview()
        panes = QSplitter(Qt.Orientation.Vertical, self)
        panes.addWidget(self.box)
        panes.addWidget(self.preview)
        panes.setSizes([220, 280])
        panes.setChildrenCollapsible(False)
        self.told.setFont(themes.interface_font(13))
        self.told.setWordWrap(True)
        self.add_button.setDefault(True)
        close = QPushButton(self.tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addWidget(close)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(hint)
        column.addWidget(panes, 1)
        column.addLayout(row)
        self.box.setFocus()

    def _set_up_preview(self) -> None:
        tree = self.preview
        tree.setObjectName("paperPreview")
        tree.setAccessibleName(self.tr("What was understood"))
        tree.setHeaderLabels(
            [
                self.tr("Place"),
                self.tr("Passage"),
                self.tr("As"),
                self.tr("Tags"),
                self.tr("Comment"),
            ]
        )
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(False)
        tree.setWordWrap(True)
        tree.setFont(themes.interface_font(13))
        tree.header().setFont(themes.interface_font(12))
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in ((_PLACE, 84), (_WORDS, 250), (_KIND, 150), (_TAGS, 96)):
            header.resizeSection(column, width)

    def _connect(self) -> None:
        session = self._session
        self.box.textChanged.connect(self._changed)
        self.add_button.clicked.connect(self.add)
        self.preview.itemClicked.connect(self._show)
        self.preview.itemActivated.connect(self._show)
        session.lines_changed.connect(self.look)
        session.meanings_changed.connect(self.look)
        session.reading_opened.connect(self.close)

    def _changed(self) -> None:
        if self._reading is not None:
            self._typed[self._reading] = self.box.toPlainText()
        self.add_button.setEnabled(False)  # Until what is typed now has been looked at.
        self._pause.start()

    # Looking

    def look(self) -> None:
        """Read what is typed, and show what was understood."""
        self._pause.stop()
        session, typed = self._session, self.box.toPlainText()
        if session.text is None or session.addresses is None:
            return
        if paper.names_lines(typed) and not session.lines_ready:
            session.count_lines()
        if paper.names_lines(typed) and not session.lines_ready:
            self._entries = []
            self.preview.clear()
            self.add_button.setEnabled(False)
            self.told.setText(self.tr("The lines of the handout are being counted…"))
            return
        self._entries = paper.parse(typed, session.text.text, session.addresses, session.meanings)
        self.preview.clear()
        for entry in self._entries:
            item = self._row(entry)
            self.preview.addTopLevelItem(item)
            item.setFirstColumnSpanned(isinstance(entry, NotUnderstood))
        self._tell()

    @property
    def understood(self) -> list[Understood]:
        """What would be added now."""
        return [entry for entry in self._entries if isinstance(entry, Understood)]

    def _tell(self) -> None:
        count = len(self.understood)
        bad = len(self._entries) - count
        self.add_button.setText(ngettext("Add {count} note", "Add {count} notes", count))
        self.add_button.setEnabled(count > 0)
        words = ngettext(
            "{count} line was not understood; it stays here to be mended.",
            "{count} lines were not understood; they stay here to be mended.",
            bad,
        )
        self.told.setText(words if bad else "")

    def _row(self, entry: Entry) -> QTreeWidgetItem:
        if isinstance(entry, NotUnderstood):
            first = shorten(entry.source.split("\n", 1)[0], 28)
            item = QTreeWidgetItem([f"{first} – {entry.reason}", "", "", "", ""])
            item.setData(_PLACE, _LINE_ROLE, entry.line)
            item.setForeground(_PLACE, self._theme.error)
            item.setToolTip(_PLACE, plain_tip(entry.reason))
            return item
        words = shorten(entry.span.text_of(self._text()), _SHOWN)
        if entry.notice:
            words = f"{words}\n{entry.notice}"
        draft = entry.draft
        item = QTreeWidgetItem(
            [entry.address, words, self._kind(entry), " ".join(draft.tags), draft.comment]
        )
        item.setData(_PLACE, _LINE_ROLE, entry.line)
        item.setFont(_WORDS, themes.text_font(14, italic=True))
        item.setForeground(_WORDS, QColor(self._theme.quiet))
        edge, tint = self._theme.edges[draft.colour], self._theme.marks[draft.colour]
        item.setIcon(_KIND, swatch(tint, edge, self._theme.text))
        for column in range(5):
            item.setToolTip(column, plain_tip(item.text(column)))
        return item

    def _text(self) -> str:
        return self._session.text.text if self._session.text is not None else ""

    def _kind(self, entry: Understood) -> str:
        """ "Question", "Evidence", "Note · Unsorted"."""
        meaning = self._session.meanings.get(entry.draft.colour, entry.draft.colour.value)
        kind = self._wording.kind(entry.draft.kind)
        if entry.draft.kind is AnnotationKind.HIGHLIGHT or kind.casefold() == meaning.casefold():
            return meaning
        return f"{kind[:1].upper()}{kind[1:]} · {meaning}"

    def _show(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        """Show the passage in the text, and its line in the box."""
        line = item.data(_PLACE, _LINE_ROLE)
        cursor = QTextCursor(self.box.document().findBlockByNumber(line))
        self.box.setTextCursor(cursor)
        entry = self._entries[self.preview.indexOfTopLevelItem(item)]
        if isinstance(entry, Understood):
            self._session.go_to.emit(entry.span, True)

    # Adding

    def add(self) -> None:
        """Make the notes that were understood, as one step; the other lines stay."""
        if self._pause.isActive():
            self.look()
        notes = self.understood
        if not notes or self._reading is None:
            return
        typed, entries = self.box.toPlainText(), list(self._entries)
        self.add_button.setEnabled(False)

        def done(_made: object) -> None:
            self.added.emit(len(notes))
            left = paper.left_over(typed, entries)
            self.box.setPlainText(left)
            self.look()
            if not left:
                self.close()

        self._session.run(
            self.tr("Notes from paper"),
            annotations.add_many,
            self._reading,
            [note.draft for note in notes],
            weight=len(notes),
            then=done,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: Ctrl+Enter adds from anywhere; Escape keeps what is typed."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.add()
        else:
            super().keyPressEvent(event)
