"""Platforms in the member's own browser: what the shipped files say, and that a wrong one is refused with its line."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.support.data_folder import SHIPPED, World, make_world

from demur.connectors import platform_file
from demur.connectors.catalogue import hosts_of
from demur.connectors.own_browser import Mark, OwnBrowserPlatform
from demur.connectors.page.platform import PagePlatform
from demur.core.page_problem import NeedsWindow
from demur.core.problem import (
    InOwnBrowser,
    NameUnusable,
    PlatformFileBroken,
    PlatformNotAllowed,
    PlatformUnknown,
    ReachedByDemur,
)
from demur.core.route import Way
from demur.core.setting import PlatformId, RegionCode, SettingId
from demur.meaning.regions import ALL, DESIGNATED, EU

NAMES = ["linkedin", "meta", "zoom"]
GB, DE, US, NO = (RegionCode(code) for code in ("GB", "DE", "US", "NO"))
LINKEDIN_PAGE = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"
FACTS = datetime(2026, 11, 21, tzinfo=UTC).date()

GOOD = """\
format = 1
connector = "own-browser"
id = "harbour"
version = "1"
name = "Harbour"
checked = 2026-11-20

[regions]
north = ["NO", "SE"]

[[controllers]]
name = "Harbour North"
regions = ["north", "FI"]

[[controllers]]
name = "Harbour World"

[[settings]]
id = "training"
purpose = "https://w3id.org/dpv/ai#ModelTraining"
way = "switch"
page = { is = "https://www.harbour.example.com/settings/ai", mark = "verified", date = "2026-11-20" }
desktop = ["Open the page.", "Turn it off."]

[[settings.labels]]
language = "en"
name = { is = "Learn from my logbook", mark = "verified", date = "2026-11-20" }

[[settings.labels]]
language = "nb"
name = { is = "Lær av loggboken min", mark = "unresolved", date = "2026" }

[[settings.forms]]
regions = ["north"]
is = "https://help.harbour.example.com/object"
mark = "reported"
date = "2026-10"
"""


def load(path: Path, *, is_shipped: bool = True) -> OwnBrowserPlatform:
    found = platform_file.load(path, is_shipped)
    assert isinstance(found, OwnBrowserPlatform)
    return found


def shipped(name: str) -> OwnBrowserPlatform:
    """Return what a shipped file says of the member's own browser; LinkedIn's also describes its page."""
    found = platform_file.load(SHIPPED / f"{name}.toml", is_shipped=True)
    return found.own if isinstance(found, PagePlatform) else load(SHIPPED / f"{name}.toml")


def given(folder: Path, text: str, *, is_shipped: bool = False) -> OwnBrowserPlatform:
    file = folder / "given.toml"
    file.write_text(text)
    return load(file, is_shipped=is_shipped)


def refused(folder: Path, text: str) -> tuple[int, str]:
    with pytest.raises(PlatformFileBroken) as caught:
        given(folder, text)
    return int(caught.value.details["line"]), caught.value.details["reason"]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path / "data", lambda: "http://127.0.0.1:1")


def test_linkedin_is_a_switch_at_its_exact_address() -> None:
    linkedin = shipped("linkedin")
    (setting,) = linkedin.settings
    assert setting.way is Way.SWITCH
    for region in ALL:
        page = setting.page_for(region)
        assert page is not None
        assert page.text == LINKEDIN_PAGE
    assert (setting.facts.label, setting.facts.lang) == ("Data for Generative AI Improvement", "en")
    control = setting.labels[0].control
    assert control is not None
    assert control.text == "Use my data for training content creation AI models"
    assert (len(setting.desktop), len(setting.phone), len(setting.expect)) == (4, 5, 2)
    assert {labels.language for labels in setting.labels} == {"en", "de", "fr", "nl", "it", "pt-BR", "es"}


def test_linkedin_names_the_controller_for_where_the_member_lives() -> None:
    """li.h.designated: Ireland for the EU, the EEA and Switzerland; the Corporation elsewhere, the UK among it."""
    linkedin = shipped("linkedin")
    irish = {region for region in ALL if linkedin.controller(region) == "LinkedIn Ireland Unlimited Company"}
    assert irish == DESIGNATED
    assert {linkedin.controller(region) for region in ALL - DESIGNATED} == {"LinkedIn Corporation"}
    assert linkedin.route(SettingId("ai-training"), GB).platform.controller == "LinkedIn Corporation"


def test_objection_forms_are_there_where_a_source_says_so() -> None:
    """li.form.url, m.form."""
    (switch,), (form,) = shipped("linkedin").settings, shipped("meta").settings
    assert {region for region in ALL if switch.form(region)} == DESIGNATED | {GB}
    assert {region for region in ALL if form.form(region)} == EU | {GB}
    assert form.page_for(US) is None
    assert form.page_for(GB) == form.form(GB)
    assert shipped("meta").route(SettingId("ai-objection"), US).form is None


def test_meta_is_a_form_and_zoom_has_nothing() -> None:
    assert [shipped(name).settings[0].way for name in NAMES] == [Way.SWITCH, Way.FORM, Way.NOTHING]
    assert shipped("meta").settings[0].answer
    assert shipped("zoom").settings[0].forms == ()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_claimed_as_seen_on_the_live_site(name: str) -> None:
    found = shipped(name)
    assert found.checked is None
    for setting in found.settings:
        marked = [setting.page, *(form.address for form in setting.forms)]
        marked += [label for labels in setting.labels for label in (labels.name, labels.control, labels.option)]
        present = [one for one in marked if one is not None]
        assert present
        assert Mark.VERIFIED not in {one.mark for one in present}
        assert all(one.date <= FACTS.isoformat() for one in present)


FORBIDDEN = (
    "data-for-generative-ai-improvement",
    "settings/data-for-generative-ai",
    "close-account",
    "hibernate",
    "deactivate",
)


@pytest.mark.parametrize("name", [file.stem for file in SHIPPED.glob("*.toml")])
def test_forbidden_neighbours_stand_in_no_shipped_file(name: str) -> None:
    """li.url.wrong1, li.url.wrong2, and what closes an account, which lives next door."""
    text = (SHIPPED / f"{name}.toml").read_text().casefold()
    assert [word for word in FORBIDDEN if word in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_region_named_is_one_there_is(name: str) -> None:
    found = shipped(name)
    groups = [controller.regions for controller in found.controllers]
    groups += [form.regions for setting in found.settings for form in setting.forms]
    for regions in groups:
        assert regions is None or regions <= ALL


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    harbour = given(tmp_path, GOOD)
    (setting,) = harbour.settings
    assert (harbour.checked, harbour.connector.origin) == (date(2026, 11, 20), "member-added")
    assert [harbour.controller(region) for region in (NO, RegionCode("FI"), GB)] == [
        "Harbour North",
        "Harbour North",
        "Harbour World",
    ]
    assert harbour.facts.controller == "Harbour North; Harbour World"
    assert hosts_of(harbour) == ["help.harbour.example.com", "www.harbour.example.com"]
    assert (harbour.is_practice, harbour.needs_practice, harbour.about, harbour.meaning) == (False, False, None, None)
    route = harbour.route(SettingId("training"), NO)
    assert route.platform.settings_url == "https://www.harbour.example.com/settings/ai"
    assert route.form == "https://help.harbour.example.com/object"
    assert setting.form(GB) is None
    with pytest.raises(PlatformUnknown):
        harbour.setting(SettingId("gone"))


def test_the_claim_on_minors_is_named_by_shipped_files_alone(tmp_path: Path) -> None:
    text = GOOD.replace('name = "Harbour"\n', 'name = "Harbour"\nminors = "li.minors"\n')
    assert "come with Demur" in refused(tmp_path, text)[1]
    assert given(tmp_path, text, is_shipped=True).minors == "li.minors"
    assert given(tmp_path, GOOD).minors is None
    with pytest.raises(PlatformFileBroken) as caught:
        given(tmp_path, text.replace("li.minors", "Everybody under 18"), is_shipped=True)
    assert FORM in caught.value.details["reason"]


FORM = "is not of the form it must have"
BROKEN = [
    ('connector = "own-browser"', 'connector = "own"', "knows the connectors"),
    ("checked = 2026-11-20", 'checked = "yes"', "wrong type"),
    ("checked = 2026-11-20", "checked = 2026-11-20T10:00:00Z", "wrong type"),
    ('north = ["NO", "SE"]', 'north = ["Norway"]', "list of texts"),
    ('regions = ["north", "FI"]', 'regions = ["south"]', "list of texts"),
    ('name = "Harbour World"', 'name = "Harbour\\u202EWorld"', FORM),
    ('way = "switch"', 'way = "letter"', FORM),
    ('page = { is = "https://www', 'page = { is = "http://www', FORM),
    ("www.harbour.example.com/settings/ai", "www.harbour.example.com/settings/ai?next=1", FORM),
    ("www.harbour.example.com/settings/ai", "user@www.harbour.example.com/settings", FORM),
    ("https://www.harbour.example.com/settings/ai", "http://127.0.0.1:4000/settings", FORM),
    ("https://www.harbour.example.com/settings/ai", "javascript:alert(1)", FORM),
    ('mark = "verified", date = "2026-11-20" }\ndesktop', 'mark = "seen", date = "2026-11-20" }\ndesktop', FORM),
    ('date = "2026-11-20" }\ndesktop', 'date = "20 Nov" }\ndesktop', FORM),
    ('"Turn it off."]', '"Turn it off"]', "list of texts"),
    ('"Turn it off."]', '"Turn it\\noff."]', "list of texts"),
    ('desktop = ["Open the page.", "Turn it off."]', 'laptop = []\ndesktop = ["Open the page."]', "not known here"),
    ('language = "nb"', 'language = "norwegian bokmål"', FORM),
    ('name = { is = "Lær av loggboken min", mark', "name = { mark", "`is` is missing"),
    ('is = "https://help.harbour.example.com/object"', 'is = "https://help"', FORM),
    ('regions = ["north"]\nis', 'regions = ["no"]\nis', "list of texts"),
    ('date = "2026-10"', "date = 2026-10-01", "wrong type"),
]


@pytest.mark.parametrize(("old", "new", "reason"), BROKEN)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, old: str, new: str, reason: str) -> None:
    """Row W7."""
    assert GOOD.count(old) == 1, old
    line = GOOD[: GOOD.index(old)].count("\n") + 1
    told_line, told = refused(tmp_path, GOOD.replace(old, new))
    assert told_line == line
    assert reason in told


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace('regions = ["north", "FI"]\n', ""), "exactly the last"),
        (
            lambda text: text.replace('name = "Harbour World"\n', 'name = "Harbour World"\nregions = ["GB"]\n'),
            "exactly",
        ),
        (lambda text: text.replace('desktop = ["Open the page.", "Turn it off."]\n', ""), "there must be steps"),
        (lambda text: re.sub(r"page = .*\n", "", text), "`page` is missing"),
        (lambda text: text.replace('way = "switch"', 'way = "form"'), "`page` is not known here"),
        (lambda text: text.replace('way = "switch"', 'way = "nothing"'), "`forms` is not known here"),
        (
            lambda text: text.replace('name = "Harbour"\n', 'name = "Harbour"\nmeaning = "linkedin"\n'),
            "come with Demur",
        ),
        (lambda text: text.replace('name = "Harbour"\n', 'name = "Harbour"\npractice = true\n'), "not known here"),
        (lambda text: text + text[text.index("[[settings]]") :], "same `id`"),
    ],
)
def test_a_file_that_does_not_fit_together_is_refused(tmp_path: Path, change: object, reason: str) -> None:
    assert callable(change)
    assert reason in refused(tmp_path, change(GOOD))[1]


def test_dropped_in_file_needs_a_yes_that_names_its_hosts(world: World) -> None:
    """Design part 4: nobody's browser is sent anywhere by a file that they have not agreed to."""
    file = world.folder / "platforms" / "harbour.toml"
    file.write_text(GOOD)
    with pytest.raises(PlatformNotAllowed) as caught:
        world.catalogue.find_own(PlatformId("harbour"))
    assert caught.value.details["hosts"] == "help.harbour.example.com, www.harbour.example.com"
    with pytest.raises(PlatformNotAllowed):
        world.joining.name(PlatformId("harbour"), "Maya", NO)
    world.catalogue.allow(world.catalogue.check(file))
    assert world.catalogue.find_own(PlatformId("harbour")).id == "harbour"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "Harbour"', 'name = "LinkedIn"'),
        ('id = "harbour"', 'id = "linkedin"'),
        ('name = "Harbour World"', 'name = "linkedin CORPORATION"'),
        ('is = "Learn from my logbook"', 'is = "Data for Generative AI Improvement"'),
        ('is = "Lær av loggboken min"', 'is = "Daten zur Verbesserung generativer KI"'),
    ],
)
def test_dropped_in_file_may_not_use_a_shipped_name(world: World, old: str, new: str) -> None:
    file = world.folder / "platforms" / "harbour.toml"
    file.write_text(GOOD.replace(old, new))
    with pytest.raises(PlatformFileBroken) as caught:
        world.catalogue.check(file)
    assert "already the name" in caught.value.details["reason"]
    assert caught.value.details["line"] == str(GOOD[: GOOD.index(old)].count("\n") + 1)


def test_each_kind_of_platform_is_found_in_its_own_way(world: World) -> None:
    with pytest.raises(InOwnBrowser):
        world.catalogue.find(PlatformId("meta"))
    with pytest.raises(NeedsWindow):
        world.catalogue.find(PlatformId("linkedin"))
    assert world.catalogue.find_own(PlatformId("linkedin")).id == "linkedin"
    with pytest.raises(ReachedByDemur):
        world.catalogue.find_own(PlatformId("plaza"))
    with pytest.raises(PlatformUnknown):
        world.catalogue.find_own(PlatformId("nowhere"))


def test_account_is_named_by_the_member_and_holds_no_sign_in(world: World) -> None:
    account = world.joining.name(PlatformId("linkedin"), "Maya at work", GB)
    assert world.accounts.find(account.id) == account
    assert (account.identity.handle, account.identity.user_id) == ("Maya at work", "")
    assert (account.is_named_by_member, account.is_practice, account.setting) == (True, False, "ai-training")
    assert world.shelf.find(account.sign_in) is None
    assert world.joining.leave(account) is True
    assert world.accounts.all() == ()


def test_one_name_is_one_account_and_another_is_another(world: World) -> None:
    first = world.joining.name(PlatformId("linkedin"), "Maya", GB)
    moved = world.joining.name(PlatformId("linkedin"), "maya", DE)
    assert (moved.id, moved.region) == (first.id, DE)
    assert world.joining.name(PlatformId("linkedin"), "Sam", GB).id != first.id
    assert world.joining.name(PlatformId("meta"), "Maya", GB).id != first.id
    assert len(world.accounts.all()) == 3


@pytest.mark.parametrize("name", ["", " ", "a\nb", "Ma\u202eya", "x" * 121, " Maya"])
def test_name_that_cannot_be_told_from_another_is_refused(world: World, name: str) -> None:
    with pytest.raises(NameUnusable):
        world.joining.name(PlatformId("linkedin"), name, GB)
    assert world.accounts.all() == ()


def test_draft_is_remembered_nowhere(world: World) -> None:
    (draft,) = world.joining.draft(PlatformId("zoom"), "-", GB)
    assert (draft.platform, draft.region) == ("zoom", GB)
    assert world.accounts.all() == ()


def test_each_setting_under_one_name_is_an_account_of_one_sign_in(world: World) -> None:
    file = world.folder / "platforms" / "harbour.toml"
    second = GOOD[GOOD.index("[[settings]]") :].replace('id = "training"', 'id = "adverts"', 1)
    file.write_text(f"{GOOD}\n{second}")
    world.catalogue.allow(world.catalogue.check(file))
    first = world.joining.name(PlatformId("harbour"), "Maya", NO)
    accounts = world.accounts.all()
    assert accounts[0] == first
    assert [account.setting for account in accounts] == ["training", "adverts"]
    assert len({(account.sign_in, account.identity, account.region) for account in accounts}) == 1
    world.joining.name(PlatformId("harbour"), "maya", NO)
    assert [account.id for account in world.accounts.all()] == [account.id for account in accounts]
    assert [draft.setting for draft in world.joining.draft(PlatformId("harbour"), "-", NO)] == ["training", "adverts"]
    assert world.joining.leave(accounts[1]) is True
    assert world.accounts.all() == ()
