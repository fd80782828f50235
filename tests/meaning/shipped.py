"""The claims that ship with the program."""

from pathlib import Path

from demur.meaning import claims, hosts
from demur.meaning.claims import Claims

FOLDER = Path(__file__).parents[2] / "resources" / "meaning"
HOSTS = hosts.load(FOLDER / "hosts" / "reviewed.toml")
FILES = sorted(FOLDER.glob("*.toml"))


def shipped(name: str) -> Claims:
    """Return what is said of a platform."""
    return claims.load(FOLDER / f"{name}.toml", HOSTS)
