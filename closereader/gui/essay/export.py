"""Exporting an essay: its quotation check first, then where to, then the file, made in a task."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFont
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.choices import TickBox
from closereader.gui.exporting import in_form
from closereader.i18n import _
from closereader.library import essay_export
from closereader.library.essay_check import Checked, EssayCheck
from closereader.library.essay_export import EssayReport
from closereader.model.essay import Essay
from closereader.progress import Progress
from closereader.text.file_name import file_name

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow

_MOST_ROWS = 8
_ROW = 28


class EssayExportDialog(QDialog):
    """Says how many quotations are exact and lists those that are not. `chosen`: the one to go to
    instead of exporting."""

    def __init__(self, essay: Essay, checked: EssayCheck, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export essay"))
        self.setMinimumWidth(460)
        self.chosen: Checked | None = None
        self._wrong = checked.wrong
        first, *rest = essay_export.sentences(essay, checked)
        self.told = QLabel(first, self)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setFont(themes.interface_font(14, weight=QFont.Weight.DemiBold))
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Quotations that are not exact"))
        self.list.setFont(themes.interface_font(13))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for sentence in rest:
            item = QListWidgetItem(sentence)
            item.setToolTip(sentence)
            item.setSizeHint(QSize(0, _ROW))
            self.list.addItem(item)
        self.list.setFixedHeight(_ROW * min(len(rest), _MOST_ROWS) + 6)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        hint = QLabel(self.tr("A click on one goes to it in the essay."), self)
        hint.setProperty("quiet", True)
        hint.setFont(themes.interface_font(12))
        self.list.setVisible(bool(rest))
        hint.setVisible(bool(rest))
        self.with_check = TickBox(self.tr("Put the quotation check at the end of the file"), self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        save = buttons.addButton(self.tr("Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for widget in (self.told, self.list, hint, self.with_check, buttons):
            column.addWidget(widget)
        save.setFocus()

    def _go(self, item: QListWidgetItem) -> None:
        self.chosen = self._wrong[self.list.row(item)]
        self.reject()


def export(window: MainWindow) -> None:
    """Show the check of the essay that is written on, then ask where to."""
    pane = window.right.essay
    pane.flush()
    essay = pane.writing.essay
    if essay is None or not essay.text.strip():
        window.messages.info(
            _("There is no essay yet. {key} sends a passage to one.").format(
                key=keys.told("note.essay")
            )
        )
        return

    def checked(found: EssayCheck) -> None:
        dialog = EssayExportDialog(essay, found, window)
        accepted = dialog.exec()
        if dialog.chosen is not None:
            window.trigger("view.essay")
            pane.show_wrong(dialog.chosen)
        elif accepted:
            _ask(window, essay, dialog.with_check.isChecked())

    pane.writing.check(essay, checked)


def _ask(window: MainWindow, essay: Essay, with_check: bool) -> None:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = documents if Path(documents).is_dir() else str(Path.home())
    kinds = ";;".join((_("Word document (*.docx)"), _("PDF (*.pdf)"), _("Markdown (*.md)")))
    proposed = Path(folder) / f"{file_name(essay.title)}.docx"
    name, kind = QFileDialog.getSaveFileName(window, _("Export essay"), str(proposed), kinds)
    if not name:
        return
    write(window, essay, in_form(Path(name), proposed, kind), with_check)


def write(window: MainWindow, essay: Essay, target: Path, with_check: bool) -> None:
    """Write the essay to `target`, whose ending says the form."""
    library = window.library

    def work(progress: Progress) -> EssayReport:
        return essay_export.export_essay(library, essay, target, progress, with_check=with_check)

    def done(report: EssayReport) -> None:
        said = _("Exported: {path}  {counts}").format(path=report.path, counts=report.sentences[0])
        window.messages.offer(
            said,
            _("Open"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(report.path))),
            "\n".join((*report.sentences[1:], *report.lost)),
        )

    what = _("Exporting {name}").format(name=target.name)
    window.tasks.run(what, work, done, window.messages.error)
