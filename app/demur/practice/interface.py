"""Plaza's settings interface: JSON for programs that hold an access token."""

import hashlib
import json
import re
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, g, jsonify, request
from werkzeug.http import http_date

from demur.practice.bends import Moment, Visit
from demur.practice.consents import Kind, Token
from demur.practice.faults import fault_of
from demur.practice.parts import Parts, note_member
from demur.practice.refusal import Refusal
from demur.practice.scenarios import SWITCHES, Switch
from demur.practice.settings import Held, Place, Stale

SCOPE = "settings"
BEARER = re.compile(r"Bearer ([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)
REALM = 'Bearer realm="plaza"'


def build(parts: Parts) -> Blueprint:
    interface = Blueprint("interface", __name__, url_prefix="/api")

    @interface.before_request
    def authenticate() -> None:
        token = find_caller(parts)
        g.member = parts.members[token.consent.user_id]
        g.visit = Visit(parts, g.member.user_id, partial(parts.consents.end, token), moment_of(parts, g.member.user_id))
        parts.holds.pass_by(g.member.user_id, request.method, request.path, is_after=False)
        fault_of(parts, g.member.user_id).begin(g.visit)

    @interface.errorhandler(Refusal)
    def refuse(refusal: Refusal) -> Response:
        response = answer({"error": refusal.code})
        response.status_code = refusal.status
        response.headers.update(refusal.headers)
        return response

    @interface.after_request
    def finish(response: Response) -> Response:
        response.headers["Date"] = http_date(parts.state.now())
        if "visit" in g:
            fault_of(parts, g.visit.user_id).bend(g.visit, response)
            parts.holds.pass_by(g.visit.user_id, request.method, request.path, is_after=True)
        return response

    @interface.get("/me")
    def me() -> Response:
        return answer({"id": g.member.user_id, "handle": g.member.handle, "region": g.member.region})

    @interface.get("/settings")
    def settings() -> Response:
        described = [describe(place, switch, parts.settings.find(place)) for place, switch in places(g.member.user_id)]
        listed = [{name: each[name] for name in ("id", "availability", "title")} for each in described]
        return answer({"account": {"id": g.member.user_id}, "settings": listed})

    for switch in SWITCHES:
        add_switch(interface, parts, switch)
    return interface


def add_switch(interface: Blueprint, parts: Parts, switch: Switch) -> None:
    """Give a setting its address: one rule each, so that the journal names it."""

    @interface.get(f"/settings/{switch.id}", endpoint=f"read_{switch.id}")
    def read() -> Response:
        place = Place(g.member.user_id, switch.id)
        return show(place, switch, parts.settings.find(place))

    @interface.put(f"/settings/{switch.id}", endpoint=f"write_{switch.id}")
    def write() -> Response:
        place = Place(g.member.user_id, switch.id)
        return show(place, switch, change(parts, place, switch))


def places(user_id: str) -> list[tuple[Place, Switch]]:
    return [(Place(user_id, switch.id), switch) for switch in SWITCHES]


def moment_of(parts: Parts, user_id: str) -> Moment:
    if request.method in {"PUT", "POST"}:
        return Moment.WRITE
    return Moment.READ_BACK if parts.settings.has_writes(user_id) else Moment.READ


def find_caller(parts: Parts) -> Token:
    """Return the access token that this request bears, of a member there is (RFC 6750, 2.1 and 3)."""
    header = request.headers.get("Authorization")
    if header is None:
        raise Refusal(HTTPStatus.UNAUTHORIZED, "unauthorized", challenge())
    found = BEARER.fullmatch(header)
    token = parts.consents.find(found[1], Kind.ACCESS) if found else None
    if token is None or not token.is_good or token.consent.user_id not in parts.members:
        raise Refusal(HTTPStatus.UNAUTHORIZED, "invalid_token", challenge(', error="invalid_token"'))
    note_member(token.consent.user_id)
    if SCOPE not in token.scope.split():
        wanted = f', error="insufficient_scope", scope="{SCOPE}"'
        raise Refusal(HTTPStatus.FORBIDDEN, "insufficient_scope", challenge(wanted))
    return token


def challenge(more: str = "") -> dict[str, str]:
    return {"WWW-Authenticate": REALM + more}


def change(parts: Parts, place: Place, switch: Switch) -> Held:
    """Do what the body asks, if the caller saw the newest state (RFC 9110, 13.1.1; RFC 6585, 3)."""
    value = parse_wish() is not switch.is_opposite
    if parts.settings.find(place).value is None:
        raise Refusal(HTTPStatus.CONFLICT, "not_offered")
    if "If-Match" not in request.headers:
        raise Refusal(HTTPStatus.PRECONDITION_REQUIRED, "if_match_required")
    parts.settings.note_wish(place, value)
    try:
        return fault_of(parts, place.user_id).write(parts.settings, place, value, request.if_match.contains)
    except Stale as stale:
        raise Refusal(HTTPStatus.PRECONDITION_FAILED, "stale") from stale


def parse_wish() -> bool:
    """Return the value in the body, which must be `{"value": true}` or `{"value": false}` and nothing else."""
    if request.mimetype != "application/json":
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "json_required")
    try:
        pairs: Any = json.loads(request.get_data(), object_pairs_hook=tuple)
    except (ValueError, RecursionError) as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, "malformed") from error
    if pairs in ((("value", True),), (("value", False),)) and isinstance(pairs[0][1], bool):
        return pairs[0][1]
    raise Refusal(HTTPStatus.BAD_REQUEST, "malformed")


def describe(place: Place, switch: Switch, held: Held) -> dict[str, Any]:
    about = {"account": {"id": place.user_id}, "id": switch.id, "title": switch.title}
    if held.value is None:
        return {**about, "availability": "not-offered"}
    return {**about, "availability": "offered", "value": held.value is not switch.is_opposite}


def show(place: Place, switch: Switch, held: Held) -> Response:
    return answer(describe(place, switch, held), held.etag)


def answer(content: dict[str, Any], etag: str | None = None) -> Response:
    response = jsonify(content)
    response.set_etag(etag or hashlib.sha256(response.get_data()).hexdigest()[:16])
    return response
