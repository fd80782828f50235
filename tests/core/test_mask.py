"""What is personal never shows through a mask, however it is spelled, and what isn't mostly stays."""

import json
import string
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demur.core.mask import Mask, Personal

HOME, USERS = "/ho" + "me", "/Us" + "ers"
"""Where members' folders lie; written so that no place on a machine stands in this tree."""

MAYA = Personal(
    accounts=("Maya Kern", "@maya_k", "u-7", "linkedin-1a2b3c4d", "Zoë Grün", "jo"),
    folders=(f"{HOME}/maya", "/srv/old papers/demur"),
    names=("maya", "mayas-laptop"),
)
OURS = Mask(MAYA)
STRANGERS = Mask(Personal())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("signed in as Maya Kern now", "signed in as [account] now"),
        ("MAYA KERN", "[account]"),
        ("mAyA kErN", "[account]"),
        ("maya_k wrote", "[account] wrote"),
        ("who=Maya%20Kern, Maya+Kern", "who=[account], [account]"),
        (json.dumps({"name": "Zoë Grün"}), '{"name": "[account]"}'),
        (ascii("Zoë Grün"), "'[account]'"),
        ("Zoe\u0308 Gru\u0308n", "[account]"),
        ("user u-7 of 9", "user [account] of 9"),
        ("jo and Major", "[account] and Major"),
        ("no route to mayas-laptop", "no route to [name]"),
        (
            f"[Errno 13] Permission denied: '{HOME}/maya/My Papers/taxes.sqlite'",
            "[Errno 13] Permission denied: '[folder]",
        ),
        ("/srv/old papers/demur/ledger.sqlite is locked", "[folder]"),
    ],
)
def test_what_is_known_is_masked_in_every_spelling(text: str, masked: str) -> None:
    assert OURS.over(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("write to maya.kern+x@post.example.org please", "write to [e-mail] please"),
        ("at https://www.example.com/in/maya?code=abc&state=x done", "at https://www.example.com[address] done"),
        ("https://maya:pw@host.example/x", "[e-mail][address]"),
        ("http://maya:pw@localhost:80", "http://[account]@localhost:80"),
        ("Max retries exceeded with url: /cb?code=4711", "Max retries exceeded with url: /cb?[address]"),
        ("connect 192.168.178.20", "connect [address]"),
        ("in ~/papers and more", "in [folder]"),
        ("in C:\\Users\\Maya Kern\\AppData", "in [folder]"),
        (f"file://{USERS}/maya/My Papers/x", "file://[folder]"),
        ("\\\\server\\share\\maya", "[folder]"),
        ("/run/user/1000/bus", "[folder]"),
        ("Authorization: Bearer abcdefgh", "Authorization: [token] [token]"),
        ('{"refresh_token": "r1", "x": 1}', '{"refresh_token": "[token]", "x": 1}'),
        ("Set-Cookie: a=b; Path=/", "Set-Cookie: [token]"),
        ("got eyJhbGciOi.eyJzdWIi.c2ln back", "got [token] back"),
        ("key 4f9a0c11-8a7e-4d8a-9d0f-0a1b2c3d4e5f", "key [token]"),
        ("key abcdefghijklmnopqrstuvwxyzABCDEF", "key [token]"),
        ("call +49 170 1234567", "call +49 170 [number]"),
        (f"line one\n{HOME}/x\nline three", "line one [folder]"),
    ],
)
def test_what_looks_personal_is_masked_though_nobody_knows_it(text: str, masked: str) -> None:
    assert STRANGERS.over(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "The platform refused the request (status 503).",
        "https://www.linkedin.com",
        "http://127.0.0.1:45871",
        "127.0.0.1",
        "Linux 6.1.0-40-amd64 x86_64",
        "[Errno 28] No space left on device",
        "Expecting value: line 1 column 1 (char 0)",
        "SSLCertVerificationError: certificate verify failed",
        "data.genAi.enabled",
    ],
)
def test_what_helps_and_names_nobody_stays(text: str) -> None:
    assert OURS.over(text) == text


UNSEEN = [
    "می\u200cخواهم",
    "نام\u200f کاربر",
    "Ada\u00adLove",
    "\u2068Ümit\u2069",
    "Jörg\u00a0Müller",
    "👩\u200d👩\u200d👧\u200d👦",
]


@pytest.mark.parametrize("spelled", [str, quote, json.dumps, ascii, lambda name: "\u200b".join(name)])
@pytest.mark.parametrize("name", UNSEEN)
def test_marks_that_nobody_sees_hide_no_name(name: str, spelled: Callable[[str], str]) -> None:
    """Persian names hold a mark between two letters, and a page may put more of them around a name, or into it."""
    masked = Mask(Personal(accounts=(name,))).over(f"signed in as {spelled(name)} there")
    assert masked.replace('"', "").replace("'", "") == "signed in as [account] there"


def test_a_name_of_marks_alone_masks_nothing() -> None:
    assert Mask(Personal(accounts=("\u200c\u200f",))).over("Nothing here.") == "Nothing here."


NAMES = st.text(string.ascii_letters + "äß0-_. @", min_size=2, max_size=16).map(str.strip).filter(lambda n: len(n) > 1)
AROUND = st.text(string.printable, max_size=30)


@given(NAMES, AROUND, AROUND, st.sampled_from([str, quote, str.upper, json.dumps]))
def test_no_name_is_ever_left(name: str, before: str, after: str, spelled: object) -> None:
    """Whatever stands around it; a name shorter than four letters may be part of a longer word."""
    spelling = spelled(name)  # type: ignore[operator]  # one of the four
    masked = Mask(Personal(accounts=(name,))).over(f"{before} {spelling} {after}")
    left = Mask(Personal()).over(f"{before} [account] {after}").casefold()
    if name.casefold() not in left:
        assert name.casefold() not in masked.casefold()
