"""Who is signed in to Plaza's pages: a cookie for these pages only, and its digest in Plaza's file.

Sign-ins outlive the process, and so its port: unlike that of the sign-in for programs, the cookie's name has none.
"""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass

from flask import Response, g, request
from werkzeug.exceptions import Forbidden

from demur.practice.state import State

COOKIE = "plaza-web"
COOKIE_PATH = "/web"
SESSION_S = 30 * 24 * 3600
TOKEN_FIELD = "token"  # noqa: S105 - the name of a field, not its value
TOKEN_HEADER = "X-Plaza-Token"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Session:
    """One browser's sign-in."""

    digest: str
    user_id: str
    is_complete: bool
    """False while the code is still to come."""
    is_trusted: bool
    """True once the challenge was answered."""
    notice: str
    """What the next page says first; empty for nothing."""


class Sessions:
    def __init__(self, state: State) -> None:
        self._state = state

    def find(self) -> Session | None:
        """Return the sign-in whose cookie came with this request."""
        with self._state.look() as connection:
            row = connection.execute(
                "SELECT * FROM web_session WHERE digest = ? AND expires_at > ?", (_digest(browser()), time.time())
            ).fetchone()
        if row is None:
            return None
        is_complete, is_trusted = bool(row["is_complete"]), bool(row["is_trusted"])
        return Session(row["digest"], row["user_id"], is_complete, is_trusted, row["notice"])

    def begin(self, user_id: str, *, is_complete: bool) -> None:
        """Sign this browser in under a new mark, so that one planted before is worth nothing."""
        self.end(find_digest())
        g.web_browser = secrets.token_urlsafe(32)
        with self._state.change() as connection:
            connection.execute(
                "INSERT INTO web_session (digest, user_id, is_complete, expires_at) VALUES (?, ?, ?, ?)",
                (find_digest(), user_id, is_complete, time.time() + SESSION_S),
            )

    def trust(self, session: Session) -> None:
        """Note that the challenge was answered."""
        self._mark("is_trusted = 1", session)

    def leave_notice(self, session: Session, notice: str) -> None:
        """Let the next page say something first."""
        with self._state.change() as connection:
            connection.execute("UPDATE web_session SET notice = ? WHERE digest = ?", (notice, session.digest))

    def take_notice(self, session: Session) -> str:
        """Return what the last page left to say, once."""
        if session.notice:
            self._mark("notice = ''", session)
        return session.notice

    def end(self, digest: str) -> None:
        with self._state.change() as connection:
            connection.execute("DELETE FROM web_session WHERE digest = ?", (digest,))

    def end_all(self, user_id: str) -> None:
        """Sign a member out everywhere."""
        with self._state.change() as connection:
            connection.execute("DELETE FROM web_session WHERE user_id = ?", (user_id,))

    def _mark(self, change: str, session: Session) -> None:
        with self._state.change() as connection:
            connection.execute(f"UPDATE web_session SET {change} WHERE digest = ?", (session.digest,))  # noqa: S608 - our own words


def browser() -> str:
    """Return this browser's mark: the one it brought, or a new one."""
    if "web_browser" not in g:
        g.web_browser = request.cookies.get(COOKIE) or secrets.token_urlsafe(32)
    return str(g.web_browser)


def find_digest() -> str:
    return _digest(browser())


def form_token() -> str:
    """Return what a form or a page's script must bring back: only pages of this browser can know it (CSRF)."""
    return hashlib.sha256(f"form:{browser()}".encode("utf-8", "surrogatepass")).hexdigest()


def second_code() -> str:
    """Return the code that a second step asks for, which Plaza shows in place of a telephone."""
    digest = hashlib.sha256(f"code:{browser()}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{int(digest, 16) % 1_000_000:06d}"


def check_token() -> None:
    """Raises `Forbidden` for a change that no page of this browser asked for."""
    given = request.headers.get(TOKEN_HEADER) or request.form.get(TOKEN_FIELD, "")
    if COOKIE not in request.cookies or not hmac.compare_digest(
        given.encode("utf-8", "replace"), form_token().encode()
    ):
        raise Forbidden("This form did not come from Plaza, or is too old.")


def mark_browser(response: Response) -> Response:
    """Give the browser its mark: host-only, for these pages, out of reach of scripts."""
    if browser() != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, browser(), max_age=SESSION_S, path=COOKIE_PATH, httponly=True, samesite="Lax")
    return response


def _digest(mark: str) -> str:
    return hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()
