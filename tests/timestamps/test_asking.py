"""Asking a real authority on 127.0.0.1: what leaves, what is kept, how often, and that no failure costs anything."""

import hashlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.ledger.making import ledger_of, observation, opt_out
from tests.support.tiny_http import Reply, Seen, TinyHttp
from tests.support.tiny_proxy import TinyProxy
from tests.timestamps.authority import REPLY, TestAuthority

from demur.core.dating import Authority, TokenCode
from demur.core.problem import Problem, ProxyFailed
from demur.core.proxy import no_proxy
from demur.core.time_problem import (
    AuthoritiesEnough,
    AuthorityAddressUnusable,
    AuthorityCertificateUnusable,
    AuthorityNameUnusable,
    AuthorityOfSameOwner,
    AuthorityRefused,
    AuthorityUnknown,
    AuthorityUnreachable,
    TimeOff,
)
from demur.ledger.accounts import SqliteAccounts
from demur.machine import FileTurn
from demur.receipts.der import stated
from demur.timestamps import asking
from demur.timestamps.asking import ask
from demur.timestamps.authorities import Authorities
from demur.timestamps.dating import Dating


@pytest.fixture(scope="module")
def tower(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    return TestAuthority(tmp_path_factory.mktemp("tower"))


class Hand:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def pause(self, seconds: float) -> None:
        raise NotImplementedError


class House:
    """A ledger of a real account with one opt-out, a choice of authorities, and what has it dated."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = ledger_of(folder, is_practice=False)
        opt_out(self.ledger.unlock())
        self.clock, self.accounts = Hand(), SqliteAccounts(folder / "data" / "accounts.sqlite")
        self.authorities = Authorities(self.accounts)
        turn = FileTurn(folder / "time.lock")
        self.dating = Dating(self.authorities, self.ledger.tokens, self.accounts, self.clock, turn, no_proxy)

    def chooses(self, server: TinyHttp, tower: TestAuthority, name: str = "Bell") -> Authority:
        added = self.authorities.add(name, f"{name} Ltd", f"{server.base}/tsr", tower.pem, "root.pem")
        self.authorities.switch(True)
        return added


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def server(tower: TestAuthority) -> Iterator[TinyHttp]:
    with TinyHttp(tower.answer) as server:
        yield server


def test_the_newest_receipts_are_dated(house: House, server: TinyHttp, tower: TestAuthority) -> None:
    chosen = house.chooses(server, tower)
    (asked,) = house.dating.ask_owed()
    assert asked.holds
    (token,) = house.ledger.tokens.all()
    assert (token.size, token.authority, token.code) == (3, chosen, TokenCode.HOLDS)
    by = house.ledger.tokens.date_of(2)
    assert by is not None
    assert by.by == "Bell"
    assert house.ledger.check().is_sound
    assert stated(token.answer).nonce == token.nonce > 2**32, "a number that nobody guesses"


def test_only_a_hash_and_a_number_leave(house: House, server: TinyHttp, tower: TestAuthority) -> None:
    house.chooses(server, tower)
    house.dating.ask_owed()
    (seen,) = server.seen
    newest = house.ledger.tokens.newest()
    assert newest is not None
    assert (seen.method, seen.path, seen.query) == ("POST", "/tsr", {})
    assert hashlib.sha256(newest.note).digest() in seen.body
    assert len(seen.body) < 80
    assert set(seen.headers) <= {
        "host",
        "accept",
        "accept-encoding",
        "content-type",
        "content-length",
        "user-agent",
        "connection",
    }
    assert "demur" not in json.dumps(seen.headers).lower()


def test_nobody_is_asked_until_it_is_switched_on(house: House, server: TinyHttp, tower: TestAuthority) -> None:
    """S1: off until the member switches it on, and off again at once."""
    house.chooses(server, tower)
    house.authorities.switch(False)
    assert house.dating.ask_owed() == []
    with pytest.raises(TimeOff):
        house.dating.ask_owed(is_by_hand=True)
    assert server.seen == []


def test_once_an_hour_and_once_for_each_checkpoint(house: House, server: TinyHttp, tower: TestAuthority) -> None:
    house.chooses(server, tower)
    assert len(house.dating.ask_owed()) == 1
    house.clock.ahead = timedelta(hours=2)
    assert house.dating.ask_owed(is_by_hand=True) == [], "all is dated"
    house.clock.ahead = timedelta(0)
    house.ledger.unlock().seal(observation())
    assert house.dating.ask_owed() == [], "the hour is not over"
    assert house.dating.ask_owed(is_by_hand=True) == []
    (standing,) = house.dating.standing()
    assert standing.dated == 3
    assert standing.may_ask_at is not None
    house.clock.ahead = timedelta(hours=1, seconds=1)
    assert len(house.dating.ask_owed()) == 1
    assert [token.size for token in house.ledger.tokens.all()] == [3, 4]
    assert len(server.seen) == 2


def test_r9_a_clock_that_was_set_back_stops_nothing_for_good(
    house: House, server: TinyHttp, tower: TestAuthority
) -> None:
    house.clock.ahead = timedelta(days=400)
    house.chooses(server, tower)
    house.dating.ask_owed()
    house.ledger.unlock().seal(observation())
    house.clock.ahead = timedelta(0)
    assert len(house.dating.ask_owed()) == 1


def test_two_authorities_of_two_owners(house: House, server: TinyHttp, tower: TestAuthority, tmp_path: Path) -> None:
    other = TestAuthority(tmp_path / "other", "Clock House")
    house.chooses(server, tower)
    with TinyHttp(other.answer) as second:
        house.chooses(second, other, "Clock")
        assert [one.holds for one in house.dating.ask_owed()] == [True, True]
    assert len(house.ledger.proven(2).tokens) == 2
    with pytest.raises(AuthoritiesEnough):
        house.chooses(server, other, "Third")


def answering(status: int = 200, body: bytes = b"", kind: str = REPLY) -> Callable[[Seen], Reply]:
    return lambda _: Reply(status, body, {"Content-Type": kind})


REFUSALS: dict[str, tuple[Callable[[Seen], Reply], str]] = {
    "no such page": (answering(404), "HTTP 404"),
    "a redirect": (lambda _: Reply(302, b"", {"Location": "http://127.0.0.1:9/", "Content-Type": REPLY}), "HTTP 302"),
    "another kind": (answering(kind="text/html"), "HTTP 200"),
    "nothing": (answering(), "no timestamp"),
    "no DER": (answering(body=b"0\x80"), "no timestamp"),
    "a refusal": (answering(body=bytes.fromhex("30053003020102")), "status 2"),
    "far too much": (answering(body=bytes(300_000)), "far too much"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_an_answer_that_is_none(case: str, house: House, tower: TestAuthority) -> None:
    answer, what = REFUSALS[case]
    with TinyHttp(answer) as server:
        house.chooses(server, tower)
        (asked,) = house.dating.ask_owed()
    assert isinstance(asked.problem, AuthorityRefused)
    assert asked.problem.details == {"name": "Bell", "what": what}
    assert house.ledger.tokens.all() == []
    assert house.ledger.check().is_sound


def test_nobody_there_is_owed_and_asked_for_later(house: House, tower: TestAuthority) -> None:
    with TinyHttp(tower.answer) as server:
        house.chooses(server, tower)
    (asked,) = house.dating.ask_owed()
    assert isinstance(asked.problem, AuthorityUnreachable)
    assert house.dating.ask_owed() == [], "by itself it waits an hour all the same"
    assert len(house.dating.ask_owed(is_by_hand=True)) == 1, "by hand it need not: nobody was troubled"


def drip(server: TinyHttp, sock: socket.socket) -> None:
    """Send the head of an answer without a length, then a byte now and then, without end."""
    sock.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {REPLY}\r\n\r\n".encode())
    while not server.released.wait(0.02):
        sock.sendall(b"0")


@pytest.mark.parametrize("way", [TinyHttp.stall, drip])
def test_an_authority_that_keeps_us_waiting(
    way: Callable[[TinyHttp, socket.socket], None], house: House, tower: TestAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "WHOLE_LIMIT_S", 0.3)
    slow = TinyHttp(lambda _: Reply(raw=lambda sock: way(slow, sock)))
    with slow:
        house.chooses(slow, tower)
        began = time.monotonic()
        (asked,) = house.dating.ask_owed()
    assert isinstance(asked.problem, AuthorityUnreachable)
    assert time.monotonic() - began < asking.READ_LIMIT_S, "all of an answer has a limit, not its pieces alone"


def odd(house: House, tower: TestAuthority, answer: Callable[[Seen], bytes]) -> TokenCode:
    """Return what is kept of an answer."""
    with TinyHttp(lambda seen: Reply(200, answer(seen), {"Content-Type": REPLY})) as server:
        house.chooses(server, tower)
        (asked,) = house.dating.ask_owed()
    (token,) = house.ledger.tokens.all()
    assert asked.token == token or token.answer
    assert house.ledger.check().is_sound
    return token.code


def test_r6_an_earlier_answer_is_kept_and_dates_nothing(house: House, tower: TestAuthority) -> None:
    newest = house.ledger.tokens.newest()
    assert newest is not None
    earlier = tower.signed(newest.note, datetime.now(UTC), nonce=7)
    assert odd(house, tower, lambda _: earlier) is TokenCode.WRONG_NONCE
    assert house.ledger.tokens.date_of(2) is None


def test_r6_what_the_library_cannot_read_is_kept(house: House, tower: TestAuthority) -> None:
    assert odd(house, tower, lambda seen: tower.unsorted(seen.body)) is TokenCode.NOT_CHECKED
    assert house.ledger.tokens.date_of(2) is None
    assert len(house.ledger.proven(2).tokens) == 1


def test_r6_another_authority_behind_the_same_address(house: House, tower: TestAuthority, tmp_path: Path) -> None:
    other = TestAuthority(tmp_path / "other")
    assert odd(house, tower, lambda seen: other.reply(seen.body)) is TokenCode.OTHER_ROOT


def test_the_members_proxy_is_gone_through_and_loopback_is_not(tower: TestAuthority) -> None:
    with TinyHttp(tower.answer) as server, TinyProxy() as proxy:
        here = Authority("a", "A", "A", f"{server.base}/tsr", tower.pem.decode())
        assert ask(here, b"x", proxy.proxy).content
        assert not proxy.asked
        there = Authority("b", "B", "B", "http://time.example/tsr", tower.pem.decode())
        with pytest.raises(Problem):
            ask(there, b"x", proxy.proxy)
        assert proxy.asked == ["POST http://time.example/tsr"]
    with pytest.raises(ProxyFailed):
        ask(there, b"x", proxy.proxy)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://time.example/",
        "https://a:b@time.example/",
        "https://time.example/?who=me",
        "https://time.example/#x",
        "https://time.example/ x",
        "https://TIME.example/",
        "https://",
        "time.example",
        "https://time.example:0/",
        "https://" + "a" * 300,
    ],
)
def test_what_is_no_address(address: str, house: House, tower: TestAuthority) -> None:
    with pytest.raises(AuthorityAddressUnusable):
        house.authorities.add("A", "B", address, tower.pem, "root.pem")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\u202eb", "a\x00b"])
def test_what_is_no_name(name: str, house: House, tower: TestAuthority) -> None:
    for given in ((name, "B"), ("A", name)):
        with pytest.raises(AuthorityNameUnusable):
            house.authorities.add(*given, "https://time.example/", tower.pem, "root.pem")


@pytest.mark.parametrize("owner", ["Bell Ltd", "BELL LTD.", "Bell  Ltd", "\uff22ell Ltd"])
def test_the_same_owner_twice_adds_nothing(owner: str, house: House, server: TinyHttp, tower: TestAuthority) -> None:
    house.chooses(server, tower)
    with pytest.raises(AuthorityOfSameOwner):
        house.authorities.add("Other", owner, "https://time.example/", tower.pem, "root.pem")


def test_what_is_no_certificate(house: House) -> None:
    with pytest.raises(AuthorityCertificateUnusable) as raised:
        house.authorities.add("A", "B", "https://time.example/", b"hello", "root.pem")
    assert raised.value.details == {"file": "root.pem"}


def test_an_authority_that_is_removed_is_asked_no_more_and_its_tokens_stay(
    house: House, server: TinyHttp, tower: TestAuthority
) -> None:
    chosen = house.chooses(server, tower)
    house.dating.ask_owed()
    house.authorities.remove("Bell")
    house.ledger.unlock().seal(observation())
    house.clock.ahead = timedelta(hours=2)
    assert house.dating.ask_owed() == []
    assert [token.authority for token in house.ledger.tokens.all()] == [chosen]
    with pytest.raises(AuthorityUnknown):
        house.authorities.remove("Bell")
