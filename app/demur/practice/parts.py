"""What Plaza's pages and interfaces share, joined once in `demur.practice.server`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import g

from demur.practice.authority import Authority
from demur.practice.consents import Consents
from demur.practice.holds import Holds
from demur.practice.journal import Journal
from demur.practice.scenarios import Scenario
from demur.practice.settings import Settings
from demur.practice.state import State


@dataclass
class Pick:
    """The member whom the sign-in page signs in by itself; None asks."""

    user_id: str | None = None


@dataclass
class Distance:
    """How far away Plaza stands: every answer, but the control interface's, comes so many seconds later."""

    latency_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Parts:
    base: str
    state: State
    settings: Settings
    consents: Consents
    authority: Authority
    journal: Journal
    members: Mapping[str, Scenario]
    pick: Pick
    holds: Holds = field(default_factory=Holds)
    distance: Distance = field(default_factory=Distance)
    chosen_faults: dict[str, str] = field(default_factory=dict)
    """The faults that the control interface chose, by member; the others have their scenario's own."""
    chosen_builds: dict[str, str] = field(default_factory=dict)
    """How the settings page is made, chosen in the same way."""


def note_member(user_id: str) -> None:
    """Remember whom this request is for, so that the journal can say so."""
    g.user_id = user_id
