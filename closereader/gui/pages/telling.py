"""What a screen reader is told of the pages. They are pictures; their words are read out as the caret comes
to them, and which page it is. All of the text can be read in the other view of the reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

if TYPE_CHECKING:
    from closereader.gui.pages.view import PagesView

_KEY = Qt.Key
_LETTERS = (_KEY.Key_Left, _KEY.Key_Right)


def tell(about: QObject, words: str) -> None:
    """Let a screen reader say this, where one listens."""
    if QAccessible.isActive() and words.strip():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(about, words))


class PageTelling:
    """Of one view."""

    def __init__(self, view: PagesView) -> None:
        self._view = view
        view.page_changed.connect(self._page_changed)

    def moved(self, key: Qt.Key, *, by_words: bool) -> None:
        """The caret went where this key brings it: a letter, a word, or a line is read out."""
        view = self._view
        text = view.session.text
        if text is None or view.words is None:
            return
        caret = view.session.caret
        if key in _LETTERS and not by_words:
            tell(view, text.text[caret : caret + 1])
        elif key in _LETTERS:
            rest = text.text[caret : caret + 80].split()
            tell(view, rest[0] if rest else "")
        elif (found := view.words.line_of(caret)) is not None:
            tell(view, text.text[found[1].start : found[1].end])

    def _page_changed(self, page: int) -> None:
        view = self._view
        addresses = view.session.addresses
        if addresses is not None:
            label = addresses.sheet(page).removeprefix("p. ")
            said = view.tr("Page {label}, {number} of {count}")
            words = said.format(label=label, number=page + 1, count=len(view.sheets))
            # What is asked for when the focus comes here.
            view.setAccessibleDescription(words)
            if view.hasFocus():
                tell(view, words)
