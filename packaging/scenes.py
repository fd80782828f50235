"""What is photographed, in the order in which a member would meet it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import change_scenes
import letter_scenes
import looking_back_scenes
import page_scenes
from demur.product import Product
from demur.tour import hand
from studio import Studio

PLAZA = "Plaza (practice, on this computer)"
ON = "Your data may be used to train generative AI"


class Browser(Protocol):
    """Who is signed in where the program opens a page; nobody where `member` is empty."""

    member: str


def every_scene(studio: Studio, browser: Browser, product: Product, saved: Path) -> None:
    _beginning(studio, browser)
    _opting_out(studio, browser)
    _receipts(studio, saved)
    _checking(studio, saved)
    looking_back_scenes.on_history(studio, product, saved)
    _other_states(studio, browser)
    _join(studio, browser, change_scenes.MEMBER)
    change_scenes.on_changes(studio, product)
    page_scenes.on_pages(studio, product)
    _own_browser(studio, saved)
    _overview(studio)
    _rest(studio)


def _beginning(studio: Studio, browser: Browser) -> None:
    studio.wait(lambda: hand.sees("Try it on the practice platform"), "the first page")
    studio.shoot("first-run")
    studio.press("Receipts", "No receipts yet")
    studio.shoot("receipts-empty")
    studio.press("Add account", PLAZA)
    studio.press("LinkedIn", "What do you call this account?")
    studio.shoot("add-linkedin")
    studio.press("With a password, or a code that I get", "Suggested")
    studio.shoot("add-linkedin-password")
    studio.press(PLAZA, "Sign in with your browser")
    studio.shoot("add-practice")
    browser.member = ""
    studio.press("Sign in with your browser", "Copy address")
    studio.shoot("add-waiting")
    studio.press("Cancel", PLAZA)


def _join(studio: Studio, browser: Browser, member: str) -> None:
    browser.member = member
    studio.press("Add account", PLAZA)
    studio.press(PLAZA, "Sign in with your browser")
    studio.press("Sign in with your browser", "Sign out and forget this account")


def _opting_out(studio: Studio, browser: Browser) -> None:
    _join(studio, browser, "us-on")
    studio.wait(lambda: hand.sees("Opt out"), ON)
    studio.shoot("account-on")
    studio.shoot_at_once("account")
    studio.press("Sign out and forget this account", "")
    studio.shoot_dialog("dialog-sign-out")
    studio.press("Opt out", "Opt out now")
    studio.shoot("preview")
    studio.press("Opt out now", "View receipt")
    studio.shoot("outcome-confirmed")


def _receipts(studio: Studio, saved: Path) -> None:
    studio.press("View receipt", "intact")
    studio.shoot("receipt")
    studio.press("Delete what is kept", "Delete for good")
    studio.shoot_dialog("dialog-delete-kept")
    studio.press("Save receipt", "Folder")
    studio.shoot("save")
    studio.type_into("Folder", str(saved))
    studio.press("Save", "Saved in")
    studio.shoot("saved")
    studio.choose("What to save", 1, "Disclose the account's name")
    studio.shoot("save-bundle")
    studio.tick("Disclose the account's name", "Disclosed: Account name")
    studio.type_into("New folder or file", str(saved / "bundle"))
    studio.press("Save", "Saved as")
    studio.shoot("saved-bundle")
    studio.choose("What to save", 3, "receipt-000002.pdf: pages to read and print")
    studio.shoot("save-pages")
    studio.type_into("New file", str(saved / "receipt.pdf"))
    studio.press("Save", "receipt.pdf.")
    studio.shoot_paper("paper-receipt", saved / "receipt.pdf")
    studio.press("Receipts", "unchanged since each was sealed")
    studio.shoot("receipts")


def _checking(studio: Studio, saved: Path) -> None:
    """Check what was just saved, and a copy of it in which two words were changed."""
    false = saved / "changed.json"
    (receipt,) = (saved / "bundle").glob("0*.json")
    false.write_text(receipt.read_text("utf-8").replace("learn from my posts", "learn from nothing"), "utf-8")
    studio.press("Check a file", "File or folder")
    studio.shoot("check-file")
    for file, name in ((saved / "bundle", "check-file-valid"), (false, "check-file-false")):
        studio.type_into("File or folder", str(file))
        studio.press("Check it", f"{file.name}: " if file.is_file() else f"{file.name} (")
        studio.shoot(name)


def _other_states(studio: Studio, browser: Browser) -> None:
    for member, name in (("us-already-off", "account-off"), ("uk-2024", "account-not-offered")):
        _join(studio, browser, member)
        studio.wait(lambda: hand.sees("Record what was seen"), name)
        studio.shoot(name)
    _join(studio, browser, "us-no-value")
    studio.wait(lambda: hand.sees("Check again"), "the end of the reading")
    studio.shoot("account-unknown")
    studio.press("Report this problem", "This is the whole report")
    studio.shoot_dialog("dialog-report")
    _join(studio, browser, "us-forgets")
    studio.press("Opt out", "Opt out now")
    studio.press("Opt out now", "View receipt")
    studio.shoot("outcome-not-changed")
    _join(studio, browser, "us-slow")
    studio.press("Opt out", "Opt out now")
    studio.press("Opt out now", "Working on it…")
    studio.shoot("working")
    studio.wait(lambda: hand.sees("View receipt"), "the end of the attempt")


def _own_browser(studio: Studio, saved: Path) -> None:
    _name(studio, "LinkedIn", "my work account", "United Kingdom")
    studio.shoot("linkedin-start")
    studio.press("Open the page in my browser", "Done: it is off now")
    studio.shoot("linkedin-question")
    studio.press("Done: it is off now", "View receipt")
    studio.shoot("linkedin-told")
    studio.press("View receipt", "intact")
    studio.shoot("receipt-told")
    _name(studio, "LinkedIn", "my other account", "Germany")
    letter_scenes.an_objection(studio, saved)
    page_scenes.of_linkedin(studio)
    _name(studio, "X", "my posts", "United States")
    studio.shoot("x-start")
    _name(studio, "Meta (in your own browser)", "my page", "Germany")
    studio.shoot("meta-start")
    studio.press("Open the page in my browser", "I sent the form")
    studio.shoot("meta-question")
    studio.press("I sent the form", "View receipt")
    studio.shoot("meta-sent")
    _name(studio, "Zoom (in your own browser)", "my meetings", "United States")
    studio.shoot("zoom")
    studio.press("Forget this account", "")
    studio.shoot_dialog("dialog-forget")


def _overview(studio: Studio) -> None:
    """Every account at a glance, and a round of checks; one of the practice members is slow to answer."""
    studio.press("Overview", "need a look")
    studio.shoot("overview")
    studio.press("Check all", "Cancel the checks")
    studio.shoot_at_once("overview-checking")
    studio.wait(lambda: hand.reads("settings could be read"), "the end of the checks")
    studio.shoot_at_once("overview-checked")


def _name(studio: Studio, platform: str, name: str, region: str) -> None:
    studio.press("Add account", platform)
    studio.press(platform, "What do you call this account?")
    studio.type_into("What do you call this account?", name)
    studio.type_into("Where do you live?", region)
    studio.press("Add this account", f"you call it {name}")


def _meaning(studio: Studio) -> None:
    studio.press("What it means", "Region: United States")
    studio.press("Compare with another region or day", "Region to compare with: United States")
    studio.shoot("meaning")
    studio.press("Region: United States", "")
    studio.shoot_dialog("dialog-region")


def _rest(studio: Studio) -> None:
    studio.press("Settings", "answers. Sign-ins")
    studio.shoot("settings")
    studio.press("Delete all receipts", "Delete them all")
    studio.shoot_dialog("dialog-delete-all")
    studio.press("Use this proxy", "Proxy address")
    studio.type_into("Proxy address", "proxy.example")
    studio.press("Save proxy choice", "Not saved.")
    studio.shoot("settings-proxy")
    studio.press("No proxy", "")
    studio.press("Use a sealed file for secrets", "Seal your secrets in a file")
    studio.shoot_dialog("dialog-passphrase")
    studio.press("Erase everything", "")
    studio.shoot_dialog("dialog-erase")
    _meaning(studio)
    studio.press("About", "packages that run in it")
    studio.shoot("about")
    studio.press("Licence of PySide6", "PySide6 6.")
    studio.shoot_dialog("dialog-licence")
