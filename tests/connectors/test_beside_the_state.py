"""What an interface says beside the state: its words, the country, that an account is closed, or nothing for want of
a network. None of it ever stands for a state."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.connectors.test_platform_file import PLAZA, refused
from tests.support.platform_server import Clock, TinyPlatform
from tests.support.tiny_http import Reply

from demur.connectors import platform_file, reach
from demur.connectors.api import engine
from demur.connectors.api.engine import ApiConnector
from demur.core.problem import AccountClosed, Offline, PlatformRefused, PlatformUnreachable, Problem
from demur.core.setting import State

CLOSED = '\n[closed]\nstatus = 410\nat = "/error"\nis = "account_closed"\n\n[[settings]]'
Connect = Callable[..., ApiConnector]


@pytest.fixture
def connect(tiny: TinyPlatform, tmp_path: Path) -> Iterator[Connect]:
    """Connect to a platform whose file says where words, country and the closing of an account stand."""
    tiny.access.add("letmein")
    made: list[ApiConnector] = []

    def make(closed: str = CLOSED) -> ApiConnector:
        text = tiny.file_text().replace("\n[[settings]]", closed, 1)
        text = text.replace("[identity]\n", '[identity]\nregion = "/where"\n', 1)
        text = text.replace("\nwrite_at", '\nwording = "/words"\nwrite_at', 1)
        file = tmp_path / "tiny.toml"
        file.write_text(text)
        platform = platform_file.load(file, is_shipped=False)
        assert isinstance(platform, platform_file.ApiPlatform)
        tokens = {"access_token": "letmein", "token_type": "Bearer"}
        made.append(engine.connector(platform, platform.settings[0], tokens, Clock()))
        return made[-1]

    yield make
    for connection in made:
        connection.close()


def answer(tiny: TinyPlatform, path: str, body: Any, status: int = 200) -> None:
    reply = Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"})
    tiny.bends.replies[f"GET {path}"] = lambda _: reply


def setting(**more: Any) -> dict[str, Any]:
    return {"account": "m-1", "availability": "offered", "value": False} | more


def test_words_and_country_are_read_where_the_file_says(tiny: TinyPlatform, connect: Connect) -> None:
    answer(tiny, "/setting", setting(words="  Learn from\nyour posts. "))
    answer(tiny, "/me", {"id": "m-1", "handle": "Tiny Member", "where": "DE"})
    reading = connect().read()
    assert (reading.state, reading.wording, reading.region) == (State.OFF, "Learn from your posts.", "DE")


@pytest.mark.parametrize("words", [None, 7, "", "a" * 4001, "turned\u202earound", ["a"]])
@pytest.mark.parametrize("country", [None, "Germany", "de", 49, "D1"])
def test_what_cannot_be_used_of_them_hides_no_state(
    words: Any, country: Any, tiny: TinyPlatform, connect: Connect
) -> None:
    answer(tiny, "/setting", setting(words=words))
    answer(tiny, "/me", {"id": "m-1", "handle": "Tiny Member", "where": country})
    reading = connect().read()
    assert (reading.state, reading.wording, reading.region) == (State.OFF, None, None)


@pytest.mark.parametrize("path", ["/me", "/setting"])
def test_closed_account_is_said_by_the_reply_that_the_file_names(
    path: str, tiny: TinyPlatform, connect: Connect
) -> None:
    answer(tiny, path, {"error": "account_closed"}, status=410)
    with pytest.raises(AccountClosed):
        connect().read()


@pytest.mark.parametrize(
    ("status", "body"),
    [(410, {"error": "moved"}), (410, {}), (410, ["account_closed"]), (404, {"error": "account_closed"})],
)
def test_any_other_reply_is_what_its_status_says(status: int, body: Any, tiny: TinyPlatform, connect: Connect) -> None:
    answer(tiny, "/setting", body, status)
    with pytest.raises(PlatformRefused) as caught:
        connect().read()
    assert caught.value.details == {"status": str(status)}


def test_410_alone_may_say_it(tiny: TinyPlatform, connect: Connect) -> None:
    answer(tiny, "/setting", {}, status=410)
    with pytest.raises(AccountClosed):
        connect("\n[closed]\nstatus = 410\n\n[[settings]]").read()


@pytest.mark.parametrize(
    ("closed", "reason"),
    [
        ("status = 401", "must be one of"),
        ("status = 429", "must be one of"),
        ("status = 503", "must be one of"),
        ("status = 404", "needs `at` and `is`"),
        ('status = 404\nat = "/error"', "`is`"),
        ('status = 410\nat = "/error"\nis = "x"\nmore = 1', "`more` is not known"),
    ],
)
def test_file_that_says_too_little_or_too_much_of_it_is_refused(closed: str, reason: str, tmp_path: Path) -> None:
    before, _, after = PLAZA.partition("[closed]")
    _, _, rest = after.partition("\n\n")
    assert reason in refused(tmp_path, f"{before}[closed]\n{closed}\n\n{rest}")[1]


class NoWay(socket.socket):
    """As on a computer that has no network."""

    def connect(self, _: object) -> None:
        raise OSError(101, "Network is unreachable")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://acme.example.com/me", Offline),
        ("http://127.0.0.1:9/me", PlatformUnreachable),
        ("http://[::1]:9/me", PlatformUnreachable),
    ],
)
def test_no_network_is_told_apart_from_a_platform_that_does_not_answer(
    address: str, kind: type[Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as unplugged:
        unplugged.setattr(socket, "socket", NoWay)
        assert type(reach.unreached(address)) is kind
    with monkeypatch.context() as plugged:
        plugged.setattr(reach, "is_offline", lambda: False)
        assert type(reach.unreached(address)) is PlatformUnreachable
