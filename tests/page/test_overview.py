"""The list of settings as a further witness: it can say no to a change that was asked for, and nothing else."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from tests.connectors.test_shipped_pages import shipped
from tests.page.scripted import ADDRESS, BASE, OFF, ON, Scripted, answer, connect

from demur.connectors.own_browser import Mark
from demur.core.page_problem import ControlDisagrees, PageMoved
from demur.core.problem import PlatformUnreachable, Problem
from demur.core.reading import Reading
from demur.core.setting import SettingId, State

LIST = f"{BASE}/web/settings"
SAYS_ON, SAYS_OFF = "Learning from posts On", "Learning from posts Off"
META = [{"id": "m-1", "name": ""}]


class Listed(Scripted):
    """A platform whose switch takes, and whose list says `said`."""

    said: dict[str, Any] | Problem

    def ask(self, question: Any, at: str, frame: str | None = None) -> Any:
        if at == LIST and self.here == LIST:
            if isinstance(self.said, Problem):
                raise self.said
            return answer(**self.said)
        return super().ask(question, at, frame)

    def open(self, address: str, first: Mapping[str, Any] | None = None) -> Any:
        self.landings = [address]
        return super().open(address, first)


def read_back(said: dict[str, Any] | Problem, target: State = State.OFF) -> tuple[Listed, Reading]:
    """Read, write, and read back what a list says `said` of."""
    driver = Listed()
    driver.said = said
    before, after = (ON, OFF) if target is State.OFF else (OFF, ON)
    driver.view = lambda _: answer(after, told=1, identity=META) if driver.presses else answer(before, identity=META)
    connector = connect(driver, "list")
    connector.write(target, connector.read())
    assert driver.loads == [f"open {ADDRESS}"], "the list is not asked before anything was changed"
    return driver, connector.read()


def test_a_list_that_agrees_is_kept_as_evidence() -> None:
    driver, reading = read_back({"notOffered": [SAYS_OFF]})
    assert driver.loads[1:] == [f"open {LIST}", f"open {ADDRESS}", "reload"]
    assert reading.state is State.OFF
    assert json.loads(reading.body)["list"] == "off"


@pytest.mark.parametrize("target", [State.OFF, State.ON])
def test_w6_a_list_that_says_the_other_leaves_it_unknown(target: State) -> None:
    with pytest.raises(ControlDisagrees):
        read_back({"notOffered": [SAYS_ON if target is State.OFF else SAYS_OFF]}, target)


@pytest.mark.parametrize("target", [State.OFF, State.ON])
def test_w6_a_list_that_says_both_leaves_it_unknown(target: State) -> None:
    with pytest.raises(ControlDisagrees):
        read_back({"notOffered": [SAYS_ON, SAYS_OFF]}, target)


@pytest.mark.parametrize(
    "said",
    [
        {"notOffered": []},
        {"notOffered": [SAYS_ON], "lang": "de"},
        PlatformUnreachable(),
        PageMoved(address="https://elsewhere.example"),
    ],
    ids=["nothing", "another language", "not reached", "elsewhere"],
)
def test_a_list_that_says_nothing_counts_for_nothing(said: dict[str, Any] | Problem) -> None:
    _, reading = read_back(said)
    assert reading.state is State.OFF
    assert "list" not in json.loads(reading.body)


def test_a_recipe_without_a_list_opens_none() -> None:
    driver = Scripted()
    driver.view = lambda _: answer(OFF, told=1) if driver.presses else answer(ON)
    connector = connect(driver)
    connector.write(State.OFF, connector.read())
    connector.read()
    assert driver.loads == [f"open {ADDRESS}", "reload"]


def test_only_linkedins_list_is_known_and_only_in_english() -> None:
    """li.row.state: its address stands nowhere else, and its words are marked as nobody's certain knowledge."""
    recipe = shipped("linkedin").recipe(SettingId("ai-training"))
    assert recipe.overview is not None
    assert recipe.overview.text == "https://www.linkedin.com/mypreferences/d/categories/privacy"
    listed = {one.language: (one.listed_on, one.listed_off) for one in recipe.wordings if one.listed_on}
    assert {language: [text.mark for text in pair if text] for language, pair in listed.items()} == {
        "en": [Mark.UNRESOLVED] * 2
    }
