"""What is known of a reading: its title and the like, to be changed, and where it came from."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt, Signal, SignalInstance
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.choices import ChoiceBox
from closereader.gui.kinds import kind_name
from closereader.gui.languages import languages, name_of, tag_of
from closereader.gui.moments import moment
from closereader.i18n import _, ngettext
from closereader.library.about_reading import Known
from closereader.model.reading import Reading

COVER_WIDTH, COVER_HEIGHT = 150, 210
_WIDTH = 620
_FIELDS = ("title", "author", "date", "source")


class AboutReading(QDialog):
    """`original_wanted`, `version_wanted`: the reader pressed that button. An empty title, or a language
    that is none, cannot be accepted."""

    original_wanted = Signal()
    version_wanted = Signal()

    def __init__(self, known: Known, parent: QWidget, *, has_versions: bool) -> None:
        super().__init__(parent)
        reading = known.reading
        self.setWindowTitle(self.tr("About this reading"))
        self.setMinimumWidth(_WIDTH)
        self.fields = {name: QLineEdit(getattr(reading, name), self) for name in _FIELDS}
        self.language = self._make_languages(reading.language)
        self._was_language = reading.language
        self.cover = QLabel(self)
        self.cover.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.cover.setAccessibleName(self.tr("Cover or first page"))
        # Its place is kept until it is read: nothing moves when it comes.
        self.cover.setFixedWidth(COVER_WIDTH)
        self.cover.setVisible(bool(reading.cover))
        self.problem = self._label("", "aboutProblem")
        self.problem.hide()
        self.facts = self._label("\n".join(facts(known)), "aboutFacts")
        self.facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.facts.setProperty("quiet", True)
        self.facts.setAccessibleName(self.facts.text())
        self.take_out = self._button(self.tr("Take out the original…"), self.original_wanted)
        self.take_out.setEnabled(known.size is not None)
        self.new_version = self._button(self.tr("New version…"), self.version_wanted)
        self.new_version.setVisible(has_versions)
        self._arrange(reading)
        self.fields["title"].textChanged.connect(lambda _words: self._look())
        self.language.editTextChanged.connect(lambda _words: self._look())
        self.fields["title"].setFocus()
        # Lines that are broken at this width say only now how high they are.
        self.resize(_WIDTH, max(self.heightForWidth(_WIDTH), self.sizeHint().height()))

    def _button(self, words: str, wanted: SignalInstance) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(wanted)
        return button

    def _label(self, words: str, name: str) -> QLabel:
        label = QLabel(words, self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(themes.interface_font(12))
        return label

    def _make_languages(self, tag: str) -> ChoiceBox:
        box = ChoiceBox(self)
        box.setEditable(True)
        box.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        box.addItem("", "")
        for name, each in languages():
            box.addItem(name, each)
        if tag and box.findData(tag) < 0:
            box.insertItem(1, name_of(tag), tag)
        box.setCurrentIndex(max(box.findData(tag), 0))
        box.setAccessibleName(self.tr("Language"))
        field, completer = box.lineEdit(), box.completer()
        assert field is not None
        assert completer is not None
        field.setPlaceholderText(self.tr("not known"))
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        return box

    def _arrange(self, reading: Reading) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        names = (self.tr("Title"), self.tr("Author"), self.tr("Date"), self.tr("Source"))
        for name, field in zip(names, self.fields.values(), strict=True):
            field.setFont(themes.interface_font(13))
            field.setAccessibleName(name)
            field.setCursorPosition(0)
            field.setMinimumHeight(field.sizeHint().height())
            form.addRow(name, field)
        self.language.setMinimumHeight(self.language.sizeHint().height())
        form.addRow(self.tr("Language"), self.language)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(form)
        right.addWidget(self.problem)
        rule = QFrame(self)
        rule.setObjectName("aboutRule")
        rule.setFixedHeight(1)
        right.addWidget(rule)
        right.addWidget(self.facts)
        if reading.notices:
            right.addWidget(self._notices(reading.notices))
        right.addStretch(1)
        above = QHBoxLayout()
        above.setSpacing(18)
        above.addWidget(self.cover, 0, Qt.AlignmentFlag.AlignTop)
        above.addLayout(right, 1)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.take_out)
        below.addWidget(self.new_version)
        below.addStretch(1)
        below.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(16)
        column.addLayout(above, 1)
        column.addLayout(below)

    def _notices(self, notices: tuple[str, ...]) -> QWidget:
        said = self._label("\n".join(notices), "aboutNotices")
        said.setAccessibleName(self.tr("How it was read: ") + said.text())
        if len(said.text()) < 500:
            return said
        # A scan of four hundred pages may have something to say of each.
        area = QScrollArea(self)
        area.setWidget(said)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMinimumHeight(120)
        area.setAccessibleName(self.tr("How it was read"))
        return area

    def show_cover(self, image: QImage | None) -> None:
        """Show this picture of it, if there is one."""
        if image is not None:
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self.cover.setPixmap(picture)

    def changed(self, reading: Reading) -> dict[str, str]:
        """What was changed, by the names of the reading's fields."""
        given = {name: field.text().strip() for name, field in self.fields.items()}
        given["language"] = self._tag() or ""
        return {name: words for name, words in given.items() if words != getattr(reading, name)}

    def _tag(self) -> str | None:
        words = self.language.currentText()
        # A tag that no list knows is kept as it is, unless something else is typed.
        if words.strip() == name_of(self._was_language):
            return self._was_language
        index = self.language.findText(words, Qt.MatchFlag.MatchFixedString)
        return self.language.itemData(index) if index >= 0 else tag_of(words)

    def _look(self) -> None:
        is_language = self._tag() is not None
        self.problem.setText(
            self.tr("No language is called so: choose one, or type its tag, such as pt-BR.")
        )
        self.problem.setVisible(not is_language)
        self.ok.setEnabled(is_language and bool(self.fields["title"].text().strip()))


def facts(known: Known) -> list[str]:
    """What is to be said of where it came from, in lines."""
    reading = known.reading
    count: Callable[[int], str] = QLocale(QLocale.Language.English).toString
    characters = ngettext("{count} character", "{count} characters", reading.characters)
    size = [characters.replace(str(reading.characters), count(reading.characters))]
    if known.pages:
        size.insert(0, ngettext("{count} page", "{count} pages", known.pages))
    lines = [" · ".join((kind_name(reading.format), *size))]
    if known.size is not None:
        told = QLocale().formattedDataSize(known.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        lines.append(
            _("Kept as it came: {name}, {size}").format(name=reading.source_name, size=told)
        )
    elif reading.original:
        lines.append(
            _("Its file {name} is not there any more: add it again.").format(
                name=reading.source_name
            )
        )
    else:
        lines.append(_("Its file is not kept: it was pasted, or added before files were."))
    added = _("Added {when}").format(when=moment(reading.imported))
    if reading.version > 1:
        added += " · " + _("version {number}").format(number=reading.version)
    if reading.password:
        added += " · " + _("its password is kept, so that its pages can be drawn")
    return [*lines, added]
