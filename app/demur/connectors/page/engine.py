"""The engine of the `page` connector: it reads and flips what a recipe describes, and knows no platform."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from demur.connectors.page import beside, evidence, overview, pressing, watching
from demur.connectors.page.driver import Driver
from demur.connectors.page.platform import PagePlatform
from demur.connectors.page.proof import Proof
from demur.connectors.page.recipe import SignIn, stands_for
from demur.connectors.page.visit import Visit
from demur.connectors.page.waiting import Patience, Ready
from demur.connectors.page.watching import Guidance
from demur.core.account import Account
from demur.core.entry import ConnectorFacts, PlatformFacts, SettingFacts
from demur.core.page_problem import ControlDisagrees
from demur.core.ports import Clock
from demur.core.reading import Reading, Transport
from demur.core.route import ApplyWay
from demur.core.setting import Identity, SettingId, State
from demur.core.sighting import digest_of
from demur.core.wording import Wording


@dataclass(slots=True)
class Continuity:
    """Whether the same member is signed in as at the first reading, where no page says who is."""

    driver: Driver
    sign_in: SignIn
    _start: int | None = None
    is_changing: bool = False
    """Whether a change was asked for on this line, so that the next reading may confirm it."""

    def note_reading(self) -> None:
        """Remember where the browser had been when the setting was first read, where no page names the member."""
        if self._start is None and self.sign_in.identification is None:
            self._start = len(self.driver.trail())

    @property
    def is_sure(self) -> bool:
        """Whether a page names the member, or no sign-in and no challenge was passed since the first reading.

        Where nobody knows the addresses of the sign-in, one may have been passed unseen.
        """
        if self.sign_in.identification is not None or self._start is None:
            return True
        if not self.sign_in.signed_out:
            return False
        listed = (*self.sign_in.signed_out, *self.sign_in.challenge)
        trail = self.driver.trail()
        if len(trail) < self._start:  # another session has begun under this name
            return False
        passed = trail[self._start :]
        return not any(stands_for(one, address) for address in passed for one in listed)


@dataclass(slots=True)
class PageConnector:
    """One connection to a platform's page: the session of its account, which stays signed in when this closes."""

    visit: Visit
    continuity: Continuity
    proof: Proof
    way: ApplyWay
    handle: str = ""
    """What the member calls the account, for a page that names nobody."""
    guidance: Guidance = field(default_factory=Guidance)
    keeps_words: bool = False
    """Whether the member wants kept what the page says beside the setting."""

    def identify(self) -> Identity:
        """Load the settings page, and return whom it names; an empty user id where it names nobody."""
        return self._identity(self._ready())

    def begin(self) -> None:
        """Begin to load the settings page, where it is what the next reading loads first. Raises as `read`."""
        self.proof.require(self.visit.driver)
        if not self.continuity.is_changing:
            self.visit.begin()

    def read(self) -> Reading:
        """Load the settings page anew and return what it shows; where the recipe knows a list, both must say the same.

        The list is asked only once a change was asked for. Raises `SignedOut`, `ChallengeMet`, `PageMoved` and every
        other `PageProblem`, `RateLimited`, and what an error's status says.
        """
        listed = None
        if self.continuity.is_changing:
            self.visit.must_stand = True
            listed = overview.said(self.visit)
        ready = self._ready()
        if listed is not None and listed is not ready.shown.state:
            raise self.visit.outlined(ControlDisagrees())
        visit, look = self.visit, ready.look
        is_firsthand = ready.is_direct and look.is_cleared and not look.is_controlled and look.worker_start == 0
        is_sure = self.continuity.is_sure
        self.continuity.note_reading()
        visit.seen = ready
        names_member = visit.sign_in.identification is not None
        said = beside.words(visit, look) if ready.shown.parts else None
        words = None if said is None else Wording(digest_of(said), said if self.keeps_words else None)
        return Reading(
            state=ready.shown.state,
            raw=ready.shown.raw,
            identity=self._identity(ready),
            observed_at=visit.clock.now(),
            address=visit.landing.address,
            body=evidence.body(ready, visit.recipe, visit.landing.address, names_member, listed, words),
            transport=Transport(urlsplit(visit.landing.address).netloc),
            is_firsthand=is_firsthand,
            is_account_sure=is_sure,
            wording=said,
        )

    def write(self, target: State, seen: Reading) -> None:
        """Apply `target` the way this account has it. Whatever the page shows of it is not evidence; a reading is.

        Raises `StaleWrite` where the setting changed since `seen`, `WrongAccount` where another member is signed in by
        now, and as `pressing.press` and `watching.watch`.
        """
        self.continuity.is_changing = True
        if self.way is ApplyWay.MYSELF:
            watching.watch(self.visit, target, seen, self.guidance)
        else:
            pressing.press(self.visit, target, seen)

    def close(self) -> None:
        """Leave the page as it is: the session is the account's, not this connection's."""

    def _ready(self) -> Ready:
        self.proof.require(self.visit.driver)
        self.visit.load()
        return self.visit.wait()

    def _identity(self, ready: Ready) -> Identity:
        return ready.identity if ready.identity.user_id else Identity("", self.handle)


class PageLine:
    """The way to one account's setting over the platform's own page."""

    def __init__(
        self,
        platform: PagePlatform,
        account: Account,
        driver: Driver,
        clock: Clock,
        way: ApplyWay = ApplyWay.FOR_ME,
        guidance: Guidance | None = None,
        proof: Proof | None = None,
        patience: Patience | None = None,
        keeps_words: bool = False,
    ) -> None:
        """`proof`: one for each browser, so that it is proved once; `platform` has its practice address filled in."""
        self.platform: PlatformFacts = platform.facts_for(account.setting, account.region)
        self.setting: SettingFacts = platform.setting(account.setting).facts
        self.connector: ConnectorFacts = platform.connector
        self.way = way
        self._recipe, self._sign_in = platform.recipe(account.setting), platform.sign_in
        self._driver, self._clock, self._handle = driver, clock, account.identity.handle
        self._guidance, self._proof = guidance or Guidance(), proof or Proof()
        self._patience, self._keeps_words = patience or Patience(), keeps_words
        self._continuity = Continuity(driver, platform.sign_in)
        self._begun: PageConnector | None = None

    def begin(self) -> None:
        """Begin to load the page for the first reading of the next connection. Raises as `PageConnector.read`."""
        begun = self.open()
        begun.begin()
        self._begun = begun

    def open(self) -> PageConnector:
        """Return a connection on the account's session; each of its readings loads the page anew."""
        if self._begun is not None:
            begun, self._begun = self._begun, None
            return begun
        visit = Visit(self._driver, self._recipe, self._sign_in, self._clock, self._patience)
        return PageConnector(
            visit, self._continuity, self._proof, self.way, self._handle, self._guidance, self._keeps_words
        )

    def at_hand(self) -> None:
        """Say that none is: a page is the browser's, and one at a time."""

    def wording_in(self, evidence_body: bytes) -> Wording | None:
        """Return what the page said beside the setting at an earlier reading, or the digest of that."""
        return evidence.words_in(evidence_body)


def identify(platform: PagePlatform, setting: SettingId, driver: Driver, clock: Clock, proof: Proof) -> Identity:
    """Return who is signed in, after a member signed in on the platform's page; an empty user id where no page says.

    Raises as `PageConnector.read`: whoever is not signed in has no settings page.
    """
    proof.require(driver)
    visit = Visit(driver, platform.recipe(setting), platform.sign_in, clock)
    visit.load()
    return visit.who()
