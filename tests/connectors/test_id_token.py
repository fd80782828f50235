"""The id_token: only one that this platform made for this sign-in proves who signed in (row O11)."""

import base64
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, RSAKey
from tests.support.data_folder import sign_in
from tests.support.platform_server import TinyPlatform
from tests.support.tiny_http import Reply, as_json

from demur.connectors.platform_file import ApiPlatform
from demur.core.problem import Problem, ReplyUnreadable, SignInNotTrusted

Claims = dict[str, Any]
STRANGER = ECKey.generate_key("P-256")


def refused(tiny: TinyPlatform, platform: ApiPlatform) -> Problem:
    """Sign in, and return the problem; the interface was not asked with the tokens that came along."""
    with pytest.raises(Problem) as caught:
        sign_in(platform, tiny.allow)
    assert len(tiny.asked("/token")) == 1
    return caught.value


def signed(tiny: TinyPlatform, claims: Claims, **header: Any) -> str:
    """Sign with the platform's own key, whatever the claims and the header say."""
    protected = {"alg": "ES256", "kid": "k1"} | header
    return jws.serialize_compact(
        {name: value for name, value in protected.items() if value}, json.dumps(claims), tiny.key
    )


def encoded(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_good_one_is_believed(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    assert sign_in(tiny_facts, tiny.allow).identity.user_id == "m-1"


@pytest.mark.parametrize("skew_s", [-50, 50])
def test_a_clock_that_is_a_little_off_is_forgiven(tiny: TinyPlatform, tiny_facts: ApiPlatform, skew_s: int) -> None:
    now = int(time.time())
    tiny.bends.id_token = lambda claims, _: signed(tiny, claims | {"iat": now + skew_s, "exp": now + skew_s})
    assert sign_in(tiny_facts, tiny.allow).identity.user_id == "m-1"


BENT: dict[str, Callable[[Claims], Claims]] = {
    "wrong iss": lambda claims: claims | {"iss": "https://evil.example"},
    "no iss": lambda claims: claims | {"iss": None},
    "wrong aud": lambda claims: claims | {"aud": "another-program"},
    "two aud": lambda claims: claims | {"aud": ["demur-desktop", "another-program"], "azp": "demur-desktop"},
    "empty aud": lambda claims: claims | {"aud": []},
    "wrong azp": lambda claims: claims | {"azp": "another-program"},
    "wrong nonce": lambda claims: claims | {"nonce": "of another sign-in"},
    "listed nonce": lambda claims: claims | {"nonce": [claims["nonce"]]},
    "no nonce": lambda claims: claims | {"nonce": None},
    "expired": lambda claims: claims | {"exp": int(time.time()) - 61},
    "no exp": lambda claims: claims | {"exp": None},
    "exp in words": lambda claims: claims | {"exp": "tomorrow"},
    "from the future": lambda claims: claims | {"iat": int(time.time()) + 3600, "exp": int(time.time()) + 7200},
    "not yet": lambda claims: claims | {"nbf": int(time.time()) + 3600},
    "no iat": lambda claims: claims | {"iat": None},
    "other sub": lambda claims: claims | {"sub": "m-2"},
    "no sub": lambda claims: claims | {"sub": None},
    "sub in a list": lambda claims: claims | {"sub": ["m-1"]},
    "empty sub": lambda claims: claims | {"sub": ""},
}


@pytest.mark.parametrize("bend", BENT.values(), ids=BENT.keys())
def test_o11_a_claim_that_is_wrong(
    tiny: TinyPlatform, tiny_facts: ApiPlatform, bend: Callable[[Claims], Claims]
) -> None:
    def make(claims: Claims, _: str) -> str:
        return signed(tiny, {name: value for name, value in bend(claims).items() if value is not None})

    tiny.bends.id_token = make
    assert isinstance(refused(tiny, tiny_facts), SignInNotTrusted)


def of_stranger(tiny: TinyPlatform, claims: Claims) -> str:
    return jwt.encode({"alg": "ES256", "kid": "k1"}, claims, STRANGER)


def with_jwk_header(tiny: TinyPlatform, claims: Claims) -> str:
    """The class of CVE-2026-27962: the key stands in the token itself."""
    return jwt.encode({"alg": "ES256", "jwk": STRANGER.as_dict(private=False)}, claims, STRANGER)


def with_public_key_as_secret(tiny: TinyPlatform, claims: Claims) -> str:
    signed_part = f"{encoded({'alg': 'HS256', 'kid': 'k1'})}.{encoded(claims)}"
    mac = hmac.digest(tiny.key.as_pem(private=False), signed_part.encode(), "sha256")
    return f"{signed_part}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def without_signature(tiny: TinyPlatform, claims: Claims) -> str:
    return f"{encoded({'alg': 'none', 'kid': 'k1'})}.{encoded(claims)}."


def with_emptied_signature(tiny: TinyPlatform, claims: Claims) -> str:
    return signed(tiny, claims).rpartition(".")[0] + "."


def with_changed_claims(tiny: TinyPlatform, claims: Claims) -> str:
    head, _, tail = signed(tiny, claims).split(".")
    return f"{head}.{encoded(claims | {'sub': 'm-2'})}.{tail}"


def with_crit(tiny: TinyPlatform, claims: Claims) -> str:
    protected = encoded({"alg": "ES256", "kid": "k1", "crit": ["exp"], "exp": 1})
    good = signed(tiny, claims)
    return f"{protected}.{good.partition('.')[2]}"


def with_unknown_kid(tiny: TinyPlatform, claims: Claims) -> str:
    return signed(tiny, claims, kid="k2")


def junk(tiny: TinyPlatform, claims: Claims) -> str:
    return "not.a.token"


def listed(tiny: TinyPlatform, claims: Claims) -> str:
    return jws.serialize_compact({"alg": "ES256", "kid": "k1"}, json.dumps([claims]), tiny.key)


FORGED = [
    of_stranger,
    with_jwk_header,
    with_public_key_as_secret,
    without_signature,
    with_emptied_signature,
    with_changed_claims,
    with_crit,
    with_unknown_kid,
    junk,
    listed,
]


@pytest.mark.parametrize("forge", FORGED)
def test_o11_a_token_that_is_not_signed_as_it_must_be(
    tiny: TinyPlatform, tiny_facts: ApiPlatform, forge: Callable[[TinyPlatform, Claims], str]
) -> None:
    tiny.bends.id_token = lambda claims, _: forge(tiny, claims)
    assert refused(tiny, tiny_facts).details == {"what": "id_token"}
    assert tiny.asked("/me") == []


def test_o11_a_real_crit_is_refused_too(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    """Signed well, and still not understood (RFC 7515, 4.1.11)."""

    def make(claims: Claims, _: str) -> str:
        head = encoded({"alg": "ES256", "kid": "k1", "crit": ["x-new"], "x-new": 1})
        body = encoded(claims)
        assert tiny.key.private_key is not None
        signature = tiny.key.private_key.sign(f"{head}.{body}".encode(), _ecdsa())
        return f"{head}.{body}.{_raw(signature)}"

    tiny.bends.id_token = make
    assert refused(tiny, tiny_facts).details == {"what": "id_token"}


def _ecdsa() -> Any:
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
    from cryptography.hazmat.primitives.hashes import SHA256

    return ECDSA(SHA256())


def _raw(signature: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    joined = b"".join(number.to_bytes(32, "big") for number in decode_dss_signature(signature))
    return base64.urlsafe_b64encode(joined).rstrip(b"=").decode()


def test_o11_a_short_rsa_key_proves_nothing(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    """RFC 7518, 3.3: 2048 bits at least. joserfc only warns."""
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    from demur.connectors.api import oauth

    for bits, is_good in ((1024, False), (2048, True)):
        made = rsa.generate_private_key(public_exponent=65537, key_size=bits)
        numbers = made.public_key().public_numbers()
        modulus = base64.urlsafe_b64encode(numbers.n.to_bytes(bits // 8, "big")).rstrip(b"=").decode()
        assert oauth._is_strong({"kty": "RSA", "n": modulus, "e": "AQAB"}) is is_good
        if is_good:
            key = RSAKey.import_key(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            assert oauth._is_strong(dict(key.as_dict(private=False)))


KEYS: list[Any] = [{}, [], None, {"keys": []}, {"keys": 5}, {"keys": ["a"]}, {"keys": [{}]}, {"keys": [{"kty": 5}]}]
KEYS += [{"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "kid": "k1"}]}]
KEYS += [{"keys": [{"kty": "EC", "crv": "P-256", "x": 1, "y": None, "kid": "k1"}]}]
KEYS += [{"keys": [{"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA", "kid": "k1"}]}]
KEYS += [{"keys": [{"kty": "RSA", "n": "A" * 342, "e": "AQAB", "kid": "k1"}]}]
KEYS += [{"keys": [{"kty": "oct", "k": "AAAA", "kid": "k1"}]}]


@pytest.mark.parametrize("keys", KEYS)
def test_o11_keys_that_are_none(tiny: TinyPlatform, tiny_facts: ApiPlatform, keys: Any) -> None:
    tiny.bends.replies["/jwks"] = lambda _: as_json(keys)
    assert refused(tiny, tiny_facts).details == {"what": "id_token"}


def test_o11_a_page_in_place_of_keys(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    tiny.bends.replies["/jwks"] = lambda _: Reply(200, b"<html>", {"Content-Type": "text/html"})
    assert isinstance(refused(tiny, tiny_facts), ReplyUnreadable)


def test_o11_no_address_for_keys(tiny: TinyPlatform, tiny_facts: ApiPlatform) -> None:
    tiny.bends.metadata = {"jwks_uri": None}
    assert refused(tiny, tiny_facts).details == {"what": "jwks_uri"}
