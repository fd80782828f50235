"""A complete tiny OAuth platform with a settings interface, whose every answer a test can bend."""

import base64
import hashlib
import http.client
import secrets
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey
from tests.support.tiny_http import Reply, Seen, TinyHttp, as_json

CLIENT_ID = "demur-desktop"
METADATA = "/.well-known/oauth-authorization-server"

PLATFORM_FILE = """\
# A made-up platform on this computer, as a member would drop it in.
format = 1
connector = "api"
id = "tiny"
version = "1"
name = "Tiny"
controller = "Tiny (made up, for tests)"
practice = true
page = "{base}/settings"

[oauth]
issuer = "{base}"
client_id = "demur-desktop"
scopes = ["openid", "settings"]
algorithms = ["ES256"]

[identity]
address = "{base}/me"
user_id = "/id"
handle = "/handle"
is_subject = true

[[settings]]
id = "ai-training"
label = "Let Tiny learn from me"
language = "en"
purpose = "https://w3id.org/dpv/ai#ModelTraining"
address = "{base}/setting"
account = "/account"
state = "/value"
on = true
off = false
not_offered = {{ at = "/availability", is = "not-offered" }}
method = "PUT"
write_at = "/value"
etag = true
"""


class Clock:
    """The real clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        threading.Event().wait(seconds)


@dataclass(frozen=True, slots=True)
class Grant:
    """What stands behind one code."""

    challenge: str
    nonce: str | None
    redirect_uri: str


@dataclass(slots=True)
class Member:
    user_id: str = "m-1"
    handle: str = "Tiny Member"
    value: bool = True
    version: int = 1

    @property
    def etag(self) -> str:
        return f'"v{self.version}"'


@dataclass(slots=True)
class Bends:
    """How the platform misbehaves; every default is good behaviour."""

    replies: dict[str, Callable[[Seen], Reply]] = field(default_factory=dict)
    """Whole answers, by path or by method and path."""
    metadata: dict[str, Any] = field(default_factory=dict)
    """Fields laid over the metadata; None takes one away."""
    callback: Callable[[dict[str, str]], dict[str, str]] = lambda found: found
    """Changes what goes back to the program by way of the browser."""
    token: dict[str, Any] = field(default_factory=dict)
    """Fields laid over a token answer; None takes one away."""
    id_token: Callable[[dict[str, Any], str], str] | None = None
    """Makes the id_token from its good claims and the key id."""


class TinyPlatform(TinyHttp):
    """Authorization server, keys, tokens, identity and one setting, for one member."""

    def __init__(self, tls: ssl.SSLContext | None = None, name: str = "") -> None:
        super().__init__(self._answer, tls, name)
        self.member, self.bends = Member(), Bends()
        self.key = ECKey.generate_key("P-256")
        self.grants: dict[str, Grant] = {}
        self.access: set[str] = set()
        self.refresh: set[str] = set()
        self.revoked: list[str] = []
        self.codes: list[str] = []
        self.id_tokens: list[str] = []
        self.lifetime_s = 3600

    def file_text(self, old: str = "", new: str = "") -> str:
        """Return this platform's file, with one piece of it replaced."""
        text = PLATFORM_FILE.format(base=self.base)
        assert old in text, old
        return text.replace(old, new, 1) if old else text

    def allow(self, authorize_url: str) -> str:
        """Be the member's browser: follow the address through to the program, and return the page it ends on."""
        location = fetch(authorize_url).getheader("Location") or ""
        return fetch(location).read().decode()

    def _answer(self, seen: Seen) -> Reply:
        for name in (f"{seen.method} {seen.path}", seen.path):
            if name in self.bends.replies:
                return self.bends.replies[name](seen)
        return self._well(seen)

    def _well(self, seen: Seen) -> Reply:
        """Answer as a platform should."""
        match seen.method, seen.path:
            case "GET", "/.well-known/oauth-authorization-server":
                return as_json(_laid_over(self.metadata(), self.bends.metadata))
            case "GET", "/authorize":
                return self._authorize(seen)
            case "GET", "/jwks":
                return as_json({"keys": [{**self.key.as_dict(private=False), "kid": "k1", "alg": "ES256"}]})
            case "POST", "/token":
                return self._token(seen)
            case "POST", "/revoke":
                self.revoked.append(seen.form["token"])
                return as_json({})
            case _:
                return self._interface(seen)

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.base,
            "authorization_endpoint": f"{self.base}/authorize",
            "token_endpoint": f"{self.base}/token",
            "revocation_endpoint": f"{self.base}/revoke",
            "jwks_uri": f"{self.base}/jwks",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        }

    def _authorize(self, seen: Seen) -> Reply:
        code = secrets.token_urlsafe(24)
        self.codes.append(code)
        asked = seen.query
        assert asked["code_challenge_method"] == "S256"
        self.grants[code] = Grant(asked["code_challenge"], asked.get("nonce"), asked["redirect_uri"])
        found = self.bends.callback({"code": code, "state": asked["state"], "iss": self.base})
        return Reply(303, headers={"Location": f"{asked['redirect_uri']}?{urlencode(found)}"})

    def _token(self, seen: Seen) -> Reply:
        form = seen.form
        if form["grant_type"] == "refresh_token":
            if form["refresh_token"] not in self.refresh:
                return as_json({"error": "invalid_grant"}, 400)
            self.refresh.discard(form["refresh_token"])
            return as_json(_laid_over(self._tokens(), self.bends.token))
        grant = self.grants.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if grant is None or (grant.challenge, grant.redirect_uri) != (challenge, form["redirect_uri"]):
            return as_json({"error": "invalid_grant"}, 400)
        tokens = self._tokens() | {"id_token": self._id_token(grant.nonce)}
        self.id_tokens.append(tokens["id_token"])
        return as_json(_laid_over(tokens, self.bends.token))

    def _tokens(self) -> dict[str, Any]:
        access, refresh = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.access.add(access)
        self.refresh.add(refresh)
        return {
            "access_token": access,
            "refresh_token": refresh,
            "token_type": "Bearer",
            "expires_in": self.lifetime_s,
            "scope": "openid settings",
        }

    def _id_token(self, nonce: str | None) -> str:
        now = int(time.time())
        claims = {
            "iss": self.base,
            "aud": CLIENT_ID,
            "sub": self.member.user_id,
            "nonce": nonce,
            "iat": now,
            "exp": now + 600,
        }
        if self.bends.id_token:
            return self.bends.id_token(claims, "k1")
        return jwt.encode({"alg": "ES256", "kid": "k1"}, claims, self.key)

    def _interface(self, seen: Seen) -> Reply:
        member = self.member
        if seen.headers.get("authorization", "").removeprefix("Bearer ") not in self.access:
            return as_json({"error": "unauthorized"}, 401)
        if (seen.method, seen.path) == ("GET", "/me"):
            return as_json({"id": member.user_id, "handle": member.handle})
        if (seen.method, seen.path) == ("PUT", "/setting"):
            if seen.headers.get("if-match") != member.etag:
                return as_json({"error": "stale"}, 412)
            member.value, member.version = seen.json["value"], member.version + 1
        elif (seen.method, seen.path) != ("GET", "/setting"):
            return as_json({"error": "no such thing"}, 404)
        body = {"account": member.user_id, "availability": "offered", "value": member.value}
        return as_json(body, ETag=member.etag)


def fetch(url: str, method: str = "GET", headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    """Make one request on a connection of its own, following nothing, and return the answer, read whole."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request(method, f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=headers or {})
    response = connection.getresponse()
    body = response.read()
    response.read = lambda amt=None: body  # type: ignore[method-assign]  # still there once it is closed
    connection.close()
    return response


def _laid_over(good: dict[str, Any], bent: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (good | bent).items() if value is not None}
