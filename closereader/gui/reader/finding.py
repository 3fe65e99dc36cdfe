"""Finding in the reading: what the find bar asks for, and the hits that the text shows.

A short text is searched at each letter, a long one from the second on, or on Enter. A long one, or any
by a regular expression, is searched in a task, one at a time; what the reader typed meanwhile is looked
for next, and stale hits are dropped.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from PySide6.QtCore import QObject, QTimer, Signal

from closereader.gui.reader.find_bar import FindBar
from closereader.model.span import Span
from closereader.text.find import Finder

if TYPE_CHECKING:
    from closereader.gui.reader.views import Views
    from closereader.gui.session import Session
    from closereader.model.reading import ReadingText
    from closereader.progress import Progress

# Longer texts, in characters, are searched in a task; this many take some 10 ms.
_LONG = 200_000
_PAUSE_MS = 60


class _Query(NamedTuple):
    words: str
    whole_words: bool
    match_case: bool
    is_pattern: bool


class Finding(QObject):
    """`hits_changed()`: the text shows other hits; `closed()`: the bar was put away."""

    hits_changed = Signal()
    closed = Signal()

    def __init__(self, session: Session, views: Views, bar: FindBar, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._views = views
        self._overlay = views.text.overlay
        self._bar = bar
        self._finder: Finder | None = None
        self._found: _Query | None = None
        self._is_running = False
        # Whether one letter stands in the field, to be looked for on Enter.
        self._waits = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._find)
        bar.changed.connect(self._timer.start)
        bar.stepped.connect(self.step)
        bar.closed.connect(self.close)

    @property
    def hits(self) -> list[Span]:
        """What is found now, in order of place."""
        return self._overlay.hits

    def open(self, words: str = "") -> None:
        """Show the bar, looking for `words`; without them, for what is selected if that is short."""
        text = self._session.text
        if not words and self._session.selection is not None and text is not None:
            selected = self._session.selection.text_of(text.text)
            words = selected if len(selected) <= 60 and "\n" not in selected else ""
        if words and words != self._bar.field.text():
            self._bar.pattern.setChecked(False)
        self._bar.open(words)
        self._timer.start()

    def close(self) -> None:
        """Put the bar away and go back to the text."""
        self._timer.stop()
        self._bar.hide()
        self._show([])
        self._views.take_focus()
        self.closed.emit()

    def forget(self) -> None:
        """Another reading is open."""
        self._timer.stop()
        self._finder = None
        self._bar.hide()
        self._show([])

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) hit, round the end."""
        if self._timer.isActive() or (self._waits and self._bar.isVisible()):
            self._timer.stop()
            self._find(asked=True)
            return
        hits, overlay = self.hits, self._overlay
        if not hits:
            if not self._bar.isVisible():
                self.open()
            return
        if overlay.current_hit < 0:
            after = bisect_right(hits, Span(self._session.caret, self._session.caret))
            overlay.current_hit = (after if by > 0 else after - 1) % len(hits)
        else:
            overlay.current_hit = (overlay.current_hit + by) % len(hits)
        self._show_hit()

    # Within

    def _query(self) -> _Query:
        bar = self._bar
        return _Query(
            bar.field.text(),
            bar.words.isChecked(),
            bar.case.isChecked(),
            bar.pattern.isChecked(),
        )

    def _find(self, *, asked: bool = False) -> None:
        """Look for what is typed; `asked`: even for a letter that is everywhere."""
        text, query = self._session.text, self._query()
        is_long = text is not None and len(text.text) > _LONG
        self._waits = is_long and not asked and _is_one_letter(query.words)
        if text is None or not self._bar.isVisible() or not query.words or self._waits:
            self._found = None
            self._show([])
            if self._waits:
                self._bar.set_hint(self.tr("Type two letters"))
            else:
                self._bar.set_idle()
            return
        if self._finder is None:
            self._finder = Finder(text.text)
        if is_long or query.is_pattern:
            self._find_in_task(text, self._finder, query)
        else:
            self._take(query, _search(text.text, self._finder, query))

    def _find_in_task(self, text: ReadingText, finder: Finder, query: _Query) -> None:
        if self._is_running:
            return  # When that one ends, it is seen that another is wanted.
        self._is_running = True
        self._bar.set_waiting()

        def work(_progress: Progress) -> list[Span]:
            return _search(text.text, finder, query)

        def done(hits: list[Span]) -> None:
            if self._is_still_wanted(text, query):
                self._take(query, hits)

        def failed(sentence: str) -> None:
            if self._is_still_wanted(text, query):
                self._show([])
                self._bar.set_problem(sentence)

        self._session.tasks.run(self.tr("Finding"), work, done, failed)

    def _is_still_wanted(self, text: ReadingText, query: _Query) -> bool:
        self._is_running = False
        if self._session.text is text and self._query() == query and self._bar.isVisible():
            return True
        if self._bar.isVisible():
            self._find()
        return False

    def _take(self, query: _Query, hits: list[Span]) -> None:
        is_same = query == self._found
        current = self._overlay.current_hit
        self._found = query
        self._show(hits)
        if not hits:
            return
        top = self._views.shown.place()[0]
        # The first in sight, or below it; looking again for the same stays where it was.
        first = bisect_right(hits, Span(top, top)) % len(hits)
        self._overlay.current_hit = current if is_same and 0 <= current < len(hits) else first
        self._show_hit()

    def _show(self, hits: list[Span]) -> None:
        overlay = self._overlay
        overlay.hits = hits
        overlay.current_hit = -1
        self._bar.set_problem("")
        self._bar.set_count(-1, len(hits))
        self._views.shown.repaint()
        self.hits_changed.emit()

    def _show_hit(self) -> None:
        overlay = self._overlay
        self._bar.set_count(overlay.current_hit, len(overlay.hits))
        self._views.shown.go_to(overlay.hits[overlay.current_hit], flash=False)
        self._views.shown.repaint()


def _is_one_letter(words: str) -> bool:
    """Whether it is found everywhere in a long text, and says nothing: one letter of an alphabet. An
    ideograph, a kana or a syllable of Hangul is a word."""
    return len(words) == 1 and not (words.isalpha() and east_asian_width(words) in ("W", "H"))


def _search(text: str, finder: Finder, query: _Query) -> list[Span]:
    if not query.is_pattern:
        return finder.find_all(
            query.words, whole_words=query.whole_words, match_case=query.match_case
        )
    # Not at the top: few readers ever look for a pattern.
    from closereader.text.patterns import find_pattern

    return find_pattern(
        text, query.words, whole_words=query.whole_words, match_case=query.match_case
    )
