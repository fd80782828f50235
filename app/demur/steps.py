"""What stands beside a platform's page, step by step."""

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


def guidance(label: str) -> Guidance:
    """Return what stands beside the page while the member switches the setting with this label."""
    return Guidance(
        tuple(say(step, label=label) for step in page.MYSELF_STEPS),
        tuple(map(say, page.FLIPPED_BACK_STEPS)),
        tuple(map(say, page.ELSEWHERE_STEPS)),
    )
