"""Everything a window or a command works with, built when it is asked for; slow imports wait until they are needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from demur.machine import FileTurn

if TYPE_CHECKING:
    from demur.autostart.entry import Autostart
    from demur.connectors.catalogue import Catalogue
    from demur.connectors.joining import Joining
    from demur.core.account import Account, AccountId
    from demur.core.on_again import OnAgain
    from demur.core.opt_out import OptOut
    from demur.core.own_browser import OwnBrowser
    from demur.ledger.accounts import SqliteAccounts
    from demur.ledger.care import Care
    from demur.ledger.log import SqliteLedger
    from demur.letters.drafts import Drafts
    from demur.letters.letters import Letters
    from demur.meaning.guide import Guide
    from demur.paths import Folders
    from demur.reminders.reminding import Reminding
    from demur.stage import Practice
    from demur.timestamps.authorities import Authorities
    from demur.timestamps.dating import Dating
    from demur.watch.round import Round
    from demur.watch.watch import Watch
    from demur.wiring import Rooms


class Product:
    """Everything a window or a command works with; what a first look doesn't need is built when it is asked for."""

    def __init__(self, folders: Folders, accounts: SqliteAccounts, practice: Practice, rooms: Rooms) -> None:
        self.folders, self.accounts, self.practice, self.rooms = folders, accounts, practice, rooms
        self._clock, self._turn = rooms.clock, FileTurn(folders.locks / "attempt.lock")

    @cached_property
    def guide(self) -> Guide:
        from demur.meaning.guide import Guide

        return Guide(self.rooms.claims_of, lambda: self._clock.now().date())

    @cached_property
    def opt_out(self) -> OptOut:
        from demur.core.opt_out import OptOut, Parts
        from demur.core.preview import Previews

        parts = Parts(
            accounts=self.accounts,
            switchboard=self.rooms,
            ledger_of=self.rooms.ledger_of,
            meaning=self.guide,
            previews=Previews(self.accounts, self._clock),
            turn=self._turn,
            clock=self._clock,
            keeps_words=self.rooms.keeps_words,
        )
        return OptOut(parts)

    @cached_property
    def watch(self) -> Watch:
        from demur.watch.watch import Watch, WatchParts

        rooms = self.rooms
        return Watch(WatchParts(self.accounts, rooms, rooms, lambda: self.letters, self._clock))

    @cached_property
    def first_glance(self) -> Watch:
        """The watch without what takes long to look up, for the first picture of a window with several accounts."""
        from demur.watch.watch import Watch, WatchParts

        return Watch(WatchParts(self.accounts, self.rooms, _NoDates(), lambda: None, self._clock))

    @cached_property
    def round(self) -> Round:
        from demur.watch.round import Round

        return Round(self.opt_out.looks, self.watch, self.rooms.note_read)

    @cached_property
    def own_browser(self) -> OwnBrowser:
        from demur.core.own_browser import OwnBrowser, OwnParts

        rooms = self.rooms
        return OwnBrowser(OwnParts(self.accounts, rooms, rooms.ledger_of, self.guide, self._turn, self._clock))

    @cached_property
    def reminding(self) -> Reminding:
        from demur.reminders.reminding import Reminding

        return Reminding(self.watch, lambda: self.round, self.accounts, self._clock, self.rooms.platform_name)

    @property
    def reads_by_itself(self) -> bool:
        """Whether settings are being read just now that nobody asked for."""
        return "reminding" in self.__dict__ and self.reminding.is_reading

    @property
    def autostart(self) -> Autostart:
        from demur.autostart.entry import Autostart, entry_here

        return Autostart(entry_here(self.folders.data), self.folders.data)

    @cached_property
    def letters(self) -> Letters:
        from demur import offices
        from demur.core.own_browser import OwnBrowser, OwnParts
        from demur.letters.letters import LetterParts, Letters

        rooms, guide, clock = self.rooms, self.guide, self._clock
        routes = offices.LetterRoutes(rooms)
        parts = LetterParts(
            accounts=self.accounts,
            office_of=lambda account: offices.office_of(rooms, guide, account),
            records_of=rooms.ledger_of,
            checkpoint_of=lambda account, receipt: rooms.ledger_of(account).proven(receipt.index).note,
            event_of=self.on_again.event,
            every_record=lambda: (rooms.ledger(False), rooms.ledger(True)),
            telling=OwnBrowser(OwnParts(self.accounts, routes, rooms.ledger_of, guide, self._turn, clock)),
            clock=clock,
        )
        return Letters(parts)

    @property
    def drafts(self) -> Drafts:
        from demur.letters.drafts import Drafts

        return Drafts(self.accounts, lambda: self._clock.now().astimezone().date())

    @cached_property
    def on_again(self) -> OnAgain:
        from demur.core.on_again import OnAgain

        return OnAgain(self.accounts, self.rooms.ledger_of, self.guide, self._clock)

    def ledger(self, is_practice: bool) -> SqliteLedger:
        return self.rooms.ledger(is_practice)

    @cached_property
    def care(self) -> Care:
        from demur.ledger.care import Care, CareParts

        rooms = self.rooms
        path = self.folders.ledger
        return Care(CareParts(rooms.ledger, rooms.collection, rooms.vault, path, self._turn, self._clock))

    @property
    def asks_for_time(self) -> bool:
        """Whether authorities may be asked for the time; quick to say where none may."""
        from demur.timestamps import SWITCH

        return bool(self.accounts.setting(SWITCH))

    def date_receipts(self, account: AccountId | None = None) -> None:
        """Have receipts dated if that is wanted; after an outcome of `account`, only where that is a real one."""
        found = self.accounts.find(account) if account is not None else None
        if self.asks_for_time and not (found is not None and found.is_practice):
            self.dating.ask_owed()

    @property
    def authorities(self) -> Authorities:
        from demur.timestamps.authorities import Authorities

        return Authorities(self.accounts)

    @property
    def dating(self) -> Dating:
        """What has receipts of real accounts dated; practice is nobody else's business."""
        from demur.timestamps.dating import Dating

        turn = FileTurn(self.folders.locks / "time.lock")
        tokens = self.ledger(False).tokens
        return Dating(self.authorities, tokens, self.accounts, self._clock, turn, self.rooms.proxy.now)

    @property
    def catalogue(self) -> Catalogue:
        return self.rooms.catalogue()

    @property
    def joining(self) -> Joining:
        return self.rooms.joining()

    def erase(self) -> int:
        """End every sign-in and remove everything kept here; return how many sign-ins no platform confirmed ended.

        Raises the vault's problems, and `FolderUnusable` or `LoginEntryUnusable` where something can't be removed; what
        could be removed is gone.
        """
        sign_ins = {account.sign_in: account for account in self.accounts.all()}
        ended = [self._leave(account) for account in sign_ins.values()]
        for is_practice in (False, True):
            self.rooms.forget_keys(is_practice)
        self.practice.close()
        self.autostart.switch(False)
        self.folders.clear()
        self.rooms.start_over()
        return ended.count(False)

    def _leave(self, account: Account) -> bool:
        if not self.rooms.has_page(account):
            return self.joining.leave(account)
        self.rooms.pages.leave(account)
        return True

    def close(self) -> None:
        """Stop what was started."""
        self.practice.close()


class _NoDates:
    """Stands for the dates of claims, which take long to read, where nobody waits for them yet."""

    def beginnings(self, account: Account) -> tuple[()]:
        del account
        return ()
