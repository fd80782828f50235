"""Keys and their text forms, against openssl and published vectors."""

import subprocess
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demur.receipts.encoding import EncodingBroken, base58_bytes, base58_text, base64_bytes
from demur.receipts.keys import (
    ReceiptKeys,
    did_key,
    is_signed,
    multikey,
    new_secret,
    pem,
    raw_of_did_key,
    raw_of_multikey,
    raw_of_pem,
)

W3C_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"  # W3C vc-di-eddsa, appendix of test vectors


def test_one_secret_gives_two_keys_and_always_the_same() -> None:
    keys = ReceiptKeys.from_secret(bytes(32))
    assert keys.public == ReceiptKeys.from_secret(bytes(32)).public
    assert keys.public.receipt != keys.public.log
    assert keys.public != ReceiptKeys.from_secret(new_secret()).public


def test_derivation_is_hkdf_as_openssl_has_it(tmp_path: Path) -> None:
    """RFC 5869 with no salt and the two labels, so that a backup of the secret can be used without Demur."""
    secret = bytes(range(32))
    public = ReceiptKeys.from_secret(secret).public
    for label, expected in (("demur.invalid/receipt-key/1", public.receipt), ("demur.invalid/log-key/1", public.log)):
        options = ("digest:SHA256", f"hexkey:{secret.hex()}", f"info:{label}")
        pairs = chain.from_iterable(("-kdfopt", option) for option in options)
        command = ["openssl", "kdf", "-keylen", "32", "-binary", *pairs, "HKDF"]
        seed = subprocess.run(command, check=True, capture_output=True).stdout
        private = tmp_path / "private.der"
        private.write_bytes(bytes.fromhex("302e020100300506032b657004220420") + seed)  # RFC 8410, 7
        der = subprocess.run(
            ["openssl", "pkey", "-inform", "DER", "-in", private, "-pubout", "-outform", "DER"],
            check=True,
            capture_output=True,
        ).stdout
        assert der[-32:] == expected


def test_the_private_halves_do_not_show() -> None:
    assert "PrivateKey" not in repr(ReceiptKeys.from_secret(bytes(32)))


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        ReceiptKeys.from_secret(b"short")


def test_multikey_reads_the_published_one() -> None:
    public = raw_of_multikey(W3C_KEY)
    assert len(public) == 32
    assert multikey(public) == W3C_KEY
    assert raw_of_did_key(did_key(W3C_KEY)) == public


@pytest.mark.parametrize(
    "text",
    [
        W3C_KEY[:-1],
        W3C_KEY + "1",
        W3C_KEY[1:],
        "z" + W3C_KEY,
        "z6Mk0" + W3C_KEY[5:],
        "z" + base58_text(b"\xec\x01" + bytes(32)),
        "z1" + W3C_KEY[1:],
        "",
    ],
)
def test_refuses_what_is_no_multikey(text: str) -> None:
    with pytest.raises(EncodingBroken):
        raw_of_multikey(text)


def test_refuses_a_did_key_whose_halves_differ() -> None:
    other = multikey(bytes(32))
    with pytest.raises(EncodingBroken):
        raw_of_did_key(f"did:key:{other}#{W3C_KEY}")


@given(st.binary(max_size=90))
def test_base58_reads_what_it_writes(raw: bytes) -> None:
    assert base58_bytes(base58_text(raw)) == raw


@pytest.mark.parametrize(
    ("raw", "text"),
    [  # draft-msporny-base58-03, 5
        (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), "11233QC4"),
    ],
)
def test_base58_as_published(raw: bytes, text: str) -> None:
    assert base58_text(raw) == text
    assert base58_bytes(text) == raw


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "a b", "é", "1" * 129])
def test_base58_refuses_other_signs_and_long_text(text: str) -> None:
    with pytest.raises(EncodingBroken):
        base58_bytes(text)


@pytest.mark.parametrize("text", ["QUI", "QUJ=", "QUI=\n", " QUI=", "QU I=", "QUI==", "QUI-", "é"])
def test_base64_refuses_what_no_encoder_writes(text: str) -> None:
    assert base64_bytes("QUI=") == b"AB"
    with pytest.raises(EncodingBroken):
        base64_bytes(text)


def test_pem_is_the_one_openssl_writes(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    public = ReceiptKeys.from_secret(bytes(32)).public.log
    file.write_text(pem(public))
    written = subprocess.run(
        ["openssl", "pkey", "-pubin", "-in", file, "-pubout"], check=True, capture_output=True, text=True
    ).stdout
    assert written == pem(public)
    assert raw_of_pem(written) == public


def test_pem_refuses_every_changed_byte() -> None:
    """Another key may come out of a changed byte; the same key, or a crash, never."""
    public = ReceiptKeys.from_secret(bytes(32)).public.log
    text = pem(public)
    for place in range(len(text)):
        for sign in ("A", "b", "\n", " ", "="):
            changed = text[:place] + sign + text[place + 1 :]
            if changed == text:
                continue
            try:
                found = raw_of_pem(changed)
            except EncodingBroken:
                continue
            assert found != public, place


def test_signatures_hold_for_one_key_and_one_message() -> None:
    keys = ReceiptKeys.from_secret(bytes(32))
    signature = keys.sign_log(b"message")
    assert is_signed(keys.public.log, signature, b"message")
    assert not is_signed(keys.public.log, signature, b"massage")
    assert not is_signed(keys.public.receipt, signature, b"message")
    assert not is_signed(keys.public.log, signature[:-1], b"message")
    assert not is_signed(b"\xff" * 32, signature, b"message")
    assert not is_signed(b"short", signature, b"message")
