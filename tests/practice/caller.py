"""A small program that wants something from Plaza, for these tests: plain HTTP, nothing followed, nothing hidden."""

import base64
import hashlib
import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from demur.practice.launcher import Plaza
from demur.practice.visitor import visit

SETTING = "/api/settings/ai-training"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: HTTPMessage
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def returned(self) -> dict[str, str]:
        """The parameters sent back to the program; none may be repeated."""
        given = parse_qs(urlsplit(self.headers["Location"]).query, keep_blank_values=True)
        assert all(len(values) == 1 for values in given.values()), given
        return {name: values[0] for name, values in given.items()}


def ask(base: str, method: str, path: str, body: str | None = None, headers: Mapping[str, str] | None = None) -> Reply:
    connection = HTTPConnection(base.removeprefix("http://"), timeout=20)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read().decode())
    finally:
        connection.close()


class Listener:
    """The loopback address where the browser comes back."""

    def __init__(self) -> None:
        arrivals: Queue[tuple[dict[str, str], str | None]] = Queue()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = dict(parse_qs(urlsplit(self.path).query))
                arrivals.put(({name: values[0] for name, values in query.items()}, self.headers["Cookie"]))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"You can go back to Demur.")

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.arrivals = arrivals
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/callback"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Caller:
    def __init__(self, plaza: Plaza, state: Path, listener: Listener) -> None:
        self.plaza, self.state, self.listener = plaza, state, listener
        self.verifier = secrets.token_urlsafe(48)
        digest = hashlib.sha256(self.verifier.encode()).digest()
        self.challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        self.nonce = secrets.token_urlsafe(12)
        self.codes: list[str] = []

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Reply:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return ask(self.plaza.base, method, path, body, given)

    def request_path(self, **changes: str | None) -> str:
        wish: dict[str, str | None] = {
            "response_type": "code",
            "client_id": "demur-desktop",
            "redirect_uri": self.listener.address,
            "scope": "openid settings",
            "state": "a state & more",
            "nonce": self.nonce,
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
            **changes,
        }
        return "/authorize?" + urlencode({name: value for name, value in wish.items() if value is not None})

    def authorize(self, user_id: str = "us-on", **changes: str | None) -> str:
        """Let the stand-in click through, and return the code."""
        visit(self.plaza.base + self.request_path(**changes), user_id)
        self.codes.append(self.listener.arrivals.get(timeout=10)[0]["code"])
        return self.codes[-1]

    def exchange(self, code: str, **changes: str) -> Reply:
        wish = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.listener.address,
            "client_id": "demur-desktop",
            "code_verifier": self.verifier,
            **changes,
        }
        return self.post("/token", wish)

    def sign_in(self, user_id: str = "us-on", **changes: str | None) -> dict[str, Any]:
        reply = self.exchange(self.authorize(user_id, **changes))
        assert reply.status == 200, reply
        return dict(reply.json)

    def refresh(self, refresh_token: str, **changes: str) -> Reply:
        wish = {"grant_type": "refresh_token", "refresh_token": refresh_token, "client_id": "demur-desktop", **changes}
        return self.post("/token", wish)

    def revoke(self, token: str, **changes: str) -> Reply:
        return self.post("/revoke", {"token": token, "client_id": "demur-desktop", **changes})

    def post(self, path: str, wish: Mapping[str, str] | list[tuple[str, str]], **headers: str) -> Reply:
        kind = "application/x-www-form-urlencoded"
        return self.ask("POST", path, urlencode(wish), Content_Type=kind, **headers)

    def read(self, access_token: str, path: str = SETTING) -> Reply:
        return self.ask("GET", path, Authorization=f"Bearer {access_token}")

    def write(self, access_token: str, body: str, etag: str | None = None, kind: str = "application/json") -> Reply:
        headers = {"Authorization": f"Bearer {access_token}", "Content-Type": kind}
        if etag is not None:
            headers["If-Match"] = etag
        return ask(self.plaza.base, "PUT", SETTING, body, headers)

    def age_tokens(self, kind: str, seconds: float) -> None:
        """Let time pass for codes or tokens, by moving their end in Plaza's file."""
        connection = sqlite3.connect(self.state)
        with connection:
            changed = connection.execute("UPDATE token SET expires_at = expires_at - ? WHERE kind = ?", (seconds, kind))
            assert changed.rowcount > 0
        connection.close()
