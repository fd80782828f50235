"""A recipe: how one switch on a platform's own page is found, read and flipped. Data only; `engine` runs it."""

from dataclasses import dataclass
from enum import StrEnum

from demur.connectors.addresses import landing_of
from demur.connectors.own_browser import Marked


class Control(StrEnum):
    """What kind of control the setting is."""

    SWITCH = "switch"
    """One element that is checked or not: role `switch` or `checkbox` (WAI-ARIA 1.2)."""
    RADIO = "radio"
    """Two elements of role `radio`, named for on and for off."""
    SELECT = "select"
    """One `select` element (role `combobox` or `listbox`), with an option for on and one for off."""

    def is_known_by(self, wording: "Wording") -> bool:
        """Tell whether a language's wording has every label that this kind of control is found by."""
        has_pair = wording.on is not None and wording.off is not None
        if self is Control.RADIO:
            return has_pair
        return wording.control is not None and (has_pair or self is Control.SWITCH)


@dataclass(frozen=True, slots=True)
class Witness:
    """A stable attribute that the control also has, such as `aria-labelledby`; never a class."""

    attribute: str
    value: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What the page says in one language; None where not known. Names are compared whole, after NFKC and trimming."""

    language: str
    """BCP 47 tag, compared with `<html lang>` by its primary subtag."""
    control: Marked | None
    """The accessible name of the switch or select; a pair of radio buttons is found by `on` and `off` alone."""
    on: Marked | None
    """Accessible name of the radio button, or words of the option, that means `on`."""
    off: Marked | None
    save: Marked | None
    """Accessible name of the button that saves, where flipping alone doesn't."""
    confirm: Marked | None
    """Accessible name of the button in the dialog that asks whether one is sure."""
    open: tuple[Marked, ...]
    """Accessible names of buttons or links that must be pressed, in order, before the control is there."""
    saved: Marked | None
    """What the page shows (role `status` or `alert`) once it has saved: a supporting witness, never evidence."""
    not_offered: Marked | None
    """A text that says that there is no such setting for this member; the only thing that reads as `not-offered`."""
    listed_on: Marked | None
    """The whole text of an element by which the overview says that the setting is on; see `Recipe.overview`."""
    listed_off: Marked | None


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one setting is read and flipped."""

    address: Marked
    """The exact address that is opened; what is landed on is compared, not what was asked for."""
    kind: Control
    roles: tuple[str, ...]
    """Computed roles that count, such as `switch` and `checkbox`."""
    is_on_when_checked: bool
    """Polarity: whether a checked control means that data may be used."""
    wordings: tuple[Wording, ...]
    witness: Witness | None
    frame: str | None
    """The exact address of the sub-frame that holds the control; None for the main frame."""
    must_scroll: bool
    """Whether the page draws the control only after it was scrolled to."""
    overview: Marked | None
    """The exact address of a list of settings that shows the state of this one in words: a further witness."""

    @property
    def landing(self) -> str:
        """Where the main frame must be: the address without the fragment that opens a part of its page."""
        return landing_of(self.address.text)


class NamedBy(StrEnum):
    """Where a page names the signed-in member."""

    META = "meta"
    """`<meta name="…" content="USER ID">`."""
    LINK = "link"
    """The one link whose accessible name begins with words of the recipe: its path's last part is the user id."""


@dataclass(frozen=True, slots=True)
class Identification:
    """How a page names the signed-in member."""

    by: NamedBy
    keys: tuple[str, ...]
    """The name of the meta element, or what the link's name begins with, in each language."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where signing in happens, and which addresses say that nobody is signed in."""

    origins: frozenset[str]
    """The only origins the main frame may be at: exact scheme, ASCII host and port."""
    signed_out: tuple[str, ...]
    """Addresses at which nobody is signed in; one that ends in `/*` stands for every address below it. Empty where
    nobody knows them: then every other address is one the page moved to, and no second reading is of the same member
    for certain."""
    challenge: tuple[str, ...]
    """Addresses at which the platform asks for more proof, written the same way."""
    identification: Identification | None
    """None where no page says who is signed in: then the member names the account, and receipts say so."""
    closed: tuple[str, ...] = ()
    """Addresses at which the platform says that the account is closed, written as those above."""


def stands_for(listed: str, address: str) -> bool:
    """Tell whether an address of a sign-in's lists stands for another: the same, or below one that ends in `/*`."""
    if listed.endswith("/*"):
        return address.startswith(listed[:-1])
    return address == listed
