"""Generated platform files: whatever a file holds, it is a platform or `PlatformFileBroken` (rows S3 and W7)."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.data_folder import SHIPPED

from demur.connectors import platform_file
from demur.core.problem import PlatformFileBroken

PLAZA = (SHIPPED / "plaza.toml").read_bytes()
LINES = PLAZA.split(b"\n")
LINKEDIN = (SHIPPED / "linkedin.toml").read_bytes()
TOKENS = [
    b"=",
    b'"',
    b"[",
    b"]",
    b"[[settings]]",
    b"\n",
    b"{",
    b"}",
    b"1",
    b"true",
    b"\x00",
    b"\xff",
    b"'''",
    b".",
    b"\\u",
]


def load(body: bytes) -> platform_file.Platform | None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "given.toml"
        file.write_bytes(body)
        try:
            return platform_file.load(file, is_shipped=True)
        except PlatformFileBroken as problem:
            told = problem.details
    assert (told["file"], bool(told["reason"])) == ("given.toml", True)
    assert 1 <= int(told["line"]) <= body.count(b"\n") + 1
    return None


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes(body: bytes) -> None:
    assert load(body) is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=500))
def test_any_text(text: str) -> None:
    assert load(text.encode("utf-8", "surrogatepass")) is None


@settings(max_examples=600, deadline=None)
@given(st.integers(0, len(PLAZA)), st.integers(0, 40), st.one_of(st.sampled_from(TOKENS), st.binary(max_size=12)))
def test_plaza_with_a_piece_replaced(place: int, length: int, piece: bytes) -> None:
    load(PLAZA[:place] + piece + PLAZA[place + length :])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=60))
def test_the_lines_of_plaza_in_any_order(lines: list[bytes]) -> None:
    load(b"\n".join(lines))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([line for line in LINES if b"=" in line]), st.text(max_size=30))
def test_any_value_in_place_of_a_good_one(line: bytes, text: str) -> None:
    key = line.partition(b"=")[0]
    quoted = '"' + "".join(f"\\U{ord(c):08X}" for c in text if not 0xD800 <= ord(c) <= 0xDFFF) + '"'
    load(PLAZA.replace(line, key + b"= " + quoted.encode(), 1))


@settings(max_examples=600, deadline=None)
@given(st.integers(0, len(LINKEDIN)), st.integers(0, 40), st.one_of(st.sampled_from(TOKENS), st.binary(max_size=12)))
def test_linkedin_with_a_piece_replaced(place: int, length: int, piece: bytes) -> None:
    load(LINKEDIN[:place] + piece + LINKEDIN[place + length :])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINKEDIN.split(b"\n")), max_size=90))
def test_the_lines_of_linkedin_in_any_order(lines: list[bytes]) -> None:
    load(b"\n".join(lines))
