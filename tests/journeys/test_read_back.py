"""The read-back is independent: Plaza's own log shows another connection with an identity request of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.members import change, join

from demur import wiring
from demur.core.outcome import Verdict
from demur.core.setting import State
from demur.paths import Folders
from demur.product import Product

SETTING = "/api/settings/ai-training"
ME = "/api/me"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    made = wiring.build(Folders(tmp_path / "data"))
    yield made
    made.close()


def requests_of(product: Product) -> list[dict[str, Any]]:
    return [request for request in product.practice.plaza().control.log() if request["path"] in {SETTING, ME}]


def test_read_back_comes_on_another_connection_with_its_own_identity(product: Product) -> None:
    account = join(product, "us-on")
    assert change(product, account).verdict is Verdict.CONFIRMED
    log = requests_of(product)
    (write,) = [request for request in log if request["method"] == "PUT"]
    after = log[log.index(write) + 1 :]
    assert [request["path"] for request in after] == [ME, SETTING]
    assert len({request["connection"] for request in after}) == 1
    assert after[0]["connection"] != write["connection"]
    assert after[0]["connection"] not in {request["connection"] for request in log[: log.index(write)]}
    assert {request["user_id"] for request in after} == {"us-on"}


def test_write_is_sent_once_even_where_it_does_not_take(product: Product) -> None:
    """After an uncertain write: look, never write again."""
    account = join(product, "us-forgets")
    assert change(product, account).verdict is Verdict.UNCHANGED
    log = requests_of(product)
    assert [request["method"] for request in log].count("PUT") == 1
    looks = [request for request in log[[r["method"] for r in log].index("PUT") + 1 :] if request["path"] == SETTING]
    assert len({request["connection"] for request in looks}) == len(looks) == 3


def test_what_was_read_is_what_plaza_really_stores(product: Product) -> None:
    account = join(product, "us-on")
    change(product, account)
    assert product.practice.plaza().control.values()["us-on"] is False
    again = product.opt_out.apply(product.opt_out.preview(account.id, State.ON).code)
    assert again is not None
    assert again.verdict is Verdict.CONFIRMED
    assert product.practice.plaza().control.values()["us-on"] is True


def test_accounts_and_receipts_outlive_the_program(product: Product, tmp_path: Path) -> None:
    """Plaza comes back on another port, and the sign-in still holds."""
    account = join(product, "us-on")
    change(product, account)
    product.opt_out.settle(account.id)
    first = product.practice.base()
    product.close()
    again = wiring.build(Folders(tmp_path / "data"))
    try:
        assert again.opt_out.look(account.id).reading.state is State.OFF
        assert again.practice.base() != first
        check = again.ledger(True).check()
        assert check.is_sound
        assert check.entries == 3
    finally:
        again.close()


def test_practice_never_reaches_the_real_ledger(product: Product) -> None:
    """design.md 5: practice has a ledger of its own, whose origin says so."""
    account = join(product, "us-on")
    change(product, account)
    assert product.ledger(False).size() == 0
    origins = {receipt.fields["log"]["origin"] for receipt in product.ledger(True).page(0, 10)}
    assert {origin.partition(".")[0] for origin in origins} == {"practice"}
