"""The steps of the tour: one practice member opts out, looks at the receipt, and switches it on again; another learns
that an answer of success can be untrue."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from demur.tour import hand

Waits = Iterator[Callable[[], bool]]
"""What each step waits for, before the next is made."""

PLAZA = "Plaza (practice, on this computer)"
ON = "Your data may be used to train generative AI"


@dataclass(slots=True)
class Step:
    """One thing done, what the screen said then, and its picture."""

    name: str
    said: list[str]
    picture: str


@dataclass(slots=True)
class Diary:
    """What the tour saw."""

    out: Path
    member: str = ""
    steps: list[Step] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    headlines: dict[str, str] = field(default_factory=dict)
    browser: object = None

    def note(self, name: str) -> None:
        """Keep a picture of the screen and every text on it."""
        picture = f"{len(self.steps) + 1:02d}-{name}.png"
        hand.take_picture(self.out / picture)
        self.steps.append(Step(name, hand.texts(), picture))


def story(diary: Diary) -> Waits:
    """The whole tour; `diary.member` is whom the browser signs in."""
    yield lambda: hand.sees("Try it on the practice platform")
    diary.note("first-run")
    yield from _sign_in(diary, "us-on", "Try it on the practice platform")
    yield lambda: hand.reads(ON)
    diary.note("account-on")
    yield from _change(diary, "opt-out", "Opt out", "Opt out now")
    yield from _keep_receipt(diary)
    hand.press("All receipts")
    yield lambda: hand.sees("Open receipt") and hand.reads("unchanged since each was sealed")
    diary.note("receipts")
    hand.press("Open receipt")
    yield lambda: hand.sees("Undo")
    yield from _change(diary, "undo", "Undo", "Switch it on now")
    yield from _keep_receipt(diary)
    yield from _sign_in(diary, "us-forgets", "Add account")
    yield lambda: hand.reads(ON)
    yield from _change(diary, "says-saved-but-forgets", "Opt out", "Opt out now")
    hand.press("About")
    yield lambda: hand.reads("What leaves this computer")
    diary.note("about")


def _sign_in(diary: Diary, member: str, first: str) -> Waits:
    diary.member = member
    hand.press(first)
    yield lambda: hand.sees(PLAZA)
    hand.press(PLAZA)
    yield lambda: hand.sees("Sign in with your browser")
    diary.note(f"add-{member}")
    hand.press("Sign in with your browser")
    yield lambda: hand.sees("Check again")


def _change(diary: Diary, name: str, ask: str, confirm: str) -> Waits:
    hand.press(ask)
    yield lambda: hand.sees(confirm)
    diary.note(f"{name}-preview")
    hand.press(confirm)
    yield lambda: hand.sees("View receipt")
    diary.headlines[name] = next((text for text in hand.texts() if "onfirmed" in text or "changed" in text), "")
    diary.note(f"{name}-outcome")


def _keep_receipt(diary: Diary) -> Waits:
    hand.press("View receipt")
    yield lambda: hand.sees("Save receipt")
    yield lambda: hand.reads("intact")
    diary.note(f"receipt-{len(diary.receipts) + 1}")
    hand.press("Save receipt")
    yield lambda: hand.sees("Folder")
    hand.write("Folder", str(diary.out / "receipts"))
    yield lambda: hand.reads("Saved in")
    diary.note(f"saved-{len(diary.receipts) + 1}")
    saved = next(text for text in hand.texts() if text.startswith("Saved in"))
    diary.receipts.append(Path(saved.rpartition(" ")[2]).name)
    hand.press("Back")
    yield lambda: hand.sees("Save receipt")
