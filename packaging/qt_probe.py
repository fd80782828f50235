"""Run inside .venv: says "windows" once Qt has started, and "pages" once WebEngine has shown a page."""

import sys


def main() -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    app = QApplication(["probe"])
    print("windows", flush=True)

    from PySide6.QtWebEngineCore import QWebEnginePage

    page = QWebEnginePage()
    page.loadFinished.connect(lambda loaded: app.exit(0 if loaded else 1))
    page.renderProcessTerminated.connect(lambda *_: app.exit(1))
    QTimer.singleShot(60_000, lambda: app.exit(1))
    page.setHtml("<title>probe</title>")
    code = app.exec()
    if code == 0:
        print("pages", flush=True)
    del page
    return code


if __name__ == "__main__":
    sys.exit(main())
