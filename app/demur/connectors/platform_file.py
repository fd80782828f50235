"""A platform as its file describes it: read whole and strictly, or refused with file, line and reason."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path

from demur.connectors import head, names, own_browser_file, toml_lines
from demur.connectors.addresses import PRACTICE, origin_of
from demur.connectors.head import ID, Given, take_name
from demur.connectors.own_browser import OwnBrowserPlatform
from demur.connectors.page import page_file
from demur.connectors.page.platform import PagePlatform
from demur.connectors.place import Place
from demur.connectors.toml_lines import Table, TomlBroken
from demur.core.entry import ConnectorFacts, PlatformFacts, SettingFacts
from demur.core.problem import PlatformFileBroken, PlatformUnknown
from demur.core.setting import PlatformId, SettingId, State

_POINTER = r"(/([^/~\x00-\x1f\x7f]|~[01])*)+"
_OF_CLOSED = (400, 403, 404, 409, 410)
"""Statuses that may say that an account is closed: none that means signed out, too many requests or a fault."""
_READ_LIMIT = toml_lines.MAX_BYTES + 1

Scalar = bool | int | str


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a reply (JSON Pointer, RFC 6901) and the value that must stand there."""

    at: str
    value: Scalar


@dataclass(frozen=True, slots=True)
class Closed:
    """How an interface says that the account is closed."""

    status: int
    match: Match | None
    """What must stand in the reply as well; None where the status alone says it."""


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
    wording: str | None = None
    """JSON Pointer to what the platform itself says of the setting, in words; None where it says nothing."""


@dataclass(frozen=True, slots=True)
class ApiPlatform:
    """A platform with an interface for its setting."""

    id: PlatformId
    facts: PlatformFacts
    connector: ConnectorFacts
    is_practice: bool
    needs_practice: bool
    """True for a shipped practice platform, which the program itself starts."""
    meaning: str | None
    """The claims file that says what the setting means; None where there is none."""
    about: str | None
    """Whose setting those claims are about, where it is not this platform's own: a practice platform's model."""
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
    region: str | None = None
    """JSON Pointer, in the reply about the identity, to the country that the platform counts the account to."""
    closed: Closed | None = None
    more_origins: frozenset[str] = frozenset()
    """Origins of the authorization server that stand in no other address of the file."""

    @property
    def origins(self) -> frozenset[str]:
        """The only origins this platform's connector may speak with."""
        addresses = {self.issuer, self.identity, *(setting.address for setting in self.settings)}
        return frozenset(origin_of(address) for address in addresses) | self.more_origins

    @property
    def shared_names(self) -> frozenset[str]:
        """Names that platforms of one house may share, such as their controller, but never with a stranger."""
        labels = {setting.facts.label for setting in self.settings}
        return frozenset(labels | {self.facts.controller, self.about or self.facts.name})

    def setting(self, setting: SettingId) -> ApiSetting:
        """Return one setting. Raises `PlatformUnknown` where the file no longer has it."""
        for found in self.settings:
            if found.facts.id == setting:
                return found
        raise PlatformUnknown(platform=f"{self.id}/{setting}")

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


Platform = ApiPlatform | OwnBrowserPlatform | PagePlatform


def load(path: Path, is_shipped: bool, taken: frozenset[str] = frozenset()) -> Platform:
    """Return the platform that `path` describes, unless it uses a (folded) name in `taken`.

    Raises `PlatformFileBroken`.
    """
    try:
        untrusted_bytes = _read(path)
        return _platform(toml_lines.read(untrusted_bytes), Given(untrusted_bytes, is_shipped, taken))
    except OSError as error:
        reason = f"it can't be read ({error.strerror})"
        raise PlatformFileBroken(file=path.name, line="1", reason=reason) from error
    except TomlBroken as error:
        raise PlatformFileBroken(file=path.name, line=str(error.line), reason=error.reason) from error


def _read(path: Path) -> bytes:
    """Return what a file holds, and little more than may be in it; a pipe would keep us waiting for ever."""
    if path.exists() and not path.is_file():
        raise TomlBroken(1, "it is not a file")
    with path.open("rb") as file:
        return file.read(_READ_LIMIT)


def _platform(top: Table, given: Given) -> Platform:
    if top.number("format") != 1:
        raise top.broken("format", "this version of Demur reads format 1 only")
    connector = top.text("connector")
    if connector == "api":
        return _api_platform(top, given)
    if connector == "own-browser":
        return own_browser_file.platform(top, given)
    if connector == "page":
        return page_file.platform(top, given)
    raise top.broken("connector", "this version of Demur knows the connectors `api`, `own-browser` and `page` only")


def _api_platform(top: Table, given: Given) -> ApiPlatform:
    about = head.shipped_text(top, "about", names.is_plain, given)
    platform_id, is_practice = take_name(top, "id", ID, given), top.flag("practice")
    oauth, identity, settings = top.table("oauth"), top.table("identity"), top.tables("settings")
    place = Place(given.is_shipped, is_practice)
    issuer = place.take(oauth, "issuer")
    platform = ApiPlatform(
        id=PlatformId(platform_id),
        facts=PlatformFacts(
            name=take_name(top, "name", names.is_plain, given),
            controller=take_name(top, "controller", names.is_plain, given),
            origin=origin_of(issuer),
            settings_url=place.take(top, "page"),
        ),
        connector=head.connector(top, given, f"{platform_id}/api", "oauth-api"),
        is_practice=is_practice,
        needs_practice=issuer.startswith(PRACTICE),
        meaning=head.shipped_text(top, "meaning", ID, given),
        about=about,
        issuer=issuer,
        client_id=oauth.text("client_id", r"[\x21-\x7e]{1,200}"),
        scopes=oauth.texts("scopes", r"[\x21\x23-\x5b\x5d-\x7e]+"),
        algorithms=oauth.texts("algorithms", r"RS256|PS256|ES256|EdDSA|Ed25519") if oauth.has("algorithms") else (),
        identity=place.take(identity, "address"),
        user_id=identity.text("user_id", _POINTER),
        handle=identity.text("handle", _POINTER),
        is_subject_user_id=identity.flag("is_subject"),
        region=identity.optional_text("region", _POINTER),
        closed=_closed(top.table("closed")) if top.has("closed") else None,
        settings=tuple(_setting(table, place, given) for table in settings),
        more_origins=frozenset(place.take_origins(oauth, "origins")),
    )
    _check_whole(platform, top, oauth)
    for table in (oauth, identity, top):
        table.done()
    return platform


def _check_whole(platform: ApiPlatform, top: Table, oauth: Table) -> None:
    if ("openid" in platform.scopes) != bool(platform.algorithms):
        raise oauth.broken("scopes", "`algorithms` belongs with the scope `openid`, and only with it")
    if platform.is_subject_user_id and not platform.algorithms:
        raise top.broken("identity", "`is_subject` needs an id_token, so the scope `openid`")
    head.check_settings(top, [setting.facts for setting in platform.settings])


def _setting(table: Table, place: Place, given: Given) -> ApiSetting:
    setting = ApiSetting(
        facts=SettingFacts(
            id=table.text("id", ID),
            label=take_name(table, "label", names.is_plain, given),
            lang=table.text("language", head.LANGUAGE),
            purpose=table.text("purpose", head.PURPOSE),
        ),
        address=place.take(table, "address"),
        account=table.text("account", _POINTER),
        state=table.text("state", _POINTER),
        values={State.ON: table.scalar("on"), State.OFF: table.scalar("off")},
        not_offered=_match(table.table("not_offered")) if table.has("not_offered") else None,
        method=table.text("method", "PUT|PATCH|POST"),
        write_at=table.text("write_at", r"/[A-Za-z0-9_-]+"),
        has_etag=table.flag("etag"),
        wording=table.optional_text("wording", _POINTER),
    )
    on, off = ((type(value), value) for value in setting.values.values())
    if on == off:
        raise table.broken("off", "`on` and `off` must differ")
    if (match := setting.not_offered) and match.at == setting.state and (type(match.value), match.value) in {on, off}:
        raise table.broken("not_offered", "`not_offered` must differ from `on` and `off`")
    table.done()
    return setting


def _closed(table: Table) -> Closed:
    """Return what says that an account is closed: 410 alone may (RFC 9110, 15.5.11), another status needs words."""
    status = table.number("status")
    if status not in _OF_CLOSED:
        raise table.broken("status", f"`status` must be one of {', '.join(map(str, _OF_CLOSED))}")
    has_words = table.has("at") or table.has("is")
    if not has_words and status != HTTPStatus.GONE:
        raise table.broken("status", "a `status` other than 410 needs `at` and `is` as well")
    match = Match(table.text("at", _POINTER), table.scalar("is")) if has_words else None
    table.done()
    return Closed(status, match)


def _match(table: Table) -> Match:
    match = Match(table.text("at", _POINTER), table.scalar("is"))
    table.done()
    return match
