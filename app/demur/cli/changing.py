"""`demur opt-out` and `demur opt-in`: preview, one yes, the change, and what was seen afterwards."""

from argparse import Namespace
from dataclasses import dataclass
from typing import Any

from demur.cli import interruption, previewing
from demur.cli.console import Console
from demur.cli.documents import account_document, outcome_document, preview_document
from demur.cli.exits import Exit, exit_of
from demur.cli.opening import find_account, platform_name, settle
from demur.core.account import Account
from demur.core.outcome import Outcome, Step
from demur.core.preview import Preview
from demur.core.problem import AlreadyThere, ConfirmationNeeded, InOwnBrowser, Problem
from demur.core.setting import State
from demur.product import Product
from demur.words import cli as words
from demur.words import outcomes, problems, say

TARGET = {"opt-out": State.OFF, "opt-in": State.ON}


def change(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Change one account's setting at the member's word.

    JSON: the keys of an outcome; or `result` (`already-there`, `called-off`, `confirmation-needed`, `refused`) with
    `account` and, where one was made, `preview`; or `problem`.
    """
    account = find_account(product, arguments.account)
    if account.is_named_by_member:
        raise InOwnBrowser(platform=platform_name(product, account.platform), id=account.id)
    changing = _Changing(product, console, account, TARGET[arguments.command])
    if arguments.yes and not account.is_practice:
        return changing.refuse_yes()
    if arguments.confirm is not None:
        return changing.confirm(arguments.confirm)
    return changing.ask(is_yes=arguments.yes)


class _Progress:
    """The steps so far, told as they are made."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.was_sent = False

    def told(self, step: Step) -> None:
        self.was_sent = self.was_sent or step is Step.APPLY
        self._console.note(f"{outcomes.step(step)}…", indent=2)


@dataclass(frozen=True, slots=True)
class _Changing:
    product: Product
    console: Console
    account: Account
    target: State

    @property
    def platform(self) -> str:
        return platform_name(self.product, self.account.platform)

    def refuse_yes(self) -> Exit:
        self.console.note(say(words.YES_IS_FOR_PRACTICE, platform=self.platform))
        self.console.note(say(words.LEAVE_YES_OUT))
        return self._end("refused")

    def confirm(self, code: str) -> Exit:
        """Apply what an earlier preview showed, after a look at whose it is: a code for another is left unspent."""
        preview = self.product.opt_out.waiting(code)
        if (preview.account, preview.target) != (self.account.id, self.target):
            self.console.note(say(words.OTHER_CODE))
            self.console.note(say(words.OTHER_CODE_NEXT))
            return self._end("refused")
        return self._apply(preview)

    def ask(self, is_yes: bool) -> Exit:
        try:
            preview = self.product.opt_out.preview(self.account.id, self.target)
        except AlreadyThere as problem:
            return self._already_there(problem, is_yes)
        if not is_yes and not self.console.is_terminal:
            return self._need_confirmation(preview)
        previewing.show(self.product, self.console.note, preview, self.account)
        if is_yes or self.console.ask(say(words.TYPE_YES)):
            return self._apply(preview)
        self.console.note(say(words.CALLED_OFF))
        return self._end("called-off", preview=preview_document(preview))

    def _need_confirmation(self, preview: Preview) -> Exit:
        """Nobody is there to ask, so the preview is the result; its code stands for a yes a while later."""
        previewing.show(self.product, self.console.tell, preview, self.account)
        self.console.tell(say(words.PREVIEW_CODE, code=preview.code))
        if self.account.is_practice:
            self.console.note(say(words.NOBODY_TO_ASK))
            self.console.note(say(words.NOBODY_TO_ASK_NEXT, code=preview.code))
        else:
            self.console.note_problem(ConfirmationNeeded(code=preview.code))
        return self._end("confirmation-needed", preview=preview_document(preview))

    def _already_there(self, problem: AlreadyThere, is_yes: bool) -> Exit:
        if not is_yes and self.console.is_terminal:
            self.console.note(problems.sentence(problem))
            is_yes = self.console.ask(say(words.RECORD_QUESTION))
        if is_yes:
            return self._finished(self.product.opt_out.observe(self.account.id))
        self.console.tell(problems.sentence(problem))
        self.console.note(say(words.RECORD_HOW))
        self.console.answer({"result": problem.code, "account": account_document(self.account)})
        return Exit.DONE

    def _apply(self, preview: Preview) -> Exit:
        """Apply it; from here on a wish for an end is noted, and a read-back that is due is made all the same."""
        progress = _Progress(self.console)
        with interruption.noted(lambda: self.console.note_at_once(say(words.FINISHING))) as wish:
            try:
                outcome = self.product.opt_out.apply(
                    preview.code, told=progress.told, may_go_on=lambda: not wish.is_wanted
                )
            except Problem as problem:
                if not progress.was_sent:
                    raise
                return self._unsure(problem)
            if outcome is not None:
                return self._finished(outcome)
        self.console.note(say(words.CALLED_OFF))
        return self._end("called-off", preview=preview_document(preview))

    def _unsure(self, problem: Problem) -> Exit:
        """Something of our own failed after the change was sent, so no word about the setting can be kept."""
        self.console.note_problem(problem)
        self.console.tell(say(words.SENT_THEN_PROBLEM))
        self._answer("unknown", problem=problem.code)
        return Exit.CANNOT_TELL

    def _finished(self, outcome: Outcome) -> Exit:
        """Say what was seen first; the checkpoint goes to the keyring after that (design.md part 6)."""
        self.console.tell(outcomes.headline(outcome, self.platform))
        self.console.tell(outcomes.detail(outcome, self.platform))
        if self.account.is_practice:
            self.console.tell(say(words.IN_PRACTICE))
        if outcome.receipt:
            option = "--practice" if self.account.is_practice else "--real"
            command = f"demur receipts show {outcome.receipt.index} {option}"
            self.console.tell(say(words.RECEIPT_MADE, number=outcome.receipt.index, command=command))
        self.console.answer(outcome_document(outcome, self.platform))
        self.console.flush()
        settle(self.product, self.console, self.account.id)
        return exit_of(outcome)

    def _end(self, result: str, **more: Any) -> Exit:
        self._answer(result, **more)
        return Exit.REFUSED

    def _answer(self, result: str, **more: Any) -> None:
        self.console.answer({"result": result, "account": account_document(self.account), **more})
