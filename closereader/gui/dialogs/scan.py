"""Read the scan: which pages, in which language; how far it is; or how to get the OCR program."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from closereader import ocr
from closereader.errors import InputRefused
from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.tasks import Task
from closereader.i18n import ngettext
from closereader.library.scans import ScanPages
from closereader.model.page_range import pages_in, told_pages
from closereader.model.reading import Reading
from closereader.ocr import OcrProgram

_WIDTH = 520
_LANGUAGES_SHOWN = 5
_CODE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ScanWish:
    """What the reader asks for: pages (from 0), and the program's codes of languages."""

    pages: tuple[int, ...]
    languages: tuple[str, ...]


@guarded
class ScanDialog(QDialog):
    """Stands beside the window, which can be read meanwhile. `asked(ScanWish)`: read these; then `follow`
    the task. `stopped(bool)`: no further page; True: what was read is to be kept."""

    asked = Signal(object)
    stopped = Signal(bool)

    def __init__(self, reading: Reading, pages: ScanPages, parent: QWidget) -> None:
        super().__init__(parent)
        self._reading = reading
        self._pages = pages
        self._task: Task | None = None
        self.setWindowTitle(self.tr("Read the scan"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setMinimumWidth(_WIDTH)
        self.told = self._label(13)
        self.every = QRadioButton(self)
        self.bad = QRadioButton(self)
        self.some = QRadioButton(self.tr("These pages:"), self)
        self.range = QLineEdit(self)
        self.languages = QListWidget(self)
        self.languages.setObjectName("scanLanguages")
        self.why_not = self._label(12)
        self.bar = QProgressBar(self)
        self.how_far = self._label(13)
        self.hint = self._label(13)
        self.copy = QPushButton(self.tr("Copy"), self)
        self.start = QPushButton(self)
        self.keep = QPushButton(self.tr("Stop and keep what was read"), self)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self._parts: list[QWidget] = []
        self._lay_out()
        self._connect()
        self._show(_LOOKING)
        # It grows downwards when the program has answered.
        middle = parent.window().geometry().center()
        self.move(middle.x() - _WIDTH // 2, max(middle.y() - _WIDTH // 2, 0))

    # What it shows

    def take_program(self, program: OcrProgram) -> None:
        """The program is there: let the reader choose."""
        self.told.setText(self._about(program))
        wanted = [self._reading.language, self.locale().name().replace("_", "-")]
        chosen = ocr.chosen(program.languages, wanted)
        for code in (*chosen, *(each for each in program.languages if each not in chosen)):
            item = QListWidgetItem(ocr.name_of(code), self.languages)
            item.setData(_CODE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if code in chosen else Qt.CheckState.Unchecked)
        row = self.languages.sizeHintForRow(0) if self.languages.count() else 24
        shown = min(max(self.languages.count(), 2), _LANGUAGES_SHOWN)
        self.languages.setFixedHeight(row * shown + 10)
        self._show(_CHOOSING)
        self.start.setFocus()
        self._look()

    def refuse(self, sentence: str) -> None:
        """There is none, and how it is got; or it cannot be used, and why."""
        is_there = ocr.find() is not None
        self.told.setText(
            sentence
            if is_there
            else self.tr("There is no OCR program on this computer. Tesseract is one, and free:")
        )
        self.hint.setText("" if is_there else ocr.how_to_get())
        self.hint.setVisible(not is_there)
        self._show(_WITHOUT)
        self.copy.setFocus()

    def follow(self, task: Task) -> None:
        """Show how far the reading of the pages is; the dialog goes when it has ended well."""
        self._task = task
        task.progressed.connect(self._progress)
        task.done.connect(lambda _result: self._ended(close=True))
        task.cancelled.connect(lambda: self._ended(close=False))
        self._show(_READING)
        self.how_far.setText(self.tr("Beginning…"))
        self.bar.setRange(0, 0)
        self.keep.setEnabled(False)
        self.cancel.setFocus()

    def failed(self, sentence: str) -> None:
        """It came to nothing; the reader may choose otherwise."""
        self._ended(close=False)
        self.why_not.setText(sentence)
        self.why_not.show()
        self._fit()

    @property
    def wish(self) -> ScanWish | None:
        """What is chosen; None while it makes no sense."""
        try:
            pages = self._chosen_pages()
        except InputRefused:
            return None
        languages = self._languages()
        return ScanWish(pages, languages) if pages and languages else None

    # Within

    def _chosen_pages(self) -> tuple[int, ...]:
        if self.every.isChecked():
            return self._pages.without_text
        if self.bad.isChecked():
            return self._pages.garbled
        return pages_in(self.range.text(), self._pages.count)

    def _lay_out(self) -> None:
        self._parts = [QWidget(self), self._choosing(), self._without(), self._reading_part()]
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.keep, self.cancel, self.copy, self.start):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.start.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(self.told)
        for part in self._parts:
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(buttons)

    def _choosing(self) -> QWidget:
        part = QWidget(self)
        self._offer_pages()
        self.languages.setAccessibleName(self.tr("Languages of the pages"))
        row = QHBoxLayout()
        row.addWidget(self.some)
        row.addWidget(self.range, 1)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.every)
        column.addWidget(self.bad)
        column.addLayout(row)
        counted = self.tr("Counted from the first page of the file, which has {count}.")
        column.addWidget(self._quiet(counted.format(count=self._pages.count)))
        heading = self._label(13)
        heading.setText(self.tr("Languages on these pages"))
        heading.setBuddy(self.languages)
        column.addSpacing(4)
        column.addWidget(heading)
        column.addWidget(self.languages)
        another = self.tr("Another language: {how}")
        column.addWidget(self._quiet(another.format(how=ocr.how_to_add("deu"))))
        column.addWidget(self._quiet(self._what_happens()))
        self.why_not.setProperty("isError", True)
        column.addWidget(self.why_not)
        return part

    def _offer_pages(self) -> None:
        without, bad = self._pages.without_text, self._pages.garbled
        self.every.setText(
            ngettext("The page without text", "All {count} pages without text", len(without))
            if without
            else self.tr("All pages without text (there are none)")
        )
        self.every.setEnabled(bool(without))
        self.bad.setText(
            ngettext(
                "The page whose text seems badly read",
                "All {count} pages whose text seems badly read",
                len(bad),
            )
        )
        self.bad.setVisible(bool(bad))
        (self.every if without else self.bad if bad else self.some).setChecked(True)
        self.range.setText(told_pages(without or bad or range(self._pages.count)))
        self.range.setAccessibleName(self.tr("Pages to read, such as 3 or 1-12, 15"))
        self.range.setPlaceholderText("1-12, 15")
        self.range.setEnabled(self.some.isChecked())

    def _without(self) -> QWidget:
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        self.hint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column.addWidget(self.hint)
        column.addWidget(
            self._quiet(
                self.tr("Then choose “Read the scan” again. Areas can be marked without it.")
            )
        )
        return part

    def _reading_part(self) -> QWidget:
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the reading of the pages is"))
        column.addWidget(self.how_far)
        column.addWidget(self.bar)
        column.addWidget(
            self._quiet(self.tr("You can read on meanwhile; this goes on when you close it."))
        )
        return part

    def _connect(self) -> None:
        self.start.clicked.connect(self._ask)
        self.cancel.clicked.connect(self._cancel)
        self.keep.clicked.connect(self._keep)
        self.copy.clicked.connect(self._copy)
        self.every.toggled.connect(lambda _on: self._look())
        self.bad.toggled.connect(lambda _on: self._look())
        self.some.toggled.connect(self.range.setEnabled)
        self.range.textChanged.connect(lambda _words: self._look())
        self.languages.itemChanged.connect(lambda _item: self._look())

    def _about(self, program: OcrProgram) -> str:
        title, count, bad = self._reading.title, len(self._pages.without_text), self._pages.garbled
        if count:
            said = ngettext(
                "One page of “{{title}}” is a picture without text.",
                "{count} pages of “{{title}}” are pictures without text.",
                count,
            )
        elif bad:
            said = self.tr("The text of “{title}” seems to be badly read from a scan.")
        else:
            said = self.tr("All pages of “{title}” have text. It can be read anew where it is bad.")
        return f"{said.format(title=title)} " + self.tr(
            "Tesseract {version} reads the words off them, on this computer."
        ).format(version=program.version)

    def _what_happens(self) -> str:
        return self.tr(
            "What is read becomes the text of these pages; all others keep theirs, and your notes and "
            "marked areas stay. {undo} takes it back."
        ).format(undo=keys.told("edit.undo"))

    def _look(self) -> None:
        """What is chosen makes sense, or why it does not."""
        why = ""
        if self.some.isChecked():
            try:
                pages_in(self.range.text(), self._pages.count)
            except InputRefused as refused:
                why = str(refused)
        if not why and not self._languages():
            why = self.tr("Choose at least one language.")
        self.why_not.setText(why)
        if self.why_not.isHidden() is bool(why):
            self.why_not.setVisible(bool(why))
            self._fit()
        wish = self.wish
        self.start.setEnabled(wish is not None)
        self.start.setText(
            ngettext("Read {count} page", "Read {count} pages", len(wish.pages))
            if wish is not None
            else self.tr("Read")
        )

    def _languages(self) -> tuple[str, ...]:
        items = (self.languages.item(row) for row in range(self.languages.count()))
        return tuple(
            item.data(_CODE) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def _ask(self) -> None:
        wish = self.wish
        if wish is not None and self._task is None:
            self.asked.emit(wish)

    def _keep(self) -> None:
        self.keep.setEnabled(False)
        self.how_far.setText(self.tr("Finishing the page…"))
        self.stopped.emit(True)

    def _cancel(self) -> None:
        if self._task is None:
            self.reject()
        else:
            self.stopped.emit(False)

    def _progress(self, done: int, total: int, what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.how_far.setText(what)
        # The first pages have been read once the rest can be reckoned.
        self.keep.setEnabled(done > 0)

    def _ended(self, *, close: bool) -> None:
        self._task = None
        if close:
            self.close()
        else:
            self._show(_CHOOSING)
            self._look()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.told.text()}\n{self.hint.text()}".strip())

    def _show(self, part: int) -> None:
        if part == _LOOKING:
            self.told.setText(self.tr("Looking for the OCR program…"))
        for number, each in enumerate(self._parts):
            each.setVisible(number == part)
        self.start.setVisible(part == _CHOOSING)
        self.copy.setVisible(part == _WITHOUT)
        self.keep.setVisible(part == _READING)
        self.cancel.setText(self.tr("Close") if part == _WITHOUT else self.tr("Cancel"))
        self._fit()

    def _fit(self) -> None:
        """As high as what is shown needs: lines are broken at the width it has, which Qt does not ask."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        height = layout.heightForWidth(max(self.width(), _WIDTH))
        self.resize(max(self.width(), _WIDTH), height)

    def _label(self, pixels: int) -> QLabel:
        label = QLabel("", self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(themes.interface_font(pixels))
        return label

    def _quiet(self, words: str) -> QLabel:
        label = self._label(12)
        label.setText(words)
        label.setProperty("quiet", True)
        return label


_LOOKING, _CHOOSING, _WITHOUT, _READING = range(4)
