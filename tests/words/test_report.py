"""A report says what is needed, and never who it is about: every canary is planted everywhere, and none comes out."""

from collections.abc import Iterator
from string import Formatter

import pytest

from demur.core.mask import Mask, Personal
from demur.core.problem import Problem, ReplyUnreadable, VaultLocked
from demur.core.trouble import Trouble, trouble_of
from demur.words import problems
from demur.words.report import Versions, compose

HOME = "/ho" + "me"
"""Where members' folders lie; written so that no place on a machine stands in this tree."""

CANARIES = {
    "handle": "Maya Canary",
    "user id": "canary-77",
    "account id": "linkedin-ca9a4bad",
    "e-mail": "canary.bird@post.example.org",
    "home": f"{HOME}/canary/My Papers/secret.sqlite",
    "other folder": "/media/canarystick/receipts",
    "windows folder": "C:" + r"\Users\Canary Bird\AppData\demur",
    "data folder": "/srv/canarydata/ledger.sqlite",
    "user": "canaryuser",
    "computer": "canary-laptop",
    "token": "eyJhbGciOiJub25lIn0.canarycanary.sig",
    "bearer": "Bearer canarytoken1",
    "code": "https://127.0.0.1:4711/cb?code=canarycode&state=canarystate",
    "opaque": "Q4naryC4n4ryC4n4ryC4n4ry==",
    "phone": "0170-77777777",
}
LEFT = ("canary", "Q4nary", "77777", "My Papers", "ca9a4bad", "Bird")
"""What would be left of any of them."""
PERSONAL = Personal(
    accounts=("Maya Canary", "canary-77", "linkedin-ca9a4bad"),
    folders=(f"{HOME}/canary", "/srv/canarydata"),
    names=("canaryuser", "canary-laptop"),
)
VERSIONS = Versions("0.1.0", "3.11.2", "6.12.0", "Linux 6.1-canary-laptop x86_64, xcb")


def kinds(above: type[Problem] = Problem) -> Iterator[type[Problem]]:
    for kind in above.__subclasses__():
        if "code" in vars(kind) and kind.__module__.startswith("demur."):
            yield kind
        yield from kinds(kind)


def raised(error: BaseException, cause: BaseException | None = None) -> Trouble:
    try:
        raise error from cause
    except BaseException as found:
        return trouble_of(found)


def report(trouble: Trouble) -> str:
    return compose(trouble, VERSIONS, Mask(PERSONAL))


def assert_clean(text: str) -> None:
    assert not [left for left in LEFT if left.casefold() in text.casefold()], text


def blanks(code: str) -> set[str]:
    words = problems.WORDS[code]
    return {name for form in words for _, name, _, _ in Formatter().parse(form) if name}


@pytest.mark.parametrize("canary", CANARIES)
def test_no_canary_in_the_report_of_any_problem(canary: str) -> None:
    found = list(kinds())
    assert len(found) > 40
    for kind in found:
        details = dict.fromkeys(blanks(kind.code) | {"more"}, f"at {CANARIES[canary]}")
        text = report(raised(kind(**details), OSError(CANARIES[canary])))
        assert_clean(text)
        assert f"Problem: {kind.code}" in text


@pytest.mark.parametrize("canary", CANARIES)
def test_no_canary_in_the_report_of_a_mistake(canary: str) -> None:
    """In its message, in what it came from, and in what surrounds it."""
    planted = CANARIES[canary]
    for message in (planted, f"“{planted}”", repr(planted), f"x{{}}: {planted}\nand {planted}"):
        text = report(raised(ValueError(message), OSError(2, "No such file", planted)))
        assert_clean(text)
        assert "ValueError: " in text
        assert "That came from:" in text


def test_problem_says_code_words_details_and_kinds_of_causes() -> None:
    text = report(raised(ReplyUnreadable(what="/data/state"), KeyError("state")))
    assert text == (
        "Demur 0.1.0, Python 3.11.2, Qt 6.12.0\n"
        "System: Linux 6.1-[name] x86_64, xcb\n"
        "\n"
        "Problem: reply-unreadable\n"
        "The platform's answer can't be read as expected (at /data/state).\n"
        "Nothing is assumed from it. Look at the setting on the platform's own page.\n"
        "what: /data/state\n"
        "It came from: KeyError\n"
    )


def test_code_that_was_kept_alone_has_its_sentence() -> None:
    text = report(Trouble("platform-refused"))
    assert "Problem: platform-refused\nThe platform refused the request.\n" in text


def test_outline_of_a_page_keeps_its_lines_and_is_masked() -> None:
    text = report(Trouble("page-changed", outline="heading (1-20)\nlink Maya Canary\nswitch (21-80)"))
    assert "\nheading (1-20)\nlink [account]\nswitch (21-80)\n" in text
    assert_clean(text)


@pytest.mark.parametrize("code", ["page-changed", "control-ambiguous", "led-away"])
def test_sentence_of_a_page_that_was_kept_alone_has_no_holes(code: str) -> None:
    assert "?" not in problems.reason(code)


def test_mistake_says_where() -> None:
    text = report(raised(ZeroDivisionError("division by zero")))
    assert "ZeroDivisionError: division by zero\n  …/test_report.py, line " in text
    assert text.endswith(", in raised\n")


def test_details_with_braces_are_only_text() -> None:
    assert "{what} {0}" in report(raised(ReplyUnreadable(what="{what} {0}")))


def test_long_message_is_cut_after_it_was_masked() -> None:
    """A name that straddles the cut is masked before it."""
    text = report(raised(ValueError("x " * 247 + "Maya Canary" + " y" * 5000)))
    assert_clean(text)
    assert "maya" not in text.casefold()
    assert len(text) < 1000
    assert "[…]" in text


def test_no_problem_is_told_as_a_mistake() -> None:
    assert "Something went wrong inside Demur" not in report(raised(VaultLocked()))
