"""A platform that a member reaches in their own browser: deep links, steps and labels, all from its file."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from demur.connectors.addresses import PRACTICE, is_practice, origin_of
from demur.core.entry import ConnectorFacts, PlatformFacts, SettingFacts
from demur.core.problem import PlatformUnknown
from demur.core.route import Route, Way
from demur.core.setting import PlatformId, RegionCode, SettingId

Regions = frozenset[RegionCode]


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
    is_beginning: bool = False
    """Whether only the beginning of the label is known, which is then compared as that."""

    @property
    def shown(self) -> str:
        """The text as people are shown it: where it goes on in words that nobody knows, it says so."""
        return f"{self.text} …" if self.is_beginning else self.text

    def at(self, base: str) -> "Marked":
        """Return this address with the practice platform's own filled in."""
        return replace(self, text=self.text.replace(PRACTICE, base))


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

    def at(self, base: str) -> "OwnSetting":
        """Return this setting with the practice address filled in."""
        forms = tuple(replace(form, address=form.address.at(base)) for form in self.forms)
        return replace(self, page=self.page.at(base) if self.page else None, forms=forms)


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
    minors: str | None = None
    """The claim that says what the platform does about people under 18; None where there is none."""
    is_practice: bool = False
    """True only as the own-browser side of a practice platform that has a page."""

    @property
    def needs_practice(self) -> bool:
        """Whether its addresses wait for the practice platform's own."""
        return any(is_practice(address) for setting in self.settings for address in setting.addresses)

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

    def has_nothing(self, setting: SettingId) -> bool:
        """Whether the file says of a setting that there is nothing to opt out of."""
        return any(found.facts.id == setting and found.way is Way.NOTHING for found in self.settings)

    def setting(self, setting: SettingId) -> OwnSetting:
        """Return one setting. Raises `PlatformUnknown` where the file no longer has it."""
        for found in self.settings:
            if found.facts.id == setting:
                return found
        raise PlatformUnknown(platform=f"{self.id}/{setting}")

    def controller(self, region: RegionCode) -> str:
        named = (found.name for found in self.controllers if found.regions is not None and region in found.regions)
        return next(named, self.controllers[-1].name)

    def at(self, base: str) -> "OwnBrowserPlatform":
        """Return this platform with the practice address filled in."""
        return replace(self, settings=tuple(setting.at(base) for setting in self.settings))

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
