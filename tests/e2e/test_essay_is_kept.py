"""An essay that is being typed when the program is killed: all but the last second's words are kept."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from closereader.library import essays
from closereader.library.library import Library

CHECKOUT = Path(__file__).resolve().parents[2]
TYPED = 120
# At most so many letters are typed in a second, and a little more.
LAST_SECOND = 60

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from closereader.gui.app import open_window
from closereader.library.library import Library
from PySide6.QtWidgets import QApplication

app = QApplication([])
library = Library.open(Path(sys.argv[1]) / "library", reader="Reader")
window = open_window(library, [sys.argv[2]])
while window.session.reading is None:
    QTest.qWait(20)
window.trigger("view.essay")
edit = window.right.essay.edit
for number in range(10_000):
    QTest.keyClicks(edit, "abcdefghij"[number % 10])
    print(number + 1, flush=True)
    QTest.qWait(20)
"""


def test_a_kill_in_the_middle_of_typing_loses_at_most_the_last_second(tmp_path: Path) -> None:
    file = tmp_path / "river.txt"
    file.write_text("The river fell so low that the bridge showed its feet.", encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path), str(file)],
        cwd=CHECKOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    for line in program.stdout:
        if line.strip() == str(TYPED):
            program.send_signal(signal.SIGKILL)
            break
    program.stdout.close()
    program.wait(timeout=20)
    library = Library.open(tmp_path / "library")
    (essay,) = essays.every(library)
    library.close()
    assert ("abcdefghij" * TYPED).startswith(essay.text)
    assert len(essay.text) >= TYPED - LAST_SECOND
