"""The file of a platform that has a page: what `own_browser_file` reads, the sign-in, and a recipe for each setting."""

from collections.abc import Callable
from dataclasses import replace

from demur.connectors import head, names, own_browser_file
from demur.connectors.addresses import is_practice, origin_of
from demur.connectors.head import Given
from demur.connectors.own_browser import Marked, OwnSetting
from demur.connectors.own_browser_file import SettingTable
from demur.connectors.page import recipe_file
from demur.connectors.page.platform import PagePlatform
from demur.connectors.page.recipe import Identification, NamedBy, Recipe, SignIn, stands_for
from demur.connectors.place import Place
from demur.connectors.toml_lines import Table
from demur.core.entry import PAGE
from demur.core.route import ApplyWay, Way
from demur.core.setting import SettingId

MOST_ADDRESSES = 40
"""Of each list: a file that names more describes no sign-in, and a browser's rules stay small."""
_META = r"[A-Za-z][A-Za-z0-9:._-]{0,60}"


def platform(top: Table, given: Given) -> PagePlatform:
    """Return the platform of a file whose format and connector were read. Raises `TomlBroken`."""
    about = head.shipped_text(top, "about", names.is_plain, given)
    place = Place(given.is_shipped, top.flag("practice"))
    start, sign_in = _sign_in(top.table("sign_in"), place)
    ways = _ways(top)
    good_for, terms = _good_for(top.table("good_for"), ways), top.optional_text("terms", names.is_sentence)
    unattended_reads = top.flag("unattended_reads")
    if unattended_reads and not sign_in.signed_out:
        raise top.broken(
            "unattended_reads",
            "`unattended_reads` needs `signed_out`: an ended sign-in must not look like a changed page",
        )
    tables = own_browser_file.setting_tables(top)
    taken = [recipe_file.taken(table, place) for table in tables]
    own = own_browser_file.taken(top, given, tables, place)
    recipes: dict[SettingId, Recipe] = {}
    for table, setting, part in zip(tables, own.settings, taken, strict=True):
        if part is not None:
            recipes[SettingId(setting.facts.id)] = recipe = recipe_file.recipe(setting, part)
            _check_address(table, recipe, sign_in)
        else:
            _check_own(table, setting, ways)
    if not recipes:
        raise top.broken("settings", "no setting has a `control`: then the `connector` is `own-browser`")
    top.done()
    connector = replace(own.connector, id=f"{own.id}/{PAGE}", kind=PAGE)
    return PagePlatform(
        own=own,
        connector=connector,
        about=about,
        start=start,
        sign_in=sign_in,
        recipes=recipes,
        ways=ways,
        good_for=good_for,
        terms=terms,
        needs_practice=is_practice(start.text),
        unattended_reads=unattended_reads,
    )


def _ways(top: Table) -> tuple[ApplyWay, ...]:
    ways = tuple(map(ApplyWay, top.texts("ways", "|".join(ApplyWay))))
    if len(set(ways)) < len(ways):
        raise top.broken("ways", "a way stands twice in `ways`")
    return ways


def _good_for(table: Table, ways: tuple[ApplyWay, ...]) -> dict[ApplyWay, str]:
    found = {way: table.text(way.value, names.is_sentence) for way in ways}
    table.done()
    return found


def _sign_in(table: Table, place: Place) -> tuple[Marked, SignIn]:
    start = own_browser_file.marked_address(table.table("start"), place)
    sign_in = SignIn(
        origins=_origins(table, place),
        signed_out=_addresses(table, "signed_out", place) if table.has("signed_out") else (),
        challenge=_addresses(table, "challenge", place) if table.has("challenge") else (),
        identification=_identification(table.table("identity")) if table.has("identity") else None,
        closed=_addresses(table, "closed", place) if table.has("closed") else (),
    )
    lists = {"signed_out": sign_in.signed_out, "challenge": sign_in.challenge, "closed": sign_in.closed}
    for key, listed in {"start": (start.text,), **lists}.items():
        if not all(origin_of(address) in sign_in.origins for address in listed):
            raise table.broken(key, f"`{key}` leads out of `origins`")
    table.done()
    return start, sign_in


def _origins(table: Table, place: Place) -> frozenset[str]:
    found = _few(table, "origins", bool)
    if any(origin_of(origin) != origin for origin in found):
        raise table.broken("origins", "`origins` must each be `https://host` with nothing after it, not even a `/`")
    return frozenset(place.checked(table, "origins", origin) for origin in found)


def _addresses(table: Table, key: str, place: Place) -> tuple[str, ...]:
    """Return exact addresses; one that ends in `/*` stands for all below it."""
    found = _few(table, key, bool)
    for address in found:
        place.checked(table, key, address.removesuffix("/*"))
    return found


def _few(table: Table, key: str, form: Callable[[str], bool]) -> tuple[str, ...]:
    found = table.texts(key, form)
    if len(found) > MOST_ADDRESSES:
        raise table.broken(key, f"`{key}` has more than {MOST_ADDRESSES} entries")
    return found


def _identification(table: Table) -> Identification:
    by = NamedBy.META if table.has("meta") else NamedBy.LINK
    keys = (table.text("meta", _META),) if by is NamedBy.META else _few(table, "link", names.is_plain)
    table.done()
    return Identification(by, keys)


def _check_address(table: SettingTable, recipe: Recipe, sign_in: SignIn) -> None:
    address = recipe.landing
    if origin_of(address) not in sign_in.origins:
        raise table.setting.broken("page", "`page` lies outside the `origins` of the sign-in")
    if _is_of_sign_in(address, sign_in):
        raise table.setting.broken("page", "`page` is among the addresses at which nobody is signed in")
    if recipe.overview is None:
        return
    if origin_of(recipe.overview.text) not in sign_in.origins or _is_of_sign_in(recipe.overview.text, sign_in):
        raise table.setting.broken("list", "`list` must lie in `origins`, where the member is signed in")
    if recipe.overview.text == address:
        raise table.setting.broken("list", "`list` must be another page than `page`")


def _is_of_sign_in(address: str, sign_in: SignIn) -> bool:
    listed = (*sign_in.signed_out, *sign_in.challenge, *sign_in.closed)
    return any(stands_for(one, address) for one in listed)


def _check_own(table: SettingTable, setting: OwnSetting, ways: tuple[ApplyWay, ...]) -> None:
    """Refuse a setting without a control where nothing could be done about it."""
    if setting.way is not Way.SWITCH:
        raise table.setting.broken("way", "the `way` of a setting on a page must be `switch`")
    if ApplyWay.OWN_BROWSER not in ways:
        raise table.setting.broken("id", "a setting without a `control` needs `own-browser` among `ways`")
