"""`Aa`: what is chosen there shows at once; and the faces of the reading, which share lines and bands."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QToolButton

from closereader import settings
from closereader.gui import theme as themes
from closereader.gui.main_window import MainWindow
from closereader.gui.reader.look import ReaderStyle


def open_panel(window: MainWindow) -> None:
    window.trigger("view.type")
    QApplication.processEvents()


def named(window: MainWindow, name: str) -> QToolButton:
    return next(
        b for b in window.type_panel.findChildren(QToolButton) if b.accessibleName() == name
    )


def tick(window: MainWindow, label: str) -> QCheckBox:
    return next(b for b in window.type_panel.findChildren(QCheckBox) if b.text() == label)


def click(widget: QToolButton) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def click_tick(box: QCheckBox) -> None:
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() / 4)


def shown(window: MainWindow) -> ReaderStyle:
    return window.reader.view.layout_.style


@pytest.mark.parametrize("name", themes.FACES)
def test_a_face_that_is_clicked_sets_the_text_and_is_kept(window: MainWindow, name: str) -> None:
    family = themes.FACES[name].family
    open_panel(window)
    button = named(window, f"Face: {family}")
    click(button)
    assert QFontInfo(shown(window).font).family() == family
    assert QFontInfo(button.font()).family() == family
    assert settings.load().get(settings.FACE) == name


@pytest.mark.parametrize("name", themes.FACES)
@pytest.mark.parametrize("size", [13, 20, 36])
def test_letters_of_every_face_stay_within_the_band_of_a_mark(
    qapp: QApplication, name: str, size: int
) -> None:
    font = themes.text_font(size, face=name)
    ink = QFontMetricsF(font).tightBoundingRect("dbfhklTHQgjpqy")
    # `lines.band`: 0.78 sizes above the baseline, 0.28 below it.
    assert -ink.top() <= 0.78 * size + 1
    assert ink.bottom() <= 0.28 * size + 1
    assert -ink.top() >= 0.58 * size, "letters are lost in the band"


@pytest.mark.parametrize("name", themes.FACES)
def test_every_face_has_its_italic_its_bold_and_the_letters_of_europe(
    qapp: QApplication, name: str
) -> None:
    for italic in (False, True):
        font = themes.text_font(20, face=name, italic=italic)
        assert QFontInfo(font).italic() == italic
        metrics = QFontMetricsF(font)
        assert all(metrics.inFontUcs4(ord(letter)) for letter in "ñüœřłšțđþßΑωἕЖщ¶“”‘’–—…")
    font = themes.text_font(20, face=name)
    font.setBold(True)
    assert QFontInfo(font).weight() >= 700


def test_an_unjustified_text_is_ragged_and_breaks_no_words(window: MainWindow) -> None:
    open_panel(window)
    click_tick(tick(window, "Justified"))
    assert not tick(window, "Break words").isEnabled()
    assert not shown(window).justified
    block = window.reader.view.document().findBlockByNumber(2)
    lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount() - 1)]
    assert lines
    for line in lines:
        assert line.naturalTextWidth() < window.reader.view.layout_.column
        assert block.text()[line.textStart() + line.textLength() - 1].isspace()
    click_tick(tick(window, "Justified"))
    assert shown(window).justified
    click_tick(tick(window, "Break words"))
    assert not shown(window).hyphenated


def test_the_face_for_dyslexic_readers_is_ragged_until_they_choose_otherwise(
    window: MainWindow,
) -> None:
    open_panel(window)
    named(window, "Face: OpenDyslexic").click()
    assert not shown(window).justified
    assert not tick(window, "Justified").isChecked()
    click_tick(tick(window, "Justified"))
    assert shown(window).justified
    named(window, "Face: EB Garamond").click()
    click_tick(tick(window, "Justified"))
    assert not shown(window).justified
    named(window, "Face: OpenDyslexic").click()
    assert shown(window).justified
    assert tick(window, "Justified").isChecked()


def test_the_keyboard_reaches_every_choice_and_escape_returns_to_the_text(
    window: MainWindow,
) -> None:
    open_panel(window)
    met = set()
    for _ in range(12):
        focus = QApplication.focusWidget()
        met.add(focus.accessibleName() or focus.text())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert met >= {
        "Theme: As the system",
        "Face: EB Garamond",
        "Size",
        "Line length",
        "Line height",
        "Justified",
        "Break words",
    }
    named(window, "Face: EB Garamond").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert shown(window).face == "sans"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.type_panel.isVisible()
    assert QApplication.focusWidget() is window.reader.view


def test_the_panel_shows_what_menus_and_keys_changed(window: MainWindow) -> None:
    open_panel(window)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    window.trigger("view.theme.sepia")
    window.settings.set(settings.JUSTIFIED, False)
    open_panel(window)
    assert named(window, "Theme: Sepia").isChecked()
    assert not tick(window, "Justified").isChecked()


def test_the_theme_follows_the_desktop_while_the_window_is_open(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.trigger("view.theme.system")
    hints = QGuiApplication.styleHints()
    for scheme, name in ((Qt.ColorScheme.Dark, "dark"), (Qt.ColorScheme.Light, "light")):
        desktop = SimpleNamespace(colorScheme=lambda scheme=scheme: scheme)
        monkeypatch.setattr(
            themes, "QGuiApplication", SimpleNamespace(styleHints=lambda desktop=desktop: desktop)
        )
        hints.colorSchemeChanged.emit(scheme)
        assert window.theme is themes.load(name)
        assert shown(window).theme is themes.load(name)
