"""A signed-in browser at the settings page of one build, and what Plaza really stores."""

from tests.practice.browser import Browser
from tests.practice.web_visitor import TRAINING, WebVisitor

MEMBER, LABEL = "page-switch", "Let Plaza learn from my posts"
SAVED = "document.getElementById('notice').textContent.trim() === 'Saved.'"
NOT_SAVED = "document.getElementById('notice').textContent.startsWith('Not saved')"
CHECKED = "document.getElementById('ai-training').getAttribute('aria-checked')"


class Stage:
    """A signed-in browser at one build's settings page, and what Plaza really stores."""

    def __init__(self, browser: Browser, visitor: WebVisitor) -> None:
        self.browser, self.control, self.visitor = browser, visitor.plaza.control, visitor
        self.base = visitor.plaza.base

    def open(self, build: str) -> Browser:
        self.control.set_build(MEMBER, build)
        self.visitor.sign_in(MEMBER)
        self.browser.begin(self.base, self.visitor.cookie)
        self.browser.open(self.base + TRAINING)
        return self.browser

    def stored(self, setting: str = "ai-training") -> bool | None:
        return self.control.values(setting)[MEMBER]

    @property
    def writes(self) -> int:
        """How many changes the page asked for, once whatever it had sent before has come to Plaza."""
        self.browser.run("window.isLater = false; fetch('/web/').then(() => (window.isLater = true)); 0")
        self.browser.until("window.isLater")
        return self.control.writes(MEMBER)
