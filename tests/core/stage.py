"""A second, working platform in memory, and the main job joined to it with a real ledger, vault and account list."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from demur.core.account import Account, AccountId, SignInId
from demur.core.entry import ConnectorFacts, Entry, EntryId, PlatformFacts, Receipt, SettingFacts, Shown
from demur.core.opt_out import OptOut, Parts
from demur.core.ports import Ledger
from demur.core.preview import Previews
from demur.core.problem import Problem
from demur.core.reading import Reading, Transport
from demur.core.route import ApplyWay
from demur.core.setting import Identity, PlatformId, RegionCode, SettingId, State
from demur.core.sighting import digest_of
from demur.core.wording import Wording
from demur.ledger.accounts import SqliteAccounts
from demur.ledger.commitment import Evidence
from demur.ledger.composition import ProgramFacts
from demur.ledger.log import SqliteLedger
from demur.vault.folder_vault import FolderVault

DIGEST = "sha256:" + "a" * 64
ME = Identity("u1", "Fern (practice)")
ACCOUNT = Account(
    AccountId("meadow-1"),
    PlatformId("meadow"),
    SettingId("training"),
    ME,
    RegionCode("US"),
    is_practice=True,
    sign_in=SignInId("meadow-1"),
)


class OwnedClock:
    """A clock that moves only when a test says so, or when something pauses."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def pause(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class Meadow:
    """A platform in memory; each fault is a switch."""

    clock: OwnedClock
    state: State = State.ON
    identity: Identity = ME
    saves: bool = True
    saves_after_s: float = 0.0
    write_fails: Problem | None = None
    line_fails: Problem | None = None
    """Why the platform's file can't be used at all."""
    read_fails: list[Problem | None] = field(default_factory=list)
    """One per reading, in order; None lets that reading through."""
    answers_from_cache: bool = False
    date: str | None = None
    """The `Date` of its answers."""
    words: str = ""
    """What it says beside the switch."""
    keeps_words: bool = True
    """Whether evidence holds those words, and not their digest alone."""
    after_write: Callable[[], None] = lambda: None
    opened: int = 0
    began: int = 0
    identities: int = 0
    writes: list[State] = field(default_factory=list)
    _pending: tuple[datetime, State] | None = None

    platform = PlatformFacts("Meadow", "Meadow (made up)", "http://127.0.0.1:1", "http://127.0.0.1:1/settings")
    setting = SettingFacts("training", "Learn from me", "en", "https://w3id.org/dpv/ai#ModelTraining")
    connector = ConnectorFacts("meadow/api", "oauth-api", "1", DIGEST, "shipped")
    way = ApplyWay.FOR_ME

    def line(self, _: Account) -> "Meadow":
        if self.line_fails is not None:
            raise self.line_fails
        return self

    def wording_in(self, evidence: bytes) -> Wording | None:
        """What it answers is its state and, in the lines below, what it says beside it."""
        _, _, words = evidence.decode().partition("\n")
        return Wording(digest_of(words), words if self.keeps_words else None) if words else None

    def begin(self) -> None:
        self.began += 1

    def open(self) -> "MeadowConnection":
        self.opened += 1
        return MeadowConnection(self)

    def at_hand(self) -> "MeadowConnection":
        return self.open()

    def now_is(self) -> State:
        if self._pending and self.clock.now() >= self._pending[0]:
            self.state, self._pending = self._pending[1], None
        return self.state

    def save(self, target: State) -> None:
        if self.saves:
            self._pending = (self.clock.now() + timedelta(seconds=self.saves_after_s), target)


class MeadowConnection:
    def __init__(self, meadow: Meadow) -> None:
        self._meadow, self.is_closed = meadow, False

    def identify(self) -> Identity:
        self._meadow.identities += 1
        return self._meadow.identity

    def read(self) -> Reading:
        assert not self.is_closed
        if self._meadow.read_fails and (problem := self._meadow.read_fails.pop(0)) is not None:
            raise problem
        state = self._meadow.now_is()
        return Reading(
            state=state,
            raw=f'"{state}"',
            identity=self.identify(),
            observed_at=self._meadow.clock.now(),
            address="http://127.0.0.1:1/settings",
            body="\n".join(filter(None, (state, self._meadow.words))).encode(),
            transport=Transport("127.0.0.1:1", self._meadow.date),
            is_firsthand=not self._meadow.answers_from_cache,
            wording=self._meadow.words or None,
        )

    def write(self, target: State, seen: Reading) -> None:
        assert not self.is_closed
        self._meadow.writes.append(target)
        self._meadow.save(target)
        self._meadow.after_write()
        if self._meadow.write_fails is not None:
            raise self._meadow.write_fails

    def close(self) -> None:
        self.is_closed = True


class Told:
    """What the member was told, for tests: one claim, and whether it names legitimate interests."""

    def __init__(self) -> None:
        self.names_interests = False

    def shown(self, account: Account) -> Shown:
        return Shown(("li.default",), DIGEST, account.region)

    def names_legitimate_interests(self, account: Account) -> bool:
        return self.names_interests


class FreeTurn:
    def __init__(self) -> None:
        self.held = 0

    @contextmanager
    def take(self) -> Iterator[None]:
        assert self.held == 0
        self.held += 1
        try:
            yield
        finally:
            self.held -= 1


class Stage:
    """The main job on a folder, with everything a test wants to look at."""

    def __init__(self, folder: Path) -> None:
        self.clock = OwnedClock()
        self.meadow, self.told, self.wants_words = Meadow(self.clock), Told(), False
        self.accounts = SqliteAccounts(folder / "accounts.sqlite")
        program = ProgramFacts("Demur", "0.1.0", DIGEST)
        vault = FolderVault(folder / "secrets")
        self.ledger = SqliteLedger(folder / "ledger.sqlite", vault, self.clock, True, program)
        self.accounts.keep(ACCOUNT)
        self.opt_out = self.joined(self.ledger)

    def joined(self, ledger: Ledger) -> OptOut:
        """Return the main job on another ledger, with everything else the same."""
        previews = Previews(self.accounts, self.clock)
        parts = (self.accounts, self.meadow, lambda _: ledger, self.told, previews, FreeTurn(), self.clock)
        return OptOut(Parts(*parts, keeps_words=lambda _: self.wants_words))

    @property
    def receipts(self) -> list[Receipt]:
        return list(self.ledger.page(0, 100))

    @property
    def kinds(self) -> list[str]:
        return [str(receipt.kind) for receipt in self.receipts]


class BreakingLedger:
    """A real ledger whose sealing fails from a given entry on: a disk that fills up at the worst moment."""

    def __init__(self, ledger: SqliteLedger, problem: BaseException, good: int) -> None:
        self._ledger, self._problem, self._good = ledger, problem, good

    def unlock(self) -> "BreakingLedger":
        self._sealer = self._ledger.unlock()
        return self

    def seal(self, entry: Entry) -> Receipt:
        if self._good == 0:
            raise self._problem
        self._good -= 1
        return self._sealer.seal(entry)

    def open_attempts(self) -> list[Receipt]:
        return list(self._ledger.open_attempts())

    def find(self, entry: EntryId) -> Receipt | None:
        return None

    def of_account(self, account: AccountId, count: int) -> list[Receipt]:
        return list(self._ledger.of_account(account, count))

    def evidence(self, index: int) -> Sequence[Evidence]:
        return self._ledger.evidence(index)

    def keep_checkpoint(self) -> None: ...
