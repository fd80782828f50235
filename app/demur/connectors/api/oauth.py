"""OAuth 2.0 with one platform: its metadata (RFC 8414), its tokens (RFC 6749), its id_tokens (OpenID Connect)."""

import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from demur.connectors.addresses import origin_of
from demur.connectors.api import audience, replies
from demur.connectors.api.session import GuardedSession, json_body, require_success
from demur.connectors.platform_file import ApiPlatform
from demur.core.problem import SignedOut, SignInNotTrusted, SignInRefused
from demur.core.proxy import Proxy

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
        "invalid_client",
        "invalid_grant",
        "unsupported_grant_type",
    }
)
"""RFC 6749, 4.1.2.1 and 5.2. Any other code is a stranger's text and is not repeated."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a platform's authorization server says of itself (RFC 8414, 2), once it was checked."""

    authorization: str
    token: str
    revocation: str | None
    keys: str | None
    sends_issuer: bool
    """It promises `iss` in every authorization response (RFC 9207)."""


def session(platform: ApiPlatform, proxy: Proxy | None = None) -> GuardedSession:
    """Return a session for the authorization server's own addresses, with no token."""
    return GuardedSession(platform.origins, platform.client_id, proxy)


def discover(platform: ApiPlatform, proxy: Proxy | None = None) -> Metadata:
    """Fetch and check the metadata. Raises `SignInNotTrusted` naming what is wrong, and the session's problems."""
    with session(platform, proxy) as http:
        reply = http.request("GET", _well_known(platform.issuer), withhold_token=True)
    require_success(reply)
    return read_metadata(platform, json_body(reply))


def read_metadata(platform: ApiPlatform, untrusted_body: bytes) -> Metadata:
    """Return the metadata in a reply. Raises `SignInNotTrusted` naming what is wrong, and `ReplyUnreadable`."""
    untrusted = replies.parse(untrusted_body)
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


class _TokensRefused(Exception):
    """The token endpoint answered with an error code (RFC 6749, 5.2)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def exchange(
    platform: ApiPlatform,
    metadata: Metadata,
    code: str,
    verifier: str,
    redirect_uri: str,
    proxy: Proxy | None = None,
) -> dict[str, Any]:
    """Trade the code for tokens (RFC 6749, 4.1.3; RFC 7636, 4.5). Raises `SignInRefused`, `SignInNotTrusted`."""
    grant = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": redirect_uri,
    }
    try:
        return _ask_for_tokens(platform, metadata, grant, proxy)
    except _TokensRefused as refused:
        raise SignInRefused(error=refused.code) from None


def refresh(platform: ApiPlatform, refresh_token: str, proxy: Proxy | None = None) -> dict[str, Any]:
    """Renew the tokens (RFC 6749, 6). Raises `SignedOut` where the platform no longer takes the refresh token."""
    grant = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    try:
        tokens = _ask_for_tokens(platform, discover(platform, proxy), grant, proxy)
    except _TokensRefused as refused:
        raise SignedOut from refused
    tokens.pop("id_token", None)  # personal data that nothing here needs
    return tokens


def _ask_for_tokens(
    platform: ApiPlatform, metadata: Metadata, grant: dict[str, str], proxy: Proxy | None
) -> dict[str, Any]:
    """Return checked tokens. Raises `_TokensRefused` holding a registered code only: the rest may repeat our secrets.

    Authlib's `fetch_token` is not used: it takes a name that stands twice, and a 403 that looks like tokens.
    """
    with session(platform, proxy) as http:
        data = {**grant, "client_id": platform.client_id}
        headers = {"Accept": "application/json"}
        reply = http.request("POST", metadata.token, data=data, headers=headers, withhold_token=True)
    if reply.status_code in {400, 401}:
        untrusted = replies.parse(json_body(reply))
        raise _TokensRefused(registered(replies.at(untrusted, "/error")))
    require_success(reply)
    return _tokens(platform, replies.parse(json_body(reply)))


def revoke(platform: ApiPlatform, tokens: dict[str, Any], proxy: Proxy | None = None) -> bool:
    """Ask the platform to forget the tokens (RFC 7009), refresh token first; tell whether it said it did.

    Tokens that were issued for another audience are not shown to this one.
    """
    if not audience.of(platform).may_see(tokens):
        return False
    metadata = discover(platform, proxy)
    if metadata.revocation is None:
        return False
    with session(platform, proxy) as http:
        for hint in ("refresh_token", "access_token"):
            if tokens.get(hint):
                data = {"token": tokens[hint], "token_type_hint": hint, "client_id": platform.client_id}
                require_success(http.request("POST", metadata.revocation, data=data, withhold_token=True))
    return True


def registered(untrusted_error: object) -> str:
    """Return an error code that a standard knows, or `other`: no stranger's text goes further."""
    is_known = isinstance(untrusted_error, str) and untrusted_error in REGISTERED_ERRORS
    return str(untrusted_error) if is_known else "other"


def _tokens(platform: ApiPlatform, untrusted: Any) -> dict[str, Any]:
    """Return the tokens worth keeping, once the answer was checked (RFC 6749, 5.1)."""
    if not isinstance(untrusted, dict):
        raise SignInNotTrusted(what="token")
    access_token, token_type = untrusted.get("access_token"), untrusted.get("token_type")
    if not isinstance(access_token, str) or not re.fullmatch(r"[\x21-\x7e]{1,8192}", access_token):
        raise SignInNotTrusted(what="access_token")
    if not isinstance(token_type, str) or token_type.lower() != "bearer":
        raise SignInNotTrusted(what="token_type")
    scope = untrusted.get("scope")
    if scope is not None and (not isinstance(scope, str) or set(scope.split()) != set(platform.scopes)):
        raise SignInNotTrusted(what="scope")
    kept: dict[str, Any] = {"access_token": access_token, audience.KEY: audience.of(platform).as_json()}
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


def subject(platform: ApiPlatform, metadata: Metadata, id_token: str, nonce: str, proxy: Proxy | None = None) -> str:
    """Check an id_token (OpenID Connect Core 1.0, 3.1.3.7) and return its `sub`. Raises `SignInNotTrusted`."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        keys = KeySet.import_key_set({"keys": _keys(platform, metadata, proxy)})
        token = jwt.decode(id_token, keys, algorithms=list(platform.algorithms))
        jwt.JWTClaimsRegistry(
            now=int(time.time()),
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
    return _checked_subject(platform, token.claims, nonce)


def _keys(platform: ApiPlatform, metadata: Metadata, proxy: Proxy | None) -> list[Any]:
    """Fetch the platform's public keys (RFC 7517, 5) and return those strong enough to trust."""
    if metadata.keys is None:
        raise SignInNotTrusted(what="jwks_uri")
    with session(platform, proxy) as http:
        reply = http.request("GET", metadata.keys, withhold_token=True)
    require_success(reply)
    listed = _list(replies.parse(json_body(reply)), "keys")
    return [key for key in listed if isinstance(key, dict) and _is_strong(key)]


def _is_strong(untrusted_key: dict[str, Any]) -> bool:
    """Tell whether a key is a public one, and if RSA, of 2048 bits at least (RFC 7518, 3.3), as joserfc only warns."""
    kind, modulus = untrusted_key.get("kty"), untrusted_key.get("n")
    if kind == "RSA":
        return isinstance(modulus, str) and len(modulus) >= 342  # base64url characters of 2048 bits
    return kind in ("EC", "OKP")


def _checked_subject(platform: ApiPlatform, claims: dict[str, Any], nonce: str) -> str:
    """Return `sub`, after what joserfc takes more loosely: it would find our nonce in a list as well."""
    if claims["nonce"] != nonce:
        raise SignInNotTrusted(what="nonce")
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
