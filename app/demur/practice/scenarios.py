"""The practice members of Plaza, as `resources/practice/scenarios.toml` names them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

SETTING_ID = "ai-training"
SETTING_TITLE = "Let Plaza learn from my posts"
API, PAGE = "api", "page"
"""The ways in which a member may be meant to be reached."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One setting as the interface shows it."""

    id: str
    title: str
    is_opposite: bool = False
    """True where its `true` means that Plaza may not use what it is about: polarity can be got wrong (faults.md A9)."""


SWITCHES = (
    Switch(SETTING_ID, SETTING_TITLE),
    Switch("ai-partners", "Let Plaza’s partners learn from my posts"),
    Switch("ai-photos", "Let Plaza learn from my photos"),
    Switch("keep-out", "Keep Plaza from learning from my messages", is_opposite=True),
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One practice member: who, where, when, and how Plaza treats them."""

    user_id: str
    handle: str
    region: str
    """ISO 3166-1 alpha-2 code."""
    place: str
    """The region in words."""
    plays_on: date | None
    """The date the scenario plays on; None means today, by Plaza's clock."""
    title: str
    summary: str
    value: bool | None
    """Every setting at the beginning, true for "may be used"; None where the member has no such setting."""
    fault: str
    """A name from `demur.practice.faults`; empty where Plaza behaves."""
    way: str = API
    """How this member is meant to be reached: `api`, or `page` for Plaza's own pages."""
    build: str = ""
    """How their settings page is made: a name from `demur.practice.builds`; empty for the plain one."""
    has_code: bool = False
    """True where signing in to the pages asks for a code after the password."""


def load(resources: Path) -> tuple[Scenario, ...]:
    """Return the practice members whose settings a program reaches, in the order they are listed."""
    return tuple(member for member in load_all(resources) if member.way == API)


def load_pages(resources: Path) -> tuple[Scenario, ...]:
    """Return the practice members who have only a page, in the order they are listed."""
    return tuple(member for member in load_all(resources) if member.way == PAGE)


def load_all(resources: Path) -> tuple[Scenario, ...]:
    """Return every practice member. The file ships with us: a broken one is our mistake."""
    with (resources / "practice" / "scenarios.toml").open("rb") as file:
        return tuple(_parse(member) for member in tomllib.load(file)["member"])


def _parse(member: Mapping[str, Any]) -> Scenario:
    if ("value" in member) == member.get("not_offered", False):
        raise ValueError(f"{member['user_id']} must have either a value or not_offered = true")
    if member.get("way", API) not in {API, PAGE}:
        raise ValueError(f"{member['user_id']} must be reached by {API} or {PAGE}")
    return Scenario(
        user_id=member["user_id"],
        handle=member["handle"],
        region=member["region"],
        place=member["place"],
        plays_on=member.get("on"),
        title=member["title"],
        summary=member["summary"],
        value=member.get("value"),
        fault=member.get("fault", ""),
        way=member.get("way", API),
        build=member.get("build", ""),
        has_code=member.get("has_code", False),
    )
