"""The strip under the cards while several are selected: how many, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from closereader.gui import theme as themes
from closereader.gui.flow import Flow
from closereader.gui.guard import guarded
from closereader.gui.notes import card as cards
from closereader.gui.notes import several
from closereader.gui.notes.tag_edit import TagEdit
from closereader.gui.notes.view import NotesView
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import FIELD_HEIGHT, ElidedLabel, LinkButton, MenuButton
from closereader.model.annotation import AnnotationId


@guarded
class SelectedBar(QFrame):
    """Hidden while one note or none is selected. `left()`: the reader wants back to the cards."""

    left = Signal()

    def __init__(self, session: Session, view: NotesView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("selectedBar")
        self._session = session
        self._view = view
        self._theme = themes.load("light")
        self._shared: list[str] = []
        self._tagged: list[AnnotationId] = []
        self.count = ElidedLabel(self)
        self.count.setFont(themes.interface_font(12))
        self.colours = MenuButton(self.tr("Colour"))
        self.kinds = MenuButton(self.tr("Kind"))
        for button in (self.colours, self.kinds):
            button.setFont(themes.interface_font(12))
        self.tag = _button(self.tr("Tag"), self.tr("Add a tag to all, or take one off (T)"))
        self.tag.setCheckable(True)
        self.export = _button(self.tr("Export"), self.tr("Export these notes alone"))
        self.delete = _button(self.tr("Delete"), self.tr("Delete these notes (Del)"))
        self.one = LinkButton(self.tr("Back to one"))
        self.one.setToolTip(self.tr("Select the chosen note alone (Escape)"))
        self.tags = TagEdit(session.known_tags, self)
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.count, 1)
        first.addWidget(self.one)
        acts = QWidget()
        flow = Flow(acts, gap=5)
        for button in (self.colours, self.kinds, self.tag, self.export, self.delete):
            flow.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(cards.SIDE, 7, cards.SIDE, 10)
        layout.setSpacing(6)
        layout.addLayout(first)
        layout.addWidget(self.tags)
        layout.addWidget(acts)
        self.tags.hide()

    def _connect(self) -> None:
        view, session = self._view, self._session
        view.selection_changed.connect(self._follow)
        view.tags_wanted.connect(self.write_tags)
        session.annotations_changed.connect(self._follow_tags)
        self.colours.menu().aboutToShow.connect(self._fill_colours)
        self.kinds.menu().aboutToShow.connect(self._fill_kinds)
        self.tag.toggled.connect(self._show_tags)
        self.export.clicked.connect(lambda: view.export_wanted.emit(view.selected_ids()))
        self.delete.clicked.connect(self._delete)
        self.one.clicked.connect(self._end)
        self.tags.changed.connect(self._change_tags)
        self.tags.left.connect(lambda: self.tag.setChecked(False))
        self.tags.left.connect(self.left)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.tags.set_theme(theme)

    def write_tags(self) -> None:
        """Open the line in which tags are given to all that is selected."""
        if self._view.has_several:
            self.tag.setChecked(True)
            self.tags.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: Escape ends selecting."""
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)

    def _end(self) -> None:
        self._view.select_one()
        self.left.emit()

    def _delete(self) -> None:
        self._view.remove(self._view.selected_ids())
        self.left.emit()

    def _follow(self) -> None:
        has_focus = self.isAncestorOf(self.focusWidget() or self._view)
        count = len(self._view.selected_ids())
        self.count.setText(several.told(count))
        if not self._view.has_several:
            self.tag.setChecked(False)
            if has_focus:
                self.left.emit()  # Before it hides, which would give the focus to anything.
        self.setVisible(self._view.has_several)
        self._follow_tags()

    def _fill_colours(self) -> None:
        self.colours.menu().clear()
        several.fill_colours(self.colours.menu(), self._view, self._session, self._theme)

    def _fill_kinds(self) -> None:
        self.kinds.menu().clear()
        several.fill_kinds(self.kinds.menu(), self._view, self._session)

    # Tags

    def _show_tags(self, shown: bool) -> None:
        self.tags.setVisible(shown)
        self._follow_tags()
        if not shown:
            self.tags.line.clear()
        else:
            self.tags.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_tags(self) -> None:
        if not self.tags.isHidden():
            self._tagged = self._view.selected_ids()
            self._shared = several.shared_tags(several.notes_of(self._view, self._session))
            self.tags.show_tags(self._shared)

    def _change_tags(self, tags: list[str]) -> None:
        several.change_tags(self._session, self._tagged, self._shared, tags)


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setFont(themes.interface_font(12))
    button.setProperty("boxed", True)
    words = button.fontMetrics().horizontalAdvance(text)
    button.setFixedSize(words + 2 * themes.GAP + 2, FIELD_HEIGHT)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
