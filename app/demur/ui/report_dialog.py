"""The report of a problem: put together here, shown whole, and copied only at the member's word."""

import getpass
import platform
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

import demur
from demur.core.mask import Mask, Personal
from demur.core.problem import Problem
from demur.core.trouble import Trouble
from demur.product import Product
from demur.ui.text_dialog import TextDialog
from demur.words import report, say


def show(parent: QWidget, trouble: Trouble, product: Product) -> None:
    """Open the dialog with the exact text."""
    text = report.compose(trouble, versions(), Mask(personal(product)))
    TextDialog(parent, say(report.TITLE), say(report.INTRO), text, say(report.TEXT_NAME)).open()


def versions() -> report.Versions:
    system = f"{platform.system()} {platform.release()} {platform.machine()}, {QGuiApplication.platformName()}"
    return report.Versions(demur.__version__, platform.python_version(), qVersion(), system)


def personal(product: Product) -> Personal:
    """Return what is known to be personal on this computer."""
    return Personal(_accounts(product), (str(Path.home()), str(product.folders.data)), (_user(), platform.node()))


def _accounts(product: Product) -> tuple[str, ...]:
    """Return every name of every account; none where the file of accounts is what the trouble is about."""
    known: list[str] = []
    with suppress(Problem):
        for account in product.accounts.all():
            known += [account.identity.handle, account.identity.user_id, account.id]
    return tuple(known)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name; OSError from Python 3.13 on
        return Path.home().name
