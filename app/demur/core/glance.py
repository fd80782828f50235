"""A look at a setting before it is remembered: whoever looks at several may ask the next while this one is saved."""

from contextlib import closing
from typing import NamedTuple

from demur.core.account import Account
from demur.core.entry import Unseen
from demur.core.outcome import last_seen
from demur.core.ports import Clock, Connector, Line
from demur.core.problem import Problem, WrongAccount
from demur.core.reading import Reading
from demur.core.sighting import Note, beside, retry_after_of


class Ready(NamedTuple):
    """A look for which all is done that this computer does by itself."""

    account: Account
    line: Line | Problem
    """The way to its platform, or why there is none."""
    connection: Connector | None = None
    """None where the platform must be asked for one, or where there is no way."""

    def close(self) -> None:
        """Let go of a connection that nothing was asked on."""
        if self.connection is not None:
            self.connection.close()


class Read(NamedTuple):
    """What was read, and on which line."""

    line: Line
    reading: Reading


class Missed(NamedTuple):
    """That nothing was read, and why."""

    unseen: Unseen
    problem: Problem


class Glance(NamedTuple):
    """What one look showed; not remembered yet, so nobody is told of it."""

    account: Account
    found: Read | Missed
    is_by_itself: bool

    @property
    def problem(self) -> Problem | None:
        """Why nothing was read, where that is so."""
        return self.found.problem if isinstance(self.found, Missed) else None

    def read(self) -> Read:
        """Return what was read, or raise why nothing was."""
        if isinstance(self.found, Missed):
            raise self.found.problem
        return self.found

    def note(self) -> Note:
        """Return what is to be remembered of it."""
        seen = self.found.unseen if isinstance(self.found, Missed) else self.found.reading
        return Note(self.account.id, last_seen(seen, None), beside(seen, self.is_by_itself))


def read_as(account: Account, line: Line) -> Reading:
    """Read on a connection of its own. Raises the connector's problems, and `WrongAccount`."""
    with closing(line.open()) as connection:
        return same_account(account, connection.read())


def same_account(account: Account, reading: Reading) -> Reading:
    """Return a reading, or raise `WrongAccount` where it is somebody else's."""
    if reading.identity.user_id != account.identity.user_id:
        raise WrongAccount
    return reading


def unseen_of(problem: Problem, clock: Clock) -> Unseen:
    """Return what is kept of a look that met a problem just now."""
    return Unseen(problem.code, clock.now(), retry_after_of(problem))
