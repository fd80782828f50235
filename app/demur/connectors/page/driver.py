"""What the recipe engine needs of a browser: one account's page, driven from a worker, one blocking call at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Protocol


@dataclass(frozen=True, slots=True)
class Landing:
    """Where the main frame came to rest."""

    address: str
    """Scheme, ASCII host, port and path, percent-encoded, without user, query and fragment."""
    is_direct: bool
    """True where nothing kept in this profile can have answered: a load that bypassed the caches
    (`QWebEnginePage.WebAction.ReloadAndBypassCache`), or the profile's first load of this origin."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the page that is there now came by, and has asked for since."""

    begun: int
    """How many requests its scripts have begun (fetch, XMLHttpRequest, WebSocket), ended or not, allowed or refused."""
    streams: int
    """How many of them asked for a stream of events, or for a socket, which may never end."""
    is_direct: bool
    """As in `Landing`, where the page has gone on by itself meanwhile."""
    is_leaving: bool = False
    """Whether the main frame is on its way to another load."""


class Heard(NamedTuple):
    """What a page answered, and what it had asked for by then."""

    answer: Any
    traffic: Traffic


class Ending(StrEnum):
    """How the member's turn at a shown page ended, where it was not by what they did on the page."""

    DONE = "done"
    """The member says that they are finished."""
    LEFT = "left"
    """The member closed the page, or called the change off."""


class Driver(Protocol):
    """One account's page in our browser.

    Calls come from a worker and block until they are answered or their own limit is over. Every method raises only
    `Problem`: `PlatformUnreachable` where a page can't be loaded, `LedAway` where a page wanted to leave the file's
    origins, `PageCrashed` where its process ended or hung, `SandboxMissing` where only pages of this computer may be
    opened, `NeedsWindow` where there is no window to open pages in.
    """

    def open(self, address: str, arriving: Mapping[str, Any] | None = None) -> Landing:
        """Load an address in the main frame and wait until it has come to rest.

        `arriving`: a question for the probe (`questions.arriving`), put at this address before the page runs anything.
        """
        ...

    def reload(self, address: str, arriving: Mapping[str, Any] | None = None) -> Landing | None:
        """Load the page that is there again, past every cache and service worker, and wait until it is at rest.

        Return None, and load nothing, where the page is not at this very address: a query or a fragment that it has
        given itself would be loaded with it. `arriving`: as in `open`.
        """
        ...

    def begin_reload(self, address: str, arriving: Mapping[str, Any] | None = None) -> Callable[[], Landing | None]:
        """Begin a `reload`, and return what waits for its end and returns, or raises, as that does; wait once at most.

        A load that begins before it was waited for takes its place; it fails with `PageCrashed` then.
        """
        ...

    def landing(self) -> Landing:
        """Return where the main frame is now."""
        ...

    def trail(self) -> tuple[str, ...]:
        """Return every address the main frame has been at in this profile, oldest first, as in `Landing`."""
        ...

    def ask(self, question: Mapping[str, Any], at: str, frame: str | None = None) -> Any:
        """Run the probe (`resources/page/probe.js`) in `ApplicationWorld` and return its plain JSON answer.

        `at`: the exact address the main frame must be at, looked at before and by the script itself; `frame`: the exact
        address of the one sub-frame to ask in. Never asked twice: a question may press something. Raises `PageMoved`
        where the page is elsewhere, or has no such frame.
        """
        ...

    def ask_until(self, question: Mapping[str, Any], at: str, limit_s: float) -> Heard:
        """Put a question that presses nothing, again and again, until the answer is more than None, or time is over.

        Raises as `ask`.
        """
        ...

    def traffic(self) -> Traffic:
        """Return what the page that is there has asked for so far."""
        ...

    def prove(self, question: Mapping[str, Any]) -> Any:
        """Put a question to the probe on a page of our own (`resources/page/proof.html`), in a profile of its own."""
        ...

    def show(self, steps: tuple[str, ...]) -> None:
        """Put the page before the member, with our words beside it, never over it; again, to change the words.

        An ending that the member gave before the words were changed stands.
        """
        ...

    def ending(self) -> Ending | None:
        """Return how the member ended their turn since `show`; None while they have not."""
        ...

    def hide(self) -> None:
        """Take the page from the member's sight again; it stays loaded."""
        ...

    def cookies(self) -> tuple[bytes, ...]:
        """Return every cookie of the sign-in, where the member asked to stay signed in."""
        ...
