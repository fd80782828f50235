"""Six canaries of one sign-in and opt-out, looked for wherever they must not be (row O14)."""

import logging
import traceback
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import dataclass
from typing import Any

import pytest
from tests.support.data_folder import World
from tests.support.platform_server import Clock, TinyPlatform
from tests.support.tiny_http import Reply, Seen, as_json

from demur.core.account import Account
from demur.core.entry import Shown
from demur.core.opt_out import OptOut, Parts
from demur.core.outcome import Verdict
from demur.core.preview import Previews
from demur.core.problem import Problem
from demur.core.setting import State
from demur.ledger.composition import ProgramFacts
from demur.ledger.log import SqliteLedger


@dataclass
class Canaries:
    """The secrets that passed through the tiny platform, and every text in which they might be found."""

    tiny: TinyPlatform

    def all(self) -> set[str]:
        found: set[str] = set()
        for seen in self.tiny.asked("/authorize"):
            found |= {seen.query["state"], seen.query["nonce"]}
        for seen in self.tiny.asked("/token"):
            found |= {seen.form[name] for name in ("code_verifier", "refresh_token") if name in seen.form}
        return found | {*self.tiny.codes, *self.tiny.access, *self.tiny.refresh, *self.tiny.id_tokens}

    def assert_absent(self, text: str, where: str, at_least: int = 7) -> None:
        """Look for state, nonce and code of every sign-in, and for whatever else came to be."""
        canaries = self.all()
        assert len(canaries) >= at_least
        assert [canary for canary in canaries if canary in text] == [], where


class Told:
    def shown(self, account: Account) -> Shown:
        return Shown(("t.one",), f"sha256:{'0' * 64}", account.region)

    def names_legitimate_interests(self, account: Account) -> bool:
        return False


def opt_out_of(world: World) -> OptOut:
    program = ProgramFacts("Demur", "0.0.1", f"sha256:{'0' * 64}")
    ledger = SqliteLedger(world.folder / "ledger.sqlite", world.vault, Clock(), True, program)

    class Board:
        line = staticmethod(world.line)

    class Turn:
        take = staticmethod(nullcontext)

    previews = Previews(world.accounts, Clock())
    return OptOut(Parts(world.accounts, Board(), lambda _: ledger, Told(), previews, Turn(), Clock()))


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Record every logger at every level, those of the libraries too."""
    caplog.set_level(logging.NOTSET)
    for name in ("urllib3", "authlib", "requests", "joserfc", "filelock", "charset_normalizer"):
        caplog.set_level(logging.DEBUG, logger=name)
    return caplog


def test_o14_no_secret_is_logged_or_left_in_a_file(
    tiny: TinyPlatform, world: World, everything_logged: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    account = world.join("tiny", tiny.allow)
    opt_out = opt_out_of(world)
    outcome = opt_out.apply(opt_out.preview(account.id, State.OFF).code)
    assert outcome is not None
    assert outcome.verdict is Verdict.CONFIRMED
    opt_out.settle(account.id)
    tokens = world.shelf.find(account.sign_in)
    assert tokens is not None
    world.shelf.keep(account.sign_in, tokens | {"expires_at": 1})
    world.line(account).open().close()  # a renewal, with its own two secrets
    canaries = Canaries(tiny)
    assert "POST /token" in everything_logged.text, "the libraries were heard at all"
    canaries.assert_absent(everything_logged.text, "the log")
    canaries.assert_absent("".join(capfd.readouterr()), "the output")
    for file in world.folder.rglob("*"):
        if file.is_file() and file.parent.name != "secrets":
            canaries.assert_absent(file.read_bytes().decode("latin-1"), str(file))


def failing(name: str) -> Callable[[TinyPlatform], None]:
    """Return a bend that makes one address fail in a way of its own, repeating what it was sent."""

    def echo(seen: Seen) -> Reply:
        words = f"{seen.query} {seen.form if seen.method == 'POST' else ''} {seen.headers}"
        return as_json({"error": words, "error_description": words}, 400)

    def bend(tiny: TinyPlatform) -> None:
        tiny.bends.replies[name] = echo

    return bend


def bad_id_token(tiny: TinyPlatform) -> None:
    tiny.bends.token = {"id_token": "canary.id.token"}
    tiny.id_tokens.append("canary.id.token")


def bad_access_token(tiny: TinyPlatform) -> None:
    tiny.bends.token = {"token_type": "mac"}


def broken_token_answer(tiny: TinyPlatform) -> None:
    tiny.access.add("canary-access")
    body = b'{"access_token": "canary-access", "access_token": "canary-access"'
    tiny.bends.replies["/token"] = lambda _: Reply(200, body, {"Content-Type": "application/json"})


def cut_connection(tiny: TinyPlatform) -> None:
    tiny.bends.replies["/token"] = lambda _: Reply(raw=lambda sock: None)


def other_issuer(tiny: TinyPlatform) -> None:
    tiny.bends.callback = lambda found: found | {"iss": found["code"] + found["state"]}


def error_with_secrets(tiny: TinyPlatform) -> None:
    tiny.bends.callback = lambda found: {
        "error": found["state"],
        "error_description": found["state"],
        "state": found["state"],
        "iss": found["iss"],
    }


FAILURES = [failing("/token"), failing("/me"), failing("/jwks"), bad_id_token, bad_access_token]
FAILURES += [broken_token_answer, cut_connection, other_issuer, error_with_secrets]


@pytest.mark.parametrize("bend", FAILURES)
def test_o14_no_secret_stands_in_a_traceback(
    tiny: TinyPlatform,
    world: World,
    everything_logged: pytest.LogCaptureFixture,
    bend: Callable[[TinyPlatform], None],
) -> None:
    """A crash report is the traceback's text: problem, causes and contexts."""
    bend(tiny)
    with pytest.raises(Problem) as caught:
        world.join("tiny", tiny.allow)
    report = whole_report(caught.value)
    canaries = Canaries(tiny)
    canaries.assert_absent(report, "the report", at_least=3)
    canaries.assert_absent(everything_logged.text, "the log", at_least=3)


def test_o14_no_secret_stands_in_the_traceback_of_a_refused_renewal(tiny: TinyPlatform, world: World) -> None:
    account = world.join("tiny", tiny.allow)
    tokens = world.shelf.find(account.sign_in)
    assert tokens is not None
    world.shelf.keep(account.sign_in, tokens | {"expires_at": 1})
    failing("/token")(tiny)
    with pytest.raises(Problem) as caught:
        world.line(account).open()
    Canaries(tiny).assert_absent(whole_report(caught.value), "the report")


def test_o14_no_secret_stands_in_the_traceback_of_a_failed_reading(tiny: TinyPlatform, world: World) -> None:
    account = world.join("tiny", tiny.allow)
    failing("/setting")(tiny)
    with closing(world.line(account).open()) as connection, pytest.raises(Problem) as caught:
        connection.read()
    Canaries(tiny).assert_absent(whole_report(caught.value), "the report")


def whole_report(problem: BaseException | None) -> str:
    """Return everything that could be printed of a problem, suppressed contexts included."""
    pieces: list[Any] = []
    while problem is not None:
        details = problem.details if isinstance(problem, Problem) else {}
        pieces += [repr(problem), str(problem), details, *traceback.format_exception(problem)]
        problem = problem.__cause__ or problem.__context__
    return "\n".join(map(str, pieces))


def test_the_canaries_sing(tiny: TinyPlatform, world: World) -> None:
    """What looks for them finds them where they are: in the vault's own folder."""
    world.join("tiny", tiny.allow)
    kept = "".join(file.read_text() for file in (world.folder / "secrets").iterdir())
    with pytest.raises(AssertionError):
        Canaries(tiny).assert_absent(kept, "the vault")
