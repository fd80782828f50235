"""`demur settings secrets`: where secrets lie, and moving them between the keyring and a sealed file."""

from argparse import Namespace

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.passphrases import Passphrases
from demur.core.problem import Problem
from demur.product import Product
from demur.vault.own_vault import OwnVault
from demur.words import cli, problems, say, window
from demur.words import secret_place as words


def secrets(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Show or change the place. JSON: `secrets` with `in` (`keyring` or `sealed-file`), `place`, `problem`."""
    vault, passphrases = product.rooms.own_vault(), Passphrases(console, arguments.passphrase_fd)
    if arguments.action == "file":
        _move_to_file(vault, passphrases, arguments.without_keyring, console)
    elif arguments.action == "keyring":
        _move_to_keyring(vault, console)
    elif arguments.action == "passphrase":
        _change(vault, passphrases, console)
    elif arguments.action == "give-up" and not _give_up(vault, arguments.yes, console):
        return Exit.REFUSED
    return _tell(vault, console, is_alone=arguments.action == "show")


def _move_to_file(vault: OwnVault, passphrases: Passphrases, may_leave_behind: bool, console: Console) -> None:
    if not vault.sealed.is_chosen():
        vault.move_to_file(passphrases.new(), may_leave_behind)
        console.tell(say(words.MOVED_TO_FILE, file=vault.sealed.file))
        console.tell(say(words.NO_WAY_BACK))
    if vault.sealed.is_open() and vault.sealed.contents().left_in_keyring:
        console.tell(say(words.STILL_IN_KEYRING))


def _move_to_keyring(vault: OwnVault, console: Console) -> None:
    if vault.sealed.is_chosen():
        vault.move_to_keyring()
        console.tell(say(words.MOVED_TO_KEYRING, place=vault.keyring.describe()))


def _change(vault: OwnVault, passphrases: Passphrases, console: Console) -> None:
    if not vault.sealed.is_chosen():
        console.tell(say(words.NOT_SEALED))
        return
    old = passphrases.old()
    vault.sealed.open(old)  # a wrong one is said before a new one is asked for
    vault.sealed.change_passphrase(old, passphrases.new())
    console.tell(say(words.PASSPHRASE_CHANGED))
    console.tell(say(words.COPIES_OPEN))


def _give_up(vault: OwnVault, is_sure: bool, console: Console) -> bool:
    """Ask, and set the file aside; tell whether that was done."""
    console.note(say(words.GIVE_UP_SURE))
    if not is_sure and not console.is_terminal:
        console.note(say(words.GIVE_UP_NEEDS_YES))
        return False
    if not is_sure and not console.ask(say(cli.TYPE_YES)):
        console.note(say(cli.CALLED_OFF))
        return False
    aside = vault.give_up()
    console.tell(say(words.GIVEN_UP, file=aside) if aside else say(words.GIVEN_UP_GONE))
    return True


def _tell(vault: OwnVault, console: Console, is_alone: bool) -> Exit:
    place, problem = _look(vault)
    if is_alone and problem is not None:
        console.tell(problems.sentence(problem))
        console.tell(problems.next_step(problem))
    elif is_alone:
        console.tell(say(words.IN_FILE if vault.sealed.is_awaited() else window.VAULT_READY, place=place))
    about = {"in": "sealed-file" if vault.sealed.is_awaited() else "keyring", "place": place}
    console.answer({"secrets": {**about, "problem": problem.code if problem else None}})
    return Exit.DONE


def _look(vault: OwnVault) -> tuple[str | None, Problem | None]:
    try:
        return vault.describe(), None
    except Problem as problem:  # it is what the command is asked to show
        return None, problem
