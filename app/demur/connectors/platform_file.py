"""A platform as its file describes it: read whole and strictly, or refused with file, line and reason."""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from demur.connectors import toml_lines
from demur.connectors.toml_lines import Table
from demur.core.entry import ConnectorFacts, PlatformFacts, SettingFacts
from demur.core.problem import PlatformFileBroken
from demur.core.setting import PlatformId, SettingId, State

PRACTICE = "{practice}"
"""Stands in shipped practice files for the address the practice platform has in this run."""

_ID = r"[a-z][a-z0-9-]{1,40}"
_LINE = r"[^\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]{1,120}"
_POINTER = r"(/([^/~]|~[01])*)+"
_HTTPS = re.compile(r"https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9._~/%-]*)?")
_LOOPBACK = re.compile(r"http://127\.0\.0\.1:[0-9]{1,5}(/[A-Za-z0-9._~/%-]*)?")

_ORIGIN = r"https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?"

Scalar = bool | int | str


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a reply (JSON Pointer, RFC 6901) and the value that must stand there."""

    at: str
    value: Scalar


@dataclass(frozen=True, slots=True)
class ApiSetting:
    """How one setting is read and written."""

    facts: SettingFacts
    address: str
    account: str
    """JSON Pointer to the user id that the reply itself names."""
    state: str
    values: dict[State, Scalar]
    """Which value means `on` and which means `off`: polarity is the platform's own."""
    not_offered: Match | None
    method: str
    write_at: str
    has_etag: bool


@dataclass(frozen=True, slots=True)
class ApiPlatform:
    """A platform with an interface for its setting."""

    id: PlatformId
    facts: PlatformFacts
    connector: ConnectorFacts
    is_practice: bool
    meaning: str | None
    """The claims file that says what the setting means; None where there is none."""
    issuer: str
    client_id: str
    scopes: tuple[str, ...]
    algorithms: tuple[str, ...]
    identity: str
    user_id: str
    handle: str
    is_subject_user_id: bool
    """True where the id_token's `sub` must equal the user id the interface names."""
    settings: tuple[ApiSetting, ...]
    more_origins: frozenset[str] = frozenset()
    """Origins of the authorization server that stand in no other address of the file."""

    @property
    def needs_practice(self) -> bool:
        return self.issuer.startswith(PRACTICE)

    @property
    def origins(self) -> frozenset[str]:
        """The only origins this platform's connector may speak with."""
        addresses = {self.issuer, self.identity, *(setting.address for setting in self.settings)}
        return frozenset(origin_of(address) for address in addresses) | self.more_origins

    def setting(self, setting: SettingId) -> ApiSetting:
        return next(found for found in self.settings if found.facts.id == setting)

    def at(self, base: str) -> "ApiPlatform":
        """Return this platform with the practice address filled in."""

        def fill(address: str) -> str:
            return address.replace(PRACTICE, base)

        return replace(
            self,
            issuer=fill(self.issuer),
            identity=fill(self.identity),
            facts=replace(self.facts, origin=fill(self.facts.origin), settings_url=fill(self.facts.settings_url)),
            settings=tuple(replace(setting, address=fill(setting.address)) for setting in self.settings),
        )


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address (RFC 6454, 4)."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme else PRACTICE


def load(path: Path, is_shipped: bool) -> ApiPlatform:
    """Return the platform that `path` describes. Raises `PlatformFileBroken`."""
    try:
        untrusted_bytes = path.read_bytes()
    except OSError as error:
        reason = f"it can't be read ({error.strerror})"
        raise PlatformFileBroken(file=path.name, line="1", reason=reason) from error
    try:
        return _platform(toml_lines.read(untrusted_bytes), untrusted_bytes, is_shipped)
    except toml_lines.TomlBroken as error:
        raise PlatformFileBroken(file=path.name, line=str(error.line), reason=error.reason) from error


def _platform(top: Table, untrusted_bytes: bytes, is_shipped: bool) -> ApiPlatform:
    if top.scalar("format") != 1:
        raise top.broken("format", "this version of Demur reads format 1 only")
    if top.text("connector") != "api":
        raise top.broken("connector", "this version of Demur knows the connector `api` only")
    platform_id = top.text("id", _ID)
    is_practice = top.flag("practice")
    oauth, identity = top.table("oauth"), top.table("identity")
    addresses = _Addresses(is_shipped and is_practice)
    issuer = addresses.take(oauth, "issuer")
    settings = top.tables("settings")
    platform = ApiPlatform(
        id=PlatformId(platform_id),
        facts=PlatformFacts(
            name=top.text("name", _LINE),
            controller=top.text("controller", _LINE),
            origin=origin_of(issuer),
            settings_url=addresses.take(top, "page"),
        ),
        connector=_connector(top, platform_id, untrusted_bytes, is_shipped),
        is_practice=is_practice,
        meaning=top.optional_text("meaning", _ID),
        issuer=issuer,
        client_id=oauth.text("client_id", r"[\x21-\x7e]{1,200}"),
        scopes=oauth.texts("scopes", r"[\x21\x23-\x5b\x5d-\x7e]+"),
        algorithms=oauth.texts("algorithms", r"RS256|PS256|ES256|EdDSA|Ed25519") if oauth.has("algorithms") else (),
        identity=addresses.take(identity, "address"),
        user_id=identity.text("user_id", _POINTER),
        handle=identity.text("handle", _POINTER),
        is_subject_user_id=identity.flag("is_subject"),
        settings=tuple(_setting(table, addresses) for table in settings),
        more_origins=frozenset(oauth.texts("origins", _ORIGIN)) if oauth.has("origins") else frozenset(),
    )
    if ("openid" in platform.scopes) != bool(platform.algorithms):
        raise oauth.broken("scopes", "`algorithms` belongs with the scope `openid`, and only with it")
    if len({setting.facts.id for setting in platform.settings}) < len(platform.settings):
        raise top.broken("settings", "two settings have the same `id`")
    here = [origin for origin in platform.origins if not origin.startswith("https://")]
    if here and not is_practice:
        raise top.broken("practice", "a platform on this computer must say `practice = true`")
    if is_practice and len(here) < len(platform.origins):
        raise top.broken("practice", "a practice platform must lie on this computer, with all its addresses")
    for table in (oauth, identity, top):
        table.done()
    return platform


def _connector(top: Table, platform_id: str, untrusted_bytes: bytes, is_shipped: bool) -> ConnectorFacts:
    return ConnectorFacts(
        id=f"{platform_id}/api",
        kind="oauth-api",
        version=top.text("version", r"[0-9]+(\.[0-9]+){0,2}"),
        artifact=f"sha256:{hashlib.sha256(untrusted_bytes).hexdigest()}",
        origin="shipped" if is_shipped else "member-added",
    )


def _setting(table: Table, addresses: "_Addresses") -> ApiSetting:
    setting = ApiSetting(
        facts=SettingFacts(
            id=table.text("id", _ID),
            label=table.text("label", _LINE),
            lang=table.text("language", r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
            purpose=table.text("purpose", r"https://[!-~]{1,200}"),
        ),
        address=addresses.take(table, "address"),
        account=table.text("account", _POINTER),
        state=table.text("state", _POINTER),
        values={State.ON: table.scalar("on"), State.OFF: table.scalar("off")},
        not_offered=_match(table.table("not_offered")) if table.has("not_offered") else None,
        method=table.text("method", "PUT|PATCH|POST"),
        write_at=table.text("write_at", r"/[A-Za-z0-9_-]+"),
        has_etag=table.flag("etag"),
    )
    on, off = setting.values[State.ON], setting.values[State.OFF]
    if (type(on), on) == (type(off), off):
        raise table.broken("off", "`on` and `off` must differ")
    table.done()
    return setting


def _match(table: Table) -> Match:
    match = Match(table.text("at", _POINTER), table.scalar("is"))
    table.done()
    return match


class _Addresses:
    """Which addresses a file may name: https anywhere, or plain http on this computer's loopback."""

    def __init__(self, may_be_practice: bool) -> None:
        self._may_be_practice = may_be_practice

    def take(self, table: Table, key: str) -> str:
        value = table.text(key)
        if self._may_be_practice and re.fullmatch(re.escape(PRACTICE) + r"(/[A-Za-z0-9._~/-]*)?", value):
            return value
        if _HTTPS.fullmatch(value) or _LOOPBACK.fullmatch(value):
            return value
        raise table.broken(key, f"`{key}` must be a full https address, without user, query or fragment")
