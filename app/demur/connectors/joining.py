"""Adding an account: sign in, keep the tokens, remember who it is."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from demur.connectors import names
from demur.connectors.api import oauth
from demur.connectors.api.signin import PATIENCE_S, SignIn
from demur.connectors.api.tokens import TokenShelf
from demur.connectors.catalogue import Catalogue
from demur.connectors.platform_file import ApiPlatform
from demur.connectors.waiting import Waiting
from demur.core.account import Account, AccountId
from demur.core.ports import Accounts
from demur.core.problem import NameUnusable, Problem
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId

Stage = Callable[[Identity], tuple[RegionCode, date | None] | None]
"""Where and when a practice member plays; None for anybody who is not on the practice platform."""


@dataclass(frozen=True, slots=True)
class Joining:
    """Signs members in and out."""

    accounts: Accounts
    catalogue: Catalogue
    sign_in: SignIn
    shelf_of: Callable[[bool], TokenShelf]
    stage: Stage

    def join(
        self, platform_id: PlatformId, region: RegionCode, waiting: Waiting, patience_s: float = PATIENCE_S
    ) -> Account:
        """Sign a member in and remember the account; the same member again keeps the same account.

        Raises the problems of the catalogue, the vault and the sign-in; nothing is kept in any of these cases.
        """
        platform = self.catalogue.find(platform_id)
        shelf = self.shelf_of(platform.is_practice)
        shelf.find(AccountId("probe"))  # a vault that can't be used is said before the browser opens
        signed_in = self.sign_in.run(platform, waiting, patience_s)
        account = self._account(platform, signed_in.identity, region)
        is_new = self.accounts.find(account.id) is None
        shelf.keep(account.id, signed_in.tokens)
        try:
            self.accounts.keep(account)
        except Problem:
            if is_new:
                shelf.forget(account.id)
            raise
        return account

    def draft(self, platform_id: PlatformId, handle: str, region: RegionCode) -> Account:
        """Return what `name` would remember, and remember nothing: what it means there can be shown before.

        Raises `PlatformUnknown`, `PlatformNotAllowed`, `ReachedByDemur`, `NameUnusable`.
        """
        platform = self.catalogue.find_own(platform_id)
        if not names.is_plain(handle):
            raise NameUnusable
        return Account(
            id=AccountId(f"{platform.id}-{secrets.token_hex(4)}"),
            platform=platform.id,
            setting=SettingId(platform.settings[0].facts.id),
            identity=Identity("", handle),
            region=region,
            is_practice=False,
        )

    def name(self, platform_id: PlatformId, handle: str, region: RegionCode) -> Account:
        """Remember an account that the member reaches in their own browser, under a name of their choice.

        The same name at the same platform keeps the same account. Raises as `draft`.
        """
        account = self.draft(platform_id, handle, region)
        known = next((one for one in self.accounts.all() if _is_same(one, account)), None)
        if known is not None:
            account = replace(account, id=known.id, last=known.last)
        self.accounts.keep(account)
        return account

    def leave(self, account: Account) -> bool:
        """Sign an account out and forget it; its receipts stay. Tell whether the platform confirmed it.

        The tokens go from this computer whatever the platform says (RFC 7009). One that the member reaches in their
        own browser has none, so there is nothing to end or confirm.
        """
        if account.is_named_by_member:
            self.accounts.forget(account.id)
            return True
        shelf = self.shelf_of(account.is_practice)
        tokens = shelf.find(account.id)
        shelf.forget(account.id)
        self.accounts.forget(account.id)
        if tokens is None:
            return False
        try:
            return oauth.revoke(self.catalogue.find(account.platform), tokens)
        except Problem:  # told by the answer: the platform did not confirm
            return False

    def _account(self, platform: ApiPlatform, identity: Identity, region: RegionCode) -> Account:
        account_id = _account_id(platform.id, identity)
        plays_on = None
        if platform.needs_practice and (staged := self.stage(identity)):
            region, plays_on = staged
        known = self.accounts.find(account_id)
        return Account(
            id=account_id,
            platform=platform.id,
            setting=SettingId(platform.settings[0].facts.id),
            identity=identity,
            region=region,
            is_practice=platform.is_practice,
            plays_on=plays_on,
            last=known.last if known else None,
        )


def _is_same(one: Account, other: Account) -> bool:
    is_named_alike = names.folded(one.identity.handle) == names.folded(other.identity.handle)
    return one.is_named_by_member and one.platform == other.platform and is_named_alike


def _account_id(platform: PlatformId, identity: Identity) -> AccountId:
    digest = hashlib.sha256(f"{platform}\n{identity.user_id}".encode()).hexdigest()
    return AccountId(f"{platform}-{digest[:8]}")
