"""For all tests that share one QApplication: it is made with the program's own arguments."""

import gc

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from demur import startup
from demur.browser import arguments

NAMES_LEAD_HERE = "--host-resolver-rules=MAP *.example 127.0.0.1"
"""Lets servers of tests have names and certificates (RFC 2606 keeps `example` for such use)."""
LOOK_MS = 50

gc.set_threshold(*startup._COLLECTIONS)  # as in the program; at Python's own 700 it takes a tenth of these tests


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Return the program's own arguments, names that lead here, and no graphics card: there is none to draw with."""
    from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

    from demur.ui import theme

    # Qt would draw a page's picture by OpenGL, which takes the processor a fifth of a page's time where no card does it
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    return [*arguments.for_qt(*theme.STYLE_ARGUMENTS), NAMES_LEAD_HERE, "--disable-gpu"]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Return the one application, on whose thread alone Python collects cycles, as in the program."""
    from demur.ui.collecting import Collector

    Collector(qapp)
    return qapp


class PatientBot(QtBot):
    """Looks for what a test waits for every 50 ms, not every 10: each look at a whole window takes some itself."""

    def wait(self, ms: int) -> None:
        super().wait(max(ms, LOOK_MS))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--faults", action="store_true", help="try every place of the fault runs, not only a few")
