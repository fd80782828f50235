"""How Plaza's settings page is made: plainly, in another way, or so that it misleads its reader (faults.md W6).

A new build is a row in `BUILDS`, with its markup in `resources/practice/templates/web/controls/` and, where it does
something of its own, a script in `resources/practice/static/web/`.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from demur.practice.bends import is_long_off
from demur.practice.faults import LATER_S, Write, late, pretend
from demur.practice.parts import Parts
from demur.practice.refusal import Refusal
from demur.practice.settings import Held

DEFAULT = "switch"
LATE_S = 3.0
HIDING = ("opacity", "off-screen", "inert", "aria-hidden")
"""The ways in which the second switch of the same name is hidden."""


def fail(*_: object) -> Held:
    """Store nothing, and answer 500."""
    raise Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "build")


@dataclass(frozen=True, slots=True)
class Build:
    """How one settings page is made; each field is the plain way unless a build replaces it."""

    control: str = "switch"
    """Which file of `templates/web/controls` holds the control."""
    flow: str = "plain"
    """What the page does around a click: a name in `static/web/controls.js`."""
    scripts: tuple[str, ...] = ()
    """Modules of `static/web` that the page loads besides `page.js`."""
    first_script: str = ""
    """A script that runs before anything else on the page."""
    language: str = "en"
    label: str = "label"
    """Which words of the language name the control."""
    is_opposite: bool = False
    """True where a checked control means that Plaza may not learn."""
    is_held_back: bool = False
    """True where the control lies in a `<template>` until a script draws it."""
    hiding: str = ""
    """How a second switch is hidden; see `HIDING`."""
    write: Write | None = None
    """How a change is stored; None leaves it to the member's fault."""
    ends_sign_in: bool = False
    """True where a change is answered with the way to the sign-in page, and not stored."""
    redirect: str = ""
    """Where the settings address leads instead."""
    has_challenge: bool = False
    is_listed_wrongly: bool = False
    """True where the list of settings shows the other state in words."""
    names_member: bool = True
    names_other_after: bool = False
    """True where the page names another member once something was written, and shows what was wished for."""
    cache: str = "no-store"
    query: str = ""
    """What follows the address of a change: a browser drops its copy of an address that it sends a change to
    (RFC 9111, 4.4), so a page that wants to stay in there sends it elsewhere."""
    lead: str = "lead"
    """Which words of the language stand above the control."""
    later: str = ""
    """The build that takes this one's place some time after an opt-out."""
    either: tuple[str, ...] = ()
    """Builds of which each load of the page shows one, by chance."""


BUILDS: Mapping[str, Build] = {
    "switch": Build(),
    "checkbox": Build(control="checkbox"),
    "radio": Build(control="radio"),
    "select": Build(control="select"),
    "frame": Build(control="frame"),
    "shadow": Build(control="shadow", scripts=("shadow.js",)),
    "save": Build(control="save"),
    "dialog": Build(control="dialog", flow="dialog"),
    "section": Build(control="section", scripts=("section.js",)),
    "scroll": Build(is_held_back=True, scripts=("scroll.js",)),
    "late": Build(is_held_back=True, scripts=("late.js",)),
    "polarity": Build(label="opposite", is_opposite=True),
    "de": Build(language="de"),
    "ar": Build(language="ar"),
    "ja": Build(language="ja"),
    "renamed": Build(label="renamed"),
    "gone": Build(control="gone"),
    "not-offered": Build(control="not-offered"),
    "disabled": Build(control="disabled"),
    "covered": Build(control="covered"),
    "overlay": Build(control="overlay"),
    "twins": Build(control="twins"),
    **{f"hidden-twin-{hiding}": Build(control="hidden-twin", hiding=hiding) for hiding in HIDING},
    "hidden-twin": Build(either=tuple(f"hidden-twin-{hiding}" for hiding in HIDING)),
    "aria-lies": Build(control="aria-lies"),
    "two-clicks": Build(flow="two-clicks"),
    "rerender": Build(control="rerender", scripts=("rerender.js",)),
    "forgets": Build(write=pretend),
    "optimistic": Build(flow="optimistic", write=fail),
    "reverts": Build(flow="reverts", write=pretend),
    "flips-late": Build(write=late(LATE_S)),
    "signed-out-midway": Build(ends_sign_in=True),
    "redirects": Build(redirect="/web/settings/ads"),
    "captcha": Build(has_challenge=True),
    "cookie-banner": Build(control="cookie-banner", scripts=("cookie-banner.js",)),
    "service-worker": Build(scripts=("keeper.js",)),
    "cached": Build(cache="private, max-age=3600", query="?change"),
    "patched": Build(control="patched", first_script="patched.js", write=pretend),
    "listed-wrongly": Build(is_listed_wrongly=True),
    "alert": Build(scripts=("asking.js",)),
    "ab": Build(either=("switch", "checkbox")),
    "nameless": Build(names_member=False),
    "other-member": Build(names_other_after=True, write=pretend),
    "reworded": Build(lead="lead_new"),
    "closed": Build(redirect="/web/closed"),
    "renamed-later": Build(later="renamed"),
    "reworded-later": Build(later="reworded"),
    "closed-later": Build(later="closed"),
}


def name_of(parts: Parts, user_id: str) -> str:
    """Return which build a member has now: as the control interface says, else as the scenario says."""
    return parts.chosen_builds.get(user_id) or parts.members[user_id].build or DEFAULT


def build_of(parts: Parts, user_id: str) -> Build:
    """Return how the settings page is made for one load: a coin decides where a build has several looks."""
    build = BUILDS[name_of(parts, user_id)]
    if build.later and is_long_off(parts, user_id, LATER_S):
        return BUILDS[build.later]
    return BUILDS[secrets.choice(build.either)] if build.either else build


def without_switch(build: Build) -> Build:
    """Return the page of a member who has no such setting: it says so in words, whatever else it does."""
    return replace(build, control="not-offered", is_held_back=False, scripts=(), first_script="")
