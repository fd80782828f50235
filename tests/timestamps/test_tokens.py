"""Tokens as a stranger judges them (faults R6): the right word for each, and nothing more believed than holds."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from tests.timestamps.authority import TestAuthority, query

from demur.core.dating import TokenCode
from demur.receipts.der import DerBroken, stated, status
from demur.receipts.time_token import CertificatesBroken, fingerprint_of, judge, pem_of, pinned_of

DATA = b"a checkpoint"
ECDSA_WITH_SHA_256 = bytes.fromhex("06082a8648ce3d040302")
CASES = {
    "altered": TokenCode.BROKEN,
    "other root": TokenCode.OTHER_ROOT,
    "no EKU": TokenCode.NO_PURPOSE,
    "injected certificate": TokenCode.OTHER_SIGNER,
    "wrong nonce": TokenCode.WRONG_NONCE,
    "time before entry": TokenCode.BEFORE_ENTRY,
    "expired later": TokenCode.HOLDS,
    "not DER-sorted": TokenCode.NOT_CHECKED,
}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    return TestAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def good(authority: TestAuthority) -> bytes:
    return authority.reply(query(DATA))


def now() -> datetime:
    return datetime.now(UTC)


def altered(answer: bytes) -> bytes:
    """Change the last byte, which is the signature's."""
    return answer[:-1] + bytes([answer[-1] ^ 1])


def test_r6_has_its_count() -> None:
    assert len(CASES) == 8


def test_a_good_token_holds_and_says_when_and_by_whom(authority: TestAuthority, good: bytes) -> None:
    judged = judge(good, DATA, authority.pem, nonce=7, entry_at=now())
    assert (judged.code, judged.signer) == (TokenCode.HOLDS, "Bell Tower signer")
    assert judged.at is not None
    assert abs(judged.at - now()) < timedelta(minutes=1)
    assert judge(good, DATA + b"x", authority.pem).code is TokenCode.OTHER_DATA


def made(case: str, authority: TestAuthority, good: bytes, folder: Path) -> TokenCode:
    """Return what is said of one of R6's tokens."""
    answers: dict[str, Callable[[], bytes]] = {
        "altered": lambda: altered(good),
        "other root": lambda: TestAuthority(folder).reply(query(DATA)),
        "no EKU": lambda: authority.signed(DATA, now(), "plain"),
        "injected certificate": lambda: authority.signed(DATA, now(), "plain", covered_by="signer"),
        "time before entry": lambda: authority.signed(DATA, now() - timedelta(days=1)),
        "not DER-sorted": lambda: authority.unsorted(query(DATA)),
    }
    nonce = 8 if case == "wrong nonce" else 7
    return judge(answers.get(case, lambda: good)(), DATA, authority.pem, nonce, now()).code


@pytest.mark.parametrize("case", [case for case in CASES if case != "expired later"])
def test_r6_the_right_word(case: str, authority: TestAuthority, good: bytes, tmp_path: Path) -> None:
    assert made(case, authority, good, tmp_path) is CASES[case]


@pytest.mark.parametrize("signer", ["loose", "many"])
def test_r6_a_purpose_that_is_not_critical_or_not_the_only_one(signer: str, authority: TestAuthority) -> None:
    authority.weaken()
    assert judge(authority.signed(DATA, now(), signer), DATA, authority.pem).code is TokenCode.NO_PURPOSE


def test_r6_a_certificate_that_expired_later_takes_nothing_away(tmp_path: Path) -> None:
    """The certificate held when the token was made, a year ago, and has run out since."""
    authority = TestAuthority(tmp_path, signer_days=(-400, -30))
    then = now() - timedelta(days=365)
    judged = judge(authority.signed(DATA, then), DATA, authority.pem, 7, then)
    assert judged.code is CASES["expired later"]
    assert judged.at == then.replace(microsecond=0)
    assert judge(authority.signed(DATA, now()), DATA, authority.pem, 7).code is TokenCode.EXPIRED


def test_a_signer_that_is_pinned_is_the_only_one(authority: TestAuthority, good: bytes, tmp_path: Path) -> None:
    """Another certificate for timestamps under the same root isn't the authority's."""
    own = authority.signer.public_bytes(Encoding.PEM)
    assert judge(good, DATA, authority.pem + own).code is TokenCode.HOLDS
    stranger = TestAuthority(tmp_path).signer.public_bytes(Encoding.PEM)
    assert judge(good, DATA, authority.pem + stranger).code is TokenCode.OTHER_ROOT


def test_a_clock_that_is_a_little_ahead_takes_nothing_away(authority: TestAuthority, good: bytes) -> None:
    for minutes, code in ((4, TokenCode.HOLDS), (6, TokenCode.BEFORE_ENTRY)):
        assert judge(good, DATA, authority.pem, 7, now() + timedelta(minutes=minutes)).code is code


@pytest.mark.filterwarnings("ignore:Parsed a serial number which wasn't positive")
def test_every_byte_but_a_few_that_nobody_signs_counts(authority: TestAuthority, good: bytes) -> None:
    """Two numbers of versions and the name of an algorithm stand outside all that is signed, and say nothing."""
    held = []
    for place in range(len(good)):
        for other in {good[place] ^ 1, 0, ord("a")} - {good[place]}:
            changed = good[:place] + bytes([other]) + good[place + 1 :]
            if judge(changed, DATA, authority.pem, 7).code is TokenCode.HOLDS:
                held.append(place)
    certificate = authority.signer.public_bytes(Encoding.DER)
    for signed in (certificate, hashlib.sha256(DATA).digest(), good[-60:]):
        start = good.index(signed)
        assert not set(held) & set(range(start, start + len(signed)))
    assert 0 < len({*held}) <= len(ECDSA_WITH_SHA_256) + 2


def test_what_a_token_says_of_itself(authority: TestAuthority, good: bytes) -> None:
    said = stated(good)
    assert (said.nonce, status(good)) == (7, 0)
    early = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert stated(authority.signed(DATA, early)).at == early
    assert stated(authority.unsorted(query(DATA))).nonce == 7


@pytest.mark.parametrize("raw", [b"", b"0", b"0\x80", b"0\x03\x02\x01\x00", b"\x30\x84\xff\xff\xff\xff", b"x" * 99])
def test_what_is_no_token(raw: bytes, authority: TestAuthority) -> None:
    with pytest.raises(DerBroken):
        stated(raw)
    assert judge(raw, DATA, authority.pem).code is TokenCode.BROKEN


def test_only_certificates_of_a_file_are_kept(authority: TestAuthority) -> None:
    key = (authority.folder / "signer.key").read_bytes()
    own = authority.signer.public_bytes(Encoding.PEM)
    pinned = pinned_of(key + own + authority.pem)
    assert pem_of(pinned).encode() == authority.pem + own
    assert pinned.signers == [authority.signer]
    assert fingerprint_of(pinned) == fingerprint_of(pinned_of(authority.root.public_bytes(Encoding.DER)))
    for broken in (
        b"",
        own,
        key,
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        authority.pem * 200,
    ):
        with pytest.raises(CertificatesBroken):
            pinned_of(broken)
