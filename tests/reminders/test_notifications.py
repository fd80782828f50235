"""Notifications on a real daemon: shown, replaced, clicked, taken away; and quiet where there is none."""

import select
from collections.abc import Iterator
from contextlib import closing

import pytest
from tests.reminders.desktop import Desktop, desktop

from demur.core.account import AccountId
from demur.reminders.bus import FAILURES, Bus, has_service
from demur.reminders.notice import Notice
from demur.reminders.notifications import SERVICE, Notifications

ANNA, BEN = AccountId("harbour-anna"), AccountId("meadow-ben")
Clicks = list[tuple[AccountId | None, bool]]


@pytest.fixture(scope="module")
def daemon() -> Iterator[Desktop]:
    with desktop() as made:
        made.start_daemon()
        yield made


@pytest.fixture
def clicks() -> Clicks:
    return []


@pytest.fixture
def bus(daemon: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.bus.address)
    opened = Bus.open("SESSION")
    assert opened is not None
    with closing(opened):
        yield opened
    daemon.read_away()


@pytest.fixture
def notifications(bus: Bus, clicks: Clicks) -> Notifications:
    return Notifications(bus, lambda account, wants_look: clicks.append((account, wants_look)))


def hear(bus: Bus) -> None:
    """Wait as Qt's loop does, until something comes."""
    ready, _, _ = select.select([bus.fileno()], [], [], 20)
    assert ready
    bus.pump()


def show(bus: Bus, notifications: Notifications, *notices: Notice) -> None:
    for notice in notices:
        notifications.show(notice)
        hear(bus)


def test_notice_is_shown_as_it_is_meant(bus: Bus, notifications: Notifications, daemon: Desktop) -> None:
    show(bus, notifications, Notice(ANNA, "Harbour: It is on again", "It was off <b>before</b> & so on."))
    daemon.wait_for(1)
    ((title, body),) = daemon.read_away()
    assert title == "Harbour: It is on again"
    assert body == "It was off &lt;b&gt;before&lt;/b&gt; &amp; so on.", "a platform's own name is no markup"


def test_newer_notice_about_the_same_account_takes_the_olders_place(
    bus: Bus, notifications: Notifications, daemon: Desktop
) -> None:
    show(bus, notifications, Notice(ANNA, "one", "1"), Notice(BEN, "two", "2"), Notice(ANNA, "three", "3"))
    daemon.wait_for(2)
    assert sorted(daemon.read_away()) == [("three", "3"), ("two", "2")]


def test_click_leads_to_the_account(bus: Bus, notifications: Notifications, daemon: Desktop, clicks: Clicks) -> None:
    show(bus, notifications, Notice(ANNA, "one", "1"))
    daemon.wait_for(1)
    daemon.click()
    hear(bus)
    assert clicks == [(ANNA, False)]


def test_notice_that_was_taken_away_leads_nowhere(
    bus: Bus, notifications: Notifications, daemon: Desktop, clicks: Clicks
) -> None:
    show(bus, notifications, Notice(ANNA, "one", "1"))
    daemon.wait_for(1)
    notifications.withdraw()
    daemon.wait_for(0)
    assert clicks == []


def test_another_programs_notification_is_not_ours(
    bus: Bus, notifications: Notifications, daemon: Desktop, clicks: Clicks
) -> None:
    """Some daemons tell everyone on the bus of each click; whose it is, only the number says."""
    other = Bus.open("SESSION")
    assert other is not None
    with closing(other):
        theirs: Clicks = []
        show(other, Notifications(other, lambda account, look: theirs.append((account, look))), Notice(BEN, "x", "y"))
        daemon.wait_for(1)
        daemon.click()
        hear(other)
    assert theirs == [(BEN, False)]
    bus.pump()
    notifications._invoked((1, "default"))
    assert clicks == []


def test_a_desktop_without_notifications_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    with desktop() as bare:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bare.bus.address)
        opened = Bus.open("SESSION")
        assert opened is not None
        with closing(opened), pytest.raises(FAILURES):
            Notifications(opened, lambda _account, _look: None)
        assert not has_service(SERVICE)


def test_a_daemon_that_ends_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch, clicks: Clicks) -> None:
    """The next notice goes to whoever serves by then; where nobody does, it is refused, and that is all."""
    with desktop() as made:
        made.start_daemon()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.bus.address)
        opened = Bus.open("SESSION")
        assert opened is not None
        with closing(opened):
            notifications = Notifications(opened, lambda account, look: clicks.append((account, look)))
            show(opened, notifications, Notice(ANNA, "one", "1"))
            made.stop_daemon()
            show(opened, notifications, Notice(BEN, "two", "2"))
            made.start_daemon()
            show(opened, notifications, Notice(BEN, "three", "3"))
            made.wait_for(1)
            assert opened.is_open


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus", "tcp:host=127.0.0.1,port=9", "nonsense"])
def test_where_there_is_no_bus_there_is_none(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address or "unix:path=/nowhere/system")
    assert Bus.open("SESSION") is None
    assert Bus.open("SYSTEM") is None
    assert not has_service(SERVICE)


def test_a_bus_that_hangs_up_is_noticed_and_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[object] = []
    with desktop() as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.bus.address)
        opened = Bus.open("SESSION")
        assert opened is not None
    opened.pump()
    assert not opened.is_open
    assert opened.fileno() == -1
    opened.send("a.b", "/a", "a.b", "C", "", (), answers.append)
    assert answers == [None]
    with pytest.raises(FAILURES):
        opened.ask("a.b", "/a", "a.b", "C")
