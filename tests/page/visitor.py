"""One account's page on a site of the test's own, in the real browser."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.browser.hand import Hand
from tests.browser.site import Site
from tests.page.desk import QUICK, platform_of
from tests.page.scripted import LABEL, Proved, account_of

from demur.browser.browser import Browser
from demur.browser.rules import Rules
from demur.connectors.page.engine import PageLine
from demur.core.page_problem import PageProblem
from demur.core.setting import State
from demur.machine import SystemClock

PATH, FRAME = "/web/settings/ai-training", "/web/frames/ai-training"
HEAD = '<html lang="en"><meta name="plaza-member" content="m-1">'
SWITCH = f'<button role="switch" aria-checked="true" aria-label="{LABEL}">x</button>'


class Visitor:
    """One account's page on a site of the test's own."""

    def __init__(self, browser: Browser, pool: ThreadPoolExecutor, site: Site, recipe: str) -> None:
        platform = platform_of(recipe, site.base)
        self.hand = Hand(browser, pool, f"visitor {id(self)}", Rules(frozenset([site.base]), "Site"))
        self.line = PageLine(
            platform, account_of(platform), self.hand.driver, SystemClock(), proof=Proved(), patience=QUICK
        )

    def state(self) -> State:
        return self.hand.run(lambda: self.line.open().read()).state

    def refused(self) -> PageProblem:
        with pytest.raises(PageProblem) as caught:
            self.state()
        return caught.value


Visit = Callable[..., Visitor]
