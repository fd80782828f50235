"""Plaza's control interface: for the program that started it and for tests, by a secret given at start."""

import hmac
import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest, NotFound

from demur.practice.builds import BUILDS
from demur.practice.faults import FAULTS
from demur.practice.holds import Hold
from demur.practice.parts import Parts
from demur.practice.scenarios import SETTING_ID, SWITCHES
from demur.practice.settings import Place
from demur.practice.web_session import Sessions

HEADER = "X-Plaza-Control"
FARTHEST_S = 10.0


def build(parts: Parts, secret: str) -> Blueprint:
    control = Blueprint("control", __name__, url_prefix="/control")

    @control.before_request
    def check_secret() -> None:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            raise NotFound

    @control.post("/reset")
    def reset() -> dict[str, Any]:
        """Take settings, clock, faults, builds, holds, distance, pick and log back to the beginning; sign-ins stay."""
        parts.state.keep_fact("clock-offset-s", "0")
        parts.settings.reset()
        parts.pick.user_id = None
        parts.chosen_faults.clear()
        parts.chosen_builds.clear()
        parts.holds.release(is_dropped=True)
        parts.distance.latency_s = 0.0
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
        place, value = Place(find_member(parts, wish), find_setting(wish)), wish.get("value")
        if not isinstance(value, bool) or parts.settings.find(place).value is None:
            raise BadRequest("value must be true or false, and the member must have the setting")
        parts.settings.write(place, value, lambda _: True)
        return {}

    @control.get("/values")
    def values() -> dict[str, Any]:
        setting_id = find_setting(request.args)
        return {user_id: parts.settings.find(Place(user_id, setting_id)).value for user_id in parts.members}

    @control.post("/fault")
    def choose_fault() -> dict[str, Any]:
        """Treat a member by another row of the table of faults; null gives the scenario's own back."""
        wish = body()
        user_id, name = find_member(parts, wish), wish.get("fault")
        if name is None:
            parts.chosen_faults.pop(user_id, None)
        elif isinstance(name, str) and name in FAULTS:
            parts.chosen_faults[user_id] = name
        else:
            raise BadRequest("there is no such fault")
        return {}

    @control.post("/distance")
    def set_distance() -> dict[str, Any]:
        """Let every answer come so many seconds later, as from far away."""
        latency_s = body().get("latency_s")
        if isinstance(latency_s, bool) or not isinstance(latency_s, int | float) or not 0 <= latency_s <= FARTHEST_S:
            raise BadRequest(f"latency_s must be a number of seconds, {FARTHEST_S} at most")
        parts.distance.latency_s = latency_s
        return {}

    add_holds(control, parts)
    add_pages(control, parts)

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

    @control.get("/tally")
    def tally() -> dict[str, Any]:
        """Say how often a member's requests came to each route since the beginning, whatever the log forgot."""
        return {"tally": parts.journal.tally(find_member(parts, request.args))}

    return control


def add_holds(control: Blueprint, parts: Parts) -> None:
    @control.post("/hold")
    def hold() -> dict[str, Any]:
        """Let one request wait, once `skip` others like it have passed; `held` says when it came."""
        wish = body()
        method, path, skip = wish.get("method"), wish.get("path"), wish.get("skip", 0)
        if not isinstance(method, str) or not isinstance(path, str) or type(skip) is not int or skip < 0:
            raise BadRequest("method and path must be text, and skip a number")
        parts.holds.want(Hold(find_member(parts, wish), method, path, wish.get("after") is True, skip))
        return {}

    @control.get("/held")
    def held() -> dict[str, Any]:
        return {"held": parts.holds.wait_held()}

    @control.post("/release")
    def release() -> dict[str, Any]:
        parts.holds.release(is_dropped=body().get("drop") is True)
        return {}


def add_pages(control: Blueprint, parts: Parts) -> None:
    @control.post("/build")
    def choose_build() -> dict[str, Any]:
        """Make a member's settings page in another way; null gives the scenario's own back."""
        wish = body()
        user_id, name = find_member(parts, wish), wish.get("build")
        if name is None:
            parts.chosen_builds.pop(user_id, None)
        elif isinstance(name, str) and name in BUILDS:
            parts.chosen_builds[user_id] = name
        else:
            raise BadRequest("there is no such build")
        return {}

    @control.post("/sign-out")
    def sign_out() -> dict[str, Any]:
        """End every sign-in of a member to the pages; those of programs stay."""
        Sessions(parts.state).end_all(find_member(parts, body()))
        return {}


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


def find_setting(wish: Mapping[str, Any]) -> str:
    """Return the setting that is meant: the first of Plaza's, where none is named."""
    setting_id = wish.get("setting", SETTING_ID)
    if setting_id not in {switch.id for switch in SWITCHES}:
        raise BadRequest("there is no such setting")
    return str(setting_id)


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
