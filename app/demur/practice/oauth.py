"""Plaza's OAuth addresses that no person sees: metadata, keys, tokens, revocation."""

from typing import Any

from flask import Blueprint, Response, redirect, request

from demur.practice.authority import SCOPES, SIGNING_ALGORITHM, find_repeated
from demur.practice.consents import Kind
from demur.practice.faults import fault_of
from demur.practice.parts import Parts, note_member

JsonAnswer = tuple[dict[str, Any], int]


def build(parts: Parts) -> Blueprint:
    oauth = Blueprint("oauth", __name__)
    authority = parts.authority

    @oauth.get("/.well-known/oauth-authorization-server")
    @oauth.get("/.well-known/openid-configuration")
    def metadata() -> dict[str, Any]:
        return describe(parts.base)

    @oauth.get("/jwks")
    def keys() -> dict[str, Any]:
        public = authority.key.as_dict(private=False)
        return {"keys": [{**public, "kid": authority.key.thumbprint(), "use": "sig", "alg": SIGNING_ALGORITHM}]}

    @oauth.post("/token")
    def token() -> Response | JsonAnswer:
        if is_malformed():
            return {"error": "invalid_request"}, 400
        if address := find_elsewhere(parts):
            return redirect(address, 307)  # type: ignore[return-value]  # a Flask response, whatever its type says
        answer: Response = authority.create_token_response()
        issued = parts.consents.find(answer.get_json().get("access_token", ""), Kind.ACCESS)
        if issued is not None:
            note_member(issued.consent.user_id)
        return answer

    @oauth.post("/revoke")
    def revoke() -> Response | JsonAnswer:
        if is_malformed():
            return {"error": "invalid_request"}, 400
        answer: Response = authority.create_endpoint_response("revocation")
        return answer

    return oauth


def find_elsewhere(parts: Parts) -> str:
    """Return where a bent token endpoint sends this request; empty where it answers as it should."""
    form = request.form
    shown = parts.consents.find(form.get("code") or form.get("refresh_token") or "", Kind.CODE, Kind.REFRESH)
    if shown is None or shown.consent.user_id not in parts.members:
        return ""
    return fault_of(parts, shown.consent.user_id).token_at


def is_malformed() -> bool:
    """Say whether parameters stand in the address, where logs would keep them, or twice (RFC 6749, 2.3.1 and 3.2)."""
    return bool(request.args) or bool(find_repeated(request.form))


def describe(base: str) -> dict[str, Any]:
    """Return the metadata of RFC 8414, 2; RFC 9207, 3; and OpenID Connect Discovery, 3."""
    return {
        "issuer": base,
        "authorization_endpoint": f"{base}/authorize",
        "token_endpoint": f"{base}/token",
        "revocation_endpoint": f"{base}/revoke",
        "jwks_uri": f"{base}/jwks",
        "scopes_supported": list(SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "revocation_endpoint_auth_methods_supported": ["none"],
        "authorization_response_iss_parameter_supported": True,
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [SIGNING_ALGORITHM],
    }
