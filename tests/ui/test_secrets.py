"""Settings, where secrets lie: to a sealed file and back, locked, opened; and the question where needed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from tests.vault.private_bus import PrivateBus
from tests.vault.test_sealed_vault import FLOOR, begin_in

from demur.core.problem import Problem
from demur.core.secret import Secret
from demur.product import Product
from demur.tour import hand
from demur.ui.passphrase_dialog import PassphraseDialog
from demur.ui.window import MainWindow
from demur.vault.sealing import Contents

PASSPHRASE, OTHER = "correct horse battery staple", "nine brown foxes under a bridge"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield bus


@pytest.fixture
def settings(bus: PrivateBus, window: MainWindow, product: Product, qtbot: QtBot) -> Iterator[MainWindow]:
    product.rooms.own_vault().sealed._cost = FLOOR
    yield window
    qtbot.waitUntil(lambda: not window._background.is_busy, timeout=30000)


def look(qtbot: QtBot, text: str) -> None:
    hand.press("Settings")
    wait_to_read(qtbot, text)


def wait_to_read(qtbot: QtBot, text: str) -> None:
    qtbot.waitUntil(lambda: hand.reads(text), timeout=20000)


def dialog() -> PassphraseDialog | None:
    shown = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, PassphraseDialog))
    return next((one for one in shown if one.isVisible()), None)


def typed(name: str, text: str) -> None:
    field = hand.find(name)
    assert isinstance(field, QLineEdit)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    field.setFocus()
    QTest.keyClicks(field, text)


def seal(qtbot: QtBot) -> None:
    hand.press("Use a sealed file for secrets")
    qtbot.waitUntil(lambda: hand.sees("New passphrase"), timeout=5000)
    typed("New passphrase", PASSPHRASE)
    typed("New passphrase once more", PASSPHRASE)
    hand.press("Seal them")
    wait_to_read(qtbot, "A sealed file holds your sign-ins")


def test_k1_no_keyring_is_said_and_the_sealed_file_is_offered(
    settings: MainWindow, product: Product, qtbot: QtBot
) -> None:
    look(qtbot, "no keyring that Demur trusts")
    assert not hand.sees("Lock the sealed file")
    seal(qtbot)
    assert hand.reads(f"opens: {product.folders.sealed}")
    assert product.rooms.own_vault().sealed.is_chosen()
    assert dialog() is None


def test_k1_where_a_keyring_is_missed_the_way_to_the_choice_is_offered(
    settings: MainWindow, product: Product, qtbot: QtBot
) -> None:
    ended = in_background(settings, lambda: product.rooms.own_vault().find("key"))
    qtbot.waitUntil(lambda: bool(ended), timeout=10000)
    assert isinstance(ended[0], BaseException)
    settings._banner.say_problem(ended[0])
    hand.press("Where secrets lie…")
    qtbot.waitUntil(lambda: hand.sees("Use a sealed file for secrets"), timeout=10000)
    settings._banner.say("Something else.")
    assert not hand.sees("Where secrets lie…")


def test_what_was_typed_wrong_is_said_in_the_dialog(settings: MainWindow, product: Product, qtbot: QtBot) -> None:
    look(qtbot, "no keyring that Demur trusts")
    hand.press("Use a sealed file for secrets")
    qtbot.waitUntil(lambda: hand.sees("New passphrase"), timeout=5000)
    typed("New passphrase", PASSPHRASE)
    typed("New passphrase once more", OTHER)
    hand.press("Seal them")
    assert hand.reads("The two are not the same")
    typed("New passphrase", "short")
    typed("New passphrase once more", "short")
    hand.press("Seal them")
    wait_to_read(qtbot, "too easy to guess")
    field = hand.find("New passphrase")
    assert field is not None
    heard = QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Description)
    assert "too easy to guess" in heard, "a screen reader hears it with the field"
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not product.folders.sealed.exists()


def test_locked_opened_changed_and_moved_to_the_keyring(
    bus: PrivateBus, settings: MainWindow, product: Product, qtbot: QtBot
) -> None:
    bus.start_keyring()
    vault = product.rooms.own_vault()
    vault.keep("ledger-secret", Secret("s3"))
    look(qtbot, "Secret Service answers")
    seal(qtbot)
    assert bus.held() == []
    hand.press("Lock the sealed file")
    wait_to_read(qtbot, "sealed file of secrets is locked")
    assert hand.reads("Demur asks for the passphrase when it next needs a secret")
    assert not vault.sealed.is_open()
    hand.press("Open the sealed file")
    qtbot.waitUntil(lambda: hand.sees("Passphrase"), timeout=5000)
    typed("Passphrase", OTHER)
    hand.press("Open it")
    wait_to_read(qtbot, "doesn't open your sealed file")
    typed("Passphrase", PASSPHRASE)
    hand.press("Open it")
    wait_to_read(qtbot, "A sealed file holds your sign-ins")
    hand.press("Change the passphrase")
    qtbot.waitUntil(lambda: hand.sees("Passphrase until now"), timeout=5000)
    typed("Passphrase until now", PASSPHRASE)
    typed("New passphrase", OTHER)
    typed("New passphrase once more", OTHER)
    hand.press("Change it")
    wait_to_read(qtbot, "only the new passphrase opens")
    qtbot.waitUntil(lambda: hand.sees("Move secrets to the keyring"), timeout=10000)
    hand.press("Move secrets to the keyring")
    wait_to_read(qtbot, "Secret Service answers")
    assert not product.folders.sealed.exists()
    assert vault.find("ledger-secret") == Secret("s3")


def test_given_up_only_after_a_question(settings: MainWindow, product: Product, qtbot: QtBot) -> None:
    vault = product.rooms.own_vault()
    begin_in(vault.sealed, Contents())
    vault.sealed.lock()
    look(qtbot, "sealed file of secrets is locked")
    hand.press("Go on without the sealed file")
    qtbot.waitUntil(lambda: hand.sees("Go on without it"), timeout=5000)
    assert product.folders.sealed.exists()
    hand.press("Go on without it")
    wait_to_read(qtbot, "no longer used")
    assert not vault.sealed.is_chosen()


def test_k3_a_file_that_went_is_said(settings: MainWindow, product: Product, qtbot: QtBot) -> None:
    begin_in(product.rooms.own_vault().sealed, Contents())
    aside = product.folders.sealed.rename(product.folders.data / "aside")
    look(qtbot, "no longer here")
    assert not hand.sees("Use a sealed file for secrets")
    aside.rename(product.folders.sealed)
    hand.press("Look again where secrets lie")
    wait_to_read(qtbot, "A sealed file holds your sign-ins")


Work = Callable[[], Secret | None]


def in_background(window: MainWindow, work: Work) -> list[object]:
    """Ask as any page does: on a worker; what comes of it is laid into the list."""
    ended: list[object] = []
    window._frame.run(window, work, ended.append, ended.append)
    return ended


def test_the_passphrase_is_asked_for_when_it_is_first_needed(
    settings: MainWindow, product: Product, qtbot: QtBot
) -> None:
    vault = product.rooms.own_vault()
    begin_in(vault.sealed, Contents())
    vault.keep("key", Secret("s3"))
    vault.sealed.lock()
    ended = [in_background(settings, lambda: vault.find("key")) for _ in range(2)]
    qtbot.waitUntil(lambda: hand.sees("Passphrase"), timeout=5000)
    hand.write("Passphrase", OTHER)
    wait_to_read(qtbot, "doesn't open your sealed file")
    hand.write("Passphrase", PASSPHRASE)
    qtbot.waitUntil(lambda: all(ended), timeout=10000)
    assert ended == [[Secret("s3")], [Secret("s3")]]
    assert dialog() is None, "asked once for both"


def test_called_off_it_is_a_problem_and_can_be_tried_again(
    settings: MainWindow, product: Product, qtbot: QtBot
) -> None:
    vault = product.rooms.own_vault()
    begin_in(vault.sealed, Contents())
    vault.sealed.lock()
    for _ in range(2):
        ended = in_background(settings, lambda: vault.find("key"))
        qtbot.waitUntil(lambda: hand.sees("Passphrase"), timeout=5000)
        hand.press("Cancel")
        qtbot.waitUntil(lambda ended=ended: bool(ended), timeout=5000)  # type: ignore[misc]  # bound now
        assert isinstance(ended[0], Problem)
        assert ended[0].code == "sealed-file-locked"


def test_the_windows_own_thread_is_never_kept_waiting(settings: MainWindow, product: Product) -> None:
    vault = product.rooms.own_vault()
    begin_in(vault.sealed, Contents())
    vault.sealed.lock()
    with pytest.raises(Problem, match="sealed-file-locked"):
        vault.find("key")
    assert dialog() is None


def test_closing_the_window_ends_the_question(
    bus: PrivateBus, browser: object, product: Product, qtbot: QtBot, tmp_path: Path
) -> None:
    window = MainWindow(product)
    window.begin()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    vault = product.rooms.own_vault()
    begin_in(vault.sealed, Contents())
    vault.sealed.lock()
    in_background(window, lambda: vault.find("key"))
    qtbot.waitUntil(lambda: hand.sees("Passphrase"), timeout=5000)
    window.close()
    window.shut_down()  # it would wait for the worker without end
    window.deleteLater()
