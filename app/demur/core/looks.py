"""Looking at settings: read, remember, and hold what was seen against the receipts; never a write."""

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from demur.core import relapse, sealing, wording
from demur.core.account import Account, AccountId
from demur.core.glance import Glance, Missed, Read, Ready, same_account, unseen_of
from demur.core.outcome import Seen
from demur.core.page_problem import NeedsWindow, PageLeft
from demur.core.problem import AccountUnknown, InOwnBrowser, Problem
from demur.core.setting import State

if TYPE_CHECKING:
    from demur.core.opt_out import Parts


class Looks:
    """Reads settings, in steps that whoever looks at several can do beside each other: made ready, asked, kept."""

    def __init__(self, parts: "Parts") -> None:
        self._parts = parts

    def account(self, account_id: AccountId) -> Account:
        """Return an account. Raises `AccountUnknown`."""
        if (account := self._parts.accounts.find(account_id)) is None:
            raise AccountUnknown
        return account

    def look(self, account_id: AccountId, is_by_itself: bool = False) -> Seen:
        """Read the setting and remember what was seen. Raises as `ready` and `keep`."""
        return self.keep(self.ask(self.ready(account_id), is_by_itself))

    def ready(self, account_id: AccountId) -> Ready:
        """Do all of a look that nobody but this computer is asked for. Raises `AccountUnknown`."""
        account = self.account(account_id)
        try:
            line = self._parts.switchboard.line(account)
            return Ready(account, line, line.at_hand())
        except Problem as problem:
            return Ready(account, problem)

    def ask(self, ready: Ready, is_by_itself: bool = False) -> Glance:
        """Read the setting now; what it showed waits for `keep`, and nobody is told of it before.

        Raises `InOwnBrowser`, `NeedsWindow` and `PageLeft` where nothing was tried or the window went: what was known
        stays the newest thing known.
        """
        account, line, connection = ready
        try:
            if isinstance(line, Problem):
                raise line
            with closing(connection or line.open()) as opened:
                return Glance(account, Read(line, same_account(account, opened.read())), is_by_itself)
        except (InOwnBrowser, NeedsWindow, PageLeft):
            raise
        except Problem as problem:
            return Glance(account, Missed(unseen_of(problem, self._parts.clock), problem), is_by_itself)

    def keep(self, glance: Glance) -> Seen:
        """Remember durably what a look showed, and return what it comes to, or raise the problem that it met.

        Sealed as well where the switch is on again by itself.
        """
        reworded = self._parts.accounts.saw_all((glance.note(),))
        return self._made_of(glance, reworded)

    def keep_all(self, glances: Sequence[Glance]) -> list[Seen | Problem]:
        """Do as `keep` for several looks, which are saved in one step, and return what each comes to."""
        try:
            reworded = self._parts.accounts.saw_all([glance.note() for glance in glances])
        except Problem:  # then none is saved: each by itself, so that one can't cost the others
            return [_come_to(self.keep, glance) for glance in glances]
        return [_come_to(lambda one: self._made_of(one, reworded), glance) for glance in glances]

    def only_read(self, account_id: AccountId) -> Seen:
        """Read the setting and remember it, without holding it against what was seen before."""
        glance = self.ask(self.ready(account_id))
        self._parts.accounts.saw_all((glance.note(),))
        return Seen(glance.read().reading)

    def _made_of(self, glance: Glance, reworded: Collection[AccountId]) -> Seen:
        """Return what a look that is saved comes to, or raise the problem that it met.

        Only of an account in `reworded` can the words be others than those of a receipt.
        """
        line, reading = glance.read()
        if not reading.is_independent:
            return Seen(reading)
        account, parts = glance.account, self._parts
        facts, seen = sealing.Facts(account, parts.meaning), Seen(reading)
        if reading.state is State.ON:
            seen = relapse.compared(reading, account, parts.ledger_of(account), facts, line)
        if account.id in reworded:
            return wording.added(seen, account, parts.ledger_of(account), facts, line, parts.keeps_words(account))
        return seen


def _come_to(end: Callable[[Glance], Seen], glance: Glance) -> Seen | Problem:
    try:
        return end(glance)
    except Problem as problem:
        return problem
