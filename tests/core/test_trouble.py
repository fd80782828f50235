"""What is kept of an exception: kinds, places and words, and neither the exception nor what it held."""

import gc
import json
import weakref
from pathlib import Path

import pytest

from demur.core.problem import DiskFull, FolderUnusable, PlatformUnreachable
from demur.core.trouble import Trouble, trouble_of


def caught(error: BaseException, cause: BaseException | None = None) -> Trouble:
    try:
        raise error from cause
    except type(error) as found:
        return trouble_of(found)


def test_problem_keeps_its_code_and_details() -> None:
    trouble = caught(FolderUnusable(folder="/x", why="full"), OSError(28, "No space left on device"))
    assert (trouble.code, trouble.details) == ("folder-unusable", {"folder": "/x", "why": "full"})
    assert [failure.kind for failure in trouble.failures] == ["demur.core.problem.FolderUnusable", "OSError"]


def test_mistake_of_ours_has_no_code() -> None:
    trouble = caught(KeyError("state"))
    assert (trouble.code, trouble.failures[0].kind, trouble.failures[0].message) == ("", "KeyError", "'state'")


def test_places_name_files_from_their_package_on() -> None:
    with pytest.raises(json.JSONDecodeError) as found:
        json.loads("{")
    places = trouble_of(found.value).failures[0].places
    assert places[0].file == f"…/{Path(__file__).name}"
    assert (places[-1].file, places[-1].function) == ("…/decoder.py", "JSONDecoder.raw_decode")
    assert not any(place.file.startswith("/") for place in places)


def test_places_in_demur_and_in_libraries_say_which() -> None:
    from joserfc import jwt
    from joserfc.jwk import OctKey

    from demur.receipts import profile

    with pytest.raises(profile.ProfileBroken) as ours:
        profile.parse(b"{")
    assert trouble_of(ours.value).failures[0].places[-1].file == "demur/receipts/profile.py"
    with pytest.raises(Exception, match=r".") as theirs:  # whatever joserfc calls it
        jwt.decode("x.y.z", OctKey.generate_key())
    assert trouble_of(theirs.value).failures[0].places[-1].file.startswith("joserfc/")


def test_chain_is_followed_as_python_prints_it() -> None:
    def hide() -> None:
        try:
            raise ValueError("inner")
        except ValueError:
            raise PlatformUnreachable from None

    with pytest.raises(PlatformUnreachable) as hidden:
        hide()
    assert len(trouble_of(hidden.value).failures) == 1
    first, second = ValueError("first"), ValueError("second")
    first.__cause__, second.__cause__ = second, first
    assert [failure.message for failure in trouble_of(first).failures] == ["first", "second"]


def test_deep_recursion_keeps_the_innermost_places() -> None:
    def dig(depth: int) -> None:
        if depth == 0:
            raise RuntimeError
        dig(depth - 1)

    with pytest.raises(RuntimeError) as found:
        dig(100)
    assert len(trouble_of(found.value).failures[0].places) == 40


def test_nothing_that_was_at_work_is_held() -> None:
    class Held:
        pass

    def fail() -> "tuple[Trouble, weakref.ref[Held]]":
        held = Held()
        try:
            raise DiskFull
        except DiskFull as error:
            return trouble_of(error), weakref.ref(held)

    trouble, held = fail()
    gc.collect()
    assert trouble.code == "disk-full"
    assert held() is None
