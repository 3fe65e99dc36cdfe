"""The small bar under a selection: colours with their meanings, and what else can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.theme import Theme
from closereader.gui.widgets import plain_tip
from closereader.model.colour import Colour

_EDGE = 4
_LONGEST_MEANING = 110
_ONE_ROW, _TWO_ROWS, _UPRIGHT = "one row", "two rows", "upright"
_CUT = Qt.TextElideMode.ElideRight
_ALONG = (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up)


@guarded
class ColourButton(QAbstractButton):
    """A dot of one colour; its name says what the colour means. `pointed(bool)`: the pointer or the
    focus came to it, or went."""

    pointed = Signal(bool)

    def __init__(self, colour: Colour, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour = colour
        self._theme = theme
        self._light = themes.load("light")
        self._key = str(list(Colour).index(colour) + 1)
        self._meaning = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self.update()

    def set_meaning(self, meaning: str) -> None:
        """Say what the colour means, with its key."""
        self._meaning = meaning
        self.setToolTip(plain_tip(self.words))
        self.setAccessibleName(self.tr("Highlight: {meaning}").format(meaning=meaning))

    def set_key(self, key: str) -> None:
        """The key that does the same; "" for none."""
        self._key = key
        self.set_meaning(self._meaning)

    @property
    def words(self) -> str:
        """The key and what the colour means: "1 Evidence"."""
        return f"{self._key} {self._meaning}".strip()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt's: the pointer is on it."""
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt's: the pointer went."""
        super().leaveEvent(event)
        self.pointed.emit(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's: the keyboard is on it."""
        super().focusInEvent(event)
        self.pointed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's: the keyboard went."""
        super().focusOutEvent(event)
        self.pointed.emit(self.underMouse())

    def sizeHint(self) -> QSize:
        """Qt's: a dot with room round it."""
        return QSize(24, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's: the dot; a ring when it has the focus or the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        on_dark = self.property("onDark")
        fill = self._light.marks[self.colour] if on_dark else self._theme.marks[self.colour]
        edge = QColor(self._theme.edges[self.colour])
        painter.setPen(edge if not on_dark else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawEllipse(centre, 8, 8)
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.bar_ink if on_dark else self._theme.accent)
            painter.drawEllipse(centre, 10.5, 10.5)
        painter.end()


@guarded
class SelectionBar(QFrame):
    """`triggered(action)`: the id of an action of `gui/actions.py`."""

    triggered = Signal(str)
    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("selectionBar")
        self.setAccessibleName(self.tr("What to do with the selection"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._dots: list[ColourButton] = []
        self._words: list[QPushButton] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(0)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(6, 1, 6, 1)
        self._row.setSpacing(5)
        for index, colour in enumerate(Colour):
            dot = ColourButton(colour, theme, self)
            dot.setProperty("onDark", True)
            dot.clicked.connect(lambda _=False, n=index + 1: self.triggered.emit(f"highlight.{n}"))
            dot.pointed.connect(lambda on, d=dot: self._name(d if on else None))
            self._dots.append(dot)
        self._named: ColourButton | None = None
        self._usual = Colour.YELLOW
        self._meaning = QLabel(self)
        self._meaning.setObjectName("selectionBarMeaning")
        # Those who hear the bar hear it with each colour.
        self._meaning.setAccessibleName(self.tr("Meaning of the colour"))
        self._rule = QFrame(self)
        self._rule.setObjectName("selectionBarRule")
        self._row.addLayout(self._grid)
        self._row.addWidget(self._meaning)
        self._row.addWidget(self._rule, 0, Qt.AlignmentFlag.AlignCenter)
        self._row.addLayout(self._buttons)
        for label, action in (
            (self.tr("Comment"), "note.comment"),
            (self.tr("Tag"), "note.tag"),
            (self.tr("Link"), "note.link"),
            (self.tr("Question"), "note.question"),
            (self.tr("Cite"), "edit.cite"),
            (self.tr("Essay"), "note.essay"),
        ):
            button = QPushButton(label, self)
            button.setFlat(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, a=action: self.triggered.emit(a))
            self._words.append(button)
            self._buttons.addWidget(button)
        self._shape = ""
        self._stand(_ONE_ROW)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        for dot in self._dots:
            dot.set_theme(theme)
        for button in self._words:
            button.setFont(themes.interface_font(13))
        self._meaning.setFont(themes.interface_font(13))

    def set_meanings(self, meanings: dict[Colour, str]) -> None:
        """What the colours mean to this reader."""
        for dot in self._dots:
            dot.set_meaning(meanings[dot.colour])
        self._fit_meaning()

    def set_keys(self, keys: Sequence[str]) -> None:
        """The keys of the colours, in their order."""
        for dot, key in zip(self._dots, keys, strict=True):
            dot.set_key(key)
        self._fit_meaning()

    def set_colour(self, colour: Colour) -> None:
        """In which colour one marks without choosing one."""
        self._usual = colour
        self._name(self._named)

    def _name(self, dot: ColourButton | None) -> None:
        """Say what this colour means, or the one that is used without choosing."""
        self._named = dot
        shown = dot or next(d for d in self._dots if d.colour is self._usual)
        metrics = QFontMetrics(self._meaning.font())
        self._meaning.setText(metrics.elidedText(shown.words, _CUT, self._meaning.width()))

    def _fit_meaning(self) -> None:
        """As wide as the longest of the meanings, so that nothing moves while they change."""
        metrics = QFontMetrics(self._meaning.font())
        widest = max(metrics.horizontalAdvance(dot.words) for dot in self._dots)
        self._meaning.setFixedWidth(min(widest + 2, _LONGEST_MEANING))
        self._name(self._named)

    def show_at(
        self, selection: list[QRect], room: QRect, column: QRect, *, from_below: bool = False
    ) -> None:
        """Stand under the last line of `selection`, or above its first where there is no room; where
        the selection fills the view, upright in a margin of `column`, so that it is over no line of
        it. If the margins too are narrower than that, at the far end from where the selection ends
        (its first line, if it was made `from_below`). All in the parent's coordinates."""
        self._meaning.show()
        self._stand(_ONE_ROW)
        flat = _ONE_ROW
        if self.sizeHint().width() + 2 * _EDGE > room.width():
            self._meaning.hide()
            self._stand(_ONE_ROW)
        if self.sizeHint().width() + 2 * _EDGE > room.width():
            flat = _TWO_ROWS
            self._stand(flat)
        size = self.sizeHint()
        last, first = selection[-1], selection[0]
        x = last.right() - size.width() // 2
        if last.bottom() + 7 + size.height() <= room.bottom():
            y = last.bottom() + 7
        elif first.top() - 7 - size.height() >= room.top():
            y = first.top() - 7 - size.height()
        else:
            self._meaning.hide()
            self._stand(_UPRIGHT)
            upright = self.sizeHint()
            beside = _beside(upright, room, column)
            if beside is not None:
                size, x = upright, beside
                y = (first.top() + 4) if from_below else last.bottom() - size.height()
            else:
                self._stand(flat)
                y = room.bottom() - size.height() - _EDGE if from_below else room.top() + _EDGE
        x = min(max(x, room.left() + _EDGE), max(room.right() - size.width(), room.left()) - _EDGE)
        y = min(max(y, room.top() + _EDGE), room.bottom() - size.height() - _EDGE)
        self.setGeometry(x, y, size.width(), size.height())
        self.show()
        self.raise_()

    def _stand(self, shape: str) -> None:
        """All in one row; in two, the colours above; or upright: colours in two columns, what else
        there is below them."""
        if shape != self._shape:
            self._shape = shape
            upright = shape == _UPRIGHT
            columns = 2 if upright else len(self._dots)
            for index, dot in enumerate(self._dots):
                self._grid.addWidget(
                    dot, index // columns, index % columns, Qt.AlignmentFlag.AlignCenter
                )
            way = QBoxLayout.Direction
            self._row.setDirection(way.LeftToRight if shape == _ONE_ROW else way.TopToBottom)
            self._row.setSpacing(0 if shape == _TWO_ROWS else 5)
            self._buttons.setDirection(way.TopToBottom if upright else way.LeftToRight)
            self._rule.setVisible(shape != _TWO_ROWS)
            self._rule.setFixedSize(*((56, 1) if upright else (1, 14)))
            self._row.setContentsMargins(*((2, 6, 2, 4) if upright else (6, 1, 6, 1)))
        self._row.activate()
        self.adjustSize()

    def take_focus(self) -> bool:
        """Let the keyboard choose in it; False where it is not shown."""
        if self.isVisible():
            self._dots[0].setFocus(Qt.FocusReason.TabFocusReason)
        return self.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: Escape goes back to the text, arrows move along, Enter chooses as Space does."""
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        elif event.key() in _ALONG:
            self.focusNextPrevChild(event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            focus, QAbstractButton
        ):
            focus.click()
        else:
            super().keyPressEvent(event)


def _beside(size: QSize, room: QRect, column: QRect) -> int | None:
    """Where in a margin of the column it has room, the right one first; None in neither."""
    if size.height() + 2 * _EDGE > room.height():
        return None
    if column.right() + _EDGE + size.width() <= room.right():
        return column.right() + _EDGE
    if column.left() - _EDGE - size.width() >= room.left():
        return column.left() - _EDGE - size.width()
    return None
