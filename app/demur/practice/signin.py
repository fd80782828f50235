"""The two pages a member sees in the browser: who are you, and may Demur."""

import hashlib
import secrets
import time
from collections.abc import Sequence
from typing import Any

from authlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749 import InvalidRequestError, UnsupportedResponseTypeError  # type: ignore[import-untyped]
from flask import Blueprint, Response, g, make_response, render_template, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import BadRequest

from demur.practice.authority import Member, find_client, find_repeated, find_return_origin
from demur.practice.parts import Parts, note_member
from demur.practice.scenarios import API, Scenario

FORM_S = 900
FORM_FIELDS = {"ticket", "member", "decision", "for"}
SCOPE_WORDS = {
    "openid": "See which Plaza account you signed in with.",
    "settings": "Read your Plaza settings, and change them when you ask it to.",
}


class Tickets:
    """What a form must bring back: proof that this browser was shown it, for this very request (CSRF)."""

    def __init__(self, port: str) -> None:
        self._signer = URLSafeTimedSerializer(secrets.token_bytes(32), salt="plaza-form")
        self._cookie = f"plaza-{port}"

    def write(self, member: Member | None) -> str:
        if "browser" not in g:
            g.browser = request.cookies.get(self._cookie) or secrets.token_urlsafe(24)
        signed_in = [member.user_id, member.auth_time] if member else None
        return self._signer.dumps({"browser": g.browser, "query": _digest_query(), "signed_in": signed_in})

    def mark(self, response: Response) -> Response:
        """Give the browser its mark, for this page's path only: cookies ignore ports, so others would get it too."""
        response.set_cookie(self._cookie, g.browser, path="/authorize", httponly=True, samesite="Lax")
        return response

    def read(self) -> tuple[str, int] | None:
        """Return who signed in and when, or None before that; raises `BadRequest` for a form we didn't show."""
        try:
            ticket = self._signer.loads(request.form.get("ticket", ""), max_age=FORM_S)
        except BadData as error:
            raise BadRequest("This page is too old, or did not come from Plaza.") from error
        if ticket["browser"] != request.cookies.get(self._cookie) or ticket["query"] != _digest_query():
            raise BadRequest("This page is too old, or did not come from Plaza.")
        signed_in = ticket["signed_in"]
        return (signed_in[0], signed_in[1]) if signed_in else None


def _digest_query() -> str:
    return hashlib.sha256(request.query_string).hexdigest()


def build(parts: Parts) -> Blueprint:
    signin = Blueprint("signin", __name__)
    pages = Pages(parts)

    @signin.errorhandler(OAuth2Error)
    def refuse(error: OAuth2Error) -> Response:
        if error.redirect_uri is None:
            raise BadRequest("The program that sent you here asked for something Plaza does not understand.")
        return parts.authority.answer(error)

    @signin.get("/authorize")
    def ask() -> Response:
        grant = pages.validate()
        if picked := parts.pick.user_id:
            return pages.consent(grant, pages.sign_in(picked))
        return pages.choose()

    @signin.post("/authorize")
    def take() -> Response:
        grant = pages.validate()
        return pages.take(grant)

    return signin


class Pages:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._tickets = Tickets(parts.base.rpartition(":")[2])

    def validate(self) -> Any:
        """Return Authlib's grant for this request, or say what is wrong, to the client only where that is safe."""
        asked = request.args
        repeated = find_repeated(asked)
        origin = find_return_origin(asked.get("redirect_uri", ""))
        if not find_client(asked.get("client_id", "")) or not origin or repeated & {"client_id", "redirect_uri"}:
            # never redirected (RFC 6749, 4.1.2.1): the address itself is in doubt
            raise BadRequest("The program that sent you here is not one Plaza knows, so nothing was sent back to it.")
        g.form_target = origin
        state = None if "state" in repeated else asked.get("state")
        if repeated:
            raise InvalidRequestError("A parameter was repeated", redirect_uri=asked["redirect_uri"], state=state)
        if asked.get("response_type") != "code":
            raise UnsupportedResponseTypeError("other", redirect_uri=asked["redirect_uri"], state=state)
        return self._parts.authority.get_consent_grant()

    def sign_in(self, user_id: str, auth_time: int | None = None) -> Member:
        if user_id not in self._parts.members:
            raise BadRequest("Plaza has no such practice member.")
        note_member(user_id)
        return Member(user_id, self._parts.members[user_id].handle, auth_time or int(time.time()))

    def choose(self) -> Response:
        suggested = request.args.get("login_hint")
        today = self._parts.state.now().date()
        reached = [each for each in self._parts.members.values() if each.way == API]
        members: Sequence[Scenario] = sorted(reached, key=lambda each: each.user_id != suggested)
        ticket = self._tickets.write(None)
        page = render_template("sign-in.html", members=members, suggested=suggested, today=today, ticket=ticket)
        return self._tickets.mark(make_response(page))

    def consent(self, grant: Any, member: Member) -> Response:
        page = render_template(
            "consent.html",
            member=member,
            wishes=[SCOPE_WORDS[scope] for scope in grant.request.scope.split()],
            is_picked=self._parts.pick.user_id is not None,
            ticket=self._tickets.write(member),
        )
        return self._tickets.mark(make_response(page))

    def take(self, grant: Any) -> Response:
        """Act on a form: a member was chosen, or a decision was made."""
        if set(request.form) - FORM_FIELDS or find_repeated(request.form):
            raise BadRequest("This form did not come from Plaza.")
        signed_in = self._tickets.read()
        decision = request.form.get("decision")
        if decision == "refuse":
            return self._finish(grant, None)
        if signed_in is None and "member" in request.form:
            return self.consent(grant, self.sign_in(request.form["member"]))
        if signed_in is not None and decision == "allow":
            return self._finish(grant, self.sign_in(*signed_in))
        raise BadRequest("This form did not come from Plaza.")

    def _finish(self, grant: Any, member: Member | None) -> Response:
        authority = self._parts.authority
        response: Response = authority.create_authorization_response(grant.request, grant_user=member, grant=grant)
        return authority.name_issuer(response)
