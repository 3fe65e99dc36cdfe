"""The widgets of the desk and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QDate, QLocale, QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.theme import Theme
from closereader.gui.versions.heaps import HeapList, HeapModel
from closereader.gui.versions.matter import Matter
from closereader.gui.versions.text import VersionText
from closereader.gui.widgets import ElidedLabel, MenuButton, QuietText, TabRow
from closereader.model.annotation import AnchorState, Annotation
from closereader.model.reading import EarlierText

HEAPS = (AnchorState.SURE, AnchorState.APPROXIMATE, AnchorState.LOST)
_LIST = 300
_NARROW = 900
_STRIP = 34


class DeskParts(QObject):
    """Made by the desk, which connects them."""

    def __init__(self, model: HeapModel, desk: QDialog) -> None:
        super().__init__(desk)
        self._desk = desk
        self.tabs = TabRow(desk)
        self.tabs.setAccessibleName(self.tr("Heaps of notes"))
        for _state in HEAPS:
            self.tabs.addTab("")
        self.list = HeapList(model, desk)
        self.nothing = QuietText("", desk)
        self.old = VersionText(self.tr("The text before"), is_new=False, parent=desk)
        self.new = VersionText(self.tr("The text now"), is_new=True, parent=desk)
        self.old_name, self.new_name = ElidedLabel(desk), ElidedLabel(desk)
        self.help = QLabel(desk)
        self.said = QLabel(desk)
        self.alike = MenuButton(self.tr("Accept alike"), desk)
        self.alike.setMenu(QMenu(self.alike))
        self.alike.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.alike.menu().setFont(themes.interface_font(13))
        self.take = self._button(self.tr("Accept"))
        self.remove = self._button(self.tr("Delete note"))
        self.following = self._button(self.tr("Next to check"))
        self.close_ = self._button(self.tr("Close"))
        self._lay_out()
        self.tell_keys(in_text=False)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self._desk)
        button.setFont(themes.interface_font(13))
        # Enter is the desk's own.
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        notes = QWidget(self._desk)
        column = QVBoxLayout(notes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heads = QHBoxLayout()
        heads.setContentsMargins(10, 0, 0, 0)
        heads.addWidget(self.tabs)
        column.addLayout(heads)
        self.nothing.setContentsMargins(14, 14, 14, 14)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self._texts = QSplitter(Qt.Orientation.Horizontal, self._desk)
        self._texts.setHandleWidth(1)
        self._texts.setChildrenCollapsible(False)
        self._texts.addWidget(self._side(self.old_name, self.old))
        self._texts.addWidget(self._side(self.new_name, self.new))
        self._texts.setSizes([1000, 1000])
        self.all = QSplitter(Qt.Orientation.Horizontal, self._desk)
        self.all.setHandleWidth(1)
        self.all.setChildrenCollapsible(False)
        self.all.addWidget(notes)
        self.all.addWidget(self._texts)
        self.all.setStretchFactor(1, 1)
        self.all.setSizes([_LIST, 2000])
        whole = QVBoxLayout(self._desk)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.all, 1)
        whole.addWidget(self._foot())
        order = (self.tabs, self.list, self.old, self.new, self.take, self.remove)
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _side(self, name: ElidedLabel, text: VersionText) -> QWidget:
        side = QWidget(self._desk)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        strip = QFrame(side)
        strip.setObjectName("titleStrip")
        strip.setFixedHeight(_STRIP)
        row = QHBoxLayout(strip)
        row.setContentsMargins(18, 0, 12, 0)
        name.setFont(themes.interface_font(12.5))
        row.addWidget(name, 1)
        column.addWidget(strip)
        column.addWidget(text, 1)
        return side

    def _foot(self) -> QWidget:
        foot = QFrame(self._desk)
        foot.setObjectName("selectedBar")
        column = QVBoxLayout(foot)
        column.setContentsMargins(14, 8, 12, 10)
        column.setSpacing(6)
        for label in (self.help, self.said):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.help.setFont(themes.interface_font(12))
        self.help.setProperty("quiet", True)
        self.said.setFont(themes.interface_font(13, weight=QFont.Weight.Medium))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.take)
        row.addWidget(self.remove)
        row.addWidget(self.following)
        row.addWidget(self.alike)
        row.addWidget(self.said, 1)
        row.addWidget(self.close_)
        column.addLayout(row)
        column.addWidget(self.help)
        return foot

    def fit(self, width: int) -> None:
        """Side by side where there is room, else one below the other."""
        narrow = width < _NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._texts.orientation() is not wanted:
            self._texts.setOrientation(wanted)
            self._texts.setSizes([1000, 1000])

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        for part in (self.tabs, self.list, self.old, self.new):
            part.set_theme(theme)

    # What they say

    def name(self, matter: Matter) -> None:
        """Say which versions lie here."""
        reading = matter.reading
        now = self.tr("Now · version {number} · {name}").format(
            number=reading.version, name=reading.source_name or reading.title
        )
        self.new_name.setText(now if matter.latest else self.tr("The text"))
        self.name_old(matter.latest)
        self._desk.setWindowTitle(
            self.tr("Notes of “{title}” after a new version").format(title=reading.title)
        )

    def name_old(self, version: EarlierText | None) -> None:
        """Say which version stands at the left."""
        if version is None:
            self.old_name.setText(self.tr("No earlier text is known"))
            return
        self.old_name.setText(
            self.tr("Before · version {number} · until {when}").format(
                number=version.version, when=day_of(version.replaced)
            )
        )

    def count(self, counts: Mapping[AnchorState, int]) -> None:
        """How many lie on each heap."""
        names = {
            AnchorState.SURE: self.tr("Sure · {count}"),
            AnchorState.APPROXIMATE: self.tr("Approximate · {count}"),
            AnchorState.LOST: self.tr("Lost · {count}"),
        }
        for index, state in enumerate(HEAPS):
            self.tabs.setTabText(index, names[state].format(count=counts[state]))
        self.alike.setEnabled(bool(counts[AnchorState.APPROXIMATE]))
        waiting = counts[AnchorState.APPROXIMATE] + counts[AnchorState.LOST]
        self.following.setEnabled(bool(waiting))

    def show_nothing(self, state: AnchorState, *, is_empty: bool) -> None:
        """Say what an empty heap means."""
        self.nothing.setText(
            {
                AnchorState.SURE: self.tr("No note stands on the same words as before."),
                AnchorState.APPROXIMATE: self.tr("No note is uncertain of its place."),
                AnchorState.LOST: self.tr("No note is lost."),
            }[state]
        )
        self.nothing.setVisible(is_empty)
        self.list.setVisible(not is_empty)

    def show_note(self, note: Annotation | None, *, is_moved: bool) -> None:
        """What can be done with it."""
        self.remove.setEnabled(note is not None)
        self.take.setEnabled(note is not None)
        is_lost = note is not None and note.anchor is AnchorState.LOST
        self.take.setText(
            self.tr("Put it on the selection") if is_moved or is_lost else self.tr("Accept")
        )

    def tell(self, sentence: str) -> None:
        """One sentence about what was just done or asked."""
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)

    def tell_keys(self, *, in_text: bool, is_lost: bool = False) -> None:
        """What the keys do where the keyboard is."""
        if in_text:
            words = self.tr(
                "Select the passage with Shift and the arrows, or the mouse · Enter puts the note "
                "there · Esc goes back to the list"
            )
        elif is_lost:
            words = self.tr(
                "Tab goes to the texts: select its passage at the right, Enter puts the note there · "
                "N, P next and previous to check · Delete deletes the note · Esc closes"
            )
        else:
            words = self.tr(
                "Enter accepts · ← → move the end by a word, with Shift the beginning, with Ctrl by a "
                "letter · N, P next and previous to check · Tab goes to the texts · Delete deletes "
                "the note · Esc closes"
            )
        self.help.setText(words)
        self.help.setAccessibleName(words)


def day_of(stamp: str) -> str:
    """The day of a moment (ISO 8601), as the reader writes it."""
    try:
        moment = datetime.fromisoformat(stamp).astimezone()
    except (ValueError, OverflowError, OSError):
        return stamp[:10]
    day = QLocale().toString(QDate(moment.year, moment.month, moment.day), "d MMM yyyy")
    return f"{day}, {moment:%H:%M}"
