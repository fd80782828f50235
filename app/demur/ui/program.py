"""Starts the window on a data folder and runs it to its end.

A start paints the selected account first; what that doesn't need is imported and built after the first paint.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QLoggingCategory
from PySide6.QtWidgets import QApplication

from demur import paths, startup, wiring, words
from demur.browser import arguments
from demur.core.problem import Problem
from demur.paths import Folders
from demur.ui import theme
from demur.ui.collecting import Collector
from demur.ui.instance import Instance
from demur.ui.window import MainWindow

if TYPE_CHECKING:
    from demur.product import Product

_QUIET = "qt.qpa.services=false"
"""Where no browser can be opened, Qt would write the sign-in's whole address to the log, `state` and all (O14)."""


def application(chosen: str = "system") -> QApplication:
    """Return the program's one application object, speaking the member's language, in a theme or the system's."""
    startup.keep_singletons()
    return _application(chosen)


def _application(chosen: str = "system") -> QApplication:
    QLoggingCategory.setFilterRules(_QUIET)
    app = QApplication(arguments.for_qt(*theme.STYLE_ARGUMENTS))
    Collector(app)
    app.setApplicationName("demur")
    app.setApplicationDisplayName("Demur")
    app.setDesktopFileName("demur")
    words.use(lambda context, source: QCoreApplication.translate(context, source))
    if not _speaks_english():
        _load_texts(app)
    theme.apply(app, chosen)
    return app


def run(folders: Folders, shown: Callable[[MainWindow], None] | None = None, is_unseen: bool = False) -> int:
    """Show the window and return the exit code; a second start on the same folder raises the first.

    `is_unseen`: go on in the tray until the window is wanted, as at login.
    """
    _lent = startup.lend_singletons()  # until the window has been seen
    app = _application()
    try:
        folders.prepare()
        instance = Instance(folders.data)
        if not instance.is_first():
            return 0 if is_unseen or instance.raise_first() else 3
        return show(app, folders, instance, shown, is_unseen)
    except Problem as problem:
        _say(problem)
        return 3


def _say(problem: Problem) -> None:
    """Say why no window opens: in a box where somebody can see one, and to whoever started us from a terminal."""
    from PySide6.QtWidgets import QMessageBox

    from demur.words import problems

    words = f"{problems.sentence(problem)}\n{problems.next_step(problem)}"
    sys.stderr.write(f"{words}\n")
    if QApplication.platformName() != "offscreen":
        QMessageBox.warning(None, QApplication.applicationDisplayName(), words)


def show(
    app: QApplication,
    folders: Folders,
    instance: Instance,
    shown: Callable[[MainWindow], None] | None = None,
    is_unseen: bool = False,
) -> int:
    """Build the product, show the window, and stay until it is closed; `is_unseen`: show it only when it is wanted."""
    product = wiring.build(folders)
    with product.accounts.one_look(), product.rooms.nameplates.one_look():
        if theme.chosen(app) == "system" and (kept := product.accounts.setting(theme.SETTING)):
            theme.apply(app, kept)
        window = MainWindow(product)
        window.after_first_paint(lambda: _settle(app, product, instance))
        window.begin(is_unseen)
    instance.raised.connect(window.raise_window)
    if is_unseen:
        app.setQuitOnLastWindowClosed(False)
    else:
        window.show()
    if shown is not None:
        shown(window)
    code = app.exec()
    window.shut_down()
    instance.close()
    return code


def _settle(app: QApplication, product: "Product", instance: Instance) -> None:
    """Do what nobody waits for: references for good; the proxy, before connections; the icon; an ear for others.

    Qt's texts in English are its sources but for their plurals, which no first picture shows.
    """
    from PySide6.QtGui import QIcon

    from demur.ui import proxy

    startup.keep_singletons()
    proxy.apply_kept(product.rooms.proxy)
    if _speaks_english():
        _load_texts(app)
    QApplication.setWindowIcon(QIcon(str(paths.resources() / "icons" / "demur.svg")))
    instance.listen()


def _speaks_english() -> bool:
    """Tell whether the system's language is that of our sentences and of Qt's, English or none at all."""
    return QLocale().uiLanguages()[0].partition("-")[0] in {"en", "C"}


def _load_texts(app: QApplication) -> None:
    """Load Qt's own texts and ours for the system's language, where there are any."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("demur", str(paths.resources() / "translations")),
    ):
        translator = QTranslator(app)
        if translator.load(QLocale(), name, "_", folder):
            app.installTranslator(translator)
