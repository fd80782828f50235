"""Row W10: a sign-in's cookies come to the disk only after the member asked for it."""

from pathlib import Path

from tests.page.conftest import Sit

from demur import paths
from demur.browser.sealed_cookies import SealedCookies
from demur.connectors.catalogue import Catalogue
from demur.connectors.page.pages import Pages
from demur.connectors.page.signing_in import Beside
from demur.connectors.page.watching import Guidance
from demur.core.account import Account
from demur.core.setting import Identity, RegionCode
from demur.vault.folder_vault import FolderVault


def nobody(_platform: object, _identity: Identity, _region: RegionCode) -> Account:
    raise AssertionError("nobody is added here")


def test_w10_a_reading_keeps_no_sign_in_that_nobody_asked_for(sit: Sit, tmp_path: Path) -> None:
    """W10: after a reading cookies are sealed anew, but only those that are kept already."""
    desk = sit()
    sealed = SealedCookies(tmp_path / "sign-ins", FolderVault(tmp_path / "vault"))
    catalogue = Catalogue(paths.resources() / "platforms", tmp_path / "none", desk.accounts, lambda: desk.plaza.base)
    pages = Pages(
        accounts=desk.accounts,
        catalogue=lambda: catalogue,
        choices=desk.accounts,
        kept_of=lambda _: sealed,
        remember=nobody,
        beside=lambda _: Beside((), ()),
        guidance=lambda _: Guidance(),
        clock=desk.clock,
        driver_of=lambda _name, _platform: desk.driver,
    )
    desk.read()
    desk.run(lambda: pages.note_read(desk.account))
    assert not sealed.is_kept(desk.account.sign_in)
    assert not (tmp_path / "sign-ins").exists()
    desk.run(lambda: pages.keep_sign_in(desk.account))
    assert sealed.find(desk.account.sign_in)
    desk.run(lambda: pages.note_read(desk.account))
    assert sealed.find(desk.account.sign_in)
