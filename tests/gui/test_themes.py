"""What every theme owes to what is drawn in it: signs that are seen, in every state."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QToolTip,
)
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.actions import ACTIONS
from closereader.gui.choices import ChoiceBox, TickBox
from closereader.gui.main_window import MainWindow
from closereader.gui.reader.mark_map import MarkMap
from closereader.gui.sheet import window_sheet

NAMES = ["light", "sepia", "dark", "contrast"]


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def best_contrast(image: QImage, ground: QColor) -> float:
    """Of whatever pixel stands out most: where letters are drawn, their stems."""
    return max(
        contrast(image.pixelColor(x, y), ground)
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_a_field_is_for_can_be_read_in_it(qtbot: QtBot, name: str) -> None:
    theme = themes.load(name)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setFont(themes.interface_font(26))
    field.setStyleSheet(window_sheet(theme))
    field.setPlaceholderText("HHHH ||||")
    field.resize(300, 60)
    field.show()
    QApplication.processEvents()
    inside = field.grab().toImage().copy(12, 12, 270, 36)
    assert best_contrast(inside, theme.field) >= 4.5
    assert contrast(theme.quiet, theme.field) >= 4.5
    assert contrast(theme.quiet, theme.card) >= 4.5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_the_box_on_the_map_is_whole_and_stands_out(qtbot: QtBot, name: str, share: float) -> None:
    theme = themes.load(name)
    strip = MarkMap(theme)
    qtbot.addWidget(strip)
    strip.setPalette(theme.palette())  # The ground it lies on.
    strip.resize(22, 600)
    total = 200_000.0
    strip.set_ticks({}, {}, total)
    top = share * (total - 600)
    strip.set_view(top, top + 600, total)
    strip.show()
    image = strip.grab().toImage()
    box = strip.box()
    assert box is not None
    assert 12 <= box.top() < box.bottom() <= 600 - 12
    track = image.pixelColor(11, 300 if share != 0.5 else 100)
    for y in (box.top(), box.bottom()):
        # A line between two rows of pixels is drawn on the first of them.
        edge = max(contrast(image.pixelColor(11, int(y) + d), track) for d in (-1, 0, 1))
        assert edge >= 3.0, (name, y)


def test_one_theme_looks_chosen_in_the_panel(qtbot: QtBot, window: MainWindow) -> None:
    window.trigger("view.type")
    panel = window.type_panel
    buttons = {
        b.accessibleName(): b
        for b in panel.findChildren(QToolButton)
        if b.accessibleName().startswith("Theme")
    }
    QTest.mouseClick(buttons["Theme: Dark"], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    framed = [n for n, b in buttons.items() if b.hasFocus() or b is panel.focusWidget()]
    assert framed == ["Theme: Dark"]
    assert [n for n, b in buttons.items() if b.isChecked()] == ["Theme: Dark"]
    panel.hide()


@pytest.mark.parametrize("name", NAMES)
def test_the_edge_of_a_panel_is_seen(name: str) -> None:
    theme = themes.load(name)
    assert contrast(theme.quiet, theme.page) >= 3.0
    assert f"#popup {{ border: 1px solid {theme.quiet.name()}" in window_sheet(theme)


def test_the_menu_ticks_the_theme_in_use(window: MainWindow) -> None:
    def ticked() -> list[str]:
        names = ("light", "sepia", "dark", "contrast", "system")
        return [n for n in names if window.actions_[f"view.theme.{n}"].isChecked()]

    assert len(ticked()) == 1
    window.trigger("view.theme.sepia")
    assert ticked() == ["sepia"]
    window.trigger("view.theme.sepia")
    assert ticked() == ["sepia"]
    window.trigger("view.type")
    dark = window.type_panel.findChildren(QToolButton)[2]
    QTest.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert ticked() == ["dark"]
    window.type_panel.hide()


def test_the_map_says_that_words_were_left_out_only_where_they_were(window: MainWindow) -> None:
    layout, strip = window.reader.view.layout_, window.reader.map
    heights = [layout.top(number) + 2 for number in range(len(layout.blocks))]
    told = [strip.preview(height) for height in heights]
    assert any(words.endswith("The town walked on it.") for words in told)
    assert any(words.endswith("…") for words in told)


def test_what_is_drawn_with_round_corners_has_them(qtbot: QtBot, window: MainWindow) -> None:
    window.trigger("view.type")
    panel = window.type_panel
    assert not panel.mask().contains(panel.rect().topLeft())
    assert panel.mask().contains(panel.rect().center())
    panel.hide()
    strip = window.reader.map
    QTest.mouseMove(strip, QPoint(10, 40))
    QTest.mouseMove(strip, QPoint(11, 60))
    tips = [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel")]
    qtbot.waitUntil(lambda: any(t.isVisible() for t in tips), timeout=2_000)
    for tip in tips:
        assert not tip.mask().contains(tip.rect().topLeft())
    QToolTip.hideText()


def test_every_menu_fits_a_small_screen_and_holds_each_of_its_actions_once(
    window: MainWindow,
) -> None:
    inner = [menu for outer in window.menus for menu in outer.findChildren(QMenu)]
    for menu in [*window.menus, *inner]:
        assert menu.sizeHint().height() < 640, menu.title()
        assert len({menu.actionGeometry(action).x() for action in menu.actions()}) == 1
    held = [a.objectName() for menu in [*window.menus, *inner] for a in menu.actions()]
    assert sorted(filter(None, held)) == sorted(row.id for row in ACTIONS if row.menu)


@pytest.mark.parametrize("name", NAMES)
def test_ticks_and_arrows_are_seen_in_a_window_of_its_own(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    window.commands.choose_theme(name)
    dialog = QDialog(window)
    tick, choice = TickBox("So", dialog), ChoiceBox(dialog)
    tick.setChecked(True)
    choice.addItem("One")
    choice.resize(160, 30)
    choice.move(0, 40)
    dialog.show()
    qtbot.waitExposed(dialog)
    theme = window.theme
    option = QStyleOptionButton()
    tick.initStyleOption(option)
    inside = tick.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, tick)
    box = tick.grab(inside.adjusted(2, 2, -2, -2)).toImage()
    assert contrast(box.pixelColor(0, 0), theme.field) < 1.2
    assert best_contrast(box, theme.field) >= 4.5
    arrow = choice.grab(QRect(136, 6, 20, 18)).toImage()
    assert best_contrast(arrow, theme.field) >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_a_box_to_tick_is_framed_in_what_is_seen_while_the_keyboard_is_on_it(
    qtbot: QtBot, name: str
) -> None:
    theme = themes.load(name)
    window = QDialog()
    qtbot.addWidget(window)
    window.setPalette(theme.palette())
    window.setStyleSheet(window_sheet(theme))
    box = TickBox("", window)
    window.show()
    # Of this colour the style draws its frame then.
    assert contrast(box.palette().highlight().color(), theme.panel) >= 3
