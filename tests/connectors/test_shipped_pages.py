"""The platforms that come with Demur and have a page: what their files say, and where nothing of ours may ever run."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.core.stage import OwnedClock
from tests.page.scripted import Proved, Scripted, answer, candidate
from tests.support.data_folder import SHIPPED

from demur.connectors import platform_file
from demur.connectors.own_browser import Mark, Marked
from demur.connectors.page.engine import PageLine
from demur.connectors.page.page_file import MOST_ADDRESSES
from demur.connectors.page.platform import PagePlatform
from demur.connectors.page.recipe import Control, Witness, stands_for
from demur.core.account import Account, AccountId, SignInId
from demur.core.page_problem import ChallengeMet, PageChanged, PageMoved
from demur.core.problem import PlatformUnknown, Problem, SignedOut
from demur.core.reading import Reading
from demur.core.route import ApplyWay, Way
from demur.core.setting import Identity, RegionCode, SettingId, State

TRAINING = SettingId("ai-training")
BEGINS = re.compile(r"^(start|page) = ")
PAGES = {
    "linkedin": "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement",
    "x": "https://x.com/settings/grok_settings",
    "chatgpt": "https://chatgpt.com/#settings/DataControls",
    "github-copilot": "https://github.com/settings/copilot/features",
}
LINKEDIN = PAGES["linkedin"]
PREFERENCES = "https://www.linkedin.com/mypreferences/d"
NEIGHBOURS = [
    f"{PREFERENCES}/close-account",
    f"{PREFERENCES}/close-account/reasons",
    f"{PREFERENCES}/hibernate-account",
    f"{PREFERENCES}/settings/data-for-generative-ai-improvement",  # li.url.wrong1
    f"{PREFERENCES}/settings/data-for-generative-ai",  # li.url.wrong2
    f"{PREFERENCES}/categories/privacy",
    f"{PREFERENCES}/categories/account",
    f"{PREFERENCES}/",
    f"{LINKEDIN}/",
    f"{LINKEDIN}-2",
    f"{LINKEDIN}/close-account",
    LINKEDIN.replace("www.", ""),
    LINKEDIN.replace("/d/", "/m/"),
]
LABEL = "Use my data for training content creation AI models"


def shipped(name: str) -> PagePlatform:
    found = platform_file.load(SHIPPED / f"{name}.toml", is_shipped=True)
    assert isinstance(found, PagePlatform)
    return found


def line(name: str, driver: Scripted) -> PageLine:
    platform = shipped(name)
    account = Account(
        AccountId("page-1"),
        platform.id,
        TRAINING,
        Identity("", "Maya"),
        RegionCode("GB"),
        is_practice=False,
        sign_in=SignInId("page-1"),
    )
    return PageLine(platform, account, driver, OwnedClock(), ApplyWay.FOR_ME, proof=Proved())


def at(address: str, *controls: dict[str, Any], **changes: Any) -> Scripted:
    """Return a page that lies at an address and shows these controls."""
    view = answer(*controls, identity=None, **changes)
    return Scripted(view=lambda _: view, landings=[address])


def read(name: str, *controls: dict[str, Any], **changes: Any) -> Reading:
    driver = at(shipped(name).recipe(TRAINING).landing, *controls, **changes)
    return line(name, driver).open().read()


def met(name: str, *controls: dict[str, Any], **changes: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        read(name, *controls, **changes)
    return caught.value


def marked(platform: PagePlatform) -> Iterator[Marked]:
    """Yield every label and address of a file."""
    yield platform.start
    for setting in platform.settings:
        yield from filter(None, (setting.page, *(form.address for form in setting.forms)))
        for labels in setting.labels:
            yield from filter(None, (labels.name, labels.control, labels.option))


@pytest.mark.parametrize("name", PAGES)
def test_each_file_has_its_one_address_and_says_that_nobody_looked(name: str) -> None:
    platform, text = shipped(name), (SHIPPED / f"{name}.toml").read_text(encoding="utf-8")
    assert platform.recipe(TRAINING).address.text == PAGES[name]
    assert "not yet checked on the live site" in text
    assert platform.own.checked is None
    assert Mark.VERIFIED not in {one.mark for one in marked(platform)}
    assert all("2024" <= one.date <= "2026-11-21" for one in marked(platform))
    assert (platform.is_practice, platform.unattended_reads) == (False, False)
    assert platform.sign_in.identification is None, "no page is known to name its member"
    assert platform.meaning == name
    assert (SHIPPED.parent / "meaning" / f"{name}.toml").is_file()


@pytest.mark.parametrize("name", PAGES)
def test_the_own_browser_comes_first_and_pressing_for_the_member_last(name: str) -> None:
    platform = shipped(name)
    assert platform.ways == (ApplyWay.OWN_BROWSER, ApplyWay.MYSELF, ApplyWay.FOR_ME)
    assert set(platform.good_for) == set(platform.ways)
    assert all(setting.way is Way.SWITCH for setting in platform.settings)


@pytest.mark.parametrize("name", PAGES)
def test_every_address_lies_on_one_origin_and_none_is_that_of_the_setting(name: str) -> None:
    platform = shipped(name)
    (origin,) = platform.sign_in.origins
    listed = (*platform.sign_in.signed_out, *platform.sign_in.challenge)
    assert len(listed) < MOST_ADDRESSES
    assert not any(stands_for(one, platform.recipe(TRAINING).landing) for one in listed)
    assert all(address.startswith(f"{origin}/") for address in (*listed, platform.start.text, PAGES[name]))


@pytest.mark.parametrize(
    ("name", "controllers"),
    [
        ("linkedin", ["LinkedIn Ireland Unlimited Company", "LinkedIn Corporation"]),
        ("x", ["X"]),
        ("chatgpt", ["OpenAI"]),
        ("github-copilot", ["GitHub"]),
    ],
)
def test_controllers_are_named_no_further_than_they_are_known(name: str, controllers: list[str]) -> None:
    assert [one.name for one in shipped(name).own.controllers] == controllers


@pytest.mark.parametrize("name", ["x", "chatgpt", "github-copilot"])
def test_where_nobody_knows_how_signing_in_looks_no_address_is_said_to_be_it(name: str) -> None:
    platform = shipped(name)
    assert (platform.sign_in.signed_out, platform.sign_in.challenge) == ((), ())
    assert platform.start.mark is Mark.UNRESOLVED
    assert platform.start.text in {PAGES[name], platform.recipe(TRAINING).landing}
    elsewhere = f"{next(iter(platform.sign_in.origins))}/login"
    with pytest.raises(PageMoved):
        line(name, at(elsewhere)).open().read()


@pytest.mark.parametrize("name", ["x", "chatgpt", "github-copilot"])
def test_there_no_second_reading_is_of_the_same_member_for_certain(name: str) -> None:
    known = shipped(name).recipe(TRAINING).wordings[0].control
    assert known is not None
    driver = at(shipped(name).recipe(TRAINING).landing, candidate(name=known.text))
    there = line(name, driver)
    assert there.open().read().is_account_sure
    assert not there.open().read().is_account_sure


def test_linkedin_is_found_by_name_and_by_attribute() -> None:
    """li.switch, li.x.sel."""
    recipe = shipped("linkedin").recipe(TRAINING)
    assert (recipe.kind, recipe.roles, recipe.is_on_when_checked) == (Control.SWITCH, ("switch", "checkbox"), True)
    assert recipe.witness == Witness("aria-labelledby", "allowDataForGenerativeAI")
    known = {one.language for one in recipe.wordings if one.control is not None}
    assert known == {"en", "de", "fr", "nl", "it", "pt-BR"}, "the words in Spanish are not known"
    assert [one for one in recipe.wordings if one.not_offered or one.save or one.confirm or one.open] == []


@pytest.mark.parametrize(("checked", "state"), [("true", State.ON), ("false", State.OFF)])
@pytest.mark.parametrize(
    ("lang", "name", "by"),
    [
        ("en", LABEL, "name-and-witness"),
        ("en-US", LABEL, "name-and-witness"),
        ("fr", "Utiliser mes données pour entraîner des modèles d’IA de création", "name-beginning-and-witness"),
        ("es", "Usar mis datos", "witness"),
        ("ja", "データ", "witness"),
    ],
)
def test_linkedins_switch_is_read(lang: str, name: str, by: str, checked: str, state: State) -> None:
    reading = read("linkedin", candidate(name=name, isWitnessed=True, ariaChecked=checked), lang=lang)
    assert reading.state is state
    assert f'"by":"{by}"' in reading.body.decode()


def test_linkedins_switch_by_its_name_alone_is_read_too() -> None:
    assert '"by":"name"' in read("linkedin", candidate(name=LABEL)).body.decode()


@pytest.mark.parametrize("lang", ["en", "de", "es", "ja", ""])
def test_a_missing_switch_is_its_own_outcome_and_never_off(lang: str) -> None:
    """B4: region, minor, unknown country or a changed page; no words are known by which LinkedIn says which."""
    found = met("linkedin", lang=lang)
    assert type(found) is PageChanged
    assert LABEL in found.details["expected"] or lang == "de"


@pytest.mark.parametrize("is_witnessed", [True, False])
@pytest.mark.parametrize("label", ["Show me ads", f"{LABEL} of others", LABEL[:-1]])
def test_another_label_on_linkedins_switch_is_a_changed_page(label: str, is_witnessed: bool) -> None:
    """A label that is known whole is compared whole."""
    assert type(met("linkedin", candidate(name=label, isWitnessed=is_witnessed))) is PageChanged


@pytest.mark.parametrize("address", NEIGHBOURS)
def test_nothing_is_asked_or_pressed_next_door(address: str) -> None:
    """li.x.danger, li.url.wrong1, li.url.wrong2: only the whole address of the setting counts."""
    driver = at(address, candidate(name=LABEL, isWitnessed=True))
    connector = line("linkedin", driver).open()
    with pytest.raises(PageMoved):
        connector.read()
    with pytest.raises(PageMoved):
        connector.write(State.OFF, read("linkedin", candidate(name=LABEL, isWitnessed=True)))
    assert (driver.looks, driver.presses) == (0, [])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("address", NEIGHBOURS)
def test_no_file_names_a_neighbour_or_what_would_stand_for_one(name: str, address: str) -> None:
    platform = shipped(name)
    addresses = [one.text for one in marked(platform)]
    addresses += [*platform.sign_in.signed_out, *platform.sign_in.challenge]
    assert address not in addresses
    assert [one for one in addresses if stands_for(one, address)] == []


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("login", SignedOut),
        ("uas/login", SignedOut),
        ("authwall", SignedOut),
        ("checkpoint/lg/login-challenge", ChallengeMet),
        ("challenge/x", ChallengeMet),
        ("feed/", PageMoved),
        ("loginish", PageMoved),
        ("", PageMoved),
    ],
)
def test_linkedins_sign_in_is_known_by_its_addresses(path: str, problem: type[Problem]) -> None:
    """li.s.login, li.s.neg."""
    with pytest.raises(problem):
        line("linkedin", at(f"https://www.linkedin.com/{path}", candidate(name=LABEL))).open().read()


def test_linkedins_terms_are_said_in_a_sentence() -> None:
    """li.u.13, li.u.34."""
    terms = shipped("linkedin").terms or ""
    assert "8.2.13" in terms
    assert "3.4" in terms
    assert "no exception for your own settings" in terms
    assert "weaker" in shipped("linkedin").good_for[ApplyWay.OWN_BROWSER]
    assert "may refuse your sign-in" in shipped("linkedin").good_for[ApplyWay.MYSELF]
    assert "User Agreement" in shipped("linkedin").good_for[ApplyWay.FOR_ME]


NEW = "Allow your public data as well as your interactions, inputs, and results with Grok and xAI"


def test_x_has_three_choices_of_which_one_is_described() -> None:
    """x.three: training by its label; personalization and memory for the member's own browser only."""
    x = shipped("x")
    assert [setting.facts.id for setting in x.settings] == ["ai-training", "ai-personalization", "ai-memory"]
    assert list(x.recipes) == ["ai-training"]
    assert {setting.page.text for setting in x.settings if setting.page} == {PAGES["x"]}
    assert all(setting.desktop for setting in x.settings)
    assert x.ways_for(TRAINING) == x.ways
    for setting in ("ai-personalization", "ai-memory"):
        assert x.ways_for(SettingId(setting)) == (ApplyWay.OWN_BROWSER,)
        with pytest.raises(PlatformUnknown):
            x.recipe(SettingId(setting))


@pytest.mark.parametrize("label", [f"{NEW} to be used for training", "Allow your posts as well as your interactions"])
def test_xs_label_is_known_by_its_beginning_now_and_as_it_was(label: str) -> None:
    """x.label, x.label.old."""
    reading = read("x", candidate(name=label, ariaChecked="false"))
    assert reading.state is State.OFF
    assert '"by":"name-beginning"' in reading.body.decode()
    assert label in reading.body.decode(), "the whole name stands in the evidence"


@pytest.mark.parametrize("label", [NEW[:-1], f"Do not {NEW}", "Allow your posts", NEW.upper()])
def test_what_does_not_begin_so_is_another_control(label: str) -> None:
    found = met("x", candidate(name=label))
    assert type(found) is PageChanged
    assert found.details["expected"] == f"“{NEW} …”"


def test_both_of_xs_labels_at_once_are_one_too_many() -> None:
    with pytest.raises(Problem) as caught:
        read("x", candidate(name=NEW), candidate(name="Allow your posts as well as that"))
    assert caught.value.code == "control-ambiguous"


def test_chatgpts_settings_are_opened_at_their_part_and_compared_without_it() -> None:
    driver = at("https://chatgpt.com/", candidate(name="Improve the model for everyone", isWitnessed=True))
    connector = line("chatgpt", driver).open()
    assert connector.read().address == "https://chatgpt.com/"
    assert driver.loads == [f"open {PAGES['chatgpt']}"]
    driver.is_renamed = True  # the part was closed since
    connector.read()
    assert driver.left_at == [PAGES["chatgpt"]]
    assert driver.loads[1:] == ["reload"]
    witness = shipped("chatgpt").recipe(TRAINING).witness
    assert witness == Witness("data-testid", "improve-model-toggle")
