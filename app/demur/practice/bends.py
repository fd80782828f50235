"""What faults do to a request for a setting before it is acted on, and to its answer."""

import json
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from flask import Response, request
from werkzeug.http import http_date

from demur.practice.parts import Parts
from demur.practice.refusal import Refusal
from demur.practice.settings import Place

CHANNEL = "plaza.channel"
"""Key in the WSGI environment: the connection itself, for those who cut it."""
OTHER_MEMBER = "uk-shared"
OTHER_REGION = "DE"
OTHER_TITLE = "Let Plaza learn from my posts and messages"
COPY_AGE = timedelta(days=1)


class Moment(StrEnum):
    """When in a member's visit a request comes."""

    WRITE = "write"
    READ = "read"
    READ_BACK = "read-back"
    """A reading after the member's first write."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, as a fault sees it."""

    parts: Parts
    user_id: str
    sign_out: Callable[[], None]
    """Ends the sign-in that this request came with."""
    moment: Moment


Begin = Callable[[Visit], None]
"""Is called before the request is acted on; may wait, cut the connection, or raise `Refusal`."""
Bend = Callable[[Visit, Response], None]
"""Changes an answer that is about to be sent."""
Shape = Callable[[dict[str, Any]], str]
"""Turns the good answer about a setting into the text of a bad one."""


def go_on(_: Visit) -> None:
    """Do nothing, as a platform should."""


def leave_alone(_: Visit, __: Response) -> None:
    """Change nothing, as a platform should."""


def wait(seconds: float) -> Begin:
    return lambda _: time.sleep(seconds)


def refuse(status: int, moments: frozenset[Moment], headers: Mapping[str, str]) -> Begin:
    """Answer with a status, and do nothing else."""

    def begin(visit: Visit) -> None:
        if visit.moment in moments:
            raise Refusal(HTTPStatus(status), "fault", headers)

    return begin


def sign_out(visit: Visit, response: Response) -> None:
    """Forget the sign-in once a change was made."""
    if visit.moment is Moment.WRITE and response.status_code == HTTPStatus.OK:
        visit.sign_out()


def name_other(*paths: str) -> Bend:
    """Answer a read-back at these paths as if another member had asked (faults.md A7)."""

    def bend(visit: Visit, response: Response) -> None:
        if visit.moment is not Moment.READ_BACK or not any(_is_about(path, response) for path in paths):
            return
        content = response.get_json()
        content.get("account", content)["id"] = OTHER_MEMBER
        response.set_data(json.dumps(content))

    return bend


def later(begin: Begin, seconds: float) -> Begin:
    """Behave until some time after the member's opt-out, by Plaza's clock."""

    def wait_until_then(visit: Visit) -> None:
        if is_long_off(visit.parts, visit.user_id, seconds):
            begin(visit)

    return wait_until_then


def bend_later(bend: Bend, seconds: float) -> Bend:
    """Answer well until some time after the member's opt-out, by Plaza's clock."""

    def wait_until_then(visit: Visit, response: Response) -> None:
        if is_long_off(visit.parts, visit.user_id, seconds):
            bend(visit, response)

    return wait_until_then


def is_long_off(parts: Parts, user_id: str, seconds: float) -> bool:
    """Tell whether a member's opt-out was stored that long ago."""
    return parts.settings.seconds_off(user_id) >= seconds


def end_sign_in(visit: Visit) -> None:
    """Forget the sign-in, and answer as a platform does to one that it doesn't know (RFC 6750, 3.1)."""
    visit.sign_out()
    headers = {"WWW-Authenticate": 'Bearer realm="plaza", error="invalid_token"'}
    raise Refusal(HTTPStatus.UNAUTHORIZED, "invalid_token", headers)


def say_closed(_: Visit) -> None:
    """Answer that the account is closed (RFC 9110, 15.5.11)."""
    raise Refusal(HTTPStatus.GONE, "account_closed")


def reword(visit: Visit, response: Response) -> None:
    """Call the setting something else, and leave its state as it is."""
    if visit.moment is not Moment.WRITE and _is_about("settings/", response):
        response.set_data(json.dumps({**response.get_json(), "title": OTHER_TITLE}, ensure_ascii=False))


def count_elsewhere(_: Visit, response: Response) -> None:
    """Count the member to another country than the one they live in."""
    if _is_about("me", response):
        response.set_data(json.dumps({**response.get_json(), "region": OTHER_REGION}, ensure_ascii=False))


def shape(make: Shape, media_type: str = "application/json") -> Bend:
    """Answer every reading of a setting in a form that nobody promised (faults.md A4)."""

    def bend(visit: Visit, response: Response) -> None:
        if visit.moment is not Moment.WRITE and _is_about("settings/", response):
            response.set_data(make(response.get_json()))
            response.mimetype = media_type

    return bend


def halve(setting_id: str) -> Bend:
    """Answer for one setting whole, and for every other one without its value (faults.md A10)."""

    def bend(visit: Visit, response: Response) -> None:
        is_reading = visit.moment is not Moment.WRITE and _is_about("settings/", response)
        content = response.get_json() if is_reading else {}
        if content.get("id", setting_id) != setting_id:
            response.set_data(json.dumps({name: content[name] for name in content if name != "value"}))

    return bend


def copy(headers: Mapping[str, str], *, is_hopeful: bool = False, is_old: bool = False) -> Bend:
    """Answer a read-back from a copy (faults.md A6): of the time before the write or, if hopeful, as the write wished.

    `is_old` gives it the date it was made; only a cache that breaks RFC 9111, 5.1 leaves `Age` out then.
    """

    def bend(visit: Visit, response: Response) -> None:
        if visit.moment is not Moment.READ_BACK or not _is_about("settings/", response):
            return
        content: dict[str, Any] = response.get_json()
        held = visit.parts.settings.find(Place(visit.user_id, content["id"]))
        response.set_data(json.dumps({**content, "value": held.asked is is_hopeful}))
        response.headers.update(headers)
        if is_old:
            response.headers["Date"] = http_date(visit.parts.state.now() - COPY_AGE)

    return bend


def say_not_modified(visit: Visit, response: Response) -> None:
    """Answer a read-back with 304, though nobody asked for that (RFC 9110, 15.4.5)."""
    if visit.moment is Moment.READ_BACK and _is_about("settings/", response):
        response.status_code = HTTPStatus.NOT_MODIFIED
        response.set_data(b"")


def cut_before(moments: frozenset[Moment]) -> Begin:
    """Cut the connection before the request is acted on."""

    def begin(visit: Visit) -> None:
        if visit.moment in moments:
            _cut(b"")
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "cut")

    return begin


def cut_after(first_bytes: bytes) -> Bend:
    """Cut the connection once the write was acted on, after the first bytes of the answer (faults.md A3)."""

    def bend(visit: Visit, _: Response) -> None:
        if visit.moment is Moment.WRITE:
            _cut(first_bytes)

    return bend


def _cut(first_bytes: bytes) -> None:
    line: socket.socket = request.environ[CHANNEL].socket
    if first_bytes:
        line.send(first_bytes)
    line.shutdown(socket.SHUT_RDWR)


def _is_about(path: str, response: Response) -> bool:
    return response.status_code == HTTPStatus.OK and request.path.startswith(f"/api/{path}")
