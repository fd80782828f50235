"""Plaza's settings pages: each setting on a page of its own, made as the member's build says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import NotFound

from demur.practice.bends import OTHER_MEMBER, Visit
from demur.practice.builds import Build, build_of, without_switch
from demur.practice.faults import fault_of
from demur.practice.interface import moment_of, parse_wish
from demur.practice.parts import Parts, note_member
from demur.practice.refusal import Refusal
from demur.practice.scenarios import SETTING_ID, Scenario
from demur.practice.settings import Held, Place
from demur.practice.web import guard, lead, page, require_member
from demur.practice.web_session import Session, Sessions, check_token
from demur.practice.web_words import Words

ADS = "ads"
STORED_AS = {SETTING_ID: SETTING_ID, ADS: "ai-partners"}
"""Which setting each page is about; that of `ads` is called like the first, for those who look at names only."""


def build(parts: Parts, words: Mapping[str, Words]) -> Blueprint:
    settings = Blueprint("web_settings", __name__, url_prefix="/web")
    desk = Desk(parts, words)
    settings.before_request(desk.begin)
    settings.after_request(desk.finish)
    settings.after_request(guard)
    settings.register_error_handler(Refusal, refuse)
    settings.add_url_rule("/settings", "list", desk.list)
    settings.add_url_rule("/members/<user_id>", "member", desk.member)
    settings.add_url_rule(f"/frames/{SETTING_ID}", "frame", desk.frame)
    for name in STORED_AS:  # one rule each, so that the journal names it
        settings.add_url_rule(f"/settings/{name}", f"show_{name}", lambda name=name: desk.show(name))
        settings.add_url_rule(f"/settings/{name}", f"put_{name}", lambda name=name: desk.put(name), methods=["PUT"])
        settings.add_url_rule(f"/settings/{name}", f"post_{name}", lambda name=name: desk.post(name), methods=["POST"])
    return settings


@dataclass(frozen=True, slots=True)
class Sight:
    """What one load of a setting's page shows."""

    build: Build
    named: Scenario
    """Who the page says is signed in."""
    held: Held

    @property
    def is_checked(self) -> bool:
        return self.held.value is not self.build.is_opposite


class Desk:
    """The pages of a signed-in member; `g.session` and `g.visit` are theirs."""

    def __init__(self, parts: Parts, words: Mapping[str, Words]) -> None:
        self._parts, self._words, self._sessions = parts, words, Sessions(parts.state)

    def begin(self) -> Response | None:
        """Let a signed-in member in, treated by their fault; show anybody else the way to the sign-in page."""
        found = require_member(self._parts, self._sessions)
        if not isinstance(found, Session):
            return found
        g.session, user_id = found, found.user_id
        note_member(user_id)
        if request.method not in {"GET", "HEAD"}:
            check_token()
        sign_out = partial(self._sessions.end, found.digest)
        g.visit = Visit(self._parts, user_id, sign_out, moment_of(self._parts, user_id))
        self._parts.holds.pass_by(user_id, request.method, request.path, is_after=False)
        fault_of(self._parts, user_id).begin(g.visit)
        return None

    def finish(self, response: Response) -> Response:
        if "visit" in g:
            fault_of(self._parts, g.visit.user_id).bend(g.visit, response)
            self._parts.holds.pass_by(g.visit.user_id, request.method, request.path, is_after=True)
        return response

    def list(self) -> Response:
        """Every setting with its state in a word beside it."""
        sights = {name: self._see(name) for name in STORED_AS}
        return self._render("list.html", sights[SETTING_ID], sights=sights)

    def member(self, user_id: str) -> Response:
        if user_id != g.session.user_id:
            raise NotFound
        return self._render("member.html", self._see(SETTING_ID))

    def show(self, name: str) -> Response:
        sight = self._see(name)
        if sight.build.redirect:
            return lead(sight.build.redirect)
        if sight.build.has_challenge and not g.session.is_trusted:
            return lead(f"/web/challenge?{urlencode({'next': request.path})}")
        notice, address = self._sessions.take_notice(g.session), f"/web/settings/{name}{sight.build.query}"
        g.cache = sight.build.cache
        return self._render("setting.html", sight, name=name, address=address, notice=notice)

    def frame(self) -> Response:
        """The control alone, for a page that holds it in a frame."""
        sight = self._see(SETTING_ID)
        return self._render("frame.html", sight, name=SETTING_ID, address=f"/web/settings/{SETTING_ID}", notice="")

    def put(self, name: str) -> Response:
        """A change that a script of the page asks for: `value` is whether the control is checked."""
        return self._change(name, parse_wish()) or jsonify({"saved": True})

    def post(self, name: str) -> Response:
        """A change that a form sends: a checkbox that is not checked is not sent."""
        led_away = self._change(name, "value" in request.form)
        if led_away is None:
            self._sessions.leave_notice(g.session, "saved")
        return led_away or lead(f"/web/settings/{name}")

    def _change(self, name: str, is_checked: bool) -> Response | None:
        """Do what was asked; returns where the visitor is sent instead of an answer, if anywhere."""
        sight, place = self._see(name), self._place(name)
        if sight.held.value is None:
            raise Refusal(HTTPStatus.CONFLICT, "not_offered")
        value = is_checked is not sight.build.is_opposite
        self._parts.settings.note_wish(place, value)
        if sight.build.ends_sign_in:
            self._sessions.end(g.session.digest)
            return lead("/web/sign-in")
        write = sight.build.write or fault_of(self._parts, place.user_id).write
        write(self._parts.settings, place, value, lambda _: True)
        return None

    def _place(self, name: str) -> Place:
        return Place(g.session.user_id, STORED_AS[name])

    def _see(self, name: str) -> Sight:
        """Return what this load shows; only the page of the first setting is ever made in another way."""
        user_id = g.session.user_id
        held, named = self._parts.settings.find(self._place(name)), self._parts.members[user_id]
        made = build_of(self._parts, user_id)
        if name != SETTING_ID:
            return Sight(Build(language=made.language), named, held)
        if made.names_other_after and self._parts.settings.has_writes(user_id):
            named, held = self._parts.members[OTHER_MEMBER], Held(held.asked, held.version)
        if made.control == "not-offered":
            held = Held(None, held.version)
        return Sight(without_switch(made) if held.value is None else made, named, held)

    def _render(self, template: str, sight: Sight, **context: object) -> Response:
        words = self._words[sight.build.language]
        label = words[sight.build.label]
        shown = {"sight": sight, "build": sight.build, "words": words, "label": label, **context}
        return page(template, **shown)


def refuse(refusal: Refusal) -> Response:
    """Answer a page's script in JSON, and a person with a page."""
    if request.method == "PUT":
        response = jsonify({"error": refusal.code})
    else:
        reason = "Plaza has a fault of its own, or asks you to wait. Nothing was changed."
        response = make_response(render_template("refusal.html", heading="Plaza cannot go on from here", reason=reason))
    response.status_code = refusal.status
    response.headers.update(refusal.headers)
    return response
