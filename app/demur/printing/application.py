"""Qt, as far as drawing letters needs it, where no window is open."""

import sys

from demur import startup
from demur.core.ledger_problem import PagesUnmakeable

try:
    from PySide6.QtCore import QCoreApplication, QLoggingCategory
    from PySide6.QtGui import QGuiApplication
except ImportError as error:  # a server may lack the libraries that Qt needs for a screen
    raise PagesUnmakeable(why=str(error)) from error

_QUIET = "qt.text.font.db=false"
"""What Qt says of fonts that lack a script is nothing that a person at a terminal can use."""


def begin() -> QCoreApplication:
    """Return the application object, making one that opens no display where there is none yet; keep it alive."""
    if (there := QCoreApplication.instance()) is not None:
        return there
    startup.keep_singletons()
    QLoggingCategory.setFilterRules(_QUIET)
    screenless = ["-platform", "offscreen"] if sys.platform == "linux" else []
    return QGuiApplication(["demur", *screenless])
