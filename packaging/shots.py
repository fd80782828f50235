"""Takes a picture of every page and dialog, in one theme and at one scale, and complains of text that is clipped.

Runs inside `.venv`, once for each set of pictures (see gallery.py): the scale is what Qt finds in the environment.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from demur import wiring
from demur.paths import folders
from demur.practice.visitor import visit
from demur.ui import program, theme
from demur.ui.window import MainWindow
from scenes import every_scene
from studio import Studio

HARMLESS = (
    "This plugin does not support ",  # raising, size hints: there is no screen
    "Sandboxing disabled by user",  # as root, where only practice pages open
    "QVulkanInstance: Failed to initialize Vulkan",  # there is no graphics card either
    "Unable to detect GPU vendor for device: ",
    "GLX: No XCB Connection",
)


class Browser(QObject):
    """Stands for the system's browser: signs the chosen practice member in, and goes nowhere else."""

    def __init__(self) -> None:
        super().__init__()
        self.member = ""

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        if self.member and address.scheme() == "http":
            text = address.toString(QUrl.ComponentFormattingOption.FullyEncoded)
            threading.Thread(target=visit, args=(text, self.member), daemon=True).start()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--theme", choices=("light", "dark"), required=True)
    parser.add_argument("--text", type=float, default=1.0, help="how many times larger than usual the text is")
    wish = parser.parse_args()
    wish.out.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(lambda _kind, _where, message: _pass_on(message))
    app = program.application(wish.theme)
    _enlarge_text(app, wish.text, wish.theme)
    with tempfile.TemporaryDirectory(prefix="demur-shots-", ignore_cleanup_errors=True) as scratch:
        complaints = _photograph(Path(scratch), wish.out)
    app.closeAllWindows()
    for complaint in complaints:
        print(f"{wish.out.name}/{complaint}", flush=True)
    return 1 if complaints else 0


def _enlarge_text(app: QApplication, times: float, chosen: str) -> None:
    """Do what a system does whose member wants larger text; QT_FONT_DPI means nothing without a screen."""
    font = app.font()
    font.setPointSizeF(font.pointSizeF() * times)
    app.setFont(font)
    theme.apply(app, chosen)


def _pass_on(message: str) -> None:
    if not message.startswith(HARMLESS):
        print(message, file=sys.stderr)


def _photograph(scratch: Path, out: Path) -> list[str]:
    """Go through every scene and return what is clipped."""
    browser = Browser()
    for scheme in ("http", "https"):
        QDesktopServices.setUrlHandler(scheme, browser, "open")  # type: ignore[arg-type]  # bytes fail at run time
    product = wiring.build(folders(scratch / "data"))
    window = MainWindow(product)
    window.begin()
    window.show()
    studio = Studio(window, out)
    try:
        every_scene(studio, browser, product, scratch / "receipts")
    finally:
        window.close()
        window.shut_down()
    return studio.complaints


if __name__ == "__main__":
    sys.exit(main())
