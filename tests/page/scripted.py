"""A page made of answers: a driver that a test scripts, for what no real page can be made to do at will."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.core.stage import OwnedClock
from tests.page.desk import platform_of

from demur.connectors.page.driver import Ending, Heard, Landing, Traffic
from demur.connectors.page.engine import PageConnector, PageLine
from demur.connectors.page.platform import PagePlatform
from demur.connectors.page.proof import Proof
from demur.connectors.page.watching import Guidance
from demur.core.account import Account, AccountId, SignInId
from demur.core.page_problem import PageMoved
from demur.core.problem import Problem
from demur.core.route import ApplyWay
from demur.core.setting import Identity, RegionCode, SettingId

BASE = "http://127.0.0.1:4000"
ADDRESS = f"{BASE}/web/settings/ai-training"
SIGN_IN = f"{BASE}/web/sign-in"
LABEL = "Let Plaza learn from my posts"
STEPS = ("Turn it off.",)
GUIDANCE = Guidance(lambda *_: STEPS, ("It went back.",), ("Come back.",))


def candidate(**changes: Any) -> dict[str, Any]:
    """Return a switch that is on, as the probe would tell of it."""
    plain = {
        "role": "switch",
        "name": LABEL,
        "tag": "button",
        "isNamed": True,
        "isWitnessed": False,
        "checked": None,
        "isMixed": False,
        "ariaChecked": "true",
        "selected": None,
        "options": {},
        "expanded": None,
        "isVisible": True,
        "isEnabled": True,
        "isInert": False,
        "isHidden": False,
        "isHit": True,
        "isInDialog": False,
        "point": [10, 10],
    }
    assert set(changes) <= set(plain), "the probe tells nothing of that name"
    return plain | changes


def found(*candidates: dict[str, Any]) -> dict[str, Any]:
    return {"count": len(candidates), "candidates": list(candidates)}


def answer(*controls: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return one look at an English page with these controls."""
    plain: dict[str, Any] = {
        "now": 1000.0,
        "lang": "en",
        "dir": "ltr",
        "isWhole": True,
        "isComplete": True,
        "isLoading": False,
        "isCleared": True,
        "isCalm": False,
        "isControlled": False,
        "workerStart": 0,
        "status": 200,
        "document": 1.0,
        "ended": 0,
        "told": 0,
        "answered": 0,
        "found": {"control": found(*controls)},
        "frame": None,
        "identity": [{"id": "m-1", "name": "Your practice account: Fern"}],
        "saved": [],
        "notOffered": [],
        "dialogs": 0,
        "outline": ["switch"],
    }
    assert set(changes) <= set(plain), "the probe tells nothing of that name"
    return plain | changes


ON, OFF = candidate(), candidate(ariaChecked="false")


@dataclass
class Scripted:
    """A driver whose page shows `view(look number)`; what is asked of it is written down."""

    view: Callable[[int], dict[str, Any] | Problem] = lambda _: answer(ON)
    pressed: Callable[[], dict[str, Any]] = lambda: {"isPressed": True, "count": 1, "since": 1000.0, "document": 1.0}
    landings: list[str] = field(default_factory=lambda: [ADDRESS])
    """Where each load ends; the last one stays."""
    is_direct: bool = True
    goes_on: bool = False
    """Whether the page loads itself anew after it has landed."""
    is_drawn: bool = False
    is_renamed: bool = False
    """Whether the page has given itself a query since it was loaded."""
    is_left: bool = True
    """Whether the page lets that be taken back."""
    left_at: list[str] = field(default_factory=list)
    """The addresses that the page was to take back before it was loaded anew."""
    lines: tuple[str, ...] = ()
    """What stands beside the control."""
    scripted: int = 0
    streams: int = 0
    passed: list[str] = field(default_factory=list)
    ends: list[Ending | None] = field(default_factory=list)
    """How the member's turn stands, look by look; then it goes on."""
    here: str = ""
    looks: int = 0
    loads: list[str] = field(default_factory=list)
    presses: list[Mapping[str, Any]] = field(default_factory=list)
    beside: list[tuple[str, ...]] = field(default_factory=list)
    hidden: int = 0
    begun: int = 0
    """How many loads were begun before they were waited for."""
    waited: int = 0
    """How many of them were waited for then."""
    proof: Callable[[], Any] = dict

    def open(self, address: str, arriving: Mapping[str, Any] | None = None) -> Landing:
        self.is_renamed = False
        return self._load(f"open {address}")

    def reload(self, address: str, arriving: Mapping[str, Any] | None = None) -> Landing | None:
        try:
            here = self.landing().address
        except Problem:
            return None
        is_there = here == address.partition("#")[0] and not self.is_renamed
        return self._load("reload") if is_there else None

    def begin_reload(self, address: str, arriving: Mapping[str, Any] | None = None) -> Callable[[], Landing | None]:
        self.begun += 1

        def wait() -> Landing | None:
            self.waited += 1
            return self.reload(address, arriving)

        return wait

    def _load(self, how: str) -> Landing:
        self.loads.append(how)
        self.here = self.landings.pop(0) if len(self.landings) > 1 else self.landings[0]
        self.passed.append(self.here)
        return self.landing()

    def landing(self) -> Landing:
        return Landing(self.here, self.is_direct)

    def trail(self) -> tuple[str, ...]:
        return tuple(self.passed)

    def ask(self, question: Mapping[str, Any], at: str, frame: str | None = None) -> Any:
        if at != self.here:
            raise PageMoved(address=self.here)
        if question["kind"] == "leave":
            self.left_at.append(question["address"])
            self.is_renamed = not self.is_left
            return {"isLeft": self.is_left}
        if question["kind"] == "words":
            return {"lines": list(self.lines)}
        if question["kind"] == "press":
            self.presses.append(question)
            return self.pressed() if self._is_as_seen(question) else {"isPressed": False, "count": 1}
        shown = self.view(self.looks)
        if "beside" in question and not isinstance(shown, Problem):
            shown = shown | {"lines": list(self.lines)}
        self.looks += 1
        if isinstance(shown, Problem):
            raise shown
        return shown

    def _is_as_seen(self, question: Mapping[str, Any]) -> bool:
        """Tell whether the page shows what was seen of it, before anything was pressed: the probe looks at that too."""
        self.presses.pop()
        shown = self.view(self.looks)
        self.presses.append(question)
        if isinstance(shown, Problem):
            return True
        there = [one for part in shown["found"].values() for one in part["candidates"]]
        is_same = any(all(one[name] == value for name, value in question["as"].items()) for one in there)
        members = [one["id"] for one in shown["identity"] or []]
        is_theirs = question["identity"] is None or members == question["members"]
        return is_same and is_theirs and shown["document"] == question["document"]

    def ask_until(self, question: Mapping[str, Any], at: str, limit_s: float) -> Heard:
        return Heard(self.ask(question, at) if self.is_drawn else None, self.traffic())

    def traffic(self) -> Traffic:
        return Traffic(self.scripted, self.streams, self.is_direct and not self.goes_on)

    def prove(self, question: Mapping[str, Any]) -> Any:
        return self.proof()

    def cookies(self) -> tuple[bytes, ...]:
        return ()

    def show(self, steps: tuple[str, ...]) -> None:
        self.beside.append(steps)

    def ending(self) -> Ending | None:
        return self.ends.pop(0) if self.ends else None

    def hide(self) -> None:
        self.hidden += 1


class Proved(Proof):
    """For a driver whose page is no page at all."""

    def require(self, driver: object) -> None: ...


def account_of(platform: PagePlatform) -> Account:
    who = "m-1" if platform.sign_in.identification else ""
    return Account(
        AccountId("page-1"),
        platform.id,
        SettingId("ai-training"),
        Identity(who, "Fern"),
        RegionCode("US"),
        is_practice=True,
        sign_in=SignInId("page-1"),
    )


def line_of(
    driver: Scripted,
    clock: OwnedClock,
    recipe: str = "shipped",
    way: ApplyWay = ApplyWay.FOR_ME,
    guidance: Guidance = GUIDANCE,
) -> PageLine:
    platform = platform_of(recipe, BASE)
    return PageLine(platform, account_of(platform), driver, clock, way, guidance, Proved())


def connect(driver: Scripted, recipe: str = "shipped", way: ApplyWay = ApplyWay.FOR_ME) -> PageConnector:
    return line_of(driver, OwnedClock(), recipe, way).open()
