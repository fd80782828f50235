"""Puts together how it stands with the accounts of a data folder; it asks no platform for anything."""

from datetime import datetime

import demur
from demur.core.account import Account
from demur.core.problem import Problem
from demur.core.receipt import Receipt
from demur.product import Product
from demur.words.standing import Report, Reported, resting_on

LOOKED_BACK = 200
"""How many of an account's newest receipts are looked at."""


def report_of(product: Product, has_names: bool, is_practice: bool | None, now: datetime) -> Report:
    """Return the report of all accounts, or only of real or practice ones; what needs attention stands first.

    Accounts whose receipts can't be read are told without them. Raises what reading the accounts raises.
    """
    found = [one for one in product.watch.standings() if is_practice in {None, one.account.is_practice}]
    lines = []
    for number, standing in enumerate(sorted(found, key=lambda one: one.account.is_practice), start=1):
        plate = product.rooms.nameplates.find(standing.account.platform, standing.account.setting)
        receipts, has_ledger = receipts_of(product, standing.account)
        platform = product.rooms.platform_name(standing.account)
        lines.append(Reported(standing, platform, plate.label, number, receipts, has_ledger))
    return Report(tuple(lines), now, demur.__version__, has_names)


def receipts_of(product: Product, account: Account) -> tuple[tuple[Receipt, ...], bool]:
    """Return the receipts that an account's state rests on, and whether they could be read."""
    try:
        found = product.ledger(account.is_practice).of_account(account.id, LOOKED_BACK)
    except Problem:
        return (), False  # which the report says
    return resting_on([one for one in found if one.is_about(account)]), True
