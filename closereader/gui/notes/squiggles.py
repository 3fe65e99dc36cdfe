"""Wavy lines under words of a field that the spelling program does not know, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from closereader.gui.notes.spelling import Spelling
from closereader.gui.session import Session
from closereader.text.spelling import to_check
from closereader.text.utf16 import Utf16Map
from closereader.text.words import Word, words

_PAUSE_MS = 350


class Squiggles(QObject):
    """Of one field. The lines are drawn over its text and are no part of it."""

    def __init__(self, field: QTextEdit, session: Session, spelling: Spelling) -> None:
        super().__init__(field)
        self._field = field
        self._session = session
        self._spelling = spelling
        self._colour = QColor()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        field.textChanged.connect(self._pause.start)
        spelling.changed.connect(self.draw)

    def set_colour(self, colour: QColor) -> None:
        """Draw in this colour."""
        self._colour = colour
        self.draw()

    def begin(self) -> None:
        """Another text is in the field."""
        self.draw()
        self._pause.start()

    def _ask(self) -> None:
        reading = self._session.reading
        self._spelling.use_language(reading.language if reading is not None else "")
        text = self._field.toPlainText()
        self._spelling.ask([text[word.start : word.end] for word in to_check(text)])
        self.draw()

    def wrong(self) -> list[Word]:
        """The words that are not spelt rightly, but not the one that is being typed, nor a name the
        reading has."""
        if not self._spelling.is_on:
            return []
        text = self._field.toPlainText()
        caret = Utf16Map(text).offset(self._field.textCursor().position())
        typing = self._field.hasFocus()
        found = [
            word
            for word in to_check(text)
            if self._spelling.is_wrong(text[word.start : word.end])
            and not (typing and word.end == caret)
        ]
        # A book has thousands of names: they are gone through only where there is something to spare.
        names = self._names() if found else set()
        return [word for word in found if text[word.start : word.end].casefold() not in names]

    def draw(self) -> None:
        """Draw the lines where they belong now."""
        made: list[QTextEdit.ExtraSelection] = []
        units = Utf16Map(self._field.toPlainText())
        for word in self.wrong():
            line = QTextEdit.ExtraSelection()
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(self._colour)
            cursor = QTextCursor(self._field.document())
            cursor.setPosition(units.position(word.start))
            cursor.setPosition(units.position(word.end), QTextCursor.MoveMode.KeepAnchor)
            line.cursor = cursor
            line.format = form
            made.append(line)
        self._field.setExtraSelections(made)

    def add_to(self, menu: QMenu, point: QPoint) -> None:
        """What can be done with the wrong word at a point of the field, before all else."""
        text = self._field.toPlainText()
        offset = Utf16Map(text).offset(self._field.cursorForPosition(point).position())
        word = next((w for w in self.wrong() if w.start <= offset <= w.end), None)
        if word is None:
            return
        written = text[word.start : word.end]
        before = menu.actions()[0] if menu.actions() else None
        entries = [
            (each, self._putting(word, each)) for each in self._spelling.suggestions(written)
        ]
        entries.append((self.tr("Add to dictionary"), lambda: self._spelling.learn(written)))
        for label, act in entries:
            action = menu.addAction(label.replace("&", "&&"))
            action.triggered.connect(lambda _=False, run=act: run())
            if before is not None:
                menu.insertAction(before, action)
        if before is not None:
            menu.insertSeparator(before)

    def _putting(self, word: Word, instead: str) -> Callable[[], None]:
        def put() -> None:
            units = Utf16Map(self._field.toPlainText())
            cursor = self._field.textCursor()
            cursor.setPosition(units.position(word.start))
            cursor.setPosition(units.position(word.end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(instead)

        return put

    def _names(self) -> set[str]:
        """The words of the names that were found in the reading."""
        found: set[str] = set()
        for entity in self._session.entities:
            for name in (entity.name, *entity.aliases):
                found |= {name[w.start : w.end].casefold() for w in words(name)}
        return found
