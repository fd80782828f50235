"""O14, O18: on a computer without a browser the member gets the address to copy, and no log gets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from demur.paths import folders
from demur.tour import hand
from demur.ui import program
from demur.ui.instance import Instance

app = program.application()
place = folders(Path(sys.argv[1]))
place.prepare()
timer, began = QTimer(), time.monotonic()
steps = ["Try it on the practice platform", "Sign in with your browser"]

def look():
    if steps and hand.sees(steps[0]):
        hand.press(steps.pop(0))
    elif hand.sees("Sign-in address") or time.monotonic() - began > 30:
        field = hand.find("Sign-in address")
        print(json.dumps({"said": hand.texts(), "address": field.text() if field else ""}))
        hand.press("Cancel")
        timer.stop()
        QTimer.singleShot(0, QApplication.closeAllWindows)

timer.timeout.connect(look)
sys.exit(program.show(app, place, Instance(place.data), shown=lambda _: timer.start(50)))
"""


def test_address_is_shown_and_not_logged(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"PATH", "BROWSER"}}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environment | {"PATH": str(tmp_path), "QT_QPA_PLATFORM": "xcb"},
    )
    seen = json.loads(done.stdout)
    assert any("No browser could be opened" in text for text in seen["said"])
    assert "state=" in seen["address"]
    assert "state=" not in done.stderr
    assert "127.0.0.1" not in done.stderr
