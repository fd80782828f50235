"""What stands beside a platform's page, step by step."""

from demur.connectors.page.recipe import Control
from demur.connectors.page.signing_in import Beside
from demur.connectors.page.watching import Guidance
from demur.words import page, say


def beside(platform: str) -> Beside:
    """Return what stands beside a sign-in at a platform."""
    return Beside(
        tuple(say(step, platform=platform) for step in page.SIGN_IN_STEPS),
        tuple(say(step, platform=platform) for step in page.NOT_THERE_STEPS),
        tuple(say(step, platform=platform) for step in page.LOOKING_STEPS),
    )


def guidance(setting: str) -> Guidance:
    """Return what stands beside the page while the member switches the setting with this label.

    Where the page is in another language, it is called what that page calls it.
    """

    def steps(kind: Control, label: str, option: str) -> tuple[str, ...]:
        return tuple(say(step, label=label or setting, option=option) for step in page.MYSELF_STEPS[kind])

    return Guidance(
        steps,
        tuple(map(say, page.FLIPPED_BACK_STEPS)),
        tuple(map(say, page.ELSEWHERE_STEPS)),
    )
