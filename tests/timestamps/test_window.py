"""Settings, Time from someone else: chosen, switched on, asked, and shown on receipts; by the real window."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from tests.ledger.making import attempt as attempt_entry
from tests.ledger.making import confirmation, observation
from tests.support.tiny_http import TinyHttp
from tests.timestamps.authority import TestAuthority
from tests.ui.conftest import browser, dressed, product, window  # noqa: F401  # the window's own fixtures

from demur.core.dating import TokenCode
from demur.product import Product
from demur.tour import hand
from demur.ui.window import MainWindow


@pytest.fixture(scope="module")
def tower(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    return TestAuthority(tmp_path_factory.mktemp("tower"))


@pytest.fixture
def server(tower: TestAuthority) -> Iterator[TinyHttp]:
    with TinyHttp(tower.answer) as server:
        yield server


@pytest.fixture
def settings(window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:  # noqa: F811
    hand.press("Settings")
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=30000)  # what was asked for has its place now
    QApplication.processEvents()
    yield window
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=30000)


def press(name: str, window: MainWindow, qtbot: QtBot) -> None:  # noqa: F811
    """Press what is there once nothing moves any more."""
    qtbot.waitUntil(lambda: not window._background.is_busy and hand.sees(name), timeout=30000)
    QApplication.processEvents()
    hand.press(name)


def write(name: str, text: str) -> None:
    field = hand.find(name)
    assert isinstance(field, QLineEdit)
    field.setText(text)


def fill(server: TinyHttp, file: Path, owner: str = "Bell Ltd") -> None:
    write("Name of the authority", "Bell")
    write("Who runs it", owner)
    write("Address, such as https://time.example/tsr", f"{server.base}/ts")
    write("File with the authority's root certificate", str(file))
    QApplication.processEvents()  # what was said last has pushed the button down
    hand.press("Add this authority")


def test_off_and_explained_until_somebody_is_chosen(settings: MainWindow) -> None:
    assert hand.reads("Only a hash leaves")
    assert hand.reads("No authority is chosen.")
    assert not hand.sees("Ask them when there are new receipts"), "there is nobody to ask"
    assert not hand.sees("Ask the authorities for a time now")


def test_from_the_form_to_a_dated_receipt(
    settings: MainWindow,
    product: Product,  # noqa: F811
    server: TinyHttp,
    tower: TestAuthority,
    qtbot: QtBot,
) -> None:
    sealer = product.ledger(False).unlock()
    sealer.seal(confirmation(sealer.seal(attempt_entry())))
    press("Add a time authority", settings, qtbot)
    fill(server, tower.folder / "nothing.pem")
    assert hand.reads("can't be read, or holds no certificate")
    fill(server, tower.folder / "root.pem")
    assert hand.reads("Added: Bell. Its certificates are pinned")
    qtbot.waitUntil(lambda: hand.reads("Bell, of Bell Ltd.") and hand.reads("Bell has dated 0 of 3 entries."))
    assert server.seen == [], "choosing asks nobody"
    press("Ask them when there are new receipts", settings, qtbot)
    assert product.authorities.is_on
    press("Ask the authorities for a time now", settings, qtbot)
    qtbot.waitUntil(lambda: hand.reads("Bell dated your newest receipts: 20"), timeout=10000)
    assert hand.reads("Bell has dated all 3 entries.")
    assert len(server.seen) == 1

    press("Receipts", settings, qtbot)
    press("Open receipt", settings, qtbot)
    qtbot.waitUntil(
        lambda: (
            hand.reads("Confirmed and dated by Bell: read back afresh.")
            and hand.reads("within two seconds of the receipt's own time")
        )
    )
    press("Settings", settings, qtbot)
    press("Remove the authority Bell", settings, qtbot)
    assert hand.reads("What it dated stays dated.")
    assert not product.authorities.is_on, "with nobody left to ask"
    assert len(product.ledger(False).tokens.all()) == 1


def test_a_start_asks_for_what_is_owed(
    product: Product,  # noqa: F811
    server: TinyHttp,
    tower: TestAuthority,
    dressed: object,  # noqa: F811
    qtbot: QtBot,
) -> None:
    product.ledger(False).unlock().seal(observation())
    product.authorities.add("Bell", "Bell Ltd", f"{server.base}/ts", tower.pem, "root.pem")
    product.authorities.switch(True)
    made = MainWindow(product)
    made.begin()
    made.show()
    try:
        qtbot.waitUntil(lambda: len(server.seen) == 1, timeout=10000)
        qtbot.waitUntil(lambda: not made._background.is_busy, timeout=30000)
    finally:
        made.close()
        made.shut_down()
        made.deleteLater()
    (token,) = product.ledger(False).tokens.all()
    assert token.code is TokenCode.HOLDS
    assert token.asked_at <= datetime.now(UTC)
