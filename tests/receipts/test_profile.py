"""Receipt-format part 1, and faults row R2 at the level of bytes."""

import json
import unicodedata

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from demur.receipts.profile import FORBIDDEN, MAX_BYTES, MAX_INTEGER, ProfileBroken, canonical_bytes, parse

TEXTS = st.text().map(lambda text: unicodedata.normalize("NFC", text)).filter(lambda text: not FORBIDDEN.search(text))
KEYS = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,12}", fullmatch=True)
LEAVES = st.none() | st.booleans() | TEXTS | st.integers(-MAX_INTEGER, MAX_INTEGER)
OBJECTS = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=12,
    ).filter(lambda value: depth(value) < 8),
    max_size=5,
)


def depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


@given(OBJECTS)
def test_bytes_equal_those_of_rfc8785(value: dict[str, object]) -> None:
    assert canonical_bytes(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(OBJECTS)
def test_what_is_written_is_read_again(value: dict[str, object]) -> None:
    assert parse(canonical_bytes(value)) == value


@given(st.binary(max_size=200))
def test_s3_no_bytes_raise_anything_else(untrusted_bytes: bytes) -> None:
    try:
        value = parse(untrusted_bytes)
    except ProfileBroken:
        return
    assert canonical_bytes(value) == untrusted_bytes


@given(st.text(alphabet='{}[]":,\\ \t\n0123456789.eE-+truefalsn\u00e9e\u0301aA', max_size=60))
def test_s3_no_text_like_json_raises_anything_else(untrusted_text: str) -> None:
    try:
        value = parse(untrusted_text.encode())
    except ProfileBroken:
        return
    assert rfc8785.dumps(value).decode() == untrusted_text


REFUSED = {
    "spaces": (b'{"a": 1}', "not-canonical"),
    "leading-space": (b' {"a":1}', "not-canonical"),
    "trailing-newline": (b'{"a":1}\n', "not-canonical"),
    "key-order": (b'{"b":1,"a":2}', "not-canonical"),
    "doubled-key": (b'{"a":1,"a":1}', "duplicate-key"),
    "doubled-key-deep": (b'{"a":[{"b":1,"b":2}]}', "duplicate-key"),
    "nfd": ('{"a":"e\u0301"}'.encode(), "not-nfc"),
    "float": (b'{"a":1.0}', "not-an-integer"),
    "exponent": (b'{"a":1e0}', "not-an-integer"),
    "minus-zero": (b'{"a":-0}', "not-canonical"),
    "nan": (b'{"a":NaN}', "not-an-integer"),
    "infinity": (b'{"a":-Infinity}', "not-an-integer"),
    "escaped-slash": (b'{"a":"\\/"}', "not-canonical"),
    "escaped-letter": (b'{"a":"\\u0041"}', "not-canonical"),
    "byte-order-mark": (b'\xef\xbb\xbf{"a":1}', "byte-order-mark"),
    "utf-16": ('{"a":1}'.encode("utf-16"), "not-utf-8"),
    "overlong": (b'{"a":"\xc0\xaf"}', "not-utf-8"),
    "delete": (b'{"a":"\x7f"}', "character-not-allowed"),
    "c1": ('{"a":"\x85"}'.encode(), "character-not-allowed"),
    "newline-in-text": (b'{"a":"\\n"}', "character-not-allowed"),
    "raw-newline-in-text": (b'{"a":"\n"}', "not-json"),
    "bidi-override": ('{"a":"\u202e"}'.encode(), "character-not-allowed"),
    "bidi-isolate": ('{"a":"\u2066"}'.encode(), "character-not-allowed"),
    "bidi-mark": ('{"a":"\u200f"}'.encode(), "character-not-allowed"),
    "arabic-letter-mark": ('{"a":"\u061c"}'.encode(), "character-not-allowed"),
    "lone-surrogate": (b'{"a":"\\ud800"}', "character-not-allowed"),
    "surrogate-in-utf-8": (b'{"a":"\xed\xa0\x80"}', "not-utf-8"),
    "large-integer": (b'{"a":9007199254740992}', "integer-too-large"),
    "huge-integer": (b'{"a":' + b"9" * 5000 + b"}", "integer-too-large"),
    "small-integer": (b'{"a":-9007199254740992}', "integer-too-large"),
    "key-with-dash": (b'{"a-b":1}', "key-not-allowed"),
    "key-empty": (b'{"":1}', "key-not-allowed"),
    "key-with-digit-first": (b'{"1a":1}', "key-not-allowed"),
    "key-with-newline-last": (b'{"a\\n":1}', "key-not-allowed"),
    "key-not-ascii": ('{"\u00e9":1}'.encode(), "key-not-allowed"),
    "list": (b"[]", "not-an-object"),
    "text": (b'"a"', "not-an-object"),
    "empty": (b"", "not-json"),
    "two-values": (b"{}{}", "not-json"),
    "comment": (b'{"a":1/**/}', "not-json"),
    "nine-deep": (b'{"a":' + b"[" * 8 + b"]" * 8 + b"}", "too-deep"),
    "too-long": (b'{"a":"' + b"x" * MAX_BYTES + b'"}', "too-long"),
    "deep-within-64-kib": (b"[" * 60_000, "too-deep"),
    "r8-100000-deep": (b'{"a":' * 100_000, "too-long"),
}


@pytest.mark.parametrize(("untrusted_bytes", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_r2_refuses(untrusted_bytes: bytes, reason: str) -> None:
    with pytest.raises(ProfileBroken) as caught:
        parse(untrusted_bytes)
    assert caught.value.reason == reason


def test_takes_the_limits_themselves() -> None:
    eight_deep = b'{"a":' + b"[" * 7 + b"]" * 7 + b"}"
    assert canonical_bytes(parse(eight_deep)) == eight_deep
    longest = b'{"a":"' + b"x" * (MAX_BYTES - 8) + b'"}'
    assert len(longest) == MAX_BYTES
    assert canonical_bytes(parse(longest)) == longest
    assert parse(b'{"a":9007199254740991}') == {"a": MAX_INTEGER}


def test_brackets_in_text_are_no_depth() -> None:
    body = json.dumps({"a": '[[[[[[[[[[{{{{\\"[['}, separators=(",", ":")).encode()
    assert canonical_bytes(parse(body)) == body


@pytest.mark.parametrize(
    "value",
    [
        {"a": 1.0},
        {"a": (1,)},
        {"a": b"x"},
        {1: "a"},
        {"a": "\ud800"},
        {"a": 2**53},
        {"a": "x" * MAX_BYTES},
        {"a": [[[[[[[[]]]]]]]]},
    ],
    ids=repr,
)
def test_writes_nothing_outside_the_profile(value: object) -> None:
    with pytest.raises(ProfileBroken):
        canonical_bytes(value)


def test_refuses_a_value_that_holds_itself() -> None:
    ring: list[object] = []
    ring.append(ring)
    with pytest.raises(ProfileBroken, match="too-deep"):
        canonical_bytes(ring)
