"""The versions a reading had before: when each was replaced, its text to look at, its file to take out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from closereader.errors import CloseReaderError
from closereader.gui import theme as themes
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.versions.lay_out import day_of
from closereader.gui.versions.matter import Side
from closereader.gui.versions.shown import ShownText
from closereader.gui.versions.text import VersionText
from closereader.gui.widgets import QuietText
from closereader.i18n import _
from closereader.library import about_reading, earlier_texts
from closereader.model.reading import EarlierText
from closereader.progress import Progress

_SIZE = (900, 640)
_ROW = 66


class EarlierVersions(QDialog):
    """Of the session's reading. `return_wanted(EarlierText)`: the reader wants to go back to that one."""

    return_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Earlier versions"))
        self.resize(*_SIZE)
        self._session = session
        self._versions: list[tuple[EarlierText, Side]] = []
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Earlier versions, the newest first"))
        self.list.setFont(themes.interface_font(13))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = VersionText(self.tr("The text of that version"), is_new=True, parent=self)
        self.text.set_theme(theme)
        self.nothing = QuietText(self.tr("This reading has had one version only."), self)
        self.nothing.setContentsMargins(14, 14, 14, 14)
        self.nothing.hide()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.take_out = QPushButton(self.tr("Save its file as…"), self)
        self.take_out.setAutoDefault(False)
        self.take_out.clicked.connect(self._take_out)
        self.return_ = QPushButton(self.tr("Return to this version"), self)
        self.return_.setAutoDefault(False)
        self.return_.clicked.connect(self._return)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)
        session.reading_opened.connect(self.close)
        self._read()

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.setHandleWidth(1)
        parts.addWidget(left)
        parts.addWidget(self.text)
        parts.setSizes([280, 620])
        close = QPushButton(self.tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 10)
        row.addWidget(self.return_)
        row.addWidget(self.take_out)
        row.addStretch(1)
        row.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(parts, 1)
        whole.addLayout(row)

    def _read(self) -> None:
        reading, session = self._session.reading, self._session
        if reading is None:
            return

        def work(_progress: Progress) -> list[tuple[EarlierText, Side]]:
            # Here and not in the window's thread: a book takes a tenth of a second.
            found = earlier_texts.earlier(session.library, reading.id)
            return [(each, Side(ShownText(each.text))) for each in found]

        session.tasks.run(
            _("Reading the earlier versions"), work, self._take, session.messages.error, soon=True
        )

    def _take(self, found: list[tuple[EarlierText, Side]]) -> None:
        self._versions = found
        self.nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        for version, _side in found:
            number = self.tr("Version {number}").format(number=version.version)
            until = self.tr("until {when}").format(when=day_of(version.replaced))
            lines = [number, until, version.source_name]
            item = QListWidgetItem("\n".join(line for line in lines if line))
            item.setSizeHint(QSize(0, _ROW))
            self.list.addItem(item)
        self.take_out.setEnabled(False)
        self.return_.setEnabled(bool(found))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._versions):
            version, side = self._versions[row]
            self.text.show_side(side)
            self.take_out.setEnabled(bool(version.original))

    @property
    def chosen(self) -> EarlierText | None:
        """The version that is shown."""
        row = self.list.currentRow()
        return self._versions[row][0] if 0 <= row < len(self._versions) else None

    def _return(self) -> None:
        if self.chosen is not None:
            self.return_wanted.emit(self.chosen)

    def _take_out(self) -> None:
        """Copy the file that the version came from to where the reader says."""
        version, session = self.chosen, self._session
        if version is None or session.reading is None:
            return
        was = replace(session.reading, original=version.original, source_name=version.source_name)
        try:
            about_reading.require_original(session.library, was)
        except CloseReaderError as error:
            session.messages.error(str(error))
            return
        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the file of this version"),
            about_reading.name_of_original(was),
        )
        if not chosen:
            return
        session.tasks.run(
            _("Saving the file"),
            lambda progress: about_reading.take_out(session.library, was, Path(chosen), progress),
            lambda where: session.messages.info(_("Saved as {name}.").format(name=where)),
            session.messages.error,
        )
