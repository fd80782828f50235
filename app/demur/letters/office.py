"""To whom a letter about an account goes, as far as the platform's file and the sources say."""

from typing import NamedTuple

from demur.meaning.claim import Claim


class Office(NamedTuple):
    """What is known of whom a member would write to; nothing here is guessed."""

    platform: str
    controller: str
    """Who is responsible where the member lives, as the platform's file names them."""
    setting: str
    """The setting's label."""
    purpose: str
    """The purpose's IRI."""
    form: str = ""
    """The address of a form for objections there; empty where none is known."""
    form_date: str = ""
    """The date of the source that names the form: a day, a month or a year."""
    names_legitimate_interests: bool = False
    """Whether sources say that the platform names them as its legal basis there (GDPR Art. 6(1)(f))."""
    minors: Claim | None = None
    """What the platform is said to do about people under 18."""
    is_practice: bool = False
