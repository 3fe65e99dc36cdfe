"""The window's style sheet, made from a theme."""

from closereader.gui.theme import Theme


def window_sheet(theme: Theme) -> str:
    """How Qt's own widgets look in this theme; what we paint ourselves is not here."""
    c = {
        name: getattr(theme, name).name()
        for name in (
            "page", "panel", "field", "card", "hover", "chosen", "text", "quiet", "line", "accent",
            "selection", "bar", "bar_ink", "error",
        )
    }  # fmt: skip
    return f"""
QMainWindow, QStackedWidget, #readingPage, #libraryPage {{ background: {c["page"]}; }}
#header, #sidePane, QStatusBar, QMenuBar, #noticeBar {{ background: {c["panel"]}; color: {c["text"]}; }}
#header {{ border-bottom: 1px solid {c["line"]}; }}
#noticeBar {{ border-top: 1px solid {c["line"]}; }}
#noticeBar[isError="true"] QLabel#noticeText {{ color: {c["error"]}; }}
QStatusBar {{ border-top: 1px solid {c["line"]}; color: {c["quiet"]}; }}
QStatusBar QLabel {{ color: {c["quiet"]}; padding: 0 6px; }}
QStatusBar::item {{ border: none; }}
QMenuBar {{ border: none; padding: 1px 8px; }}
QMenuBar::item {{ padding: 3px 8px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {c["hover"]}; }}
QMenu {{ background: {c["field"]}; color: {c["text"]}; border: 1px solid {c["line"]}; padding: 4px; }}
QMenu::item {{ padding: 5px 22px 5px 22px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c["chosen"]}; color: {c["text"]}; }}
QMenu::item:disabled {{ color: {c["quiet"]}; }}
QMenu::separator {{ height: 1px; background: {c["line"]}; margin: 4px 8px; }}
QLabel {{ color: {c["text"]}; }}
QLabel[quiet="true"] {{ color: {c["quiet"]}; }}
QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox {{ background: {c["field"]}; color: {c["text"]};
  border: 1px solid {c["line"]}; border-radius: 6px; padding: 4px 8px;
  selection-background-color: {c["selection"]}; selection-color: {c["text"]}; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus {{ border-color: {c["accent"]}; }}
QPushButton, QToolButton[boxed="true"], QComboBox {{ background: {c["field"]}; color: {c["text"]};
  border: 1px solid {c["line"]}; border-radius: 6px; padding: 5px 10px; }}
QPushButton:hover, QToolButton:hover, QComboBox:hover {{ background: {c["hover"]}; }}
QPushButton:focus, QToolButton:focus, QComboBox:focus {{ border: 1px solid {c["accent"]}; }}
QPushButton:disabled {{ color: {c["quiet"]}; }}
QPushButton:default {{ border-color: {c["accent"]}; }}
QToolButton {{ background: transparent; color: {c["text"]}; border: 1px solid transparent;
  border-radius: 6px; padding: 4px 7px; }}
QToolButton:checked {{ background: {c["chosen"]}; border-color: {c["line"]}; }}
QToolButton::menu-indicator {{ image: none; }}
QComboBox::drop-down {{ border: none; width: 16px; }}
QComboBox QAbstractItemView {{ background: {c["field"]}; color: {c["text"]};
  selection-background-color: {c["chosen"]}; selection-color: {c["text"]}; }}
QSplitter::handle {{ background: {c["line"]}; }}
QToolTip {{ background: {c["bar"]}; color: {c["bar_ink"]}; border: 1px solid {c["line"]}; padding: 4px 6px; }}
QDialog, #popup {{ background: {c["panel"]}; color: {c["text"]}; }}
#popup {{ border: 1px solid {c["line"]}; border-radius: 8px; }}
QListView, QTreeView, QTableView {{ background: {c["panel"]}; color: {c["text"]}; border: none;
  selection-background-color: {c["chosen"]}; selection-color: {c["text"]}; outline: none; }}
QListWidget::item {{ padding: 0 8px; border-radius: 4px; }}
QListWidget::item:selected {{ background: {c["chosen"]}; color: {c["text"]}; }}
QHeaderView::section {{ background: {c["panel"]}; color: {c["quiet"]}; border: none;
  border-bottom: 1px solid {c["line"]}; padding: 6px 12px; font-weight: 600; }}
QProgressBar {{ background: {c["line"]}; border: none; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {c["accent"]}; border-radius: 2px; }}
QSlider::groove:horizontal {{ background: {c["line"]}; height: 4px; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {c["accent"]}; width: 14px; margin: -5px 0; border-radius: 7px; }}
QRadioButton, QCheckBox {{ color: {c["text"]}; spacing: 6px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {c["line"]}; border-radius: 4px; min-height: 28px;
  margin: 1px 2px; }}
QScrollBar::handle:vertical:hover {{ background: {c["quiet"]}; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {c["line"]}; border-radius: 4px; min-width: 28px;
  margin: 2px 1px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: none; border: none; height: 0; width: 0; }}
"""
