"""The field tags are typed in: each becomes a chip with a cross, with completion over all tags."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QToolButton, QWidget

from closereader.gui.flow import Flow
from closereader.gui.guard import guarded
from closereader.gui.notes import card as cards
from closereader.gui.theme import Theme
from closereader.gui.widgets import plain_tip, scroll_style
from closereader.text.fold import Folding, fold

_FOLDING = Folding(case=True, marks=True)
_MOST_SUGGESTIONS = 12


def suggestions(
    typed: str, known: Sequence[tuple[str, int]], taken: Sequence[str] = ()
) -> list[str]:
    """Tags to offer for what was typed: first those that begin with it, then those of which an
    inner part does ("sup": "theme/supply"), then those that have it anywhere; among equals the
    most used first."""
    sought = fold(typed, _FOLDING).strip()
    if not sought:
        return []
    ranked = []
    for tag, count in known:
        if tag in taken:
            continue
        folded = fold(tag, _FOLDING)
        if folded.startswith(sought):
            rank = 0
        elif f"/{sought}" in folded or f" {sought}" in folded:
            rank = 1
        elif sought in folded:
            rank = 2
        else:
            continue
        ranked.append((rank, -count, folded, tag))
    return [tag for *_, tag in sorted(ranked)[:_MOST_SUGGESTIONS]]


class TagEdit(QWidget):
    """Chips and a line. `changed` gives all tags after each change; `left`: back to the text."""

    changed = Signal(list)
    grown = Signal()
    left = Signal()

    def __init__(
        self, known: Callable[[], list[tuple[str, int]]], parent: QWidget | None = None
    ) -> None:
        """`known`: every tag in use with its count, asked for when typing begins."""
        super().__init__(parent)
        self._known = known
        self._all: list[tuple[str, int]] = []
        self._tags: list[str] = []
        self._chips: list[QToolButton] = []
        self._flow = Flow(self, gap=cards.CHIP_GAP)
        self.line = _TagLine(self)
        self.line.setPlaceholderText(self.tr("Add a tag…"))
        self.line.setAccessibleName(self.tr("New tag"))
        self._flow.addWidget(self.line)
        self._flow.set_growing(self.line)
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setWidget(self.line)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._take_completion)
        self.line.textEdited.connect(self._typed)
        self.line.entered.connect(self._enter)
        self.line.completed.connect(self._complete)
        self.line.backspaced.connect(self._remove_last)
        self.line.escaped.connect(self.left)
        self.line.focused.connect(self._ask_known)
        self.setFocusProxy(self.line)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        palette = theme.palette()
        self.line.setPalette(palette)
        self._popup.setStyleSheet(
            f"QListView {{ background: {theme.field.name()}; color: {theme.text.name()};"
            f" border: 1px solid {theme.line.name()}; padding: 2px; outline: none; }}"
            f"QListView::item {{ padding: 3px 6px; }}"
            f"QListView::item:selected {{ background: {theme.chosen.name()};"
            f" color: {theme.text.name()}; }}" + scroll_style(theme)
        )
        self._popup.setFont(cards.comment_font())

    @property
    def tags(self) -> list[str]:
        """The tags as they stand."""
        return list(self._tags)

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show these; says nothing of it."""
        if list(tags) == self._tags:
            return
        self._tags = list(tags)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for place, tag in enumerate(self._tags):
            chip = self._chip(tag)
            self._chips.append(chip)
            self._flow.insert_widget(place, chip)
            chip.show()
        # Tab goes on from the line to the crosses, whenever they were made.
        for before, after in pairwise([self.line, *self._chips]):
            self.setTabOrder(before, after)
        self.grown.emit()

    def height_at(self, width: int) -> int:
        """Pixels it takes when it is so wide."""
        return self._flow.heightForWidth(width)

    def flush(self) -> None:
        """Take what stands in the line as a tag."""
        if self.line.text().strip():
            self._add(self.line.text())

    # Typing

    def _ask_known(self) -> None:
        self._all = self._known()

    def _typed(self, text: str) -> None:
        if "," in text:
            self._add(text)
            return
        offered = suggestions(text, self._all, self._tags)
        self._offered.setStringList(offered)
        if offered:
            self._completer.complete()
        else:
            self._popup.hide()

    def _enter(self) -> None:
        # The completer gives the line every key first: what was moved to in the list is taken,
        # else what was typed, for a new tag may begin as a known one does.
        if self._popup.isVisible() and self._popup.selectionModel().hasSelection():
            self._add(str(self._popup.currentIndex().data()))
        elif self.line.text().strip():
            self._add(self.line.text())
        else:
            self.left.emit()

    def _complete(self) -> None:
        """Take the first tag offered, or the one moved to."""
        offered = self._offered.stringList()
        if self._popup.selectionModel().hasSelection():
            self._add(str(self._popup.currentIndex().data()))
        elif offered:
            self._add(offered[0])

    def _take_completion(self, tag: str) -> None:
        self._add(tag)
        # The completer writes the word into the line once more after this.
        QTimer.singleShot(0, self, self.line.clear)

    def _add(self, typed: str) -> None:
        self._popup.hide()
        self.line.clear()
        fresh = [tag for tag in map(_tidy, typed.split(",")) if tag and tag not in self._tags]
        if fresh:
            self.changed.emit([*self._tags, *dict.fromkeys(fresh)])

    def _remove_last(self) -> None:
        if self._tags:
            self.changed.emit(self._tags[:-1])

    def _remove(self, tag: str) -> None:
        self.line.setFocus()
        self.changed.emit([other for other in self._tags if other != tag])

    # Chips

    def _chip(self, tag: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setFont(cards.chip_font())
        chip.setFixedHeight(cards.CHIP_HEIGHT + 1)
        shown = chip.fontMetrics().elidedText(tag, Qt.TextElideMode.ElideMiddle, 200)
        chip.setText(f"{shown.replace('&', '&&')}  ×")
        chip.setAccessibleName(self.tr("Remove tag {tag}").format(tag=tag))
        chip.setToolTip(plain_tip(self.tr("Remove “{tag}”").format(tag=tag)))
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.clicked.connect(lambda: self._remove(tag))
        return chip


def _tidy(typed: str) -> str:
    """As the library will keep it, so that a chip is not shown twice."""
    line = " ".join(typed.split()).lstrip("#")
    return "/".join(part.strip() for part in line.split("/") if part.strip())


@guarded
class _TagLine(QLineEdit):
    entered = Signal()
    completed = Signal()
    backspaced = Signal()
    escaped = Signal()
    focused = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(cards.chip_font())
        self.setFrame(False)
        self.setMinimumWidth(80)
        self.setFixedHeight(cards.CHIP_HEIGHT + 1)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undoes = event.matches(QKeySequence.StandardKey.Undo)
            # With nothing typed there is nothing here to undo: the window's undo is meant.
            if undoes and not self.text():
                event.ignore()
                return False
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and event.key() == Qt.Key.Key_Tab and self.text():  # type: ignore[attr-defined]
            self.completed.emit()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.backspaced.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
