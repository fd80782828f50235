"""D3: a data folder that can't be used is said before anything else happens, and the program ends."""

import os
import subprocess
import sys
from pathlib import Path


def test_unusable_folder_is_said_and_ends_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "file-in-the-way"
    folder.write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "demur", "--data-dir", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 3
    assert str(folder) in done.stderr
    assert "Traceback" not in done.stderr
    assert folder.read_text(encoding="utf-8") == ""
