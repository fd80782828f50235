"""A window that is used for long goes on: PySide6 6.12 takes references of None away on Python 3.11."""

import subprocess
import sys

SCRIPT = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QLabel
from demur.ui import program
app = program.application()
label = QLabel()
for number in range(200_000):
    label.setVisible(False)
    label.setWordWrap(True)
print("alive")
"""


def test_many_calls_do_not_use_none_up() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr[-300:]
    assert done.stdout == "alive\n"
