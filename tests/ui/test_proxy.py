"""Qt's own connections, and with them the built-in browser's, go through the member's proxy and no other (O15)."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkProxy, QNetworkProxyFactory, QNetworkReply, QNetworkRequest
from pytestqt.qtbot import QtBot
from tests.support.tiny_http import TinyHttp, as_json
from tests.support.tiny_proxy import TinyProxy

from demur.core.proxy import Proxy, ProxyChoice
from demur.ledger.accounts import SqliteAccounts
from demur.ui import proxy

PLACE = "http://plaza.example/"


@pytest.fixture(autouse=True)
def straight_on() -> Iterator[None]:
    yield
    proxy.apply(None)


@pytest.fixture
def tiny_proxy() -> Iterator[TinyProxy]:
    with TinyHttp(lambda _: as_json({})) as server, TinyProxy() as made:
        made.routes["plaza.example"] = int(server.host.rpartition(":")[2])
        yield made


def arrives(qtbot: QtBot, address: str) -> bool:
    """Ask for an address as Qt does, and tell whether an answer came."""
    network = QNetworkAccessManager()
    reply = network.get(QNetworkRequest(QUrl(address)))
    qtbot.waitUntil(reply.isFinished, timeout=10000)
    is_there = reply.error() is QNetworkReply.NetworkError.NoError
    reply.deleteLater()
    network.deleteLater()
    return is_there


def test_qt_goes_through_it_and_on_without_it(qtbot: QtBot, tiny_proxy: TinyProxy) -> None:
    proxy.apply(tiny_proxy.proxy)
    assert arrives(qtbot, PLACE)
    assert tiny_proxy.asked == [f"GET {PLACE}"]
    proxy.apply(None)
    assert not arrives(qtbot, PLACE)
    assert len(tiny_proxy.heads) == 1


def test_o15_no_proxy_of_the_environment_is_used(
    qtbot: QtBot, tiny_proxy: TinyProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt would follow this variable, and Qt WebEngine with it."""
    monkeypatch.setenv("http_proxy", tiny_proxy.proxy.address)
    QNetworkProxyFactory.setUseSystemConfiguration(True)
    assert arrives(qtbot, PLACE), "this is what is to be prevented"
    proxy.apply(None)
    assert not QNetworkProxyFactory.usesSystemConfiguration()
    assert not arrives(qtbot, PLACE)
    assert len(tiny_proxy.heads) == 1


def test_what_was_kept_is_applied(tmp_path: Path) -> None:
    choice = ProxyChoice(SqliteAccounts(tmp_path / "accounts.sqlite"))
    choice.keep(Proxy("2001:db8::7", 8080))
    proxy.apply_kept(choice)
    applied = QNetworkProxy.applicationProxy()
    assert (applied.type(), applied.hostName(), applied.port()) == (
        QNetworkProxy.ProxyType.HttpProxy,
        "2001:db8::7",
        8080,
    )


def test_where_what_was_kept_is_no_proxy_nothing_goes_round_it(tmp_path: Path) -> None:
    accounts = SqliteAccounts(tmp_path / "accounts.sqlite")
    accounts.keep_setting("proxy", "rubbish")
    proxy.apply_kept(ProxyChoice(accounts))
    assert QNetworkProxy.applicationProxy().hostName() == "nowhere.invalid"


SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory
from PySide6.QtWidgets import QApplication
from demur.core.proxy import Proxy
from demur.paths import folders
from demur.ui import program
from demur.ui.instance import Instance
from demur.wiring import build

def look():
    found = QNetworkProxy.applicationProxy()
    if not QNetworkProxyFactory.usesSystemConfiguration():
        timer.stop()
        print(found.hostName(), found.port())
        QApplication.closeAllWindows()

def shown(window):
    timer.timeout.connect(look)
    timer.start(5)

timer = QTimer()
app = program.application()
place = folders(Path(sys.argv[1]))
place.prepare()
if sys.argv[2]:
    build(place).accounts.keep_setting("proxy", sys.argv[2])
sys.exit(program.show(app, place, Instance(place.data), shown=shown))
"""


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("", "0"),
        ("http://proxy.example:3128", "proxy.example 3128"),
        ("rubbish", "nowhere.invalid 9"),
    ],
)
def test_program_applies_it_when_it_starts(tmp_path: Path, kept: str, said: str) -> None:
    """Also where there is none, or none that can be used: the window opens, and no variable is followed."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), kept], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == said
