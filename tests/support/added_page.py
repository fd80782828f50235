"""Harbour: Plaza's page as a platform that the member adds, and which lets programs read it."""

from pathlib import Path

from demur.core.setting import PlatformId

HARBOUR = PlatformId("harbour")
ADDED = "Harbour (added by you, not by Demur)"
BEGINNING = Path(__file__).parents[1] / "page" / "recipes" / "beginning.toml"
"""It knows its switch by the beginning of its label, since the whole of it is the name of a shipped setting."""


def harbour_text(base: str) -> str:
    """Return the file for the Plaza at `base`."""
    text = BEGINNING.read_text("utf-8")
    for before, after in (
        ('id = "plaza-beginning"', 'id = "harbour"\nunattended_reads = true\nterms = "Harbour lets programs read."'),
        ('name = "Plaza, by the beginning of its label"', 'name = "Harbour"'),
        ('name = "Plaza, made up for practice"', 'name = "Harbour, made up for tests"'),
        ('name = { is = "', 'name = { is = "Harbour: '),
        ("{practice}", base),
    ):
        assert before in text
        text = text.replace(before, after)
    return text
