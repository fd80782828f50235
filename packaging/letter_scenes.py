"""What is photographed of letters: an objection with its gaps, the same letter sent, and what waits for an answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from studio import Studio


def an_objection(studio: Studio, saved: Path) -> None:
    """Write an objection from the page of an account, print it, say that it was sent, and go back."""
    studio.press("Write an objection", "Not finished.")
    studio.shoot("letter-draft")
    studio.type_into("Your name", "A Member")
    studio.type_into("How LinkedIn knows you", "member@example.com")
    _write("Your own grounds", "My posts name people who never agreed to this.")
    studio.press("Save the letter as PDF", "")
    studio.save_file(saved / "letter.pdf", "letter.pdf")
    studio.shoot_paper("paper-letter", saved / "letter.pdf")
    studio.press("Record that I sent it", "They have until")
    studio.shoot("letter-sent")
    studio.press("Back to the account", "Record their answer")


def a_complaint(studio: Studio) -> None:
    """Write a complaint where a setting is on again and the member says that it wasn't them."""
    studio.press("Write a complaint, with both receipts", "Who gets it")
    studio.press("The data protection authority", "whether you wrote to the platform first")
    studio.shoot("letter-complaint")
    studio.press("Back to the account", "Write a complaint, with both receipts")


def _write(name: str, text: str) -> None:
    """Type into a field of several lines."""
    fields = [field for field in QApplication.allWidgets() if isinstance(field, QPlainTextEdit) and field.isVisible()]
    QTest.keyClicks(next(field for field in fields if field.accessibleName() == name), text)
