"""Plaza as a server: its parts joined, its guards in front, on a free port of 127.0.0.1."""

import itertools
import json
import logging
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request
from joserfc.jwk import ECKey
from waitress import create_server  # type: ignore[import-untyped]
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.task import WSGITask  # type: ignore[import-untyped]
from werkzeug.exceptions import HTTPException

from demur.practice import control, interface, oauth, signin, web, web_settings, web_words
from demur.practice.authority import Authority
from demur.practice.bends import CHANNEL
from demur.practice.consents import Consents
from demur.practice.journal import CONNECTION, Journal
from demur.practice.parts import Parts, Pick
from demur.practice.scenarios import SETTING_ID, SETTING_TITLE, Scenario, load_all
from demur.practice.settings import Settings
from demur.practice.state import State

BODY_LIMIT = 65536
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Connection(HTTPChannel):  # type: ignore[misc]
    """One TCP connection, with a name of its own: a later one may come from the same port."""

    _numbers = itertools.count(1)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        host, port = self.addr
        self.name = f"{host}:{port}#{next(self._numbers)}"


class Task(WSGITask):  # type: ignore[misc]
    def get_environment(self) -> dict[str, Any]:
        environment: dict[str, Any] = super().get_environment()
        environment[CONNECTION] = self.channel.name
        environment[CHANNEL] = self.channel
        return environment


Connection.task_class = Task


def open_plaza(state_path: Path, resources: Path, secret: str) -> tuple[str, Any]:
    """Return Plaza's address and the server that listens there, ready to run."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows lets another program share the port otherwise
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    listener.bind(("127.0.0.1", 0))
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    app = build_app(f"http://{host}", state_path, resources, secret)
    server = create_server(
        guard_host(app, host),
        sockets=[listener],
        threads=8,
        ident=None,
        max_request_body_size=BODY_LIMIT,
        max_request_header_size=BODY_LIMIT,
        channel_timeout=60,
    )
    server.channel_class = Connection
    return f"http://{host}", server


def guard_host(app: Wsgi, host: str) -> Wsgi:
    """Refuse a request that names another host: a stranger's page whose name was rebound to this computer."""

    def guarded(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environment.get("HTTP_HOST") != host:
            start("400 Bad Request", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
            return [b"This is not the address of this Plaza.\n"]
        return app(environment, start)

    return guarded


def build_app(base: str, state_path: Path, resources: Path, secret: str) -> Flask:
    logging.getLogger("authlib").setLevel(logging.WARNING)  # below that it writes tokens
    folder = resources / "practice"
    app = Flask("plaza", template_folder=str(folder / "templates"), static_folder=str(folder / "static"))
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    parts = join(app, base, State(state_path), load_all(resources))
    rooms = (oauth.build(parts), signin.build(parts), interface.build(parts), control.build(parts, secret))
    for blueprint in (*rooms, web.build(parts), web_settings.build(parts, web_words.load(resources))):
        app.register_blueprint(blueprint)
    add_pages(app)
    add_guards(app, parts)
    return app


def join(app: Flask, base: str, state: State, scenarios: Sequence[Scenario]) -> Parts:
    consents = Consents(state)
    handles = {each.user_id: each.handle for each in scenarios}
    return Parts(
        base=base,
        state=state,
        settings=Settings(state, scenarios),
        consents=consents,
        authority=Authority(app, base, settle_key(state), consents, handles),
        journal=Journal(),
        members={each.user_id: each for each in scenarios},
        pick=Pick(),
    )


def settle_key(state: State) -> ECKey:
    """Return the key that signs id_tokens, the same at every start."""
    made = ECKey.generate_key("P-256", private=True)
    return ECKey.import_key(json.loads(state.settle_fact("id-token-key", json.dumps(made.as_dict(private=True)))))


def add_pages(app: Flask) -> None:
    @app.get("/")
    @app.get(f"/settings/{SETTING_ID}")
    def setting() -> str:
        return render_template("setting.html", title=SETTING_TITLE)

    @app.errorhandler(HTTPException)
    def explain(error: HTTPException) -> Response:
        heading = "There is no such page" if error.code == 404 else "Plaza cannot go on from here"
        page = render_template("refusal.html", heading=heading, reason=error.description)
        response = make_response(page, error.code or 500)
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response


def add_guards(app: Flask, parts: Parts) -> None:
    @app.before_request
    def travel() -> None:
        if parts.distance.latency_s and request.blueprint != "control":
            time.sleep(parts.distance.latency_s)

    @app.after_request
    def finish(response: Response) -> Response:
        target = g.get("form_target", "")  # browsers hold a form's redirect to this rule too
        response.headers.setdefault(  # Plaza's own web pages set another
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
            f"form-action 'self' {target}".rstrip(),
        )
        response.headers["Cache-Control"] = g.get("cache", "no-store")
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.blueprint != "control":
            parts.journal.note(response)
        return response
