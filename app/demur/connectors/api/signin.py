"""Signing a member in: the system browser, a loopback redirect, PKCE, and a check of everything that comes back."""

import queue
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from demur.connectors.api import engine, oauth
from demur.connectors.api.callback import Answer, Listener, Pages
from demur.connectors.platform_file import ApiPlatform
from demur.connectors.waiting import PATIENCE_S, Waiting
from demur.core.ports import Clock
from demur.core.problem import (
    Problem,
    SignInCancelled,
    SignInNotTrusted,
    SignInRefused,
    SignInTimedOut,
)
from demur.core.proxy import ProxyNow, no_proxy
from demur.core.setting import Identity

T = TypeVar("T")

_GLANCE_S = 0.1


@dataclass(frozen=True, slots=True, repr=False)
class SignedIn:
    """Who signed in, and the tokens that prove it."""

    identity: Identity
    tokens: dict[str, Any]


class SignIn:
    """Signs members in at platforms with OAuth 2.0 (RFC 8252, RFC 7636, RFC 9207, RFC 9700)."""

    def __init__(self, pages: Pages, clock: Clock, proxy_now: ProxyNow = no_proxy) -> None:
        self._pages, self._clock, self._proxy_now = pages, clock, proxy_now

    def run(self, platform: ApiPlatform, waiting: Waiting, patience_s: float = PATIENCE_S) -> SignedIn:
        """Sign in and return who did. Raises the sign-in problems and those of the session.

        Every secret of the attempt (state, nonce, verifier) is new and lives in this call alone.
        """
        metadata = _attended(waiting, lambda: oauth.discover(platform, self._proxy_now()))
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        with Listener(state, self._pages) as listener:
            waiting.send_browser(
                _authorization_address(platform, metadata, listener.redirect_uri, state, nonce, verifier)
            )
            answer = self._wait(listener, waiting, patience_s)
            code = _code(platform, metadata, answer)
            redirect_uri = listener.redirect_uri

        def finish() -> SignedIn:
            tokens = oauth.exchange(platform, metadata, code, verifier, redirect_uri, self._proxy_now())
            identity = self._identity(platform, metadata, tokens, nonce)
            tokens.pop("id_token", None)
            return SignedIn(identity, tokens)

        return _attended(waiting, finish)

    def _wait(self, listener: Listener, waiting: Waiting, patience_s: float) -> Answer:
        ends_at = self._clock.now().timestamp() + patience_s
        while (answer := listener.wait(_GLANCE_S)) is None:
            if waiting.is_cancelled:
                raise SignInCancelled
            if self._clock.now().timestamp() > ends_at:
                raise SignInTimedOut
        return answer

    def _identity(
        self, platform: ApiPlatform, metadata: oauth.Metadata, tokens: dict[str, Any], nonce: str
    ) -> Identity:
        """Prove the sign-in by reading an identity, and hold it against the id_token where there is one."""
        subject, proxy = None, self._proxy_now()
        if "openid" in platform.scopes:
            if "id_token" not in tokens:
                raise SignInNotTrusted(what="id_token")
            subject = oauth.subject(platform, metadata, tokens["id_token"], nonce, proxy)
        connector = engine.connector(platform, platform.settings[0], tokens, self._clock, proxy)
        try:
            identity = connector.identify()
        finally:
            connector.close()
        if platform.is_subject_user_id and subject != identity.user_id:
            raise SignInNotTrusted(what="sub")
        return identity


def _attended(waiting: Waiting, work: Callable[[], T]) -> T:
    """Return what `work` returns, or stop waiting for it as soon as the sign-in is called off.

    The work has a thread of its own, which ends by the session's limits; what it still brings is thrown away.
    """
    answers: queue.SimpleQueue[tuple[T] | Problem] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((work(),))
        except Problem as problem:
            answers.put(problem)

    worker = threading.Thread(target=run, daemon=True, name="sign-in")
    worker.start()
    while not waiting.is_cancelled:
        is_at_work = worker.is_alive()
        try:
            answer = answers.get(timeout=_GLANCE_S)
        except queue.Empty:
            if not is_at_work:
                raise RuntimeError("the sign-in met a mistake of ours; its thread has told which") from None
            continue
        if isinstance(answer, Problem):
            raise answer
        return answer[0]
    raise SignInCancelled


def _authorization_address(
    platform: ApiPlatform, metadata: oauth.Metadata, redirect_uri: str, state: str, nonce: str, verifier: str
) -> str:
    with oauth.session(platform) as http:
        address, _ = http.create_authorization_url(
            metadata.authorization,
            state=state,
            code_verifier=verifier,
            redirect_uri=redirect_uri,
            scope=" ".join(platform.scopes),
            **({"nonce": nonce} if "openid" in platform.scopes else {}),
        )
    return str(address)


def _code(platform: ApiPlatform, metadata: oauth.Metadata, answer: Answer) -> str:
    """Return the code, once the answer is known to come from this platform (RFC 9207, 2.4)."""
    issuer = answer.untrusted.get("iss")
    if (metadata.sends_issuer or issuer is not None) and issuer != platform.issuer:
        raise SignInNotTrusted(what="iss")
    if "error" in answer.untrusted:
        raise SignInRefused(error=oauth.registered(answer.untrusted["error"]))
    if not answer.untrusted["code"]:
        raise SignInNotTrusted(what="code")
    return answer.untrusted["code"]
