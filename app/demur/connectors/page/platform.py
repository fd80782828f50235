"""A platform whose setting stands on its own page: how to sign in there, and the recipe of each switch."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from demur.connectors.addresses import PRACTICE, origin_of
from demur.connectors.own_browser import Marked, OwnBrowserPlatform, OwnSetting
from demur.connectors.page.recipe import Recipe, SignIn
from demur.core.entry import ConnectorFacts, PlatformFacts
from demur.core.problem import PlatformUnknown
from demur.core.route import ApplyWay, Route
from demur.core.setting import PlatformId, RegionCode, SettingId


@dataclass(frozen=True, slots=True)
class PagePlatform:
    """A platform with a page, and the same platform for a member who prefers their own browser."""

    own: OwnBrowserPlatform
    """The same data, for “In my own browser”: its connector facts are of kind `own-browser`."""
    connector: ConnectorFacts
    """Of kind `page`."""
    about: str | None
    """Whose setting the claims are about, where it is not this platform's own: a practice platform's model."""
    start: Marked
    """Where signing in begins."""
    sign_in: SignIn
    recipes: Mapping[SettingId, Recipe]
    """Of each setting whose control the file describes; the others are for the member's own browser alone."""
    ways: tuple[ApplyWay, ...]
    """The ways to apply that are offered, in this order; see `ways_for`."""
    good_for: Mapping[ApplyWay, str]
    """What each of them is good for, in a sentence."""
    terms: str | None
    """A sentence on the platform's terms, shown before the first scripted reading and before “for me”."""
    needs_practice: bool
    """True for a shipped practice platform, which the program itself starts."""
    unattended_reads: bool
    """Whether the setting may be read without the member there; never written."""

    @property
    def id(self) -> PlatformId:
        return self.own.id

    @property
    def name(self) -> str:
        return self.own.name

    @property
    def meaning(self) -> str | None:
        return self.own.meaning

    @property
    def is_practice(self) -> bool:
        return self.own.is_practice

    @property
    def settings(self) -> tuple[OwnSetting, ...]:
        return self.own.settings

    @property
    def facts(self) -> PlatformFacts:
        """The platform for lists: every controller there is, and the first address."""
        return self.own.facts

    @property
    def origins(self) -> frozenset[str]:
        """Every origin that our browser or the member's own may be sent to."""
        frames = {origin_of(recipe.frame) for recipe in self.recipes.values() if recipe.frame}
        return self.own.origins | self.sign_in.origins | frames

    @property
    def shared_names(self) -> frozenset[str]:
        """Names that platforms of one house may share, but never with a stranger."""
        return self.own.shared_names | ({self.about} if self.about else frozenset())

    def setting(self, setting: SettingId) -> OwnSetting:
        """Return one setting. Raises `PlatformUnknown` where the file no longer has it."""
        return self.own.setting(setting)

    def ways_for(self, setting: SettingId) -> tuple[ApplyWay, ...]:
        """Return the ways to apply that are offered for one setting, in this order."""
        return self.ways if setting in self.recipes else (ApplyWay.OWN_BROWSER,)

    def recipe(self, setting: SettingId) -> Recipe:
        """Return how one setting is read and flipped. Raises `PlatformUnknown` where its file doesn't say."""
        if setting not in self.recipes:
            raise PlatformUnknown(platform=f"{self.id}/{setting}")
        return self.recipes[setting]

    def controller(self, region: RegionCode) -> str:
        return self.own.controller(region)

    def route(self, setting: SettingId, region: RegionCode) -> Route:
        """Return the way in the member's own browser. Raises `PlatformUnknown`."""
        return self.own.route(setting, region)

    def facts_for(self, setting: SettingId, region: RegionCode) -> PlatformFacts:
        """Return the platform as a receipt of this connector names it. Raises `PlatformUnknown`."""
        address = self.recipe(setting).address.text
        return PlatformFacts(self.name, self.controller(region), origin_of(address), address)

    def at(self, base: str) -> "PagePlatform":
        """Return this platform with the practice address filled in."""
        return replace(
            self,
            own=self.own.at(base),
            start=self.start.at(base),
            sign_in=_sign_in_at(self.sign_in, base),
            recipes={setting: _recipe_at(recipe, base) for setting, recipe in self.recipes.items()},
        )


def _sign_in_at(sign_in: SignIn, base: str) -> SignIn:
    return replace(
        sign_in,
        origins=frozenset(origin.replace(PRACTICE, base) for origin in sign_in.origins),
        signed_out=tuple(address.replace(PRACTICE, base) for address in sign_in.signed_out),
        challenge=tuple(address.replace(PRACTICE, base) for address in sign_in.challenge),
        closed=tuple(address.replace(PRACTICE, base) for address in sign_in.closed),
    )


def _recipe_at(recipe: Recipe, base: str) -> Recipe:
    frame = recipe.frame.replace(PRACTICE, base) if recipe.frame else None
    overview = recipe.overview.at(base) if recipe.overview else None
    return replace(recipe, address=recipe.address.at(base), frame=frame, overview=overview)
