"""What tests of the notes pane do again and again."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from closereader.library import queries


def shown(pane):
    """The passages of the cards, in their order."""
    return [pane.model.note(row).quote for row in range(pane.model.rowCount())]


def stored(session, note):
    """The note as the library has it."""
    return queries.annotation(session.library, note.id)


def click_card(pane, note, *, twice=False):
    """Click on the note's card, below its first line."""
    index = pane.model.index(pane.model.row_of(note.id))
    pane.view.scrollTo(index)
    where = pane.view.visualRect(index).topLeft() + QPoint(60, 20)
    act = QTest.mouseDClick if twice else QTest.mouseClick
    act(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=where)


def tick(menu, words):
    """Switch the entry of a menu that begins with `words`."""
    menu.aboutToShow.emit()
    entry = next(a for a in menu.actions() if a.text().strip().startswith(words))
    entry.trigger()
