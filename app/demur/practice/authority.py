"""Plaza's OAuth 2.0 authorization server: Authlib's, with what native apps need made strict."""

import re
import secrets
import time
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from authlib.integrations.flask_oauth2 import AuthorizationServer  # type: ignore[import-untyped]
from authlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749 import InvalidGrantError, InvalidRequestError, grants  # type: ignore[import-untyped]
from authlib.oauth2.rfc7009 import RevocationEndpoint  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import CodeChallenge  # type: ignore[import-untyped]
from authlib.oidc.core import OpenIDCode  # type: ignore[import-untyped]
from flask import Flask, Response
from joserfc.jwk import ECKey
from werkzeug.datastructures import MultiDict

from demur.practice.consents import ACCESS_S, Consent, Consents, Kind, Token

CLIENT_ID = "demur-desktop"
SCOPES = ("openid", "settings")
ID_TOKEN_S = 600
SIGNING_ALGORITHM = "ES256"
RETURN_ADDRESS = re.compile(r"(http://127\.0\.0\.1:([1-9][0-9]{0,4}))/callback")
S256_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Member:
    """Who signed in, and when."""

    user_id: str
    handle: str
    auth_time: int


class Client:
    """Demur, the one registered client: public, native (RFC 8252, 8.4 and 8.5)."""

    client_id = CLIENT_ID

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str | None) -> str | None:
        return " ".join(dict.fromkeys((scope or "").split())) or None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return find_return_origin(redirect_uri) is not None

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002 - Authlib calls with both
        return method == "none"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in {"authorization_code", "refresh_token"}


def find_return_origin(untrusted_uri: str) -> str | None:
    """Return the origin of a redirect address: any port of 127.0.0.1, exact path (RFC 8252, 7.3); None otherwise."""
    found = RETURN_ADDRESS.fullmatch(untrusted_uri)
    return found[1] if found and int(found[2]) <= 65535 else None


def find_client(client_id: str) -> Client | None:
    return Client() if client_id == CLIENT_ID else None


class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar = ["none"]

    def save_authorization_code(self, code: str, request: Any) -> None:
        member: Member = request.user
        consent = Consent(
            client_id=request.client.client_id,
            user_id=member.user_id,
            scope=request.scope,
            redirect_uri=request.payload.redirect_uri,
            nonce=request.payload.data.get("nonce"),
            auth_time=member.auth_time,
            code_challenge=request.payload.data["code_challenge"],
        )
        self.server.consents.begin(consent, code)

    def query_authorization_code(self, code: str, client: Client) -> Token | None:
        token: Token | None = self.server.consents.claim(code, Kind.CODE)
        return token if token and token.check_client(client) else None

    def delete_authorization_code(self, authorization_code: Token) -> None:
        """A used code stays, spent, so that a replay is noticed."""

    def authenticate_user(self, authorization_code: Token) -> Member | None:
        return self.server.find_member(authorization_code)  # type: ignore[no-any-return]


class RefreshGrant(grants.RefreshTokenGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar = ["none"]
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Token | None:
        return self.server.consents.claim(refresh_token, Kind.REFRESH)  # type: ignore[no-any-return]

    def authenticate_user(self, refresh_token: Token) -> Member | None:
        return self.server.find_member(refresh_token)  # type: ignore[no-any-return]

    def revoke_old_credential(self, refresh_token: Token) -> None:
        """The old one was spent in the same change that kept the new one."""


class S256Only(CodeChallenge):  # type: ignore[misc]
    """PKCE that must be there, and be S256, before a code is made (RFC 7636, 4.4.1; RFC 9700, 2.1.1)."""

    DEFAULT_CODE_CHALLENGE_METHOD = "S256"
    SUPPORTED_CODE_CHALLENGE_METHOD: ClassVar = ["S256"]
    CODE_CHALLENGE_METHODS: ClassVar = {"S256": CodeChallenge.CODE_CHALLENGE_METHODS["S256"]}

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:  # noqa: ARG002 - Authlib's hook
        asked = grant.request.payload.data
        if asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("code_challenge_method must be S256")
        if not S256_CHALLENGE.fullmatch(asked.get("code_challenge", "")):
            raise InvalidRequestError("code_challenge must be an S256 challenge")


class IdTokens(OpenIDCode):  # type: ignore[misc]
    """The id_token that comes with a code's tokens (OpenID Connect Core, 2 and 3.1.3.6)."""

    def __init__(self, issuer: str, key: ECKey) -> None:
        super().__init__(require_nonce=False)
        self._issuer, self._key = issuer, key

    def exists_nonce(self, nonce: str, request: Any) -> bool:  # noqa: ARG002 - Authlib's hook
        """A nonce is for the client to check; refusing a second one would punish a double click on "Allow"."""
        return False

    def resolve_client_private_key(self, client: Client) -> ECKey:  # noqa: ARG002 - Authlib's hook
        return self._key

    def get_client_algorithm(self, client: Client) -> str:  # noqa: ARG002 - Authlib's hook
        return SIGNING_ALGORITHM

    def get_encode_header(self, client: Client) -> dict[str, str]:  # noqa: ARG002 - Authlib's hook
        return {"alg": SIGNING_ALGORITHM, "kid": self._key.thumbprint()}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        return {"iss": self._issuer, "aud": [client.client_id], "exp": int(time.time()) + ID_TOKEN_S}

    def generate_user_info(self, user: Member, scope: str) -> dict[str, str]:  # noqa: ARG002 - Authlib's hook
        return {"sub": user.user_id, "name": user.handle}


class Revocation(RevocationEndpoint):  # type: ignore[misc]
    CLIENT_AUTH_METHODS: ClassVar = ["none"]

    def check_params(self, request: Any, client: Client) -> None:  # noqa: ARG002 - Authlib's hook
        if not request.form.get("token"):
            raise InvalidRequestError("token is missing")

    def query_token(self, token_string: str, token_type_hint: str | None) -> Token | None:  # noqa: ARG002
        """A hint is never needed, and a wrong one is ignored (RFC 7009, 2.2)."""
        return self.server.consents.find(token_string, Kind.ACCESS, Kind.REFRESH)  # type: ignore[no-any-return]

    def revoke_token(self, token: Token, request: Any) -> None:  # noqa: ARG002 - Authlib's hook
        self.server.consents.revoke(token)


class Authority(AuthorizationServer):  # type: ignore[misc]
    def __init__(self, app: Flask, issuer: str, key: ECKey, consents: Consents, handles: dict[str, str]) -> None:
        app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = lambda **_: secrets.token_urlsafe(36)
        app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {"authorization_code": ACCESS_S, "refresh_token": ACCESS_S}
        app.config["OAUTH2_SCOPES_SUPPORTED"] = list(SCOPES)
        super().__init__(app, query_client=find_client, save_token=self._issue)
        self.issuer, self.key, self.consents, self._handles = issuer, key, consents, handles
        self.register_grant(CodeGrant, [S256Only(), IdTokens(issuer, key)])
        self.register_grant(RefreshGrant)
        self.register_endpoint(Revocation)

    def find_member(self, token: Token) -> Member | None:
        handle = self._handles.get(token.consent.user_id)
        return Member(token.consent.user_id, handle, token.consent.auth_time) if handle else None

    def answer(self, error: OAuth2Error) -> Response:
        """Return an error as a redirect to the client, naming the issuer."""
        return self.name_issuer(self.handle_response(*error()))

    def name_issuer(self, response: Response) -> Response:
        """Add `iss` to an authorization response, success or error (RFC 9207, 2)."""
        response.location = f"{response.location}&{urlencode({'iss': self.issuer})}"
        response.status_code = 303  # never a POST to the client (RFC 9700, 4.12)
        return response

    def _issue(self, answer: dict[str, Any], request: Any) -> None:
        if not self.consents.issue(request.authorization_code or request.refresh_token, answer):
            raise InvalidGrantError("It was used before")


def find_repeated(untrusted_values: MultiDict[str, str]) -> set[str]:
    """Return the names given more than once, which OAuth forbids (RFC 6749, 3.1 and 3.2)."""
    return {name for name, values in untrusted_values.lists() if len(values) > 1}
