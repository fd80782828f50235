"""Plaza's settings interface: JSON for programs that hold an access token."""

import hashlib
import json
import re
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, g, jsonify, request
from werkzeug.http import http_date

from demur.practice.consents import Kind
from demur.practice.faults import FAULTS
from demur.practice.parts import Parts, note_member
from demur.practice.scenarios import SETTING_ID, SETTING_TITLE, Scenario
from demur.practice.settings import Held, Stale

SCOPE = "settings"
BEARER = re.compile(r"Bearer ([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)
REALM = 'Bearer realm="plaza"'


class Refusal(Exception):
    """An answer other than success: its status, a short code, and for 401 and 403 the challenge."""

    def __init__(self, status: HTTPStatus, code: str, challenge: str | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.challenge = status, code, challenge


def build(parts: Parts) -> Blueprint:
    interface = Blueprint("interface", __name__, url_prefix="/api")

    @interface.before_request
    def authenticate() -> None:
        g.member = find_caller(parts)

    @interface.errorhandler(Refusal)
    def refuse(refusal: Refusal) -> Response:
        response = answer({"error": refusal.code})
        response.status_code = refusal.status
        if refusal.challenge:
            response.headers["WWW-Authenticate"] = refusal.challenge
        return response

    @interface.after_request
    def date(response: Response) -> Response:
        response.headers["Date"] = http_date(parts.state.now())
        return response

    @interface.get("/me")
    def me() -> Response:
        return answer({"id": g.member.user_id, "handle": g.member.handle})

    @interface.get("/settings")
    def settings() -> Response:
        described = describe(g.member, parts.settings.find(g.member.user_id))
        listed = {name: described[name] for name in ("id", "availability", "title")}
        return answer({"account": described["account"], "settings": [listed]})

    @interface.get(f"/settings/{SETTING_ID}")
    def read() -> Response:
        return show(g.member, parts.settings.find(g.member.user_id))

    @interface.put(f"/settings/{SETTING_ID}")
    def write() -> Response:
        return show(g.member, change(parts, g.member))

    return interface


def find_caller(parts: Parts) -> Scenario:
    """Return the member whose access token this request bears (RFC 6750, 2.1 and 3)."""
    header = request.headers.get("Authorization")
    if header is None:
        raise Refusal(HTTPStatus.UNAUTHORIZED, "unauthorized", REALM)
    found = BEARER.fullmatch(header)
    token = parts.consents.find(found[1], Kind.ACCESS) if found else None
    if token is None or not token.is_good or token.consent.user_id not in parts.members:
        raise Refusal(HTTPStatus.UNAUTHORIZED, "invalid_token", f'{REALM}, error="invalid_token"')
    note_member(token.consent.user_id)
    if SCOPE not in token.scope.split():
        challenge = f'{REALM}, error="insufficient_scope", scope="{SCOPE}"'
        raise Refusal(HTTPStatus.FORBIDDEN, "insufficient_scope", challenge)
    return parts.members[token.consent.user_id]


def change(parts: Parts, member: Scenario) -> Held:
    """Do what the body asks, if the caller saw the newest state (RFC 9110, 13.1.1; RFC 6585, 3)."""
    value = parse_wish()
    if parts.settings.find(member.user_id).value is None:
        raise Refusal(HTTPStatus.CONFLICT, "not_offered")
    if "If-Match" not in request.headers:
        raise Refusal(HTTPStatus.PRECONDITION_REQUIRED, "if_match_required")
    try:
        return FAULTS[member.fault].write(parts.settings, member.user_id, value, request.if_match.contains)
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


def describe(member: Scenario, held: Held) -> dict[str, Any]:
    about = {"account": {"id": member.user_id}, "id": SETTING_ID, "title": SETTING_TITLE}
    if held.value is None:
        return {**about, "availability": "not-offered"}
    return {**about, "availability": "offered", "value": held.value}


def show(member: Scenario, held: Held) -> Response:
    return answer(describe(member, held), held.etag)


def answer(content: dict[str, Any], etag: str | None = None) -> Response:
    response = jsonify(content)
    response.set_etag(etag or hashlib.sha256(response.get_data()).hexdigest()[:16])
    return response
