"""`Aa`: face, size, measure, line height, theme and numbers; every choice applies at once."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from closereader import settings
from closereader.gui import theme as themes
from closereader.gui.choices import TickBox
from closereader.gui.guard import guarded
from closereader.gui.popup import Popup
from closereader.gui.theme import Theme
from closereader.settings import Setting, Settings

# Of the buttons that show faces, whose own lines are of different heights.
_FACE_HEIGHT = 40


@guarded
class TypePanel(Popup):
    """`changed()`: a setting of type or colour was changed, and stored; `closed()`."""

    changed = Signal()
    closed = Signal()

    def __init__(self, stored: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._stored = stored
        # What shows a setting as it is now: menus and keys change some of them too.
        self._showing: list[Callable[[], None]] = []
        self._themes: dict[str, QToolButton] = {}
        self._faces: dict[str, QToolButton] = {}
        self.setAccessibleName(self.tr("Type and colours"))
        self.setFixedWidth(348)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(
            self._choices(
                settings.THEME,
                self.tr("Theme"),
                (
                    ("light", self.tr("Light")),
                    ("sepia", self.tr("Sepia")),
                    ("dark", self.tr("Dark")),
                    ("contrast", self.tr("High contrast")),
                    ("system", self.tr("As the system")),
                ),
                columns=3,
                made=self._themes,
            )
        )
        names = tuple((name, face.family) for name, face in themes.FACES.items())
        column.addWidget(
            self._choices(settings.FACE, self.tr("Face"), names, columns=2, made=self._faces)
        )
        column.addWidget(self._slider(settings.TYPE_SIZE, self.tr("Size"), 1.0, "{value:.0f} px"))
        column.addWidget(
            self._slider(
                settings.MEASURE, self.tr("Line length"), 1.0, self.tr("{value:.0f} characters")
            )
        )
        column.addWidget(
            self._slider(settings.LINE_HEIGHT, self.tr("Line height"), 0.05, "{value:.2f}")
        )
        column.addLayout(self._line_ends())
        numbers = (
            ("none", self.tr("Off")),
            ("paragraphs", self.tr("Paragraphs")),
            ("lines", self.tr("Lines")),
        )
        column.addWidget(self._choices(settings.NUMBERING, self.tr("Numbers"), numbers, columns=3))

    def _choices(
        self,
        setting: Setting[str],
        label: str,
        choices: tuple[tuple[str, str], ...],
        *,
        columns: int,
        made: dict[str, QToolButton] | None = None,
    ) -> QWidget:
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(self._label(label, box), 0, 0, 1, columns)
        group = QButtonGroup(box)
        group.setExclusive(True)
        buttons = {} if made is None else made
        for index, (value, name) in enumerate(choices):
            button = QToolButton(box)
            button.setText(name)
            button.setProperty("boxed", True)
            button.setCheckable(True)
            # A click takes the keyboard along: a frame left on another would look chosen too.
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setFont(themes.interface_font(12.5))
            button.setSizePolicy(
                button.sizePolicy().horizontalPolicy().Expanding,
                button.sizePolicy().verticalPolicy(),
            )
            button.setAccessibleName(f"{label}: {name}")
            button.clicked.connect(lambda _=False, v=value: self._set(setting, v))
            group.addButton(button)
            grid.addWidget(button, 1 + index // columns, index % columns)
            grid.setColumnStretch(index % columns, 1)
            buttons[value] = button
        self._show(lambda: buttons[self._stored.get(setting)].setChecked(True))
        return box

    def _line_ends(self) -> QHBoxLayout:
        """Justification, and the breaking of words, which only justified lines need."""
        justified = self._tick(
            lambda: settings.justified_in(self._stored.get(settings.FACE)), self.tr("Justified")
        )
        hyphenated = self._tick(lambda: settings.HYPHENATED, self.tr("Break words"))
        justified.toggled.connect(hyphenated.setEnabled)
        self._show(lambda: hyphenated.setEnabled(justified.isChecked()))
        row = QHBoxLayout()
        row.addWidget(justified, 1)
        row.addWidget(hyphenated, 1)
        return row

    def _tick(self, setting: Callable[[], Setting[bool]], label: str) -> TickBox:
        box = TickBox(label, self)
        box.setToolTip(setting().label)
        box.toggled.connect(lambda on: self._set(setting(), on))
        self._show(lambda: box.setChecked(self._stored.get(setting())))
        return box

    def _show(self, show: Callable[[], None]) -> None:
        self._showing.append(show)
        show()

    def _slider(self, setting: Setting[Any], label: str, step: float, shown: str) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        value_label = self._label("", box)
        top = QHBoxLayout()
        top.addWidget(self._label(label, box))
        top.addStretch(1)
        top.addWidget(value_label)
        column.addLayout(top)
        slider = QSlider(Qt.Orientation.Horizontal, box)
        slider.setAccessibleName(label)
        slider.setRange(round(_least(setting) / step), round(_most(setting) / step))
        slider.setPageStep(max((slider.maximum() - slider.minimum()) // 8, 1))
        column.addWidget(slider)

        def moved(position: int) -> None:
            value = position * step
            value_label.setText(shown.format(value=value))
            self._set(setting, round(value, 2) if step < 1 else int(value))

        def show() -> None:
            value = self._stored.get(setting)
            slider.blockSignals(True)
            slider.setValue(round(value / step))
            slider.blockSignals(False)
            value_label.setText(shown.format(value=value))

        self._show(show)
        slider.valueChanged.connect(moved)
        return box

    def _label(self, text: str, parent: QWidget) -> QLabel:
        label = QLabel(text, parent)
        label.setProperty("quiet", True)
        label.setFont(themes.interface_font(12))
        return label

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        for box in self.findChildren(TickBox):
            box.set_colours(theme.palette())

    def open_under(self, button: QWidget) -> None:
        """Open, showing what is chosen now, each face in its own type."""
        for name, face in self._faces.items():
            # Not before: it loads the face's files.
            face.setFont(themes.text_font(16, face=name))
            face.setFixedHeight(_FACE_HEIGHT)
        for show in self._showing:
            show()
        super().open_under(button)
        # Tab goes on to the other choices, the arrows along this one.
        self._themes[self._stored.get(settings.THEME)].setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's: the keyboard goes back to the text."""
        super().hideEvent(event)
        self.closed.emit()

    def _set(self, setting: Setting[Any], value: Any) -> None:
        if self._stored.get(setting) != value:
            self._stored.set(setting, value)
            # Whether lines are justified is remembered of some faces apart.
            for show in self._showing if setting is settings.FACE else ():
                show()
            self.changed.emit()


def _least(setting: Setting[Any]) -> float:
    # The file allows more than the slider offers; these are what reads well.
    return {"type_size": 13.0, "measure": 40.0, "line_height": 1.25}[setting.name]


def _most(setting: Setting[Any]) -> float:
    return {"type_size": 36.0, "measure": 75.0, "line_height": 2.0}[setting.name]
