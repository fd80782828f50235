"""A platform that a member reaches in their own browser: deep links, steps and labels, all from its file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from demur.connectors import addresses, head, names
from demur.connectors.addresses import origin_of
from demur.connectors.head import ID, Given, take_name
from demur.connectors.toml_lines import Table
from demur.core.entry import OWN_BROWSER, ConnectorFacts, PlatformFacts, SettingFacts
from demur.core.problem import PlatformUnknown
from demur.core.route import Route, Way
from demur.core.setting import PlatformId, RegionCode, SettingId

_REGION = r"[A-Z]{2}"
_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"

Regions = frozenset[RegionCode]
Groups = dict[str, Regions]


class Mark(StrEnum):
    """How well a label or an address is known."""

    VERIFIED = "verified"
    """Seen on the live page."""
    REPORTED = "reported"
    """Read in a dated source."""
    UNRESOLVED = "unresolved"
    """Sources differ, or none is good."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A label or an address, how well it is known, and since when."""

    text: str
    mark: Mark
    date: str
    """The date of the source: a day, a month or a year, as it gives it."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the platform's pages say in one language."""

    language: str
    """BCP 47 tag."""
    menu: tuple[str, ...]
    """The menu entries on the way, in order; empty where not known."""
    name: Marked
    """The setting's or form's name."""
    control: Marked | None
    """The words beside the switch; None where not known."""
    option: Marked | None
    """The words of the form's option that is meant; None where not known."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form, and the regions it is known for; None: everywhere."""

    address: Marked
    regions: Regions | None


@dataclass(frozen=True, slots=True)
class Controller:
    """Who is responsible for the members of some regions; None: of all others."""

    name: str
    regions: Regions | None


@dataclass(frozen=True, slots=True)
class OwnSetting:
    """One thing a member does on one page."""

    facts: SettingFacts
    way: Way
    page: Marked | None
    """The exact address; None for a form, whose address depends on the region."""
    labels: tuple[Labels, ...]
    """The first is the one that receipts name."""
    desktop: tuple[str, ...]
    phone: tuple[str, ...]
    """Steps in order, each a sentence or two of ours; empty where none are known."""
    expect: tuple[str, ...]
    """What the member should see in the end."""
    forms: tuple[Form, ...]
    answer: str | None
    """What the platform is said to answer to a form."""
    notes: tuple[str, ...]

    def form(self, region: RegionCode) -> Marked | None:
        """Return the form there is for a region; it may stand beside a switch."""
        return next((form.address for form in self.forms if form.regions is None or region in form.regions), None)

    def page_for(self, region: RegionCode) -> Marked | None:
        """Return where the member goes: the page, or the region's form; None where none is known."""
        return self.form(region) if self.way is Way.FORM else self.page

    @property
    def names(self) -> frozenset[str]:
        """Every label of the platform's pages, in every language."""
        marked = (label for labels in self.labels for label in (labels.name, labels.control, labels.option))
        return frozenset(label.text for label in marked if label is not None)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that the member's browser may be sent to."""
        pages = (self.page, *(form.address for form in self.forms))
        return tuple(page.text for page in pages if page is not None)


@dataclass(frozen=True, slots=True)
class OwnBrowserPlatform:
    """A platform whose setting the member changes in their own browser."""

    id: PlatformId
    name: str
    controllers: tuple[Controller, ...]
    connector: ConnectorFacts
    meaning: str | None
    """The claims file that says what the setting means; None where there is none."""
    checked: date | None
    """The day on which the steps were last followed on the live site; None: never yet."""
    settings: tuple[OwnSetting, ...]

    @property
    def is_practice(self) -> bool:
        return False

    @property
    def needs_practice(self) -> bool:
        return False

    @property
    def about(self) -> None:
        """Claims are always about this platform itself."""
        return

    @property
    def facts(self) -> PlatformFacts:
        """The platform for lists: every controller there is, and the first address."""
        return self._facts("; ".join(controller.name for controller in self.controllers), self.settings[0].addresses[0])

    @property
    def origins(self) -> frozenset[str]:
        """Every origin that the member's browser may be sent to; Demur itself speaks with none."""
        return frozenset(origin_of(address) for setting in self.settings for address in setting.addresses)

    @property
    def shared_names(self) -> frozenset[str]:
        """Names that platforms of one house may share, but never with a stranger."""
        labels = frozenset[str]().union(*(setting.names for setting in self.settings))
        return labels | {self.name} | {controller.name for controller in self.controllers}

    def setting(self, setting: SettingId) -> OwnSetting:
        """Return one setting. Raises `PlatformUnknown` where the file no longer has it."""
        for found in self.settings:
            if found.facts.id == setting:
                return found
        raise PlatformUnknown(platform=f"{self.id}/{setting}")

    def controller(self, region: RegionCode) -> str:
        named = (found.name for found in self.controllers if found.regions is not None and region in found.regions)
        return next(named, self.controllers[-1].name)

    def route(self, setting_id: SettingId, region: RegionCode) -> Route:
        """Return the way for a member who lives in `region`. Raises `PlatformUnknown`."""
        setting = self.setting(setting_id)
        page, form = setting.page_for(region), setting.form(region)
        return Route(
            platform=self._facts(self.controller(region), page.text if page else setting.addresses[0]),
            setting=setting.facts,
            connector=self.connector,
            way=setting.way,
            form=form.text if form else None,
        )

    def _facts(self, controller: str, address: str) -> PlatformFacts:
        return PlatformFacts(self.name, controller, origin_of(address), address)


def platform(top: Table, given: Given) -> OwnBrowserPlatform:
    """Return the platform of a file whose format and connector were read. Raises `TomlBroken`."""
    platform_id = take_name(top, "id", ID, given)
    groups = _groups(top.table("regions")) if top.has("regions") else {}
    found = OwnBrowserPlatform(
        id=PlatformId(platform_id),
        name=take_name(top, "name", names.is_plain, given),
        controllers=_controllers(top, groups, given),
        connector=head.connector(top, given, f"{platform_id}/{OWN_BROWSER}", OWN_BROWSER),
        meaning=head.shipped_text(top, "meaning", ID, given),
        checked=top.day("checked") if top.has("checked") else None,
        settings=tuple(_setting(table, groups, given) for table in top.tables("settings")),
    )
    head.check_settings(top, [setting.facts for setting in found.settings])
    top.done()
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


def _setting(table: Table, groups: Groups, given: Given) -> OwnSetting:
    way = Way(table.text("way", "|".join(Way)))
    labels = tuple(_labels(part, given) for part in table.tables("labels"))
    setting = OwnSetting(
        facts=SettingFacts(
            table.text("id", ID), labels[0].name.text, labels[0].language, table.text("purpose", head.PURPOSE)
        ),
        way=way,
        page=None if way is Way.FORM else _marked(table.table("page"), _is_page),
        labels=labels,
        desktop=_sentences(table, "desktop"),
        phone=_sentences(table, "phone"),
        expect=_sentences(table, "expect"),
        forms=tuple(_form(part, groups) for part in table.tables("forms")) if _has_forms(table, way) else (),
        answer=table.optional_text("answer", names.is_sentence),
        notes=_sentences(table, "notes"),
    )
    if way is not Way.NOTHING and not (setting.desktop or setting.phone):
        raise table.broken("desktop", "there must be steps, for `desktop` or for `phone`")
    table.done()
    return setting


def _has_forms(table: Table, way: Way) -> bool:
    """Tell whether forms are to be read: where the way is one, there must be some."""
    return way is Way.FORM or (way is Way.SWITCH and table.has("forms"))


def _form(table: Table, groups: Groups) -> Form:
    regions = _regions(table, groups)
    return Form(_marked(table, _is_page), regions)


def _labels(table: Table, given: Given) -> Labels:
    labels = Labels(
        language=table.text("language", head.LANGUAGE),
        menu=table.texts("menu", names.is_plain) if table.has("menu") else (),
        name=_label(table, "name", given),
        control=_label(table, "control", given) if table.has("control") else None,
        option=_label(table, "option", given) if table.has("option") else None,
    )
    table.done()
    return labels


def _label(table: Table, key: str, given: Given) -> Marked:
    return _marked(table.table(key), names.is_plain, given)


def _marked(table: Table, form: Callable[[str], bool], given: Given | None = None) -> Marked:
    """Read a label (which may not be a shipped one: see `given`) or an address."""
    text = take_name(table, "is", form, given) if given else table.text("is", form)
    marked = Marked(text, Mark(table.text("mark", "|".join(Mark))), table.text("date", _DATE))
    table.done()
    return marked


def _sentences(table: Table, key: str) -> tuple[str, ...]:
    return table.texts(key, names.is_sentence) if table.has(key) else ()


def _is_page(text: str) -> bool:
    """Tell whether an address can be opened in a browser and leads to one place: whole, https, nothing after it."""
    return addresses.is_usable(text) and not addresses.is_here(text)
