"""Small widgets that several panes share: tabs, a search field, buttons with a menu."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.theme import Theme

FIELD_HEIGHT = 30
_TAB_HEIGHT = 38
_TAB_GAP = 17
_CLOSE_GAP = 10
_COUNT = " · "
# Left of a tab's word, so that the ring of the focus does not touch it.
TAB_INSET = 5


def plain_tip(text: str) -> str:
    """`text` for a tool tip, which Qt would else take for HTML where it looks like it."""
    # Its table of entities is a third of a megabyte; most readers never see a tip with this.
    from html import escape

    return f"<span style='white-space:pre-wrap'>{escape(text)}</span>" if text else ""


def shorten(text: str, length: int) -> str:
    """`text` on one line, cut at a word after about `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def scroll_style(theme: Theme) -> str:
    """A quiet scroll bar without arrows, as a style sheet."""
    handle = theme.line if theme.name != "High contrast" else theme.text
    return f"""
        QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
        QScrollBar::handle:vertical {{
            background: {handle.name()}; border-radius: 3px; min-height: 28px; }}
        QScrollBar::handle:vertical:hover {{ background: {theme.quiet.name()}; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """


def menu_style(theme: Theme) -> str:
    """Menus on the field's colour with room around each entry, as a style sheet."""
    return f"""
        QMenu {{ background: {theme.field.name()}; color: {theme.text.name()};
            border: 1px solid {theme.line.name()}; padding: 4px; }}
        QMenu::item {{ padding: 5px 22px 5px 8px; border-radius: 4px; }}
        QMenu::item:selected {{ background: {theme.hover.name()}; color: {theme.text.name()}; }}
        QMenu::item:disabled {{ color: {theme.quiet.name()}; }}
        QMenu::icon {{ padding-left: 8px; }}
        QMenu::separator {{ height: 1px; background: {theme.line.name()}; margin: 4px 8px; }}
    """


def swatch(colour: QColor, edge: QColor, ink: QColor | None = None, *, side: int = 14) -> QIcon:
    """A disc of that colour for menus in which its meaning stands beside it; what is chosen bears
    a tick in `ink`. With a `side` under 12 pixels it is the square of an entity's kind."""
    icon = QIcon()
    for state in (QIcon.State.Off, QIcon.State.On):
        picture = QPixmap(side * 2, side * 2)
        picture.setDevicePixelRatio(2)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour)
        painter.setPen(QPen(edge, 1))
        round_by = side / 2 if side >= 12 else 3
        painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), round_by, round_by)
        if state is QIcon.State.On and ink is not None:
            painter.setPen(QPen(ink, 1.6))
            tick = [
                QPointF(x * side, y * side) for x, y in ((0.28, 0.52), (0.44, 0.68), (0.74, 0.34))
            ]
            painter.drawPolyline(tick)
        painter.end()
        # The same when it is disabled or selected: Qt would tint it, and its colour is its meaning.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled, QIcon.Mode.Selected):
            icon.addPixmap(picture, mode, state)
    return icon


@guarded
class TabRow(QTabBar):
    """Tabs as words: the chosen one is semibold with a line of the accent colour under it. Where they
    do not fit they stand closer, without their counts (what follows the dot): first those not chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = themes.load("light")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        # Drawn anew as the pointer comes and goes, so that no tab stays lit.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFont(themes.interface_font(13))
        self.currentChanged.connect(self._lay_out_again)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as the word when it is chosen, so that choosing moves nothing."""
        words, gap = self._fitting()
        return QSize(_wide(words[index]) + gap, _TAB_HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """The same: words are never cut."""
        return self.tabSizeHint(index)

    def shown(self, index: int) -> str:
        """The words of a tab that there is room for."""
        return self._fitting()[0][index]

    def _fitting(self) -> tuple[list[str], int]:
        """What is shown in every tab, and how far apart."""
        full = [self.tabText(index) for index in range(self.count())]
        bare = [words.partition(_COUNT)[0] for words in full]
        now = self.currentIndex()
        some = [full[n] if n == now else words for n, words in enumerate(bare)]
        for words, gap in ((full, _TAB_GAP), (some, _CLOSE_GAP)):
            if sum(map(_wide, words)) + gap * len(words) <= self.width():
                return words, gap
        return bare, _CLOSE_GAP

    def _lay_out_again(self) -> None:
        # Another one is chosen: Qt asks for the size of that one alone, unless a text is set.
        self.setTabText(0, self.tabText(0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words and the line below them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(TAB_INSET, self.height() - 1, self.width(), 1, self._theme.line)
        under = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        shown, _gap = self._fitting()
        for index in range(self.count()):
            rect = self.tabRect(index)
            is_current = index == self.currentIndex()
            painter.setFont(_semibold() if is_current else self.font())
            painter.setPen(
                self._theme.accent if index == under and not is_current else self._theme.text
            )
            words = QRect(rect.left() + TAB_INSET, 0, _wide(shown[index]), rect.height() - 1)
            painter.drawText(
                words,
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                shown[index],
            )
            if is_current:
                inset = min(6, words.width() // 4)
                painter.fillRect(
                    words.left() + inset,
                    self.height() - 7,
                    words.width() - 2 * inset,
                    2,
                    self._theme.accent,
                )
                if self.hasFocus():
                    painter.setPen(QPen(self._theme.accent, 1))
                    painter.drawRoundedRect(words.adjusted(-5, 8, 4, -10), 4, 4)


def _wide(words: str) -> int:
    return QFontMetrics(_semibold()).horizontalAdvance(words)


def _semibold() -> QFont:
    return themes.interface_font(13, weight=QFont.Weight.DemiBold)


@guarded
class SearchField(QLineEdit):
    """A line to type words in. Escape empties it and, when it is empty, emits `left`; Down emits
    `went_down`; `entered`: it has the keyboard."""

    left = Signal()
    went_down = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(FIELD_HEIGHT)
        self.setFont(themes.interface_font(13))
        self._clear = QToolButton(self)
        self._clear.setText("×")
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setAccessibleName(self.tr("Clear the field"))
        self._clear.setToolTip(self.tr("Clear"))
        self._clear.setFixedSize(22, 22)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(self._show_clear)
        self._show_clear("")
        self.set_theme(themes.load("light"))

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.setPalette(theme.palette())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so."""
        super().focusInEvent(event)
        self.entered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the clear button at the right end."""
        super().resizeEvent(event)
        self._clear.move(self.width() - 26, (self.height() - 22) // 2)

    def _show_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.setTextMargins(6, 0, 22 if text else 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Down lead out of the field."""
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
            return
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
            return
        super().keyPressEvent(event)


@guarded
class MenuButton(QToolButton):
    """A button that opens a menu; `set_active` shows that what is chosen narrows something."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """`text` "" for one that bears an icon alone."""
        super().__init__(parent)
        self.setProperty("active", False)
        self.setFixedHeight(FIELD_HEIGHT)
        self.setFont(themes.interface_font(13))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMenu(StayingMenu(self))
        if text:
            self.set_text(text)

    def sizeHint(self) -> QSize:
        """As wide as what it bears with a little room."""
        width = self.fontMetrics().horizontalAdvance(self.text()) if self.text() else 14
        return QSize(width + 2 * themes.GAP + 2, FIELD_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The same: its word is never cut."""
        return self.sizeHint()

    def set_text(self, text: str) -> None:
        """The word on it; the arrow is added."""
        self.setText(f"{text} ⌄")

    def set_active(self, is_active: bool) -> None:
        """Show whether what is chosen in the menu narrows anything."""
        if is_active != self.property("active"):
            self.setProperty("active", is_active)
            self.style().unpolish(self)
            self.style().polish(self)


@guarded
class StayingMenu(QMenu):
    """A menu that stays open while entries with a tick are switched on and off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(themes.interface_font(13))
        self.setToolTipsVisible(True)

    def event(self, event: QEvent) -> bool:
        """A click or key on an entry with a tick switches it and no more."""
        released = event.type() == QEvent.Type.MouseButtonRelease
        pressed = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and (event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space))
        )
        action = self.activeAction() if released or pressed else None
        if (
            action is not None
            and action.isCheckable()
            and action.actionGroup() is None
            and action.isEnabled()
        ):
            action.trigger()
            return True
        return bool(super().event(event))


class LinkButton(QToolButton):
    """A word that does something when it is clicked, such as "Clear" at the end of a line."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setFont(themes.interface_font(12))
        self.setCursor(Qt.CursorShape.PointingHandCursor)


@guarded
class ElidedLabel(QLabel):
    """A line that ends in "…" where there is no room for all of it; a tip has it whole then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        """Qt's: it gives way."""
        return QSize(20, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: whether all of it is seen."""
        super().resizeEvent(event)
        is_whole = self.shown_text() == self.text()
        self.setToolTip("" if is_whole else plain_tip(self.text()))

    def shown_text(self) -> str:
        """What is seen of it."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's: as much of it as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self.shown_text())
        painter.end()


class QuietText(QLabel):
    """A sentence in the quiet ink: what to do where there is nothing to show yet."""

    def __init__(self, text: str = "", parent: QWidget | None = None, pixels: int = 13) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(themes.interface_font(pixels))
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
