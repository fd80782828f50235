"""What is photographed of what changed since: other words, another region, a closed account, and on again."""

from __future__ import annotations

import letter_scenes
from demur.product import Product
from demur.tour import hand
from studio import Studio

MEMBER = "uk-shared"
"""In the UK, where a complaint can rest on a law."""


def on_changes(studio: Studio, product: Product) -> None:
    """Opt the member out, and let one thing after the other change."""
    control = product.practice.plaza().control
    studio.press("Opt out", "Opt out now")
    studio.press("Opt out now", "View receipt")
    control.set_fault(MEMBER, "reworded")
    studio.press("Check again", "Compare the words")
    studio.shoot("account-reworded")
    studio.press("Compare the words", "")
    studio.shoot_dialog("dialog-wording")
    control.set_fault(MEMBER, "counts-elsewhere")
    studio.press("Check again", "Change the region that I told Demur")
    studio.shoot("account-counted-elsewhere")
    control.set_fault(MEMBER, "closed")
    studio.press("Check again", "says that this account is closed")
    studio.wait(lambda: hand.reads("This says nothing of the setting itself"), "what was known before")
    studio.shoot("account-closed")
    control.set_fault(MEMBER, None)
    control.set_value(MEMBER, True)
    studio.press("Check again", "Did you?")
    studio.shoot("account-on-again")
    studio.press("No, I did not switch it on", "Write a complaint, with both receipts")
    studio.shoot("account-on-again-answered")
    letter_scenes.a_complaint(studio)
