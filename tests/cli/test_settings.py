"""`demur settings proxy`: shown, set and removed by command; what can't be used changes nothing."""

import pytest
from tests.cli.conftest import Demur
from tests.journeys.members import change
from tests.journeys.terminal import NO_KEYRING

from demur import wiring
from demur.core.outcome import Step
from demur.paths import Folders

ADDRESS = "http://proxy.example:3128"


def test_proxy_is_shown_set_and_removed(demur: Demur) -> None:
    ran = demur("settings", "proxy")
    assert (ran.code, "No proxy." in ran.out) == (0, True)
    ran = demur("settings", "proxy", "set", "Proxy.Example:3128", "--json")
    assert (ran.code, ran.json) == (0, {"proxy": ADDRESS})
    ran = demur("settings", "proxy", "show")
    assert (ran.code, f"Proxy: {ADDRESS}." in ran.out) == (0, True)
    ran = demur("settings", "proxy", "none", "--json")
    assert (ran.code, ran.json) == (0, {"proxy": None})
    assert demur("settings", "proxy", "--json").json == {"proxy": None}


def test_what_cannot_be_used_changes_nothing_and_is_not_repeated(demur: Demur) -> None:
    assert demur("settings", "proxy", "set", ADDRESS).code == 0
    ran = demur("settings", "proxy", "set", "http://me:hunter2@proxy.example:1", "--json")
    assert (ran.code, ran.json["problem"]["code"]) == (3, "proxy-unusable")
    assert "hunter2" not in ran.out + ran.err
    assert demur("settings", "proxy", "--json").json == {"proxy": ADDRESS}


def test_o15_variables_are_no_proxy(demur: Demur) -> None:
    variables = dict.fromkeys(("http_proxy", "HTTPS_PROXY", "ALL_PROXY"), ADDRESS)
    assert demur("settings", "proxy", "--json", more=variables).json == {"proxy": None}


def test_practice_is_reached_without_it(members: Demur) -> None:
    """Nothing listens where this proxy should be, and Plaza answers all the same."""
    assert members("settings", "proxy", "set", "127.0.0.1:9").code == 0
    assert members("opt-out", "us-on", "--yes").code == 0
    assert members("sign-out", "us-on", "--json").json["confirmed"] is True


def test_wrong_usage_is_64(demur: Demur) -> None:
    for arguments in (("settings",), ("settings", "theme"), ("settings", "proxy", "set"), ("settings", "proxy", "off")):
        assert demur(*arguments).code == 64, arguments


class Ended(Exception):
    """Stands for the end of the program in the middle of an attempt."""


def end_before_the_write(step: Step) -> None:
    if step is Step.APPLY:
        raise Ended


def test_attempt_that_was_left_open_waits_for_another_command(members: Demur, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that doesn't work would hold up reading again, and with it the command that mends it."""
    for name in NO_KEYRING:
        monkeypatch.delenv(name, raising=False)
    product = wiring.build(Folders(members.data))
    account = next(found for found in product.accounts.all() if found.identity.user_id == "us-on")
    with pytest.raises(Ended):
        change(product, account, told=end_before_the_write)
    product.close()
    ran = members("settings", "proxy", "none")
    assert (ran.code, ran.err) == (0, "")
    assert product.opt_out.has_open_attempts()
    assert members("status", "us-on").err != ""
    assert not product.opt_out.has_open_attempts()
