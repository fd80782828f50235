"""Opens the real window on a data folder, lets it be idle, and says which timers still run by then."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from demur.paths import folders
from demur.ui import program
from demur.ui.instance import Instance

IDLE_MS = 1500


def main(data: Path, answer: Path) -> int:
    app = program.application()
    place = folders(data)

    def end() -> None:
        roots: list[QObject] = [app, *QApplication.allWidgets()]
        running = {timer for root in roots for timer in root.findChildren(QTimer) if timer.isActive()}
        names = [f"{timer.parent()}: {timer.interval()} ms" for timer in running]
        answer.write_text(json.dumps(names), encoding="utf-8")
        QApplication.closeAllWindows()

    def begin(_: QWidget) -> None:
        QTimer.singleShot(IDLE_MS, end)

    return program.show(app, place, Instance(place.data), shown=begin)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
