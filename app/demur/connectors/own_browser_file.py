"""The file of a platform in the member's own browser: read whole and strictly, or refused with line and reason."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from demur.connectors import addresses, head, names
from demur.connectors.head import ID, Given, take_name
from demur.connectors.own_browser import (
    Controller,
    Form,
    Labels,
    Mark,
    Marked,
    OwnBrowserPlatform,
    OwnSetting,
    Regions,
)
from demur.connectors.place import Place
from demur.connectors.toml_lines import Table
from demur.core.entry import OWN_BROWSER, SettingFacts
from demur.core.route import Way
from demur.core.setting import PlatformId, RegionCode

_CLAIM = r"[a-z][a-z0-9]*(\.[a-z0-9]+)+"
_REGION = r"[A-Z]{2}"
_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"

SHORTEST_BEGINNING = 20
"""Characters of a label's beginning: with fewer, it might be that of another control."""

Groups = dict[str, Regions]


@dataclass(frozen=True, slots=True)
class SettingTable:
    """One setting's table and those of its labels, so that a page's file can take what is its own out of them first."""

    setting: Table
    labels: list[Table]


def platform(top: Table, given: Given) -> OwnBrowserPlatform:
    """Return the platform of a file whose format and connector were read. Raises `TomlBroken`."""
    found = taken(top, given, setting_tables(top), place=None)
    top.done()
    return found


def setting_tables(top: Table) -> list[SettingTable]:
    return [SettingTable(table, table.tables("labels")) for table in top.tables("settings")]


def taken(top: Table, given: Given, tables: list[SettingTable], place: Place | None) -> OwnBrowserPlatform:
    """Take out of a file what it says of the member's own browser; without a place, all lies in the world.

    Raises `TomlBroken`.
    """
    platform_id = take_name(top, "id", ID, given)
    groups = _groups(top.table("regions")) if top.has("regions") else {}
    found = OwnBrowserPlatform(
        id=PlatformId(platform_id),
        name=take_name(top, "name", names.is_plain, given),
        controllers=_controllers(top, groups, given),
        connector=head.connector(top, given, f"{platform_id}/{OWN_BROWSER}", OWN_BROWSER),
        meaning=head.shipped_text(top, "meaning", ID, given),
        minors=head.shipped_text(top, "minors", _CLAIM, given),
        checked=top.day("checked") if top.has("checked") else None,
        settings=tuple(_Reader(groups, given, place).setting(table) for table in tables),
        is_practice=place is not None and place.is_practice,
    )
    head.check_settings(top, [setting.facts for setting in found.settings])
    return found


def _groups(table: Table) -> Groups:
    """Return the file's own names for groups of regions."""
    return {name: frozenset(map(RegionCode, table.texts(name, _REGION))) for name in table.names()}


def _regions(table: Table, groups: Groups) -> Regions | None:
    """Return the regions a table is for; None where it names none, so for all that no other names."""
    if not table.has("regions"):
        return None
    found: set[RegionCode] = set()
    for name in table.texts("regions", lambda text: text in groups or _is_region(text)):
        found |= groups.get(name, frozenset((RegionCode(name),)))
    return frozenset(found)


def _is_region(text: str) -> bool:
    return len(text) == 2 and text.isascii() and text.isalpha() and text.isupper()


def _controllers(top: Table, groups: Groups, given: Given) -> tuple[Controller, ...]:
    """Return the controllers, of which the last is the one of everybody else."""
    found: list[Controller] = []
    tables = top.tables("controllers")
    for table in tables:
        found.append(Controller(take_name(table, "name", names.is_plain, given), _regions(table, groups)))
        table.done()
    if [controller.regions is None for controller in found] != [False] * (len(found) - 1) + [True]:
        raise top.broken("controllers", "exactly the last of `controllers` must be without `regions`")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads settings, with what the rest of the file says of regions, names and places."""

    groups: Groups
    given: Given
    place: Place | None

    def setting(self, tables: SettingTable) -> OwnSetting:
        table = tables.setting
        way = Way(table.text("way", "|".join(Way)))
        labels = tuple(self._labels(part) for part in tables.labels)
        setting = OwnSetting(
            facts=SettingFacts(
                table.text("id", ID), labels[0].name.text, labels[0].language, table.text("purpose", head.PURPOSE)
            ),
            way=way,
            page=None if way is Way.FORM else marked_page(table.table("page"), self.place),
            labels=labels,
            desktop=_sentences(table, "desktop"),
            phone=_sentences(table, "phone"),
            expect=_sentences(table, "expect"),
            forms=tuple(self._form(part) for part in table.tables("forms")) if _has_forms(table, way) else (),
            answer=table.optional_text("answer", names.is_sentence),
            notes=_sentences(table, "notes"),
        )
        if way is not Way.NOTHING and not (setting.desktop or setting.phone):
            raise table.broken("desktop", "there must be steps, for `desktop` or for `phone`")
        table.done()
        return setting

    def _form(self, table: Table) -> Form:
        regions = _regions(table, self.groups)
        return Form(marked_address(table, self.place), regions)

    def _labels(self, table: Table) -> Labels:
        labels = Labels(
            language=table.text("language", head.LANGUAGE),
            menu=table.texts("menu", names.is_plain) if table.has("menu") else (),
            name=self._label(table, "name"),
            control=self._control(table.table("control")) if table.has("control") else None,
            option=self._label(table, "option") if table.has("option") else None,
        )
        table.done()
        return labels

    def _label(self, table: Table, key: str) -> Marked:
        return self._whole(table.table(key))

    def _whole(self, part: Table) -> Marked:
        return _marked(part, take_name(part, "is", names.is_plain, self.given))

    def _control(self, part: Table) -> Marked:
        """Return the words of the control, or their beginning where no more of them is known."""
        if not part.has("begins"):
            return self._whole(part)
        text = take_name(part, "begins", names.is_plain, self.given)
        if len(text) < SHORTEST_BEGINNING:
            raise part.broken("begins", f"`begins` must have at least {SHORTEST_BEGINNING} characters")
        return replace(_marked(part, text), is_beginning=True)


def marked_text(table: Table, form: Callable[[str], bool] = names.is_plain) -> Marked:
    """Return a text of the platform's pages that other platforms may use as well, such as “Save”."""
    return _marked(table, table.text("is", form))


def marked_address(table: Table, place: Place | None) -> Marked:
    """Return an address that can be opened in a browser and leads to one place: whole, nothing after it."""
    return _marked(table, place.take(table, "is") if place else table.text("is", _is_page))


def marked_page(table: Table, place: Place | None) -> Marked:
    """Return the address of a setting's page: one that opens a part of a page may end in a plain fragment."""
    address = table.text("is")
    landing, has_fragment, fragment = address.partition("#")
    if has_fragment and not addresses.is_fragment(fragment):
        raise table.broken("is", "after the `#` of an address only letters, digits and `/_.-` may stand")
    if place is not None:
        place.checked(table, "is", landing)
    elif not _is_page(landing):
        raise table.broken("is", "`is` is not of the form it must have")
    return _marked(table, address)


def _is_page(text: str) -> bool:
    return addresses.is_usable(text) and not addresses.is_here(text)


def _marked(table: Table, text: str) -> Marked:
    marked = Marked(text, Mark(table.text("mark", "|".join(Mark))), table.text("date", _DATE))
    table.done()
    return marked


def _has_forms(table: Table, way: Way) -> bool:
    """Tell whether forms are to be read: where the way is one, there must be some."""
    return way is Way.FORM or (way is Way.SWITCH and table.has("forms"))


def _sentences(table: Table, key: str) -> tuple[str, ...]:
    return table.texts(key, names.is_sentence) if table.has(key) else ()
