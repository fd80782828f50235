"""Adding accounts: sign in, keep the tokens, remember who it is, with one account for each setting."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from demur.connectors import names
from demur.connectors.catalogue import Catalogue
from demur.connectors.own_browser import OwnBrowserPlatform
from demur.connectors.page.platform import PagePlatform
from demur.connectors.platform_file import ApiPlatform
from demur.connectors.waiting import PATIENCE_S, Waiting
from demur.core.account import Account, AccountId, LastSeen, SignInId
from demur.core.ports import Accounts
from demur.core.problem import NameUnusable, Problem
from demur.core.proxy import ProxyNow, no_proxy
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId

if TYPE_CHECKING:
    from demur.connectors.api.signin import SignIn
    from demur.connectors.api.tokens import TokenShelf

Stage = Callable[[Identity], tuple[RegionCode, date | None] | None]
"""Where and when a practice member plays; None for anybody who is not on the practice platform."""


@dataclass(frozen=True, slots=True)
class Joining:
    """Signs members in and out."""

    accounts: Accounts
    catalogue: Catalogue
    sign_in: "Callable[[], SignIn]"
    """Builds what signs in over an interface; slow to import, and nothing else here needs it."""
    shelf_of: "Callable[[bool], TokenShelf]"
    stage: Stage
    proxy_now: ProxyNow = no_proxy

    def join(
        self, platform_id: PlatformId, region: RegionCode, waiting: Waiting, patience_s: float = PATIENCE_S
    ) -> Account:
        """Sign a member in, remember an account for each setting, and return the first; again keeps the same ones.

        Raises the problems of the catalogue, the vault and the sign-in; nothing is kept in any of these cases.
        """
        platform = self.catalogue.find(platform_id)
        shelf = self.shelf_of(platform.is_practice)
        shelf.find(SignInId("probe"))  # a vault that can't be used is said before the browser opens
        signed_in = self.sign_in().run(platform, waiting, patience_s)
        accounts = self._accounts(platform, signed_in.identity, region)
        sign_in = accounts[0].sign_in
        is_new = not self.accounts.of_sign_in(sign_in)
        shelf.keep(sign_in, signed_in.tokens)
        try:
            self.accounts.keep_sign_in(accounts)
        except Problem:
            if is_new:
                shelf.forget(sign_in)
            raise
        return accounts[0]

    def draft(self, platform_id: PlatformId, handle: str, region: RegionCode) -> tuple[Account, ...]:
        """Return what `name` would remember, and remember nothing: what it means there can be shown before.

        Raises `PlatformUnknown`, `PlatformNotAllowed`, `ReachedByDemur`, `NameUnusable`.
        """
        return self._own(platform_id, handle, region, _new_sign_in(platform_id))

    def name(self, platform_id: PlatformId, handle: str, region: RegionCode) -> Account:
        """Remember what the member reaches in their own browser, under a name of their choice, and return the first.

        The same name at the same platform keeps the same accounts. Raises as `draft`.
        """
        known = (one for one in self.accounts.all() if _is_same(one, platform_id, handle))
        sign_in = next((one.sign_in for one in known), _new_sign_in(platform_id))
        accounts = self._own(platform_id, handle, region, sign_in)
        self.accounts.keep_sign_in(accounts)
        return accounts[0]

    def remember(self, platform: PagePlatform, identity: Identity, region: RegionCode) -> Account:
        """Remember whom a platform's page named, and return the first account; the same member keeps the same ones."""
        accounts = self._accounts(platform, identity, region)
        self.accounts.keep_sign_in(accounts)
        return accounts[0]

    def leave(self, account: Account) -> bool:
        """End an account's sign-in and forget all its accounts; receipts stay. Tell whether the platform confirmed it.

        The tokens go from this computer whatever the platform says (RFC 7009). A sign-in that the member makes in
        their own browser has none, so there is nothing to end or confirm.
        """
        if account.is_named_by_member:
            self.accounts.forget_sign_in(account.sign_in)
            return True
        shelf = self.shelf_of(account.is_practice)
        tokens = shelf.find(account.sign_in)
        shelf.forget(account.sign_in)
        self.accounts.forget_sign_in(account.sign_in)
        if tokens is None:
            return False
        from demur.connectors.api import oauth

        try:
            return oauth.revoke(self.catalogue.find(account.platform), tokens, self.proxy_now())
        except Problem:  # told by the answer: the platform did not confirm
            return False

    def _accounts(
        self, platform: ApiPlatform | PagePlatform, identity: Identity, region: RegionCode
    ) -> tuple[Account, ...]:
        plays_on = None
        if platform.needs_practice and (staged := self.stage(identity)):
            region, plays_on = staged
        digest = hashlib.sha256(f"{platform.id}\n{identity.user_id}".encode()).hexdigest()
        sign_in = SignInId(f"{platform.id}-{digest[:8]}")
        return self._of_sign_in(_Base(sign_in, platform.id, identity, region, platform.is_practice, plays_on), platform)

    def _own(self, platform_id: PlatformId, handle: str, region: RegionCode, sign_in: SignInId) -> tuple[Account, ...]:
        platform = self.catalogue.find_own(platform_id)
        if not names.is_plain(handle):
            raise NameUnusable
        base = _Base(sign_in, platform.id, Identity("", handle), region, platform.is_practice)
        return self._of_sign_in(base, platform)

    def _of_sign_in(
        self, base: "_Base", platform: ApiPlatform | OwnBrowserPlatform | PagePlatform
    ) -> tuple[Account, ...]:
        """Return an account for each setting, in the file's order; one that is known keeps its id and what was seen.

        An id stands for one setting for good, since receipts lie under it and a file's order may change. So where
        there are several each has its setting in its id; a sole one has the sign-in's id, as every account once had.
        """
        known = {one.setting: one for one in self.accounts.of_sign_in(base.sign_in)}
        settings = [SettingId(setting.facts.id) for setting in platform.settings]
        sole = AccountId(base.sign_in)
        is_sole = len(settings) == 1 and all(one.id != sole for one in known.values())
        accounts = []
        for setting in settings:
            new_id = sole if is_sole else AccountId(f"{base.sign_in}.{setting}")
            there = known.get(setting)
            accounts.append(base.account(there.id if there else new_id, setting, there.last if there else None))
        return tuple(accounts)


@dataclass(frozen=True, slots=True)
class _Base:
    """What the accounts of one sign-in have in common."""

    sign_in: SignInId
    platform: PlatformId
    identity: Identity
    region: RegionCode
    is_practice: bool
    plays_on: date | None = None

    def account(self, account: AccountId, setting: SettingId, last: LastSeen | None) -> Account:
        return Account(
            id=account,
            sign_in=self.sign_in,
            platform=self.platform,
            setting=setting,
            identity=self.identity,
            region=self.region,
            is_practice=self.is_practice,
            plays_on=self.plays_on,
            last=last,
        )


def _is_same(known: Account, platform: PlatformId, handle: str) -> bool:
    is_named_alike = names.folded(known.identity.handle) == names.folded(handle)
    return known.is_named_by_member and known.platform == platform and is_named_alike


def _new_sign_in(platform: PlatformId) -> SignInId:
    return SignInId(f"{platform}-{secrets.token_hex(4)}")
