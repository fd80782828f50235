"""Runs the tour: the program's own window on a data folder of its own, a hand that drives it, and a report."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from demur.paths import folders

STEP_LIMIT_S = 40.0
"""How long the screen may take to show what a step waits for, in seconds."""
_GLANCE_MS = 30


def run(out: Path, theme: str | None = None) -> int:
    """Make the tour and leave pictures, receipts and `summary.json` in `out`.

    Returns 0 only where the opt-out was confirmed on the screen, and each receipt holds in a `demur verify` of its own.
    """
    _clear_earlier(out)
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from demur.tour.story import Diary

    diary = Diary(out.absolute())
    with tempfile.TemporaryDirectory(prefix="demur-tour-", ignore_cleanup_errors=True) as scratch:
        trouble = _show(Path(scratch) / "data", diary, theme)
    summary = _summary(diary, trouble)
    text = json.dumps(summary, indent=2, ensure_ascii=False)
    (out / "summary.json").write_text(text + "\n", encoding="utf-8")
    _tell(summary, out)
    return 0 if summary["confirmed"] and summary["verified"] and not trouble else 1


def _clear_earlier(out: Path) -> None:
    """Make the folder, and take away what an earlier tour left in it, and nothing else."""
    out.mkdir(parents=True, exist_ok=True)
    for pattern in ("[0-9][0-9]-*.png", "summary.json", "receipts/*"):
        for file in out.glob(pattern):
            file.unlink()


def _show(data: Path, diary: Any, theme: str | None) -> str:
    """Open the program on `data` and drive it; return what went wrong, or nothing."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtGui import QDesktopServices

    from demur.tour.story import story
    from demur.ui import program
    from demur.ui.instance import Instance

    qInstallMessageHandler(_pass_on)
    app = program.application(theme or "system")
    place = folders(data)
    place.prepare()
    driver = _driver(story(diary), diary)
    diary.browser = _browser(lambda: str(diary.member))  # Qt holds no reference of its own
    program.show(app, place, Instance(place.data), shown=driver.start)
    QDesktopServices.unsetUrlHandler("http")
    return str(driver.trouble)


def _pass_on(_kind: Any, _where: Any, message: str) -> None:
    """Let Qt's messages through, but for one that the platform plug-in without a screen always has."""
    if message != "This plugin does not support propagateSizeHints()":
        sys.stderr.write(f"{message}\n")


def _driver(steps: Any, diary: Any) -> Any:
    from PySide6.QtCore import QObject, QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    from demur.tour import hand

    class Driver(QObject):
        """Looks at the screen now and then, and makes the next step once it shows what was waited for."""

        def __init__(self) -> None:
            super().__init__()
            self.trouble = ""
            self._is_seen: Callable[[], bool] = lambda: True
            self._since = time.monotonic()
            self._timer = QTimer(self)
            self._timer.timeout.connect(self._look)

        def start(self, _: QWidget) -> None:
            self._timer.start(_GLANCE_MS)

        def _look(self) -> None:
            try:
                if self._is_seen():
                    self._is_seen, self._since = next(steps), time.monotonic()
                elif time.monotonic() - self._since > STEP_LIMIT_S:
                    raise hand.NotSeen("the screen did not show in time what was waited for")
            except StopIteration:
                self._end("")
            except (hand.NotSeen, OSError) as error:
                diary.note("trouble")
                self._end(str(error))

        def _end(self, trouble: str) -> None:
            self.trouble = trouble
            self._timer.stop()
            QApplication.closeAllWindows()

    return Driver()


def _browser(member: Callable[[], str]) -> Any:
    """Stand in for the system's browser: Qt hands it the address that the program opens, and it signs a member in."""
    from PySide6.QtCore import QObject, QUrl, Slot
    from PySide6.QtGui import QDesktopServices

    from demur.practice.visitor import visit

    class Browser(QObject):
        @Slot(QUrl)
        def open(self, address: QUrl) -> None:
            text = address.toString(QUrl.ComponentFormattingOption.FullyEncoded)
            threading.Thread(target=visit, args=(text, member()), daemon=True).start()

    browser = Browser()
    QDesktopServices.setUrlHandler("http", browser, "open")  # type: ignore[arg-type]  # bytes fail at run time
    return browser


def _summary(diary: Any, trouble: str) -> dict[str, Any]:
    """Return what was seen on the screen, and what the kept receipts say by themselves."""
    checked = [_checked(diary.out / "receipts" / name) for name in diary.receipts]
    first = checked[0] if checked else {}
    headline = diary.headlines.get("opt-out", "")
    return {
        "trouble": trouble,
        "confirmed": headline.startswith("Confirmed") and first.get("kind") == "confirmation",
        "verified": len(checked) == 2 and all(receipt["verify_exit"] == 0 for receipt in checked),
        "before": first.get("before"),
        "after": first.get("after"),
        "how_known": first.get("how_known"),
        "on_screen": diary.headlines,
        "receipts": checked,
        "steps": [{"name": step.name, "picture": step.picture, "said": step.said} for step in diary.steps],
        "pictures": [step.picture for step in diary.steps],
    }


def _checked(file: Path) -> dict[str, Any]:
    """Let `demur verify` look at a kept receipt in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "demur", "verify", str(file)], capture_output=True, text=True, check=False, timeout=60
    )
    fields = json.loads(file.read_text(encoding="utf-8"))
    return {
        "file": f"receipts/{file.name}",
        "kind": fields["kind"],
        "before": fields["before"]["state"],
        "after": fields["after"]["state"],
        "how_known": fields["assurance"]["level"],
        "verify_exit": done.returncode,
        "verify_said": done.stdout.splitlines(),
    }


def _tell(summary: dict[str, Any], out: Path) -> None:
    lines = [f"{step['name']}: {out / step['picture']}" for step in summary["steps"]]
    if summary["trouble"]:
        lines.append(f"Trouble: {summary['trouble']}")
    lines.append(f"Opt-out: {summary['on_screen'].get('opt-out', 'not reached')}")
    lines += [f"{receipt['file']}: {receipt['verify_said'][0]}" for receipt in summary["receipts"]]
    sys.stdout.write("\n".join(lines) + f"\nSummary: {out / 'summary.json'}\n")
