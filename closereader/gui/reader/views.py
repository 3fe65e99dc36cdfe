"""The two ways to look at a reading, its text and its own pages: which is shown, and the change between
them, in which what was at the top stays there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from closereader.gui.reader.as_text import AsText
from closereader.gui.reader.shown import Shown, Stand
from closereader.library import source_pages
from closereader.model.page_place import PAGES, TEXT, KeptView, PagePlace
from closereader.model.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from closereader.gui.pages.as_pages import AsPages
    from closereader.gui.pages.view import PagesView
    from closereader.gui.reader.look import ReaderStyle
    from closereader.gui.reader.view import ReaderView
    from closereader.gui.session import Session
    from closereader.model.area import Area


class Views(QObject):
    """Of one pane. `changed()`: the other one is shown, or another reading; `made(PagesView)`: the view of
    pages was made, which happens when the first reading that has some is opened. Beside them the
    signals of whichever is shown. `leaving()`: another place is gone to now."""

    changed = Signal()
    made = Signal(object)
    scrolled = Signal()
    settled = Signal()
    selected = Signal(bool)
    menu_wanted = Signal(QPoint)
    leaving = Signal()

    def __init__(
        self, session: Session, view: ReaderView, style: ReaderStyle, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._style = style
        self._text = AsText(view)
        self._as_pages: AsPages | None = None
        self.pages: PagesView | None = None
        self.text = view
        self.has_pages = False
        # Where the other view was left, and the height at which this one came up then.
        self._left: tuple[Stand | None, int] = None, -1
        self.stack = QStackedWidget(parent)
        self.stack.addWidget(view)
        self.shown: Shown = self._text
        view.links.shown = lambda: self.shown
        view.links.show_area = self.turn_to_area
        self._join(view)

    def _join(self, view: ReaderView | PagesView) -> None:
        view.scrolled.connect(lambda: self._tell(view, self.scrolled.emit))
        view.settled.connect(lambda: self._tell(view, self.settled.emit))
        view.selected.connect(lambda by_mouse: self.selected.emit(by_mouse))
        view.menu_wanted.connect(self.menu_wanted)

    def _tell(self, view: QWidget, emit: object) -> None:
        if self.shown.area is view:
            emit()  # type: ignore[operator]

    @property
    def are_pages_shown(self) -> bool:
        """Whether the own pages are looked at."""
        return self.shown.name == PAGES

    def set_style(self, style: ReaderStyle) -> None:
        """Show both in this style."""
        self._style = style
        if self.pages is not None:
            self.pages.set_theme(style.theme)

    def open(self) -> None:
        """Another reading, or none, is open; show it as its reader does."""
        session = self.session
        reading, text = session.reading, session.text
        file = source_pages.file_of(session.library, reading) if reading is not None else None
        self.has_pages = text is not None and bool(text.layout) and file is not None
        if self.pages is not None:
            self.pages.close_pages()
        self._left = None, -1
        chosen = TEXT
        if self.has_pages and reading is not None:
            self._open_pages(file)
            chosen = source_pages.view(session.library, reading.id).name
        self._show(chosen)
        self.changed.emit()

    def switch(self) -> None:
        """Show the other one, at the same words, and remember it for this reading."""
        if not self.has_pages or self.session.reading is None:
            return
        self.show_as(TEXT if self.are_pages_shown else PAGES)

    def show_as(self, name: str) -> None:
        """Show the text, or the pages, at the same words, and remember it for this reading."""
        if not self.has_pages or self.session.reading is None or name == self.shown.name:
            return
        left, place = self.shown.area.verticalScrollBar().value(), self.shown.place()
        had_focus = self.shown.area.hasFocus()
        is_at_caret = self.shown.is_caret_in_sight()
        before, at = self._left
        self._show(name)
        if at == left and before is not None:
            # Nothing moved meanwhile: who only looked at the other view comes back to where they were,
            # though that had no room to show it at its top.
            self.shown.show_place(before)
        else:
            self.shown.show_at_top(place.offset)
        self._left = place, self.shown.area.verticalScrollBar().value()
        if is_at_caret:
            self.shown.bring_caret_into_sight()
        if had_focus:
            self.shown.area.setFocus()
        self.keep_view()
        self.changed.emit()

    def keep_view(self) -> None:
        """Remember which is shown, and where the pages stand: not each of them has words by which it
        could be found again."""
        reading, at = self.session.reading, self.shown.place().at
        if reading is not None and self.has_pages:
            chosen = KeptView(self.shown.name, at)
            source_pages.set_view(self.session.library, reading.id, chosen)

    def show_kept(self, offset: int) -> None:
        """Show the place where the reading was left, which in its text is this code point."""
        reading, pages = self.session.reading, self.pages
        self.shown.show_at_top(offset)
        if reading is None or pages is None or not self.are_pages_shown:
            return
        at = source_pages.view(self.session.library, reading.id).at
        if at is not None:
            pages.show_at_edge(at)
            if self.shown.place().offset != offset:
                # The text was replaced since, or another program was elsewhere in it.
                self.shown.show_at_top(offset)

    def page_of(self, layout: str, offset: int) -> PagePlace:
        """Where the page begins on which a code point stands, before the reading is open."""
        from closereader.gui.pages.words import Words

        heads = source_pages.heads(self.session.library, layout)
        return PagePlace(Words(heads, lambda _number: None).number_of(offset), 0.0, 0.0)

    def show_area(self, area: Area) -> None:
        """Show a part of a page: in the text its place is shown already."""
        if self.are_pages_shown and self._as_pages is not None:
            self._as_pages.show_area(area)

    def turn_to_area(self, area: Area) -> None:
        """Show the pages, and on them this part of one."""
        self.show_as(PAGES)
        self.show_area(area)

    def show_page(self, words: str) -> bool:
        """Go to the page that bears this label, else the one of this number; False where none is."""
        pages = self.pages
        addresses = self.session.addresses
        if pages is None or not self.has_pages or addresses is None:
            return False
        # Typed into the page's own field it may be the label alone.
        page = addresses.find_sheet(words)
        if page is None:
            page = addresses.find_sheet(f"p. {words}")
        if page is not None:
            self.jump(page, 0.0)
        return page is not None

    def go_to_address(self, address: str) -> bool:
        """Go to a page that is shown, by its address; False for another address, or no such page."""
        addresses = self.session.addresses
        page = addresses.find_sheet(address) if addresses is not None else None
        if page is None or not self.are_pages_shown:
            return False
        self.jump(page, 0.0)
        return True

    def jump(self, page: int, top: float) -> None:
        """Go to a height of a page, with a way back."""
        pages = self.pages
        if pages is None or self._as_pages is None:
            return
        if not self.are_pages_shown:
            if pages.words is not None:
                at = pages.words.text_near(page)
                self.session.go_to.emit(Span(at, at), False)
            return
        self.leaving.emit()
        pages.show_page(page, top)
        self._as_pages.bring_caret_into_sight()

    def take_focus(self) -> None:
        """Put the focus on what is shown."""
        self.shown.area.setFocus()

    def set_name(self, words: str) -> None:
        """What a screen reader calls either view."""
        for view in (self.text, self.pages):
            if view is not None:
                view.setAccessibleName(words)

    def close(self) -> None:
        """Let go of the file whose pages are shown."""
        if self.pages is not None:
            self.pages.close_pages()

    # Within

    def _show(self, name: str) -> None:
        if name == PAGES and self._as_pages is not None:
            self.shown = self._as_pages
        else:
            self.shown = self._text
        self.stack.setCurrentWidget(self.shown.area)
        # Whoever gives the focus to the text means what is shown of it.
        self.text.setFocusProxy(self.pages if self.are_pages_shown else None)  # type: ignore[arg-type]

    def _flashed(self) -> None:
        if self.are_pages_shown and self.pages is not None:
            self.pages.repaint_marks()

    def _open_pages(self, file: Path | None) -> None:
        from closereader.gui.pages.words import Words

        pages = self._made_pages()
        session = self.session
        assert session.text is not None
        assert session.reading is not None
        library, layout = session.library, session.text.layout
        heads = session.page_heads
        words = Words(heads, lambda number: source_pages.page(library, layout, number))
        sizes = [(head.width, head.height) for head in heads]
        pages.set_pages(sizes, words, file, session.reading.password)

    def _made_pages(self) -> PagesView:
        if self.pages is None:
            # Not at the top: most readings have no pages of their own.
            from closereader.gui.pages.as_pages import AsPages
            from closereader.gui.pages.view import PagesView

            self.pages = PagesView(self.session, self.text, self._style.theme, self.stack)
            self._as_pages = AsPages(self.pages)
            self.stack.addWidget(self.pages)
            self._join(self.pages)
            self.pages.jump_wanted.connect(self.jump)
            self.text.flash.valueChanged.connect(lambda _strength: self._flashed())
            self.made.emit(self.pages)
        return self.pages
