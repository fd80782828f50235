"""Plaza's pages for members at a browser: the front page, signing in and out, and a challenge in the way."""

import hmac
import re
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.exceptions import NotFound

from demur.practice import builds
from demur.practice.parts import Parts, note_member
from demur.practice.scenarios import PAGE, Scenario
from demur.practice.web_session import Session, Sessions, check_token, form_token, mark_browser, second_code

PASSWORD = "bricks and arches"  # noqa: S105 - printed on the page where it is asked for
ANSWER = "arch"
HOME = "/web/settings"
OWN_PATH = re.compile(r"/web(/[a-z0-9-]+)*/?")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
)
KEEPER = "service-worker"
"""The one build that has a service worker."""


def build(parts: Parts) -> Blueprint:
    web = Blueprint("web", __name__, url_prefix="/web")
    door = Door(parts)
    web.after_request(guard)

    @web.before_request
    def check_form() -> None:
        if request.method == "POST":
            check_token()

    web.add_url_rule("/", "index", door.index)
    for path, name, view in (
        ("/sign-in", "sign_in", door.sign_in),
        ("/sign-in/code", "code", door.code),
        ("/challenge", "challenge", door.challenge),
    ):
        web.add_url_rule(path, name, view, methods=["GET", "POST"])
    web.add_url_rule("/sign-out", "sign_out", door.sign_out, methods=["POST"])
    web.add_url_rule("/closed", "closed", lambda: page("closed.html"))
    web.add_url_rule("/service-worker.js", "keeper", door.keeper)
    return web


class Door:
    """The pages that anybody may open."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._sessions = parts, Sessions(parts.state)

    def index(self) -> Response:
        return page("index.html", members=self._members(), member=self._signed_in())

    def sign_in(self) -> Response:
        if request.method == "GET":
            return lead_on() if self._signed_in() else self._ask_who()
        member = self._find(request.form.get("username", ""))
        is_right = hmac.compare_digest(request.form.get("password", "").encode("utf-8", "replace"), PASSWORD.encode())
        if member is None or not is_right:
            return self._ask_who(has_failed=True)
        note_member(member.user_id)
        self._sessions.begin(member.user_id, is_complete=not member.has_code)
        return lead("/web/sign-in/code") if member.has_code else lead_on()

    def code(self) -> Response:
        """The second step: Plaza shows the code itself, where another platform would send it to a telephone."""
        session = self._sessions.find()
        if session is None or session.is_complete:
            return lead("/web/sign-in") if session is None else lead_on()
        note_member(session.user_id)
        if request.method == "GET":
            return page("code.html", code=second_code(), has_failed=False)
        if not hmac.compare_digest(request.form.get("code", "").encode("utf-8", "replace"), second_code().encode()):
            return page("code.html", code=second_code(), has_failed=True)
        self._sessions.begin(session.user_id, is_complete=True)
        return lead_on()

    def sign_out(self) -> Response:
        if (session := self._sessions.find()) is not None:
            note_member(session.user_id)
            self._sessions.end(session.digest)
        return lead("/web/")

    def challenge(self) -> Response:
        """Plaza's own made-up test of whether one is a person."""
        session = self._sessions.find()
        if session is None or not session.is_complete:
            return lead("/web/sign-in")
        note_member(session.user_id)
        if request.method == "POST" and request.form.get("stone") == ANSWER:
            self._sessions.trust(session)
            return lead_on()
        return page("challenge.html", has_failed=request.method == "POST")

    def keeper(self) -> Response:
        """The service worker, for members whose build has one; where it is gone, browsers drop theirs."""
        session = self._sessions.find()
        if session is None or session.user_id not in self._parts.members:
            raise NotFound
        if builds.name_of(self._parts, session.user_id) != KEEPER:
            raise NotFound
        response = make_response(render_template("web/service-worker.js"))
        response.mimetype = "text/javascript"
        return response

    def _ask_who(self, *, has_failed: bool = False) -> Response:
        return page("sign-in.html", password=PASSWORD, members=self._members(), has_failed=has_failed)

    def _members(self) -> list[Scenario]:
        return [member for member in self._parts.members.values() if member.way == PAGE]

    def _signed_in(self) -> Scenario | None:
        session = self._sessions.find()
        return self._parts.members.get(session.user_id) if session is not None and session.is_complete else None

    def _find(self, untrusted_name: str) -> Scenario | None:
        """Return the member of a user id or handle, as a person would type it."""
        wanted = untrusted_name.strip().casefold()
        return next(
            (each for each in self._parts.members.values() if wanted in (each.user_id, each.handle.casefold())), None
        )


def require_member(parts: Parts, sessions: Sessions) -> Session | Response:
    """Return the complete sign-in of this request, or the way to the page where one signs in."""
    session = sessions.find()
    if session is not None and session.is_complete and session.user_id in parts.members:
        return session
    return lead(f"/web/sign-in?{urlencode({'next': request.path})}")


def guard(response: Response) -> Response:
    """Let these pages run Plaza's own scripts and nothing else; only a page of Plaza may hold one of its frames."""
    is_framed = request.path.startswith("/web/frames/")
    response.headers["Content-Security-Policy"] = POLICY + ("'self'" if is_framed else "'none'")
    response.headers["X-Frame-Options"] = "SAMEORIGIN" if is_framed else "DENY"
    return mark_browser(response)


def page(template: str, /, **context: object) -> Response:
    return make_response(render_template(f"web/{template}", token=form_token(), next=find_next(), **context))


def lead_on() -> Response:
    """Redirect to where the visitor was going before they were asked to sign in."""
    return lead(find_next() or HOME, keep_next=False)


def lead(address: str, *, keep_next: bool = True) -> Response:
    """Redirect to a page of Plaza's: 303 after a form or a change (RFC 9110, 15.4.4), else 302."""
    goal = find_next() if keep_next else ""
    query = f"?{urlencode({'next': goal})}" if goal and "?" not in address else ""
    return make_response(redirect(address + query, 302 if request.method == "GET" else 303))


def find_next() -> str:
    """Return where to go after signing in: only ever a path of these pages, empty for anything else."""
    untrusted_goal = request.form.get("next") or request.args.get("next", "")
    return untrusted_goal if OWN_PATH.fullmatch(untrusted_goal) else ""
