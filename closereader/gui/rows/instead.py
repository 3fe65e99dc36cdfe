"""What stands where a list has no rows: a sentence that says why."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget


def list_or_words(rows: QWidget, words: QWidget, *, side: int, top: int = 10) -> QStackedWidget:
    """The list (0) or, in its place, the words (1), set in by `side` pixels where rows are, and `top`
    pixels down."""
    empty = QWidget()
    around = QVBoxLayout(empty)
    around.setContentsMargins(side + 2, top, side, 0)
    around.addWidget(words)
    around.addStretch()
    stack = QStackedWidget()
    stack.addWidget(rows)
    stack.addWidget(empty)
    return stack
