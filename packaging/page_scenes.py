"""What is photographed of platforms that have only a page: Plaza Web, LinkedIn, and X with its three choices."""

from __future__ import annotations

import platform_page
from demur.product import Product
from demur.tour import hand
from studio import Studio

PLAZA_WEB = "Plaza Web (practice, on this computer)"
MEMBER = "page-switch"
ON = "Your data may be used to train generative AI"
MYSELF_AT_PLAZA = (
    "I'll switch it myself, on the page in Demur. "
    "You press the switch yourself, and Demur reads it back: the same receipt."
)
MYSELF_AT_LINKEDIN = (
    "I'll switch it myself, on the page in Demur. "
    "You press the switch on LinkedIn's own page; the receipt is stronger, since Demur reads it back. "
    "LinkedIn may refuse your sign-in here."
)


def on_pages(studio: Studio, product: Product) -> None:
    """Go through an account on Plaza's page, from adding it to a page that is not recognised."""
    _signing_in(studio)
    _three_ways(studio)
    _not_recognised(studio, product)


def _signing_in(studio: Studio) -> None:
    studio.press("Add account", PLAZA_WEB)
    studio.press(PLAZA_WEB, "Sign in on the platform's own page, shown in this window")
    studio.shoot("add-page")
    studio.press("Sign in on the platform's own page, shown in this window", "")
    studio.shoot_dialog("dialog-terms", answer="Open and read it")
    platform_page.wait_for_form(studio)
    studio.shoot_at_once("page-sign-in")
    platform_page.sign_in(studio, MEMBER)
    studio.wait(lambda: hand.sees("Opt out") and hand.reads(ON), ON)
    studio.shoot("page-account")
    studio.press("Stay signed in on this computer", "You stay signed in on this computer.")
    studio.shoot("page-stays")


def _three_ways(studio: Studio) -> None:
    studio.press("Opt out", "Opt out now")
    studio.shoot("page-preview")
    studio.press(MYSELF_AT_PLAZA, "Show the platform's page, where I press the switch")
    studio.shoot("page-preview-myself")
    studio.press("Show the platform's page, where I press the switch", "Switch it yourself")
    platform_page.wait_until_drawn(studio)
    studio.shoot_at_once("page-myself")
    studio.press("What this page contacted", "asked")
    studio.press("Leave", "Leave the page")
    studio.shoot_at_once("page-leaving")
    studio.press("Leave the page", "View receipt")
    studio.shoot("page-not-changed")


def _not_recognised(studio: Studio, product: Product) -> None:
    product.practice.plaza().control.set_build(MEMBER, "renamed")
    studio.press("Check again", "The page is not as Demur knows it")
    studio.wait(lambda: hand.sees("Look at the page myself, in this window"), "the ways on")
    studio.shoot("page-changed")
    studio.press("Report this problem", "This is the whole report")
    studio.shoot_dialog("dialog-report-page")
    studio.press("Look at the page myself, in this window", "Demur does not read this page now")
    platform_page.wait_until_drawn(studio)
    studio.shoot_at_once("page-looking")
    studio.press("I am done", "Do it in my own browser")


def of_linkedin(studio: Studio) -> None:
    """Show LinkedIn's account as it stands where Demur opens the page; nothing of LinkedIn's is asked for."""
    studio.press(MYSELF_AT_LINKEDIN, "Open the platform's objection form in your own browser")
    studio.shoot("linkedin-myself")
    studio.press("Check now", "")
    studio.shoot_dialog("dialog-terms-linkedin")
