"""What was last seen of an account against what its sources lead one to expect, as the commands say it."""

from demur.cli.opening import platform_name
from demur.core.account import Account
from demur.core.problem import MeaningBroken
from demur.meaning import regions
from demur.meaning.guide import Contradiction
from demur.product import Product
from demur.words import meaning as words
from demur.words import say, window


def find(product: Product, account: Account) -> Contradiction | None:
    """Return the contradiction, if there is one; explanations that are missing can't be contradicted."""
    try:
        told = product.guide.told(account)
    except MeaningBroken:  # `demur meaning` and the account's page say why
        return None
    return told.contradiction if told else None


def sentence(product: Product, account: Account, found: Contradiction) -> str:
    """Return the contradiction in words, for a practice member too."""
    region = regions.name_of(account.region) or account.region
    platform = product.rooms.platform(account.platform)
    if platform is None or not platform.about:
        return words.contradiction(found, region)
    on = account.plays_on
    when = say(window.ON_DAY, day=on.isoformat()) if on else say(window.TODAY)
    return words.contradiction(found, region, platform.about, platform_name(product, account.platform), when)
