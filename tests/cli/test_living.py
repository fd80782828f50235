"""`demur region`: where a member lives is theirs to say, for every setting of the sign-in, and never a scenario's."""

import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from demur import wiring
from demur.cli.console import Console
from demur.cli.living import region
from demur.cli.opening import Unclear
from demur.core.account import Account, AccountId, SignInId
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId
from demur.paths import Folders
from demur.product import Product


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    made = wiring.build(Folders(tmp_path))
    yield made
    made.close()


def keep(product: Product, name: str, sign_in: str, is_practice: bool = False) -> None:
    product.accounts.keep(
        Account(
            id=AccountId(name),
            platform=PlatformId("plaza" if is_practice else "x"),
            setting=SettingId(name),
            identity=Identity(sign_in, sign_in),
            region=RegionCode("DE"),
            is_practice=is_practice,
            sign_in=SignInId(sign_in),
        )
    )


def test_every_setting_of_the_sign_in_moves_and_no_other(product: Product, capsys: pytest.CaptureFixture[str]) -> None:
    for name, sign_in in (("x-1", "mine"), ("x-2", "mine"), ("x-3", "another")):
        keep(product, name, sign_in)
    region(Namespace(account="x-1", region="gb"), product, Console(is_json=True))
    found = json.loads(capsys.readouterr().out)
    assert (found["before"], found["region"], [one["id"] for one in found["accounts"]]) == ("DE", "GB", ["x-1", "x-2"])
    assert {account.id: account.region for account in product.accounts.all()} == {"x-1": "GB", "x-2": "GB", "x-3": "DE"}
    region(Namespace(account="x-3", region="CN"), product, Console(is_json=False))
    assert "another: what it means is shown for Mainland China from now on." in capsys.readouterr().out


def test_no_region_is_guessed_and_a_practice_member_lives_in_the_scenario(product: Product) -> None:
    keep(product, "x-1", "mine")
    keep(product, "plaza-1", "amber", is_practice=True)
    for account, code in (("x-1", "UK"), ("x-1", "Germany"), ("plaza-1", "GB")):
        with pytest.raises(Unclear):
            region(Namespace(account=account, region=code), product, Console(is_json=False))
    assert {account.region for account in product.accounts.all()} == {"DE"}
