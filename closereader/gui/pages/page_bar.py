"""The strip over a reading that has pages of its own: which of its two views is shown, the page, the zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from closereader.gui.pages.view import PagesView
    from closereader.gui.reader.views import Views

_HEIGHT = 34


@guarded
class PageBar(QFrame):
    """`triggered(id)`: an action; `page_wanted(label)`: the page to go to, as it was typed."""

    triggered = Signal(str)
    page_wanted = Signal(str)

    def __init__(self, views: Views, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageBar")
        self.setFixedHeight(_HEIGHT)
        self._views = views
        self._pages = self._button(self.tr("Pages"), "", is_choice=True)
        self._text = self._button(self.tr("Text"), "", is_choice=True)
        self._choice = QButtonGroup(self)
        self._choice.setExclusive(True)
        for button in (self._pages, self._text):
            self._choice.addButton(button)
            button.clicked.connect(self._switch)
        self.field = QLineEdit(self)
        self.field.setFixedWidth(52)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setAccessibleName(self.tr("Page"))
        self.field.returnPressed.connect(self._go)
        self.field.installEventFilter(self)
        self._of = QLabel(self)
        self._smaller = self._button("−", "view.smaller")
        self._zoom = self._button("", "view.fit_width")
        self._larger = self._button("+", "view.larger")
        self._about_pages = (self.field, self._of, self._smaller, self._zoom, self._larger)
        for widget in (self._pages, self._text, *self._about_pages):
            widget.setFont(themes.interface_font(12))
        self._arrange()
        self.name_keys()
        self.hide()
        views.changed.connect(self.follow)
        views.made.connect(self._join)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._pages)
        row.addWidget(self._text)
        row.addStretch(1)
        row.addWidget(self.field)
        row.addWidget(self._of)
        row.addStretch(1)
        for button in (self._smaller, self._zoom, self._larger):
            row.addWidget(button)

    def name_keys(self) -> None:
        """Say by which keys the same is done."""
        for button, name, action in (
            (self._pages, self.tr("Its own pages"), "view.pages"),
            (self._text, self.tr("Its text, set anew"), "view.pages"),
            (self._smaller, self.tr("Smaller"), "view.smaller"),
            (self._larger, self.tr("Larger"), "view.larger"),
            (self._zoom, self.tr("As wide as the window"), "view.fit_width"),
        ):
            key = keys.shown(action)
            words = f"{name} ({key})" if key else name
            button.setToolTip(words)
            button.setAccessibleName(words)

    def follow(self) -> None:
        """Show what is shown."""
        views = self._views
        self.setVisible(views.has_pages)
        (self._pages if views.are_pages_shown else self._text).setChecked(True)
        for widget in self._about_pages:
            widget.setVisible(views.are_pages_shown)
        self._show_page()
        self._show_zoom()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: Escape leaves the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._show_page()
                self._views.take_focus()
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self._show_page()
        return super().eventFilter(watched, event)

    # Within

    def _join(self, pages: PagesView) -> None:
        pages.page_changed.connect(self._show_page)
        pages.page_changed.connect(self._show_zoom)
        pages.settled.connect(self._show_zoom)

    def _switch(self) -> None:
        if self._pages.isChecked() != self._views.are_pages_shown:
            self.triggered.emit("view.pages")

    def _go(self) -> None:
        words = self.field.text().strip()
        if words:
            self.page_wanted.emit(words)
        self._views.take_focus()

    def _show_page(self) -> None:
        pages = self._views.pages
        if pages is None or not len(pages.sheets):
            return
        number, count = pages.page, len(pages.sheets)
        label = self._label(pages, number)
        if not self.field.hasFocus() or not self.field.isModified():
            self.field.setText(label)
            self.field.setModified(False)
        if label == str(number + 1):
            self._of.setText(self.tr("of {count}").format(count=count))
        else:
            self._of.setText(self.tr("{number} of {count}").format(number=number + 1, count=count))

    def _label(self, pages: PagesView, number: int) -> str:
        heads = pages.words.heads if pages.words is not None else ()
        label = heads[number].label if number < len(heads) else ""
        return label or str(number + 1)

    def _show_zoom(self) -> None:
        pages = self._views.pages
        if pages is not None:
            self._zoom.setText(f"{pages.sheets.percent} %")

    def _button(self, words: str, action: str, *, is_choice: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setCheckable(is_choice)
        button.setProperty("choice", is_choice)
        button.setAutoRaise(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        if action:
            button.clicked.connect(lambda: self.triggered.emit(action))
        return button
