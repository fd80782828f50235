"""Plaza's control interface: for the program that started it and for tests, by a secret given at start."""

import hmac
import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest, NotFound

from demur.practice.parts import Parts

HEADER = "X-Plaza-Control"


def build(parts: Parts, secret: str) -> Blueprint:
    control = Blueprint("control", __name__, url_prefix="/control")

    @control.before_request
    def check_secret() -> None:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            raise NotFound

    @control.post("/reset")
    def reset() -> dict[str, Any]:
        """Take settings, clock, pick and log back to the beginning; sign-ins stay."""
        parts.state.keep_fact("clock-offset-s", "0")
        parts.settings.reset()
        parts.pick.user_id = None
        parts.journal.clear()
        return {}

    @control.post("/pick")
    def pick() -> dict[str, Any]:
        wish = body()
        parts.pick.user_id = None if wish.get("user_id") is None else find_member(parts, wish)
        return {}

    @control.post("/set")
    def set_value() -> dict[str, Any]:
        wish = body()
        user_id, value = find_member(parts, wish), wish.get("value")
        if not isinstance(value, bool) or parts.settings.find(user_id).value is None:
            raise BadRequest("value must be true or false, and the member must have the setting")
        parts.settings.write(user_id, value, lambda _: True)
        return {}

    @control.get("/values")
    def values() -> dict[str, Any]:
        return {user_id: parts.settings.find(user_id).value for user_id in parts.members}

    @control.get("/clock")
    def clock() -> dict[str, Any]:
        return {"now": parts.state.now().isoformat()}

    @control.post("/clock")
    def set_clock() -> dict[str, Any]:
        parts.state.set_clock(parse_moment(body(), parts.state.now()))
        return clock()

    @control.get("/log")
    def log() -> dict[str, Any]:
        return {"log": parts.journal.lines()}

    return control


def body() -> Mapping[str, Any]:
    wish = request.get_json()
    if not isinstance(wish, dict):
        raise BadRequest("the body must be a JSON object")
    return wish


def find_member(parts: Parts, wish: Mapping[str, Any]) -> str:
    user_id = wish.get("user_id")
    if not isinstance(user_id, str) or user_id not in parts.members:
        raise BadRequest("there is no such member")
    return user_id


def parse_moment(wish: Mapping[str, Any], now: datetime) -> datetime:
    """Return the time that `{"now": ...}` or `{"advance_s": ...}` asks for."""
    try:
        if "now" in wish:
            moment = datetime.fromisoformat(wish["now"])
        else:
            moment = now + timedelta(seconds=float(wish["advance_s"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BadRequest("give now, or advance_s") from error
    if moment.tzinfo is None or not math.isfinite(moment.timestamp()) or not 1970 <= moment.year <= 9000:
        raise BadRequest("now must have an offset and lie within reason")
    return moment
