"""`demur settings reminders`: what Demur says by itself, and whether it stays and starts by itself."""

from argparse import Namespace
from typing import Any

from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.product import Product
from demur.reminders.choices import Choices
from demur.words import reminders as words
from demur.words import say


def reminders(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Show or change them. JSON: `notifications`, `names`, `tray`, `login`, and `loginPlace`, where that is kept.

    As in the window, starting at login brings the tray with it, and no tray means no start at login.
    """
    choices = Choices(product.accounts)
    if arguments.action != "show":
        _switch(arguments.action, arguments.wanted == "on", product, choices)
    is_started, place = product.autostart.is_on(), product.autostart.place
    for form, is_on in (
        (words.IS_NOTIFY, choices.shows_notifications),
        (words.IS_NAMED, choices.names_accounts),
        (words.IS_STAYING, choices.stays_in_tray),
        (words.IS_STARTED, is_started),
    ):
        console.tell(say(form, is_on=say(words.IS[is_on]), place=place))
    console.answer(_document(choices, is_started, place))
    return Exit.DONE


def _switch(name: str, is_wanted: bool, product: Product, choices: Choices) -> None:
    if name == "notifications":
        choices.show_notifications(is_wanted)
    elif name == "names":
        choices.name_accounts(is_wanted)
    elif name == "login":
        product.autostart.switch(is_wanted)
        if is_wanted:
            choices.stay_in_tray(True)
    else:
        if not is_wanted:
            product.autostart.switch(False)
        choices.stay_in_tray(is_wanted)


def _document(choices: Choices, is_started: bool, place: str) -> dict[str, Any]:
    return {
        "notifications": choices.shows_notifications,
        "names": choices.names_accounts,
        "tray": choices.stays_in_tray,
        "login": is_started,
        "loginPlace": place,
    }
