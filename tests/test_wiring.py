"""What only the joined parts can hold: design.md 5, nothing leads practice into the real ledger."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from demur import wiring
from demur.core.account import Account, AccountId
from demur.core.problem import PlatformUnknown
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId
from demur.paths import Folders
from demur.wiring import Product

PRACTICE = Account(
    AccountId("plaza-1"),
    PlatformId("plaza"),
    SettingId("ai-training"),
    Identity("us-on", "Fern (practice)"),
    RegionCode("US"),
    is_practice=True,
)


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    made = wiring.build(Folders(tmp_path / "data"))
    yield made
    made.close()


def test_a_practice_platform_is_no_way_to_a_real_account(product: Product) -> None:
    """The same account as a real one would seal what Plaza says into the real ledger."""
    assert product.rooms.line(PRACTICE).platform.name == "Plaza"
    with pytest.raises(PlatformUnknown):
        product.rooms.line(replace(PRACTICE, is_practice=False))
