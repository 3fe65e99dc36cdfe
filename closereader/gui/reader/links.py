"""Following what the text refers to: a note is shown beside its mark, a place is gone to, and a web
address is only shown, until the reader asks for it to be opened."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from closereader.gui.reader.as_text import AsText
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.note_popup import NotePopup
from closereader.model.document import Block, BlockKind, Inline, InlineStyle
from closereader.model.span import Span
from closereader.text.references import WEB_SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from closereader.gui.reader.shown import Shown
    from closereader.gui.reader.view import ReaderView
    from closereader.model.area import Area

_TAGS = {
    InlineStyle.EMPHASIS: "i",
    InlineStyle.STRONG: "b",
    InlineStyle.SUPERSCRIPT: "sup",
    InlineStyle.SUBSCRIPT: "sub",
    InlineStyle.STRIKE: "s",
    InlineStyle.CODE: "code",
}


def show_address(parent: QWidget, style: ReaderStyle, target: str, mark: QRect) -> NotePopup:
    """Show an address of the web beside `mark` (on the screen); a button opens it."""
    # As the network sees it: no letter that looks like another, no sign that turns it round.
    url = QUrl(target)
    address = bytes(url.toEncoded().data()).decode("ascii")
    popup = NotePopup(parent.tr("Address"), style, parent)
    popup.show_address(address)
    popup.add(parent.tr("Copy"), lambda: QGuiApplication.clipboard().setText(address))
    popup.add(parent.tr("Open in browser"), lambda: QDesktopServices.openUrl(url))
    popup.open_beside(mark)
    return popup


class Links:
    """Of one view. `popup`: what was last shown beside a mark; gone when it is closed."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self.popup: NotePopup | None = None
        # What is shown of the reading, where that is not the text.
        self.shown: Callable[[], Shown] = lambda: AsText(view)
        self.show_area: Callable[[Area], object] = lambda _area: None

    def at(self, offset: int) -> Inline | None:
        """The link that code point `offset` is in."""
        view = self._view
        if view.positions is None or not view.positions.blocks:
            return None
        block = view.positions.blocks[view.positions.block_index(offset)]
        for inline in view.layout_.inlines.get(block.start, ()):
            if inline.style is InlineStyle.LINK and inline.start <= offset < inline.end:
                return inline
        return None

    def follow_at_caret(self) -> bool:
        """Follow the link the caret is in or behind, or show the picture it is below; False where there
        is neither."""
        view = self._view
        caret = view.session.caret
        found = self.at(caret) or self.at(max(caret - 1, 0))
        if found is not None and self.follow(found):
            return True
        picture = view.layout_.figures.picture(view.textCursor().blockNumber())
        if picture is not None:
            view.picture_wanted.emit(picture)
        return picture is not None

    def follow(self, link: Inline) -> bool:
        """Show the note or the address, or go to the place; False for a link that leads nowhere."""
        offset = self._offset(link.target)
        if offset is not None:
            notes = self._note(offset)
            if notes and notes[0].start > link.end:
                self._show_note(link, notes)
            else:
                self._go(offset)
        elif link.target.startswith(WEB_SCHEMES):
            self._show_address(link)
        else:
            return False
        return True

    def mark_of(self, span: Span) -> QRect:
        """Where the last line in sight of a passage is on the screen, else the caret."""
        shown = self.shown()
        port = shown.area.viewport()
        seen = [rect for rect in shown.rects(span) if rect.intersects(port.rect())]
        box = seen[-1] if seen else shown.caret_box()
        return QRect(port.mapToGlobal(box.topLeft()), box.size())

    def show_web(self, target: str, mark: QRect) -> None:
        """Show an address of the web that was chosen elsewhere, beside `mark` on the screen."""
        self.popup = show_address(self._view.window(), self._view.layout_.style, target, mark)

    # Within

    def _offset(self, target: str) -> int | None:
        text = self._view.session.text
        if text is None or not target.startswith("#") or not target[1:].isdecimal():
            return None
        offset = int(target[1:])
        return offset if offset <= len(text.text) else None

    def _note(self, offset: int) -> list[Block]:
        """The note that stands there: its block, and those that go on with it."""
        positions = self._view.positions
        assert positions is not None
        index = positions.block_index(offset)
        if positions.blocks[index].kind is not BlockKind.NOTE:
            return []
        text = self._view.session.text
        assert text is not None
        targets = {i.target for i in text.inlines if i.style is InlineStyle.LINK}
        end = index + 1
        while (
            end < len(positions.blocks)
            and positions.blocks[end].kind is BlockKind.NOTE
            and not positions.blocks[end].marker
            and f"#{positions.blocks[end].start}" not in targets
        ):
            end += 1
        return list(positions.blocks[index:end])

    def _show_note(self, link: Inline, notes: list[Block]) -> None:
        view = self._view
        links: list[Inline] = []
        body = "".join(f"<p>{self._marked_up(block, links)}</p>" for block in notes)
        popup = self._open(view.tr("Note"))
        popup.show_text(body)
        popup.add(view.tr("Go there"), lambda: self._go(notes[0].start))
        popup.link_wanted.connect(lambda number: self.follow(links[number]))
        popup.open_beside(self._mark(link))

    def _show_address(self, link: Inline) -> None:
        view = self._view
        self.popup = show_address(view, view.layout_.style, link.target, self._mark(link))

    def _open(self, name: str) -> NotePopup:
        view = self._view
        self.popup = NotePopup(name, view.layout_.style, view)
        return self.popup

    def _go(self, offset: int) -> None:
        positions = self._view.positions
        assert positions is not None
        block = positions.blocks[positions.block_index(offset)]
        end = max(block.end, offset)
        self._view.session.go_to.emit(Span(offset, end), True)

    def _mark(self, link: Inline) -> QRect:
        """Where the mark is on the screen."""
        shown = self.shown()
        port = shown.area.viewport()
        rects = shown.rects(Span(link.start, link.end))
        box = rects[0] if rects else shown.caret_box()
        return QRect(port.mapToGlobal(box.topLeft()), box.size())

    def _marked_up(self, block: Block, links: list[Inline]) -> str:
        """A block as the little markup that Qt's labels know; its links get numbers."""
        text = self._view.session.text
        assert text is not None
        inlines = self._view.layout_.inlines.get(block.start, [])
        edges = {block.start, block.end}
        for inline in inlines:
            edges |= {max(inline.start, block.start), min(inline.end, block.end)}
        parts: list[str] = []
        for low, high in pairwise(sorted(edges)):
            piece = escape(text.text[low:high])
            for inline in inlines:
                if inline.start <= low and inline.end >= high:
                    piece = self._styled(piece, inline, links)
            parts.append(piece)
        return "".join(parts)

    def _styled(self, piece: str, inline: Inline, links: list[Inline]) -> str:
        if inline.style is InlineStyle.LINK:
            links.append(inline)
            colour = self._view.layout_.style.theme.link.name()
            return f'<a style="color: {colour}" href="{len(links) - 1}">{piece}</a>'
        tag = _TAGS.get(inline.style)
        return f"<{tag}>{piece}</{tag}>" if tag else piece
