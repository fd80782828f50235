"""`demur platforms`: what Demur can reach, and the say a member has over files they dropped in."""

from argparse import Namespace
from typing import Any

from demur.cli import checking_claims, page_facts
from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.connectors.catalogue import hosts_of, is_added
from demur.connectors.own_browser import OwnBrowserPlatform
from demur.connectors.page.platform import PagePlatform
from demur.connectors.platform_file import Platform
from demur.core.problem import PlatformFileBroken, PlatformUnknown
from demur.product import Product
from demur.words import cli as words
from demur.words import problems, say


def platforms(arguments: Namespace, product: Product, console: Console) -> Exit:
    """List, check or allow. JSON: see each of the functions below."""
    actions = {"list": _list, "check": _check, "allow": _allow}
    return actions[arguments.action](arguments, product, console)


def _list(_arguments: Namespace, product: Product, console: Console) -> Exit:
    """JSON: `platforms` (see `_document`) and `broken`, each with `file`, `line`, `reason`."""
    found, broken = product.catalogue.all()
    for platform in found:
        _tell(product, console, platform)
    for problem in broken:
        console.tell(problems.sentence(problem))
        console.tell(problems.next_step(problem), indent=2)
    documents = [_document(product, platform) for platform in found]
    console.answer({"platforms": documents, "broken": [_broken(problem) for problem in broken]})
    return Exit.DONE


def _check(arguments: Namespace, product: Product, console: Console) -> Exit:
    """JSON: `usable`, `platform` (or null), `broken` (or null). A file of claims: see `checking_claims.check`."""
    if checking_claims.is_one(arguments.file):
        return checking_claims.check(arguments.file, product, console)
    try:
        platform = product.catalogue.check(arguments.file)
    except PlatformFileBroken as problem:
        console.tell(problems.sentence(problem))
        console.answer({"usable": False, "platform": None, "broken": _broken(problem)})
        return Exit.NOT_SO
    console.tell(say(words.FILE_USABLE, file=arguments.file.name, name=platform.facts.name, id=platform.id))
    console.tell(_reached(platform), indent=2)
    if isinstance(platform, PagePlatform):
        for line, indent in page_facts.lines(platform):
            console.tell(line, indent=indent + 2)
    console.answer({"usable": True, "platform": _document(product, platform), "broken": None})
    return Exit.DONE


def _allow(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Ask once for the hosts that a dropped-in file names. JSON: `allowed`, `platform`."""
    platform = next((found for found in product.catalogue.all()[0] if found.id == arguments.platform), None)
    if platform is None:
        raise PlatformUnknown(platform=arguments.platform)
    if not is_added(platform):
        console.tell(say(words.NEEDS_NO_YES, name=platform.facts.name))
        return _allowed(product, console, platform)
    form = words.WOULD_OPEN if isinstance(platform, OwnBrowserPlatform) else words.WOULD_SPEAK
    console.note(say(form, name=platform.facts.name))
    for host in hosts_of(platform):
        console.note(host, indent=2)
    if not arguments.yes and not console.is_terminal:
        console.note(say(words.ALLOW_NEEDS_YES))
        return _not_allowed(product, console, platform)
    if not arguments.yes and not console.ask(say(words.TYPE_YES)):
        console.note(say(words.CALLED_OFF))
        return _not_allowed(product, console, platform)
    product.catalogue.allow(platform)
    console.tell(say(words.ALLOWED, name=platform.facts.name))
    return _allowed(product, console, platform)


def _allowed(product: Product, console: Console, platform: Platform) -> Exit:
    console.answer({"allowed": True, "platform": _document(product, platform)})
    return Exit.DONE


def _not_allowed(product: Product, console: Console, platform: Platform) -> Exit:
    console.answer({"allowed": False, "platform": _document(product, platform)})
    return Exit.REFUSED


def _tell(product: Product, console: Console, platform: Platform) -> None:
    facts = platform.facts
    console.tell(say(words.PLATFORM_LINE, id=platform.id, name=facts.name, controller=facts.controller))
    if not is_added(platform):
        console.tell(say(words.SHIPPED), indent=2)
    elif product.catalogue.is_allowed(platform):
        console.tell(say(words.ADDED), indent=2)
    else:
        console.tell(say(words.ADDED_NOT_ALLOWED, id=platform.id), indent=2)
    console.tell(_reached(platform), indent=2)


def _reached(platform: Platform) -> str:
    """Return what Demur speaks with, or what the member's own browser is sent to."""
    form = words.IN_OWN_BROWSER if isinstance(platform, OwnBrowserPlatform) else words.HOSTS
    return say(form, hosts=say(words.ON_THIS_COMPUTER) if platform.needs_practice else ", ".join(hosts_of(platform)))


def _document(product: Product, platform: Platform) -> dict[str, Any]:
    """Return `id`, `name`, `controller`, `origin` (`shipped` or `member-added`), `practice`, `allowed`, `hosts`, and
    `ownBrowser`: whether the member goes there in their own browser; `page` (see `page_facts.document`) only where
    the platform has one."""
    more = {"page": page_facts.document(platform)} if isinstance(platform, PagePlatform) else {}
    return more | {
        "id": platform.id,
        "name": platform.facts.name,
        "controller": platform.facts.controller,
        "origin": platform.connector.origin,
        "practice": platform.is_practice,
        "allowed": product.catalogue.is_allowed(platform),
        "ownBrowser": isinstance(platform, OwnBrowserPlatform),
        "hosts": [] if platform.needs_practice else hosts_of(platform),
    }


def _broken(problem: PlatformFileBroken) -> dict[str, str]:
    return dict(problem.details)
