"""For all tests that share one QApplication: it is made with the program's own arguments."""

import pytest

from demur.browser import arguments

NAMES_LEAD_HERE = "--host-resolver-rules=MAP *.example 127.0.0.1"
"""Lets servers of tests have names and certificates (RFC 2606 keeps `example` for such use)."""


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Return the program's own arguments, names that lead here, and no graphics card: there is none to draw with."""
    from demur.ui import theme

    return [*arguments.for_qt(*theme.STYLE_ARGUMENTS), NAMES_LEAD_HERE, "--disable-gpu"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--faults", action="store_true", help="try every place of the fault runs, not only a few")
