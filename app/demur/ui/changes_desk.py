"""What changed at the account in front of the member: told below its state, each thing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from demur.core.account import Account
from demur.core.problem import Problem
from demur.core.relapse import LOOKED_BACK
from demur.core.telling import Said
from demur.meaning import regions
from demur.ui import dates
from demur.ui.change_card import ChangeCard
from demur.ui.controls import button
from demur.words import changes, outcomes, say, states

if TYPE_CHECKING:
    from demur.core.on_again import Event
    from demur.core.outcome import Outcome, Seen
    from demur.core.receipt import Receipt
    from demur.core.wording import Reworded
    from demur.ui.frame import Frame


class ChangesDesk(QObject):
    """Fills three cards, asks the member who switched it on, and records what they say."""

    complaint_wanted = Signal(str)
    """The member says that it wasn't them, and wants to complain for this account."""
    region_wanted = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.on_again, self.wording, self.region = ChangeCard(), ChangeCard(), ChangeCard()
        self._account: Account | None = None
        self._is_recording = False

    @property
    def cards(self) -> tuple[ChangeCard, ...]:
        return self.on_again, self.region, self.wording

    def show(self, account: Account) -> None:
        """Show what is known of an account without asking its platform."""
        if self._account is None or self._account.id != account.id:
            for card in self.cards:
                card.hide()
        self._account = account
        self._show_region(account)
        self._look_for_event(account)

    def tell(self, account: Account, seen: Seen) -> None:
        """Tell what a look has shown just now."""
        self.show(account)
        self.wording.hide()
        if seen.reworded is not None:
            self._show_wording(account, seen, seen.reworded)

    def tell_above(self, seen: Seen) -> None:
        """Tell it above the page: beside a preview, or with what could not be recorded."""
        banner = self._frame.banner
        if seen.changed_since is not None:
            banner.say(outcomes.turned_on(dates.full(seen.changed_since)), outcomes.turned_on_record(seen))
        elif seen.not_saved is not None:
            banner.say_problem(seen.not_saved)
        elif seen.reworded is not None:
            state = states.state_word(seen.reading.state)
            heading = say(changes.REWORDED, number=seen.reworded.receipt.index)
            banner.say(heading, say(changes.REWORDED_TEXT, state=state))

    def show_after(self, outcome: Outcome) -> None:
        """Show what is left to say after a choice was applied: its receipt was made under the words there are now."""
        if outcome.receipt is not None:
            self.wording.hide()
        self.show(outcome.account)

    def _look_for_event(self, account: Account) -> None:
        """Look in the receipts whether it is on again, where it may be; that takes a worker."""
        on_again = self._frame.product.on_again
        if not on_again.may_be(account.id):
            self.on_again.hide()
            return
        self._frame.run(self, lambda: on_again.event(account.id), lambda event: self._show_event(account, event))

    def _show_event(self, account: Account, event: Event | None, is_asked_anew: bool = False) -> None:
        if self._account is None or self._account.id != account.id:
            return  # the member has gone on to another
        if event is None or event.is_over:
            self.on_again.hide()
            return
        if event.said is None or event.answer is None or is_asked_anew:
            ways = [self._answer(account, said, event) for said in Said]
            more = f"{_receipts(event)} {say(changes.ANSWER_WHY)}"
            self.on_again.show_note(say(changes.ON_AGAIN), _told(event), more, say(changes.DID_YOU), ways)
            return
        answered = changes.answered(event.said, event.answer.index)
        self.on_again.show_note(
            say(changes.ON_AGAIN), _told(event), _receipts(event), answered, self._ways(account, event)
        )

    def _ways(self, account: Account, event: Event) -> list[QPushButton]:
        """Return what can be done after an answer: a complaint only where others did it."""
        again = button(changes.ANSWER_AGAIN, changes.ANSWER_AGAIN_NAME, kind="link")
        again.clicked.connect(lambda: self._show_event(account, event, is_asked_anew=True))
        if event.said is not Said.NO or event.off is None or not self._may_complain(account):
            return [again]
        complain = button(changes.COMPLAIN, changes.COMPLAIN_NAME)
        complain.clicked.connect(lambda: self.complaint_wanted.emit(account.id))
        return [complain, again]

    def _may_complain(self, account: Account) -> bool:
        """Tell whether there is a law on which a complaint of this account's member can rest."""
        letters = self._frame.product.letters
        try:
            letters.law(account)
            letters.office(account)
        except Problem:  # the page of letters says why, where one is asked for
            return False
        return True

    def _answer(self, account: Account, said: Said, event: Event) -> QPushButton:
        made = button(changes.ANSWER[said], changes.ANSWER_NAME[said])
        made.clicked.connect(lambda: self._record(account, said, event))
        return made

    def _record(self, account: Account, said: Said, event: Event) -> None:
        """Seal the answer, unless it is the one that was given already."""
        if said is event.said:
            self._show_event(account, event)
            return
        if self._is_recording:
            return
        self._is_recording = True
        product = self._frame.product

        def recorded(_: Receipt) -> None:
            self._is_recording = False
            self._look_for_event(account)
            self._frame.refresh()
            self._frame.settle(self, account.id)

        def failed(error: BaseException) -> None:
            self._is_recording = False
            self._frame.banner.say_problem(error)

        self._frame.run(self, lambda: product.on_again.answer(account.id, said), recorded, failed)

    def _show_wording(self, account: Account, seen: Seen, found: Reworded) -> None:
        compare = button(changes.COMPARE, changes.COMPARE_NAME)
        compare.clicked.connect(lambda: self._compare(account, found))
        kept = seen.words_receipt or (seen.receipt if self._frame.product.rooms.keeps_words(account) else None)
        more = say(changes.REWORDED_KEPT, number=kept.index) if kept else ""
        heading = say(changes.REWORDED, number=found.receipt.index)
        text = say(changes.REWORDED_TEXT, state=states.state_word(seen.reading.state))
        self.wording.show_note(heading, text, more, ways=[compare])

    def _compare(self, account: Account, found: Reworded) -> None:
        from demur.ui.wording_dialog import WordingDialog  # only where the words are others

        self._frame.product.watch.know_wording(account.id)
        WordingDialog(self._frame.banner.window(), found).open()

    def _show_region(self, account: Account) -> None:
        """Say where the platform counts the account to another region than the member told us; no fault hides that."""
        newest = self._frame.product.accounts.sightings(account.id, LOOKED_BACK)
        seen = next((one for one in newest if one.region), None)
        if seen is None or seen.region is None or seen.region == account.region:
            self.region.hide()
            return
        there, here = (regions.name_of(code) or code for code in (seen.region, account.region))
        change = button(changes.CHANGE_REGION, changes.CHANGE_REGION_NAME)
        change.clicked.connect(self.region_wanted)
        platform = self._frame.platform_name(account)
        heading = say(changes.REGION, platform=platform, there=there, here=here)
        self.region.show_note(heading, say(changes.REGION_TEXT), ways=[change])


def _told(event: Event) -> str:
    """Return what was seen, and when; who did it is never said."""
    off = event.off.fields["after"]["observedAt"] if event.off is not None else ""
    then = _when(event.observation.fields["after"]["observedAt"])
    if not off:
        return say(changes.RECEIPT, on=event.observation.index)
    if event.is_off_since:
        return say(changes.OFF_SINCE, when=_when(off), then=then)
    return outcomes.turned_on(_when(off))


def _receipts(event: Event) -> str:
    return changes.receipts(event.off.index if event.off is not None else None, event.observation.index)


def _when(moment: str) -> str:
    from demur.receipts.moment import parse_moment

    return dates.full(parse_moment(moment))
