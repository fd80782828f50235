"""What a page's file may say beyond the plain case: a fragment, a label's beginning, a setting without a control."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.core.stage import OwnedClock
from tests.page.scripted import Scripted
from tests.page.test_page_file import GOOD, SETTING, changed, given, refused

from demur.connectors.page import signing_in
from demur.connectors.page.driver import Ending
from demur.connectors.page.signing_in import Beside
from demur.core.page_problem import PageLeft, PageMoved
from demur.core.problem import PlatformUnknown
from demur.core.route import ApplyWay
from demur.core.setting import RegionCode, SettingId

PAGE = "https://www.harbour.example.com/settings/ai"
LIST = '\n[settings.list]\nis = "https://www.harbour.example.com/account"\nmark = "reported"\ndate = "2026"\n'
LISTED = 'listed_on = { is = "AI On", mark = "reported", date = "2026" }\n'
LISTED_OFF = LISTED.replace("on", "off", 1).replace("On", "Off")
WAY = 'way = "switch"\npage = { is = "https://www.harbour.example.com/settings/memory'
NAMED = 'name = { is = "Memory"'
ON = 'on = { is = "Yes", mark = "reported", date = "2026" }\n'
CONTROL = 'control = { is = "Learn from my logbook"'
LABELS = """
[[settings]]
id = "ai-memory"
purpose = "https://w3id.org/dpv/ai#ModelTraining"
way = "switch"
page = { is = "https://www.harbour.example.com/settings/memory", mark = "reported", date = "2026" }
desktop = ["Look for it."]

[[settings.labels]]
language = "en"
name = { is = "Memory", mark = "unresolved", date = "2026" }
"""
MEMORY = SettingId("ai-memory")


def with_fragment(fragment: str) -> str:
    return str(GOOD).replace(f'{PAGE}"', f'{PAGE}#{fragment}"')


@pytest.mark.parametrize("fragment", ["settings/DataControls", "ai", "a_b.c-1"])
def test_a_page_may_end_in_a_fragment_that_is_opened_and_not_compared(tmp_path: Path, fragment: str) -> None:
    harbour = given(tmp_path, with_fragment(fragment))
    recipe = harbour.recipe(SETTING)
    assert (recipe.address.text, recipe.landing) == (f"{PAGE}#{fragment}", PAGE)
    assert harbour.route(SETTING, RegionCode("US")).platform.settings_url == f"{PAGE}#{fragment}"
    assert harbour.facts_for(SETTING, RegionCode("US")).origin == "https://www.harbour.example.com"
    assert "https://www.harbour.example.com" in harbour.origins


FRAGMENTS = ["", "a b", "a?b=c", "a#b", "%41", "é", ":~:text=x", "!/x", "javascript:1", "a" * 201]


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_any_other_fragment_is_refused_with_its_line(tmp_path: Path, fragment: str) -> None:
    text = with_fragment(fragment)
    line, reason = refused(tmp_path, text)
    assert "after the `#`" in reason
    assert f"#{fragment}" in text.split("\n")[line - 1]


@pytest.mark.parametrize(
    "old", ["https://www.harbour.example.com/login", "https://www.harbour.example.com/checkpoint/*"]
)
def test_no_other_address_has_one(tmp_path: Path, old: str) -> None:
    assert "full https" in refused(tmp_path, GOOD.replace(f'{old}"', f'{old}#a"'))[1]


def test_a_fragment_hides_no_address_at_which_nobody_is_signed_in(tmp_path: Path) -> None:
    text = GOOD.replace(f'{PAGE}"', 'https://www.harbour.example.com/login#settings"')
    assert "nobody is signed in" in refused(tmp_path, text)[1]


def test_a_label_may_be_known_by_its_beginning(tmp_path: Path) -> None:
    text, _ = changed(CONTROL, 'control = { begins = "Learn from my logbook"')
    label = given(tmp_path, text).recipe(SETTING).wordings[0].control
    assert label is not None
    assert (label.is_beginning, label.text, label.shown) == (True, "Learn from my logbook", "Learn from my logbook …")
    whole = given(tmp_path, GOOD).recipe(SETTING).wordings[0].control
    assert whole is not None
    assert (whole.is_beginning, whole.shown) == (False, "Learn from my logbook")


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ('begins = "Learn from my logbo"', "at least 20 characters"),
        ('begins = "Learn from my logbook ", ', "`begins` is not of the form"),
        ('begins = "Learn from my logbook", is = "Learn from my logbook"', "`is` is not known"),
        ('ends = "Learn from my logbook"', "`is` is missing"),
    ],
)
def test_too_little_of_a_label_is_refused(tmp_path: Path, label: str, reason: str) -> None:
    text, line = changed('control = { is = "Learn from my logbook"', f"control = {{ {label.rstrip(', ')}")
    assert refused(tmp_path, text)[0] == line
    assert reason in refused(tmp_path, text)[1]


@pytest.mark.parametrize("key", ["save", "confirm", "on", "off", "saved", "not_offered"])
def test_what_else_is_pressed_or_read_is_known_whole(tmp_path: Path, key: str) -> None:
    marked = '{ begins = "Let Harbour learn from it", mark = "reported", date = "2026" }'
    text = re.sub(r"saved = .*\n", "", GOOD)
    text = re.sub(r"not_offered = .*\n", "", text)
    text, _ = changed(CONTROL, f"{key} = {marked}\n{CONTROL}", text)
    assert "`is` is missing" in refused(tmp_path, text)[1]
    text, _ = changed(CONTROL, f"open = [{marked}]\n{CONTROL}", GOOD)
    assert "`is` is missing" in refused(tmp_path, text)[1]


def test_a_setting_without_a_control_is_for_the_own_browser_alone(tmp_path: Path) -> None:
    harbour = given(tmp_path, GOOD + LABELS)
    assert list(harbour.recipes) == [SETTING]
    assert harbour.ways_for(SETTING) == harbour.ways
    assert harbour.ways_for(MEMORY) == (ApplyWay.OWN_BROWSER,)
    assert harbour.route(MEMORY, RegionCode("US")).platform.settings_url.endswith("/settings/memory")
    with pytest.raises(PlatformUnknown):
        harbour.recipe(MEMORY)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('desktop = ["Look for it."]', 'desktop = ["Look for it."]\nsave = 1', "`save` is not known"),
        (NAMED, ON + NAMED, "`on` is not known"),
        (WAY, WAY.replace("switch", "nothing"), "`way`"),
        ('ways = ["own-browser", "myself", "for-me"]', 'ways = ["myself", "for-me"]', "needs `own-browser`"),
    ],
)
def test_nothing_else_can_be_said_of_it(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text, _ = changed(old, new, GOOD + LABELS)
    if "own-browser" in old:
        text = re.sub(r"own-browser = .*\n", "", text, count=1)
    assert reason in refused(tmp_path, text)[1]


def test_a_page_file_of_such_settings_only_is_of_the_other_kind(tmp_path: Path) -> None:
    alone = GOOD[: GOOD.index("[[settings]]")] + LABELS
    line, reason = refused(tmp_path, alone)
    assert "`own-browser`" in reason
    assert line >= 1


def test_where_nobody_knows_the_sign_in_it_may_be_left_out(tmp_path: Path) -> None:
    text = re.sub(r"signed_out = .*\n", "", GOOD)
    assert given(tmp_path, text).sign_in.signed_out == ()
    unattended = re.sub(r"\nways = ", "\nunattended_reads = true\nways = ", text)
    assert "`unattended_reads` needs `signed_out`" in refused(tmp_path, unattended)[1]
    assert "list of texts" in refused(tmp_path, re.sub(r"signed_out = .*\n", "signed_out = []\n", GOOD))[1]


def test_a_member_is_led_away_from_no_page_that_may_be_the_sign_in(tmp_path: Path) -> None:
    """Where nobody knows its addresses, only the member can say that they have signed in."""
    harbour = given(tmp_path, GOOD)
    recipe, unknown = harbour.recipe(SETTING), replace(harbour.sign_in, signed_out=(), challenge=())
    somewhere = "https://www.harbour.example.com/enter"
    for rules, problem, is_led in ((unknown, PageLeft, False), (harbour.sign_in, PageMoved, True)):
        driver = Scripted(landings=[somewhere], ends=[*[None] * 60, Ending.LEFT])
        with pytest.raises(problem):
            signing_in.sign_in(recipe, rules, driver, OwnedClock(), Beside())
        assert (len(driver.loads) > 1) is is_led, "the settings page is asked for only where a sign-in can be told"
    driver = Scripted(landings=[somewhere, PAGE], ends=[None, None, Ending.DONE])
    signing_in.sign_in(recipe, unknown, driver, OwnedClock(), Beside())
    assert driver.loads == [f"open {PAGE}", f"open {PAGE}"]


def with_list(table: str, words: str) -> str:
    first, rest = GOOD.split("\n[[settings.labels]]\n", 1)
    return f"{first}\n{table}\n[[settings.labels]]\n{words}{rest}"


def test_a_list_is_read_with_its_words(tmp_path: Path) -> None:
    recipe = given(tmp_path, with_list(LIST, LISTED + LISTED_OFF)).recipe(SETTING)
    assert recipe.overview is not None
    assert recipe.overview.text == "https://www.harbour.example.com/account"
    words = [(one.listed_on and one.listed_on.text, one.listed_off and one.listed_off.text) for one in recipe.wordings]
    assert words == [("AI On", "AI Off"), *[(None, None)] * (len(words) - 1)]


@pytest.mark.parametrize(
    ("table", "words", "reason"),
    [
        (LIST, "", "`labels`"),
        ("", LISTED + LISTED_OFF, "`labels`"),
        (LIST, LISTED, "stand together"),
        (LIST, LISTED + LISTED.replace("listed_on", "listed_off"), "differ"),
        (LIST.replace("www.", "www2."), LISTED + LISTED_OFF, "`list` must lie in"),
        (LIST.replace("/account", "/checkpoint/1"), LISTED + LISTED_OFF, "`list` must lie in"),
        (LIST.replace("/account", "/settings/ai"), LISTED + LISTED_OFF, "another page"),
        (LIST.replace("/account", "/account?tab=ai"), LISTED + LISTED_OFF, "`is`"),
    ],
)
def test_a_list_that_says_nothing_certain_is_refused(tmp_path: Path, table: str, words: str, reason: str) -> None:
    _, told = refused(tmp_path, with_list(table, words))
    assert reason in told or "`listed_on`" in told


GERMAN_SAVE = '[[settings.labels]]\nlanguage = "en"\nsave = { is = "Save", mark = "verified", date = "2026" }\n'
HERE = 'page = { is = "http://localhost:8000/settings/ai"'


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('page = { is = "https://www.harbour.example.com/settings/ai"', HERE, "127.0.0.1"),
        ('origins = ["https://www.harbour.example.com"', 'origins = ["https://www.harbour.example.com/"', "not even"),
        ("[sign_in]", "[sign_in]\npractice = true", "belongs to the `[table]` above it"),
        (CONTROL, 'control = "Learn from my logbook" # ', "a table, such as"),
        ('[[settings.labels]]\nlanguage = "en"\n', GERMAN_SAVE, "it is missing in de"),
    ],
)
def test_what_a_first_reader_stumbled_over_is_told_with_what_to_do(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    assert old in GOOD
    _, told = refused(tmp_path, GOOD.replace(old, new, 1))
    assert reason in told
