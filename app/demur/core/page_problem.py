"""What can go wrong on a platform's own page, opened in our browser."""

from demur.core.problem import Problem


class PageProblem(Problem):
    """A page that can't be used as its recipe says; `outline` is what was seen, the member's own text masked."""

    def __init__(self, outline: str = "", **details: str) -> None:
        super().__init__(**details)
        self.outline = outline


class PageChanged(PageProblem):
    """The page is not as its recipe says: `expected`."""

    code = "page-changed"


class ControlAmbiguous(PageProblem):
    """More than one control fits the recipe: `count`."""

    code = "control-ambiguous"


class ControlUnusable(PageProblem):
    """The control is there, but not for a person to use: hidden, covered, disabled, inert."""

    code = "control-unusable"


class ControlDisagrees(PageProblem):
    """What tells the control's state says two things at once."""

    code = "control-disagrees"


class PageMoved(PageProblem):
    """The page is at another address than the one that was asked for: `address`."""

    code = "page-moved"


class LedAway(PageProblem):
    """The page wanted to leave the addresses of its platform's file: `host`."""

    code = "led-away"


class ChallengeMet(PageProblem):
    """The platform wants more proof that it is the member, such as a captcha or a code."""

    code = "challenge-met"


class PageCrashed(PageProblem):
    """The page's process ended, or answers no more."""

    code = "page-crashed"


class PageLeft(PageProblem):
    """The member left the page before anything was seen to change."""

    code = "page-left"


class ChangeUnsettled(PageProblem):
    """The switch was pressed, but nothing showed that the platform was told."""

    code = "change-unsettled"


class SandboxMissing(PageProblem):
    """Chromium's sandbox doesn't hold here, so only pages on this computer may be opened."""

    code = "sandbox-missing"


class BrowserPartChanged(PageProblem):
    """The browser inside doesn't compute roles and names as it should, so nothing it says of a page counts."""

    code = "browser-part-changed"


class NeedsWindow(PageProblem):
    """A page can only be opened in the window, and this is a command: `platform`."""

    code = "needs-window"
