"""Replies read strictly: what a second reader could take differently is no reply (row A4)."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demur.connectors.api import replies
from demur.core.problem import ReplyUnreadable


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"value": tru',
        b'{"value": true, "value": false}',
        b'{"a": {"value": true, "value": true}}',
        b'{"value": NaN}',
        b'{"value": Infinity}',
        b'\xef\xbb\xbf{"value": true}',
        b'{"value": "\xff"}',
        b"<!doctype html><p>true",
        b'{"value": true} {"value": false}',
        b"[" * 100_000,
        b'{"value": ' + b"9" * 5000 + b"}",
        '{"value": true}'.encode("utf-16"),
    ],
)
def test_what_is_no_plain_json_is_unreadable(body: bytes) -> None:
    with pytest.raises(ReplyUnreadable):
        replies.parse(body)


def test_a_pointer_finds_its_place() -> None:
    value = replies.parse(b'{"a/b": {"m~n": {"": 1}}}')
    assert replies.at(value, "/a~1b/m~0n/") == 1
    assert not replies.has(value, "/a~1b/other")


@pytest.mark.parametrize("value", [[], "text", 1, None, True, [["a"]]])
def test_a_pointer_goes_through_objects_only(value: Any) -> None:
    with pytest.raises(ReplyUnreadable) as caught:
        replies.at(value, "/0")
    assert caught.value.details == {"what": "/0"}


@pytest.mark.parametrize(
    "text",
    [1, True, None, [], {}, "", "a" * 201, "a\nb", "a\x00", "a\u202eb", "a\u2067b", "\ud800", "a\u2028b", "\x85"],
)
def test_only_an_honest_line_of_text_is_text(text: Any) -> None:
    with pytest.raises(ReplyUnreadable):
        replies.text_at({"name": text}, "/name")


@pytest.mark.parametrize("text", ["Åsa", "محمد", "李 小龙", "👩\u200d🚀", "a" * 200])
def test_names_of_people_are_text(text: str) -> None:
    assert replies.text_at({"name": text}, "/name") == text


@pytest.mark.parametrize(
    ("value", "expected"), [(1, True), (True, 1), (0, False), ("false", False), ("1", 1), (1.0, 1)]
)
def test_one_is_not_true(value: Any, expected: bool | int | str) -> None:
    assert not replies.is_same(value, expected)


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.binary(max_size=400), st.text(alphabet='{}[]",:truefalsn0-1eE.\\ud8', max_size=200).map(str.encode))
)
def test_any_bytes_are_a_value_or_unreadable(body: bytes) -> None:
    """Row S3: what is read can be written down again."""
    with suppress(ReplyUnreadable):
        replies.text_at(replies.parse(body), "/value").encode()
