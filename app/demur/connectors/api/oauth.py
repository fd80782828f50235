"""OAuth 2.0 with one platform: its metadata (RFC 8414), its tokens (RFC 6749), its id_tokens (OpenID Connect)."""

import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]  # Authlib ships no types

from demur.connectors.api import replies
from demur.connectors.api.session import GuardedSession, json_body, require_success
from demur.connectors.platform_file import ApiPlatform, origin_of
from demur.core.problem import SignedOut, SignInNotTrusted, SignInRefused

_SAFE_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~/%-]*)?")
_ALLOWED_CLOCK_SKEW_S = 60
_LONGEST_LIFE_S = 400 * 24 * 3600

REGISTERED_ERRORS = frozenset(
    {
        "invalid_request",
        "unauthorized_client",
        "access_denied",
        "unsupported_response_type",
        "invalid_scope",
        "server_error",
        "temporarily_unavailable",
    }
)
"""RFC 6749, 4.1.2.1. Any other code is a stranger's text and is not repeated."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a platform's authorization server says of itself (RFC 8414, 2), once it was checked."""

    authorization: str
    token: str
    revocation: str | None
    keys: str | None
    sends_issuer: bool
    """It promises `iss` in every authorization response (RFC 9207)."""


def session(platform: ApiPlatform) -> GuardedSession:
    """Return a session for the authorization server's own addresses, with no token."""
    return GuardedSession(platform.origins, platform.client_id)


def discover(platform: ApiPlatform) -> Metadata:
    """Fetch and check the metadata. Raises `SignInNotTrusted` naming what is wrong, and the session's problems."""
    with session(platform) as http:
        reply = http.request("GET", _well_known(platform.issuer), withhold_token=True)
    require_success(reply)
    untrusted = replies.parse(json_body(reply))
    if replies.text_at(untrusted, "/issuer") != platform.issuer:
        raise SignInNotTrusted(what="issuer")
    if "S256" not in _list(untrusted, "code_challenge_methods_supported"):
        raise SignInNotTrusted(what="code_challenge_methods_supported")
    if "code" not in _list(untrusted, "response_types_supported"):
        raise SignInNotTrusted(what="response_types_supported")
    return Metadata(
        authorization=_endpoint(platform, untrusted, "authorization_endpoint"),
        token=_endpoint(platform, untrusted, "token_endpoint"),
        revocation=_optional_endpoint(platform, untrusted, "revocation_endpoint"),
        keys=_optional_endpoint(platform, untrusted, "jwks_uri"),
        sends_issuer=untrusted.get("authorization_response_iss_parameter_supported") is True,
    )


def exchange(platform: ApiPlatform, metadata: Metadata, code: str, verifier: str, redirect_uri: str) -> dict[str, Any]:
    """Trade the code for tokens (RFC 6749, 4.1.3). Raises `SignInRefused`, `SignInNotTrusted`."""
    with session(platform) as http:
        try:
            untrusted = http.fetch_token(
                metadata.token,
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
                redirect_uri=redirect_uri,
            )
        except OAuthError as error:
            raise SignInRefused(error=registered(error.error)) from error
        except ValueError as error:
            raise SignInNotTrusted(what="token") from error
    return _tokens(platform, dict(untrusted))


def refresh(platform: ApiPlatform, refresh_token: str) -> dict[str, Any]:
    """Renew the tokens (RFC 6749, 6). Raises `SignedOut` where the platform no longer takes the refresh token."""
    metadata = discover(platform)
    with session(platform) as http:
        try:
            untrusted = http.fetch_token(
                metadata.token,
                grant_type="refresh_token",
                refresh_token=refresh_token,
            )
        except OAuthError as error:
            raise SignedOut from error
        except ValueError as error:
            raise SignInNotTrusted(what="token") from error
    tokens = _tokens(platform, dict(untrusted))
    tokens.pop("id_token", None)  # personal data that nothing here needs
    return tokens


def revoke(platform: ApiPlatform, tokens: dict[str, Any]) -> bool:
    """Ask the platform to forget the tokens (RFC 7009), refresh token first; tell whether it said it did."""
    metadata = discover(platform)
    if metadata.revocation is None:
        return False
    with session(platform) as http:
        for hint in ("refresh_token", "access_token"):
            if tokens.get(hint):
                data = {"token": tokens[hint], "token_type_hint": hint, "client_id": platform.client_id}
                require_success(http.request("POST", metadata.revocation, data=data, withhold_token=True))
    return True


def registered(untrusted_error: object) -> str:
    """Return an error code that a standard knows, or `other`: no stranger's text goes further."""
    return str(untrusted_error) if untrusted_error in REGISTERED_ERRORS else "other"


def _tokens(platform: ApiPlatform, untrusted: dict[str, Any]) -> dict[str, Any]:
    """Return the tokens worth keeping, once the answer was checked (RFC 6749, 5.1)."""
    access_token, token_type = untrusted.get("access_token"), untrusted.get("token_type")
    if not isinstance(access_token, str) or not re.fullmatch(r"[\x21-\x7e]{1,8192}", access_token):
        raise SignInNotTrusted(what="access_token")
    if not isinstance(token_type, str) or token_type.lower() != "bearer":
        raise SignInNotTrusted(what="token_type")
    scope = untrusted.get("scope")
    if scope is not None and (not isinstance(scope, str) or set(scope.split()) != set(platform.scopes)):
        raise SignInNotTrusted(what="scope")
    kept: dict[str, Any] = {"access_token": access_token}
    if (expires_in := untrusted.get("expires_in")) is not None:
        if type(expires_in) is not int or not 0 < expires_in < _LONGEST_LIFE_S:
            raise SignInNotTrusted(what="expires_in")
        kept["expires_at"] = int(time.time()) + expires_in
    for name in ("refresh_token", "id_token"):
        if (value := untrusted.get(name)) is not None:
            if not isinstance(value, str) or not re.fullmatch(r"[\x21-\x7e]{1,16384}", value):
                raise SignInNotTrusted(what=name)
            kept[name] = value
    return kept


def subject(platform: ApiPlatform, metadata: Metadata, id_token: str, nonce: str) -> str:
    """Check an id_token (OpenID Connect Core 1.0, 3.1.3.7) and return its `sub`. Raises `SignInNotTrusted`."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    if metadata.keys is None:
        raise SignInNotTrusted(what="jwks_uri")
    with session(platform) as http:
        reply = http.request("GET", metadata.keys, withhold_token=True)
    require_success(reply)
    try:
        keys = KeySet.import_key_set(replies.parse(json_body(reply)))
        token = jwt.decode(id_token, keys, algorithms=list(platform.algorithms))
        now = int(time.time())
        jwt.JWTClaimsRegistry(
            now=now,
            leeway=_ALLOWED_CLOCK_SKEW_S,
            iss={"essential": True, "value": platform.issuer},
            aud={"essential": True, "value": platform.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(token.claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise SignInNotTrusted(what="id_token") from error
    return _checked_subject(platform, token.claims)


def _checked_subject(platform: ApiPlatform, claims: dict[str, Any]) -> str:
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) != 1:
        raise SignInNotTrusted(what="aud")
    if "azp" in claims and claims["azp"] != platform.client_id:
        raise SignInNotTrusted(what="azp")
    found = claims["sub"]
    if not isinstance(found, str) or not found:
        raise SignInNotTrusted(what="sub")
    return found


def _well_known(issuer: str) -> str:
    """Return where the metadata lies: before the issuer's own path (RFC 8414, 3.1)."""
    path = urlsplit(issuer).path.rstrip("/")
    return f"{origin_of(issuer)}/.well-known/oauth-authorization-server{path}"


def _list(untrusted: Any, name: str) -> list[Any]:
    found = untrusted.get(name) if isinstance(untrusted, dict) else None
    return found if isinstance(found, list) else []


def _optional_endpoint(platform: ApiPlatform, untrusted: Any, name: str) -> str | None:
    return _endpoint(platform, untrusted, name) if name in untrusted else None


def _endpoint(platform: ApiPlatform, untrusted: Any, name: str) -> str:
    """Return an endpoint that lies on one of the platform's own origins and holds nothing but an address."""
    address = replies.text_at(untrusted, f"/{name}", limit=2000)
    if not _SAFE_ADDRESS.fullmatch(address) or origin_of(address) not in platform.origins:
        raise SignInNotTrusted(what=name)
    return address
