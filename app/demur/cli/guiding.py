"""`demur guide`: the way in the member's own browser, written down before it is shown to an account's member."""

from argparse import Namespace
from typing import Any

from demur.cli import previewing
from demur.cli.console import Console
from demur.cli.documents import receipt_document
from demur.cli.exits import Exit
from demur.cli.opening import Unclear, find_account, settle
from demur.cli.own_browser import tell_commands
from demur.cli.signing import named_region
from demur.connectors.own_browser import Labels, Marked, OwnBrowserPlatform, OwnSetting
from demur.core.account import Account
from demur.core.entry import Receipt
from demur.core.problem import NoFormKnown
from demur.core.route import Way
from demur.core.setting import PlatformId, State
from demur.product import Product
from demur.words import cli as words
from demur.words import guide as guide_words
from demur.words import languages, say


def guide(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Show the way. For an account, the attempt is sealed first, and waits for `demur tell`.

    JSON: `platform`, `region`, `account` (its id, or null), `way` (`switch`, `form`, `nothing`), `setting`, `page` and
    `form` (each `is`, `mark`, `date`, or null), `checked` (a day or null), `desktop`, `phone`, `expect`, `notes`,
    `answer` (what a form is said to bring, or null), `labels` (a control has `begins` for `is` where no more of it is
    known), `claims` (the ids of the sentences), `attempt` (a receipt or null), and `more`: the same for each further
    setting of a platform.
    """
    accounts = _accounts(arguments, product)
    own = product.accounts.find(accounts[0].id)
    documents = [_show(arguments, product, console, account, own) for account in accounts]
    console.answer(documents[0] | {"more": documents[1:]})
    platform = product.catalogue.find_own(accounts[0].platform)
    settings = [platform.setting(account.setting) for account in accounts]
    if all(setting.page_for(accounts[0].region) is None for setting in settings):
        console.note_problem(NoFormKnown(platform=platform.name))
        return Exit.REFUSED
    if own and documents[0]["attempt"]:
        console.tell(say(guide_words.WRITTEN_DOWN, number=documents[0]["attempt"]["number"]))
        console.tell(say(guide_words.THEN_TELL, commands=tell_commands(own.id)))
        console.flush()
        settle(product, console, own.id)
    elif any(setting.way is not Way.NOTHING for setting in settings):
        command = f"demur add {platform.id} --name NAME --region {accounts[0].region}"
        console.tell(say(guide_words.ADD_IT, command=command))
    return Exit.DONE


def _show(
    arguments: Namespace, product: Product, console: Console, account: Account, own: Account | None
) -> dict[str, Any]:
    """Show the way to one setting; for an account of the member's, its attempt is written down before."""
    platform = product.catalogue.find_own(account.platform)
    setting = platform.setting(account.setting)
    attempt = None
    if own and setting.way is not Way.NOTHING and setting.page_for(account.region):
        attempt = product.own_browser.begin(own.id, State.ON if arguments.opt_in else State.OFF)
    _Guiding(product, console, account, platform, setting).show(arguments.opt_in)
    return _document(product, account, own, platform, setting, attempt)


def _accounts(arguments: Namespace, product: Product) -> tuple[Account, ...]:
    """Return the account that is meant, or those that a platform would have, remembered nowhere, for a region."""
    is_platform = product.rooms.platform(PlatformId(arguments.whose)) is not None
    if not is_platform:
        if arguments.region is not None:
            raise Unclear(say(words.REGION_IS_KNOWN))
        return (find_account(product, arguments.whose),)
    region = named_region(arguments.region, is_needed=True)
    return product.joining.draft(PlatformId(arguments.whose), "-", region)


class _Guiding:
    """One way, on a terminal."""

    def __init__(
        self, product: Product, console: Console, account: Account, platform: OwnBrowserPlatform, setting: OwnSetting
    ) -> None:
        self._product, self._console, self._account = product, console, account
        self._platform, self._setting = platform, setting

    def show(self, is_opt_in: bool) -> None:
        setting, name = self._setting, self._platform.name
        is_nothing = setting.way is Way.NOTHING
        about = guide_words.NOTHING if is_nothing else guide_words.ABOUT
        self._console.tell(say(about, platform=name, setting=setting.facts.label))
        previewing.show_meaning(self._product, self._console.tell, self._account)
        self._address(guide_words.EXPLAINED_AT if is_nothing else guide_words.ADDRESS, self._page)
        if self._page is not None:
            self._show_steps(is_opt_in)
        self._lines(guide_words.NOTES, setting.notes)
        checked = self._platform.checked
        form = guide_words.CHECKED if checked else guide_words.NEVER_CHECKED
        self._console.tell(say(form, day=checked.isoformat() if checked else ""))

    def _show_steps(self, is_opt_in: bool) -> None:
        setting = self._setting
        self._steps(guide_words.DESKTOP, setting.desktop)
        self._steps(guide_words.PHONE, setting.phone)
        if is_opt_in:
            self._console.tell(say(guide_words.TO_SWITCH_ON))
        else:
            self._lines(guide_words.EXPECT, (*setting.expect, *((setting.answer,) if setting.answer else ())))
        self._lines(guide_words.LABELS, tuple(_label(labels) for labels in setting.labels[1:]))
        if setting.way is Way.SWITCH:
            self._address(guide_words.FORM, setting.form(self._account.region))

    @property
    def _page(self) -> Marked | None:
        return self._setting.page_for(self._account.region)

    def _address(self, form: str, page: Marked | None) -> None:
        if page is not None:
            mark = say(guide_words.MARK[page.mark])
            self._console.tell(say(form, address=page.text, mark=mark, date=page.date))

    def _steps(self, heading: str, steps: tuple[str, ...]) -> None:
        numbered = enumerate(steps, start=1)
        self._lines(heading, tuple(say(guide_words.STEP, number=number, step=step) for number, step in numbered))

    def _lines(self, heading: str, lines: tuple[str, ...]) -> None:
        if lines:
            self._console.tell(say(heading))
        for line in lines:
            self._console.tell(line, indent=2)


def _label(labels: Labels) -> str:
    shown = labels.control or labels.name
    mark = say(guide_words.MARK[shown.mark])
    language = languages.name_of(labels.language)
    return say(guide_words.LABEL, language=language, label=shown.shown, mark=mark, date=shown.date)


def _document(
    product: Product,
    account: Account,
    own: Account | None,
    platform: OwnBrowserPlatform,
    setting: OwnSetting,
    attempt: Receipt | None,
) -> dict[str, Any]:
    return {
        "platform": platform.id,
        "region": account.region,
        "account": own.id if own else None,
        "way": setting.way,
        "setting": setting.facts.label,
        "page": _marked(setting.page_for(account.region)),
        "form": _marked(setting.form(account.region)),
        "checked": platform.checked.isoformat() if platform.checked else None,
        "desktop": list(setting.desktop),
        "phone": list(setting.phone),
        "expect": list(setting.expect),
        "notes": list(setting.notes),
        "answer": setting.answer,
        "labels": [
            {"language": labels.language, "name": _marked(labels.name), "control": _marked(labels.control)}
            for labels in setting.labels
        ],
        "claims": list(product.guide.shown(account).claims),
        "attempt": receipt_document(attempt) if attempt else None,
    }


def _marked(marked: Marked | None) -> dict[str, str] | None:
    if marked is None:
        return None
    key = "begins" if marked.is_beginning else "is"
    return {key: marked.text, "mark": marked.mark, "date": marked.date}
