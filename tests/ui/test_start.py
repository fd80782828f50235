"""Starting is light: what is heavy loads when it is first needed (design.md 9)."""

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import json, sys
from pathlib import Path
from demur.paths import folders
from demur.ui import program
from demur.ui.instance import Instance
from PySide6.QtWidgets import QApplication

def shown(window):
    loaded = sorted({name.split(".")[0] for name in sys.modules} | {n for n in sys.modules if n.startswith("PySide6.")})
    print(json.dumps(loaded))
    QApplication.closeAllWindows()

app = program.application()
place = folders(Path(sys.argv[1]))
place.prepare()
from PySide6.QtCore import QTimer
look = lambda window: QTimer.singleShot(300, lambda: shown(window))
sys.exit(program.show(app, place, Instance(place.data), shown=look))
"""


def test_window_with_an_account_loads_nothing_heavy(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "demur", "--data-dir", str(tmp_path)]
    subprocess.run([*command, "practice", "add", "us-on"], check=True, capture_output=True, timeout=60)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environment,
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "PySide6.QtWidgets" in loaded
    heavy = {
        "requests",
        "authlib",
        "joserfc",
        "cryptography",
        "keyring",
        "flask",
        "filelock",
        "PySide6.QtWebEngineCore",
    }
    assert sorted(loaded & heavy) == []
