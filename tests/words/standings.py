"""Accounts of a report, for tests: made by hand, with names that must not leave unless they are chosen to."""

from datetime import UTC, datetime, timedelta

from demur.core.account import Account, AccountId, SignInId
from demur.core.receipt import Receipt
from demur.core.setting import Assurance, Identity, PlatformId, RegionCode, SettingId, State
from demur.core.sighting import Sighting
from demur.watch.cadence import Cadence
from demur.watch.due import Due, Why
from demur.watch.matter import Matter
from demur.watch.standing import Standing
from demur.words.standing import Report, Reported

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LABELS = (
    ("LinkedIn", "Data for Generative AI Improvement"),
    ("X", "Allow your public data as well as your interactions, inputs and results with Grok to be used for training"),
    ("ChatGPT", "Improve the model for everyone"),
    ("GitHub Copilot", "Allow GitHub to use my data for AI model training"),
    ("Meta", "Object to your information being used for AI at Meta"),
)


def account(number: int, is_practice: bool = False) -> Account:
    identity = Identity(f"user-{number}-id", f"handle-{number}@example.org")
    platform, setting = PlatformId("p"), SettingId("s")
    found, sign_in = AccountId(f"id-{number}"), SignInId(f"secretly-{number}")
    return Account(found, platform, setting, identity, RegionCode("GB"), is_practice, sign_in=sign_in)


def receipt(number: int, kind: str = "confirmation", after: str = "off") -> Receipt:
    level = {"level": "read-back-independent"}
    fields = {"kind": kind, "recordedAt": "2026-10-12T09:30:00.000Z", "after": {"state": after}, "assurance": level}
    return Receipt(number, b"%d" % number, fields, AccountId("id-1"))


def reported(number: int, is_practice: bool = False) -> Reported:
    """Return the longest line there is likely to be: known long ago, a fault since then, and due."""
    whose = account(number, is_practice)
    certain = Sighting(whose.id, NOW - timedelta(days=41), State.OFF, Assurance.READ_BACK_INDEPENDENT)
    failed = Sighting(whose.id, NOW - timedelta(days=1), State.UNKNOWN, None, "signed-out")
    due = Due(whose.id, Why.INTERVAL, NOW - timedelta(days=11))
    matter = Matter.SIGNED_OUT
    standing = Standing(whose, matter, failed, certain, certain.at, due, None, None, Cadence.MONTHLY)
    platform, setting = LABELS[number % len(LABELS)]
    return Reported(standing, "Plaza" if is_practice else platform, setting, number, (receipt(number),))


def report(real: int, practice: int = 0, has_names: bool = False) -> Report:
    lines = [reported(number) for number in range(1, real + 1)]
    lines += [reported(number, is_practice=True) for number in range(real + 1, real + practice + 1)]
    return Report(tuple(lines), NOW, "0.1.0", has_names)
