"""`demur practice`: the members of the practice platform, for learning and for trying things."""

import threading
from argparse import Namespace
from typing import Any

from demur import paths
from demur.cli.console import Console
from demur.cli.exits import Exit
from demur.cli.opening import Unclear
from demur.cli.signing import join, tell_joined
from demur.connectors.platform_file import ApiPlatform
from demur.core.problem import Problem
from demur.core.setting import RegionCode
from demur.practice import scenarios
from demur.practice.scenarios import Scenario
from demur.product import Product
from demur.words import cli as words
from demur.words import problems, say

_PATIENCE_S = 60.0


def practice(arguments: Namespace, product: Product, console: Console) -> Exit:
    """List, add or reset. JSON: see each of the functions below."""
    actions = {"list": _list, "add": _add, "reset": _reset}
    return actions[arguments.action](arguments, product, console)


def _list(_arguments: Namespace, _product: Product, console: Console) -> Exit:
    """JSON: `members`, each with `userId`, `handle`, `region`, `playsOn` (or null), `title`, `summary`."""
    found = scenarios.load(paths.resources())
    console.table([tuple(say(heading) for heading in words.MEMBER_COLUMNS), *(_row(member) for member in found)])
    console.answer({"members": [_document(member) for member in found]})
    return Exit.DONE


def _add(arguments: Namespace, product: Product, console: Console) -> Exit:
    """Sign a practice member in, without a browser. JSON: `account`, `accounts`."""
    member = next((found for found in scenarios.load(paths.resources()) if found.user_id == arguments.user_id), None)
    if member is None:
        raise Unclear(say(words.NO_SUCH_MEMBER, user_id=arguments.user_id))
    platforms, _ = product.catalogue.all()
    platform = next(found for found in platforms if found.needs_practice and isinstance(found, ApiPlatform))
    visit = _Visit(member, console)
    account = join(product, platform.id, RegionCode(member.region), visit.begin, _PATIENCE_S)
    return tell_joined(product, console, account)


def _reset(_arguments: Namespace, product: Product, console: Console) -> Exit:
    """Put every practice member's setting back. JSON: `reset`, true."""
    product.practice.plaza().control.reset()
    console.tell(say(words.PRACTICE_RESET))
    console.answer({"reset": True})
    return Exit.DONE


class _Visit:
    """A stand-in for the member at the browser; the sign-in itself is the one that every account has."""

    def __init__(self, member: Scenario, console: Console) -> None:
        self._member, self._console = member, console

    def begin(self, address: str) -> None:
        threading.Thread(target=self._go, args=(address,), daemon=True).start()

    def _go(self, address: str) -> None:
        from demur.practice import visitor

        try:
            visitor.visit(address, self._member.user_id)
        except Problem as problem:
            self._console.note(problems.sentence(problem))


def _row(member: Scenario) -> tuple[str, ...]:
    on = member.plays_on.isoformat() if member.plays_on else say(words.TODAY)
    return member.user_id, member.handle, member.region, on, member.title


def _document(member: Scenario) -> dict[str, Any]:
    return {
        "userId": member.user_id,
        "handle": member.handle,
        "region": member.region,
        "playsOn": member.plays_on.isoformat() if member.plays_on else None,
        "title": member.title,
        "summary": member.summary,
    }
