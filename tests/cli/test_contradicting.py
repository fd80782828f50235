"""`demur status`: what was seen against what the sources lead one to expect, for practice members too."""

import json
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from demur import wiring
from demur.cli.console import Console
from demur.cli.status import status
from demur.core.account import Account, AccountId, LastSeen, SignInId
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId, State
from demur.paths import Folders
from demur.product import Product

SEEN = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    made = wiring.build(Folders(tmp_path))
    yield made
    made.close()


def keep(product: Product, name: str, platform: str, region: str, state: State, plays_on: date | None = None) -> None:
    """Remember an account of which a state was seen."""
    account = Account(
        id=AccountId(name),
        platform=PlatformId(platform),
        setting=SettingId("ai-training"),
        identity=Identity(name, f"{name} (practice)"),
        region=RegionCode(region),
        is_practice=platform == "plaza",
        plays_on=plays_on,
        sign_in=SignInId(name),
    )
    product.accounts.keep(account)
    product.accounts.saw(account.id, LastSeen(state, SEEN))


def test_status_says_so_and_believes_the_reading(product: Product, capsys: pytest.CaptureFixture[str]) -> None:
    keep(product, "shown", "plaza", "DE", State.ON, date(2024, 10, 1))
    keep(product, "agrees", "plaza", "DE", State.NOT_OFFERED, date(2024, 10, 1))
    keep(product, "missing", "plaza", "US", State.NOT_OFFERED)
    keep(product, "nobody-knows", "plaza", "CN", State.NOT_OFFERED)
    keep(product, "real", "linkedin", "GB", State.NOT_OFFERED)
    status(Namespace(account=None, last=True), product, Console(is_json=False))
    said = [line.strip() for line in capsys.readouterr().out.splitlines() if "lead one to expect" in line]
    assert said == [
        "The sources about LinkedIn lead one to expect no such setting here (Germany, on 2024-10-01). Plaza showed one"
        " all the same, and Demur believes what was seen.",
        "The sources about LinkedIn lead one to expect such a setting here (United States, today). Plaza offers this"
        " practice member none, and Demur believes what was seen.",
        "The sources lead one to expect this setting here (United Kingdom). For this account it is not offered, and"
        " Demur believes what was seen.",
    ]
    status(Namespace(account=None, last=True), product, Console(is_json=True))
    found = {one["id"]: one["contradiction"] for one in json.loads(capsys.readouterr().out)["accounts"]}
    assert found == {
        "shown": "switch-without-offer",
        "agrees": None,
        "missing": "offer-without-switch",
        "nobody-knows": None,
        "real": "offer-without-switch",
    }
