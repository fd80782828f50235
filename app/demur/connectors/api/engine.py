"""The engine of the `api` connector: it reads and writes what a platform file describes, and knows no platform."""

import json
from typing import Any

from requests import Response

from demur.connectors.api import audience, oauth, replies
from demur.connectors.api.session import (
    GuardedSession,
    is_firsthand,
    json_body,
    require_success,
    transport_of,
)
from demur.connectors.api.tokens import TokenShelf
from demur.connectors.platform_file import ApiPlatform, ApiSetting, Closed
from demur.core.account import Account
from demur.core.entry import ConnectorFacts, PlatformFacts, SettingFacts
from demur.core.ports import Clock
from demur.core.problem import AccountClosed, ReplyUnreadable, WrongAccount
from demur.core.proxy import Proxy, ProxyNow, no_proxy
from demur.core.reading import Reading
from demur.core.route import ApplyWay
from demur.core.setting import Identity, RegionCode, State
from demur.core.sighting import digest_of
from demur.core.wording import Wording

_FRESH = {"Accept": "application/json", "Cache-Control": "no-cache, no-store", "Pragma": "no-cache"}
"""Asks every cache on the way to let the platform answer (RFC 9111, 5.2.1)."""


class ApiConnector:
    """One connection, signed in as one account: a pool of its own, shared with no other."""

    def __init__(self, platform: ApiPlatform, setting: ApiSetting, session: GuardedSession, clock: Clock) -> None:
        self._platform, self._setting, self._session, self._clock = platform, setting, session, clock

    def identify(self) -> Identity:
        """Ask who is signed in. Raises the session's problems, `ReplyUnreadable` and `AccountClosed`."""
        return self._who()[0]

    def read(self) -> Reading:
        """Ask who is signed in, then read the setting. Raises `WrongAccount` where the reply names another."""
        identity, region = self._who()
        reply = self._get(self._setting.address)
        body = json_body(reply)
        value = replies.parse(body)
        if replies.text_at(value, self._setting.account) != identity.user_id:
            raise WrongAccount
        state, raw = _state_of(value, self._setting)
        return Reading(
            state=state,
            raw=raw,
            identity=identity,
            observed_at=self._clock.now(),
            address=self._setting.address,
            body=body,
            transport=transport_of(reply),
            version=reply.headers.get("ETag"),
            is_firsthand=is_firsthand(reply),
            wording=replies.words_at(value, self._setting.wording),
            region=region,
        )

    def write(self, target: State, seen: Reading) -> None:
        """Ask for `target` once. What the platform answers to it is not evidence; a reading is."""
        headers = {"Accept": "application/json"}
        if self._setting.has_etag:
            if seen.version is None:
                raise ReplyUnreadable(what="ETag")
            headers["If-Match"] = seen.version
        body = {self._setting.write_at[1:]: self._setting.values[target]}
        require_success(self._session.request(self._setting.method, self._setting.address, json=body, headers=headers))

    def close(self) -> None:
        self._session.close()

    def _who(self) -> tuple[Identity, RegionCode | None]:
        """Return who is signed in and, where the platform's file says where that stands, the country they count to."""
        value = replies.parse(json_body(self._get(self._platform.identity)))
        identity = Identity(
            user_id=replies.text_at(value, self._platform.user_id),
            handle=replies.text_at(value, self._platform.handle),
        )
        return identity, replies.country_at(value, self._platform.region)

    def _get(self, address: str) -> Response:
        reply = self._session.request("GET", address, headers=_FRESH)
        if (closed := self._platform.closed) is not None and _says_closed(reply, closed):
            raise AccountClosed
        require_success(reply)
        return reply


class ApiLine:
    """The way to one account's platform over its interface."""

    def __init__(
        self, platform: ApiPlatform, account: Account, shelf: TokenShelf, clock: Clock, proxy_now: ProxyNow = no_proxy
    ) -> None:
        self._platform, self._sign_in, self._shelf, self._clock = platform, account.sign_in, shelf, clock
        self._proxy_now = proxy_now
        self._setting = platform.setting(account.setting)
        self.platform: PlatformFacts = platform.facts
        self.setting: SettingFacts = self._setting.facts
        self.connector: ConnectorFacts = platform.connector
        self.way = ApplyWay.FOR_ME

    def wording_in(self, evidence: bytes) -> Wording | None:
        """Return what the platform said of the setting in a whole reply of an earlier reading."""
        try:
            text = replies.words_at(replies.parse(evidence), self._setting.wording)
        except ReplyUnreadable:  # then it was no reply about this setting as the file has it now
            return None
        return None if text is None else Wording(digest_of(text), text)

    def begin(self) -> None:
        """Ask for nothing yet: who is signed in and what is set are two requests, in this order."""

    def open(self) -> ApiConnector:
        """Return a new connection. Raises `SignedOut` where the sign-in is gone, and `ProxyUnusable`."""
        proxy = self._proxy_now()
        theirs = audience.of(self._platform)
        tokens = self._shelf.fresh(self._sign_in, theirs, lambda token: oauth.refresh(self._platform, token, proxy))
        return connector(self._platform, self._setting, tokens, self._clock, proxy)

    def at_hand(self) -> ApiConnector | None:
        """Return a new connection while the tokens hold; None where the platform must renew them. Raises as `open`."""
        tokens = self._shelf.holding(self._sign_in, audience.of(self._platform))
        if tokens is None:
            return None
        return connector(self._platform, self._setting, tokens, self._clock, proxy=self._proxy_now())


def connector(
    platform: ApiPlatform, setting: ApiSetting, tokens: dict[str, Any], clock: Clock, proxy: Proxy | None = None
) -> ApiConnector:
    """Return a connector that uses these tokens, with a connection pool of its own."""
    session = GuardedSession(platform.origins, platform.client_id, proxy, token=_bearer_only(tokens))
    return ApiConnector(platform, setting, session, clock)


def _bearer_only(tokens: dict[str, Any]) -> dict[str, Any]:
    """Leave the refresh token out: renewing is the shelf's work, under its lock."""
    return {"access_token": tokens["access_token"], "token_type": "Bearer"}


def _says_closed(reply: Response, closed: Closed) -> bool:
    """Tell whether a reply is the one by which, as the file has it, the platform says that the account is closed."""
    if reply.status_code != closed.status:
        return False
    if closed.match is None:
        return True
    try:
        value = replies.parse(json_body(reply))
        return replies.is_same(replies.at(value, closed.match.at), closed.match.value)
    except ReplyUnreadable:  # then it is what its status says
        return False


def _state_of(untrusted_value: Any, setting: ApiSetting) -> tuple[State, str]:
    """Return the state and the raw value. Only values the file names count; anything else is unreadable."""
    if (match := setting.not_offered) and replies.has(untrusted_value, match.at):
        found = replies.at(untrusted_value, match.at)
        if replies.is_same(found, match.value):
            if match.at != setting.state and replies.has(untrusted_value, setting.state):
                raise ReplyUnreadable(what=setting.state)
            return State.NOT_OFFERED, json.dumps(found)
    found = replies.at(untrusted_value, setting.state)
    for state, value in setting.values.items():
        if replies.is_same(found, value):
            return state, json.dumps(found)
    raise ReplyUnreadable(what=setting.state)
