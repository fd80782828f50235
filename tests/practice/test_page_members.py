"""The members who have only a page, what their pages say, and how tests choose a build for them."""

from pathlib import Path

import pytest
from tests.practice.caller import Caller
from tests.practice.web_visitor import TRAINING, Outline, WebVisitor

from demur.core.problem import PlatformRefused
from demur.practice import builds, web_words
from demur.practice.scenarios import load, load_pages

MEMBER = "page-switch"


def test_page_members_are_told_apart(visitor: WebVisitor, caller: Caller, resources: Path) -> None:
    pages = load_pages(resources)
    assert len(pages) >= 14
    assert {each.way for each in pages} == {"page"}
    assert not {each.user_id for each in pages} & {each.user_id for each in load(resources)}
    assert {each.build or builds.DEFAULT for each in pages} <= set(builds.BUILDS)
    assert all(each.handle.endswith(" (practice)") and len(each.summary) <= 80 for each in pages)
    everyone = [each.handle for each in (*pages, *load(resources))]
    assert len(set(everyone)) == len(everyone)
    listed, asked = visitor.look("/web/").text, caller.ask("GET", caller.request_path()).text
    assert all(each.handle in listed and each.handle not in asked for each in pages)


def test_a_member_reached_in_an_unknown_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    member = '[[member]]\nuser_id = "x"\nhandle = "X"\nregion = "US"\nplace = "P"\ntitle = "T"\nsummary = "S"\n'
    (tmp_path / "practice" / "scenarios.toml").write_text(member + 'value = true\nway = "post"\n')
    with pytest.raises(ValueError, match="must be reached by"):
        load(tmp_path)


def test_every_language_has_every_word(resources: Path, tmp_path: Path) -> None:
    words = web_words.load(resources)
    assert set(words) == {"en", "de", "ar", "ja"}
    for name in words["en"]:
        assert all(each[name] for each in words.values())
    for name in ("label", "save", "saved", "confirm", "more", "not_offered"):
        assert len({each[name] for each in words.values()}) == 4, name
    (tmp_path / "practice").mkdir()
    (tmp_path / "practice" / "words.toml").write_text('[en]\nlabel = "a"\nsave = "b"\n[de]\nlabel = "c"\n')
    with pytest.raises(ValueError, match="save"):
        web_words.load(tmp_path)


@pytest.mark.parametrize("wish", [{"build": "no-such-build"}, {"build": 1}, {"build": "switch", "user_id": "nobody"}])
def test_a_build_there_is_not_is_refused(visitor: WebVisitor, wish: dict[str, object]) -> None:
    with pytest.raises(PlatformRefused):
        visitor.plaza.control._post("build", {"user_id": MEMBER, **wish})


def test_the_build_goes_back_to_the_scenarios_own(visitor: WebVisitor) -> None:
    visitor.sign_in("page-de")
    control = visitor.plaza.control
    for is_reset in (False, True):
        control.set_build("page-de", "ja")
        assert Outline(visitor.look(TRAINING).text).all("html")[0]["lang"] == "ja"
        if is_reset:
            control.reset()
        else:
            control.set_build("page-de", None)
        assert Outline(visitor.look(TRAINING).text).all("html")[0]["lang"] == "de"
