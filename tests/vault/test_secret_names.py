"""Every name under which the product keeps a secret of a real account is one that a move looks for."""

from pathlib import Path

from tests.vault.private_bus import PrivateBus

from demur import wiring
from demur.browser.sealed_cookies import SealedCookies
from demur.connectors.api.tokens import TokenShelf
from demur.core.account import Account, AccountId, SignInId
from demur.core.secret import Secret
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId
from demur.ledger.log import SqliteLedger
from demur.machine import SystemClock, program
from demur.paths import Folders
from demur.secret_names import expected

SIGN_IN = SignInId("plaza-1")
ACCOUNT = Account(
    id=AccountId("plaza-1"),
    sign_in=SIGN_IN,
    platform=PlatformId("plaza"),
    setting=SettingId("ai-training"),
    identity=Identity("42", "maya"),
    region=RegionCode("GB"),
    is_practice=False,
    plays_on=None,
    last=None,
)


class Noted:
    """A vault in memory that tells which names it was asked to keep."""

    def __init__(self) -> None:
        self.kept: dict[str, Secret] = {}

    def keep(self, name: str, secret: Secret) -> None:
        self.kept[name] = secret

    def find(self, name: str) -> Secret | None:
        return self.kept.get(name)

    def forget(self, name: str) -> None:
        self.kept.pop(name, None)


def test_a_move_looks_for_every_name_that_is_kept(bus: PrivateBus, tmp_path: Path) -> None:
    folders, vault = Folders(tmp_path / "data"), Noted()
    product = wiring.build(folders)
    product.accounts.keep_sign_in([ACCOUNT])
    TokenShelf(vault, folders.locks).keep(SIGN_IN, {"access_token": "t"})
    SealedCookies(folders.cookies(False), vault).keep(SIGN_IN, [b"a=b"])
    ledger = SqliteLedger(folders.ledger(False), vault, SystemClock(), False, program())
    ledger.unlock()
    vault.keep("ledger-checkpoint", Secret("as `keep_checkpoint` does, once there is an entry"))
    found = expected(folders, product.accounts, product.ledger(False), lambda _: False)
    assert set(vault.kept) == set(found.names)
    product.close()


def test_secrets_are_expected_where_somebody_is_signed_in_or_a_ledger_was_begun(
    bus: PrivateBus, tmp_path: Path
) -> None:
    folders = Folders(tmp_path / "data")
    product = wiring.build(folders)
    ledger = product.ledger(False)
    assert not expected(folders, product.accounts, ledger, lambda _: False).are_some_kept
    product.joining.name(PlatformId("linkedin"), "Maya", RegionCode("GB"))
    assert not expected(folders, product.accounts, ledger, lambda _: False).are_some_kept, "in their own browser"
    product.accounts.keep_sign_in([ACCOUNT])
    assert expected(folders, product.accounts, ledger, lambda account: account.id != ACCOUNT.id).are_some_kept
    product.accounts.forget_sign_in(SIGN_IN)
    folders.ledger(False).write_bytes(b"damaged")
    assert expected(folders, product.accounts, product.ledger(False), lambda _: False).are_some_kept
    product.close()
