"""A preview on a terminal: exactly what would change, what that does for this member, and how to undo it."""

from collections.abc import Callable

from demur.cli.changes import moment, tell_change
from demur.cli.opening import platform_name
from demur.connectors.catalogue import is_added
from demur.connectors.platform_file import ApiPlatform
from demur.core.account import Account
from demur.core.preview import Preview
from demur.core.problem import Problem
from demur.core.setting import State
from demur.meaning import regions
from demur.meaning.claim import Claim
from demur.product import Product
from demur.words import cli as words
from demur.words import meaning as meaning_words
from demur.words import problems, say, states

Print = Callable[[str, int], None]


def show(product: Product, print_line: Print, preview: Preview, account: Account) -> None:
    """Print a preview, whole, line by line."""
    platform = product.catalogue.find(account.platform)
    if preview.seen:
        tell_change(preview.seen, lambda text: print_line(text, 0))
    for line in _facts(preview, account, platform):
        print_line(line, 0)
    show_meaning(product, print_line, account)
    command = f"demur {'opt-in' if preview.target is State.OFF else 'opt-out'} {account.id}"
    print_line(say(words.PREVIEW_UNDO, command=command), 0)
    print_line(say(words.PREVIEW_LASTS, time=moment(preview.expires_at)), 0)


def _facts(preview: Preview, account: Account, platform: ApiPlatform) -> list[str]:
    name = platform.facts.name
    before, after = states.state_word(preview.before), states.state_word(preview.target)
    lines = [say(words.PREVIEW_ACCOUNT, handle=account.identity.handle, platform=name, id=account.id)]
    if account.is_practice:
        lines.append(say(words.PREVIEW_PRACTICE, platform=name))
    if is_added(platform):
        lines.append(say(words.PREVIEW_ADDED, platform=name))
    lines.append(say(words.PREVIEW_SETTING, setting=platform.setting(account.setting).facts.label))
    lines.append(say(words.PREVIEW_CHANGE, before=before, after=after))
    return lines


def show_meaning(product: Product, print_line: Print, account: Account) -> None:
    """Print the claims that hold for this member; that they are missing must not keep anyone from opting out."""
    try:
        told = product.guide.told(account)
    except Problem as problem:
        print_line(say(words.PREVIEW_MEANING_BROKEN, problem=problems.sentence(problem)), 0)
        return
    if told is None or not told.ids:
        print_line(say(words.PREVIEW_NO_MEANING), 0)
        return
    region = regions.name_of(account.region) or account.region
    print_line(say(words.PREVIEW_MEANING, region=region, date=told.on.isoformat()), 0)
    if account.is_practice:
        practice = platform_name(product, account.platform)
        print_line(say(words.PREVIEW_MEANING_PRACTICE, practice=practice), 2)
    for part, claims in told.parts():  # all of them: the receipt says that they were shown
        _show_claims(print_line, say(meaning_words.HEADINGS[part]), claims)


def _show_claims(print_line: Print, heading: str, claims: tuple[Claim, ...]) -> None:
    print_line(f"{heading}:", 2)
    for claim in claims:
        print_line(claim.sentence, 4)
        print_line(say(words.PREVIEW_SOURCE, source=f"{claim.source.title}, {claim.source.published}"), 6)
