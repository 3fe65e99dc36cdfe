"""The field tags are typed in: each becomes a chip with a cross, with completion over all tags."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from closereader.errors import InputRefused
from closereader.gui import theme as themes
from closereader.gui.flow import Flow
from closereader.gui.guard import guarded
from closereader.gui.known_tags import KnownTags
from closereader.gui.notes import card as cards
from closereader.gui.notes.tag_offers import TagOffers
from closereader.gui.tags.dot import SIDE, dot_icon
from closereader.gui.theme import Theme
from closereader.gui.widgets import plain_tip
from closereader.library.wording import clean_tags
from closereader.model.tag import TagUse
from closereader.model.tag_completion import as_known, suggestions


class TagEdit(QWidget):
    """Chips and a line. `changed` gives all tags after each change; `left`: back to the text."""

    changed = Signal(list)
    grown = Signal()
    left = Signal()

    def __init__(self, known: KnownTags, parent: QWidget | None = None) -> None:
        """`known`: those of the library, asked for when typing begins."""
        super().__init__(parent)
        self._known = known
        self._theme = themes.load("light")
        self._all: list[TagUse] = []
        self._tags: list[str] = []
        # The tag that is being carried on with "/" and gives way to the longer one.
        self._continued: str | None = None
        self._chips: list[QToolButton] = []
        self._flow = Flow(self, gap=cards.CHIP_GAP)
        self.line = _TagLine(self)
        self.line.setPlaceholderText(self.tr("Add a tag…"))
        self.line.setAccessibleName(self.tr("New tag"))
        self._flow.addWidget(self.line)
        self._flow.set_growing(self.line)
        self.offers = TagOffers(self.line)
        self.offers.taken.connect(self._take_completion)
        self.line.goes_on = self._go_on
        self.line.textEdited.connect(self._typed)
        self.line.entered.connect(self._enter)
        self.line.completed.connect(self._complete)
        self.line.backspaced.connect(self._remove_last)
        self.line.escaped.connect(self.left)
        self.line.focused.connect(self._ask_known)
        self.setFocusProxy(self.line)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.line.setPalette(theme.palette())
        self.offers.set_theme(theme)
        self._colour_chips()

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
        self._colour_chips()
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
        self._all = self._known.uses()

    def _typed(self, text: str) -> None:
        if not text:
            self._continued = None
        if "," in text:
            self._add(text)
            return
        taken = [tag for tag in self._tags if tag != self._continued]
        new = _tidy(text)
        is_new = as_known(new, self._all) != new
        self.offers.show(suggestions(text, self._all, taken), new if is_new else "")

    def _go_on(self) -> bool:
        """ "/" after a tag goes on below it: after one moved to in the list, and where nothing is typed
        yet, after the last chip, which then gives way."""
        text = self.line.text()
        chosen = self.offers.chosen
        if chosen is None and not text.strip() and self._tags:
            chosen = self._continued = self._tags[-1]
        if chosen is None:
            return False
        self.line.setText(f"{chosen}/")
        self._typed(self.line.text())
        return True

    def _enter(self) -> None:
        # The completer gives the line every key first: what was moved to in the list is taken, else
        # what was typed, for a new tag may begin as a known one does.
        chosen = self.offers.chosen
        if chosen is not None:
            self._add(chosen, as_typed=True)
        elif self.line.text().strip():
            self._add(self.line.text())
        else:
            self.left.emit()

    def _complete(self) -> None:
        """Take the first tag offered, or the one moved to."""
        chosen = self.offers.chosen or self.offers.first
        if chosen is not None:
            self._add(chosen, as_typed=True)

    def _take_completion(self, tag: str) -> None:
        self._add(tag, as_typed=True)
        # The completer writes the word into the line once more after this.
        QTimer.singleShot(0, self, self.line.clear)

    def _add(self, typed: str, *, as_typed: bool = False) -> None:
        """A tag that differs from a known one by case or accents alone is that one, unless it was
        chosen `as_typed`."""
        self.offers.hide()
        self.line.clear()
        continued, self._continued = self._continued, None
        tidy = [tag for tag in map(_tidy, typed.split(",")) if tag]
        fresh = tidy if as_typed else [as_known(tag, self._all) for tag in tidy]
        kept = [tag for tag in self._tags if tag != continued or tag in fresh]
        wanted = list(dict.fromkeys([*kept, *fresh]))
        if fresh and wanted != self._tags:
            self.changed.emit(wanted)

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

    def _colour_chips(self) -> None:
        for tag, chip in zip(self._tags, self._chips, strict=True):
            colour = self._known.colour(tag)
            # Qt sets the words close to the dot.
            chip.setText(("" if colour is None else " ") + chip.text().lstrip())
            chip.setIcon(QIcon() if colour is None else dot_icon(colour, self._theme))
            chip.setIconSize(QSize(SIDE + 2, SIDE + 2))
            style = Qt.ToolButtonStyle
            chip.setToolButtonStyle(
                style.ToolButtonTextOnly if colour is None else style.ToolButtonTextBesideIcon
            )


def _tidy(typed: str) -> str:
    """As the library will keep it, so that a chip is not shown twice."""
    try:
        return "".join(clean_tags([typed]))
    except InputRefused:
        return typed  # Which the library will refuse in words.


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
        # Asked when "/" is typed: whether it was taken.
        self.goes_on: Callable[[], bool] = lambda: False

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
        elif event.text() == "/" and self.goes_on():
            return
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
