"""A fault in an override of ours is reported and the window lives on."""

import subprocess
import sys

PROGRAM = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication, QWidget
from closereader.gui.guard import guarded

{decorator}
class Faulty(QWidget):
    def resizeEvent(self, event):
        1 / 0

app = QApplication([])
widget = Faulty()
widget.resize(50, 50)
widget.show()
app.processEvents()
print("alive")
"""


def run(decorator: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(decorator=decorator)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_exception_from_c_code_in_a_guarded_override_does_not_end_the_process() -> None:
    ended = run("@guarded")
    assert ended.returncode == 0, ended.stderr
    assert "ZeroDivisionError" in ended.stderr
    assert "alive" in ended.stdout


def test_every_class_of_the_window_that_overrides_qt_is_guarded() -> None:
    """Walks the sources: a class with a Qt base and a camelCase method carries the decorator."""
    import ast
    from pathlib import Path

    unguarded = []
    for path in sorted(Path("closereader/gui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ClassDef) or not node.bases:
                continue
            overrides = [
                item.name
                for item in node.body
                if isinstance(item, ast.FunctionDef) and any(c.isupper() for c in item.name)
            ]
            names = [d.id for d in node.decorator_list if isinstance(d, ast.Name)]
            if overrides and "guarded" not in names:
                unguarded.append(f"{path}: {node.name} ({overrides[0]})")
    assert unguarded == []
