"""Files of platforms with a page: what they say, and row W7: 9 kinds of hostile recipe, all refused at load."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.data_folder import SHIPPED, World, make_world

from demur.connectors import platform_file
from demur.connectors.catalogue import hosts_of
from demur.connectors.own_browser import Mark
from demur.connectors.page.platform import PagePlatform
from demur.connectors.page.recipe import Control, NamedBy, stands_for
from demur.core.page_problem import NeedsWindow
from demur.core.problem import PlatformFileBroken, PlatformNotAllowed, PlatformUnknown, ReachedByDemur
from demur.core.route import ApplyWay
from demur.core.setting import PlatformId, RegionCode, SettingId

README = (SHIPPED / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", README, flags=re.DOTALL)
GOOD = EXAMPLES[0]
HEAD = GOOD.partition("[settings.control]")[0]
HARBOUR = PlatformId("harbour")
SETTING = SettingId("ai-training")
BASE = "http://127.0.0.1:4000"


def given(folder: Path, text: str | bytes, *, is_shipped: bool = False) -> PagePlatform:
    file = folder / "given.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = platform_file.load(file, is_shipped)
    assert isinstance(found, PagePlatform)
    return found


def refused(folder: Path, text: str | bytes, *, is_shipped: bool = False) -> tuple[int, str]:
    with pytest.raises(PlatformFileBroken) as caught:
        given(folder, text, is_shipped=is_shipped)
    return int(caught.value.details["line"]), caught.value.details["reason"]


def changed(old: str, new: str, text: str = GOOD) -> tuple[str, int]:
    """Return a text with one thing changed, and the line of the change."""
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1), text[: text.index(old)].count("\n") + 1


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path / "data", lambda: BASE)


def drop(world: World, text: str, name: str = "harbour.toml") -> Path:
    file = world.folder / "platforms" / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_example_of_the_documentation_is_read_as_it_says(tmp_path: Path) -> None:
    harbour = given(tmp_path, GOOD)
    assert harbour.ways == (ApplyWay.OWN_BROWSER, ApplyWay.MYSELF, ApplyWay.FOR_ME)
    assert set(harbour.good_for) == set(harbour.ways)
    assert (harbour.unattended_reads, harbour.is_practice, harbour.needs_practice) == (False, False, False)
    recipe = harbour.recipe(SETTING)
    assert (recipe.kind, recipe.roles, recipe.is_on_when_checked) == (Control.SWITCH, ("switch", "checkbox"), True)
    assert recipe.address.text == "https://www.harbour.example.com/settings/ai"
    saved = recipe.wordings[0].saved
    assert saved is not None
    assert (saved.text, saved.mark) == ("Your change was saved", Mark.REPORTED)
    who = harbour.sign_in.identification
    assert who is not None
    assert (who.by, who.keys) == (NamedBy.LINK, ("Your account:", "Dein Konto:"))
    assert harbour.facts_for(SETTING, RegionCode("DE")).settings_url == recipe.address.text


def test_the_two_connectors_of_one_file_are_told_apart(tmp_path: Path) -> None:
    harbour = given(tmp_path, GOOD)
    assert (harbour.connector.id, harbour.connector.kind) == ("harbour/page", "page")
    assert (harbour.own.connector.id, harbour.own.connector.kind) == ("harbour/own-browser", "own-browser")
    assert harbour.route(SETTING, RegionCode("US")).connector.kind == "own-browser"
    assert harbour.connector.artifact == harbour.own.connector.artifact


@pytest.mark.parametrize("example", EXAMPLES[1:], ids=["list", "opposite", "save", "radio", "select"])
def test_every_kind_of_control_in_the_documentation_is_read(tmp_path: Path, example: str) -> None:
    given(tmp_path, HEAD + example)


def test_every_key_of_a_recipe_is_in_the_documentation(tmp_path: Path) -> None:
    """What the loader asks for, found by giving it nothing: every key it misses must be explained."""
    source = "".join(
        (Path(platform_file.__file__).parent / name).read_text(encoding="utf-8")
        for name in ("page/page_file.py", "page/recipe_file.py", "own_browser_file.py")
    )
    keys = set(re.findall(r'(?:table|top|control|part)\.(?:text|texts|flag|day|has|table|tables)\("([a-z_]+)"', source))
    keys |= set(re.findall(r'_(?:optional|few|sentences|addresses)\(table, "([a-z_]+)"', source))
    assert len(keys) > 25
    assert {key for key in keys if not re.search(rf"`\[*(?:settings\.)?{key}\]*`|\b{key} =", README)} <= {
        "answer",
        "option",
    }


def test_plaza_says_no_address_of_its_own() -> None:
    plaza = platform_file.load(SHIPPED / "plaza-page.toml", is_shipped=True)
    assert isinstance(plaza, PagePlatform)
    assert plaza.needs_practice
    assert plaza.own.needs_practice
    there = plaza.at(BASE)
    assert there.needs_practice
    assert not there.own.needs_practice
    assert there.origins == {BASE}
    everything = repr(there)
    assert "{practice}" not in everything
    assert there.is_practice
    assert there.own.is_practice


BROKEN = [
    ('way = "switch"', 'way = "nothing"', "`way`"),
    ('kind = "switch"', 'kind = "slider"', "`kind`"),
    ("on_when_checked = true", "", "`on_when_checked` must be said"),
    ('ways = ["own-browser", "myself", "for-me"]', 'ways = ["own-browser", "own-browser"]', "twice"),
    ('ways = ["own-browser", "myself", "for-me"]', 'ways = ["by-magic"]', "`ways`"),
    ('own-browser = "Works', 'other = "Works', "`own-browser` is missing"),
    ('start = { is = "https://www.', 'start = { is = "https://www2.', "`start` leads out of `origins`"),
    ('/login", "https://id.', '/login", "https://id2.', "`signed_out` leads out of `origins`"),
    ('challenge = ["https://www.', 'challenge = ["https://www2.', "`challenge` leads out of `origins`"),
    (
        'challenge = ["https://www.harbour.example.com/checkpoint/*"',
        'challenge = ["https://www.harbour.example.com/*"',
        "nobody",
    ),
    ('page = { is = "https://www.', 'page = { is = "https://www2.', "`page` lies outside the `origins`"),
    ('.com/settings/ai"', '.com/settings/*"', "full https"),
    ('identity = { link = ["Your account:", "Dein Konto:"] }', 'identity = { meta = "a b" }', "`meta`"),
    ('identity = { link = ["Your account:", "Dein Konto:"] }', 'identity = { cookie = "sid" }', "`link` is missing"),
    ('kind = "switch"', 'kind = "radio"', "`on_when_checked` is not known"),
    ('mark = "verified", date = "2026-11-20" }\norigins', 'mark = "sure", date = "2026-11-20" }\norigins', "`mark`"),
    ('saved = { is = "Your change', 'stored = { is = "Your change', "`stored` is not known"),
    ('control = { is = "Learn from my logbook"', 'control = { is = "Learn\\u202efrom"', "`is`"),
]


@pytest.mark.parametrize(("old", "new", "reason"), BROKEN)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text, _ = changed(old, new)
    line, told = refused(tmp_path, text)
    assert reason in told
    key = told.split("`")[1]
    there = text.split("\n")[line - 1]
    assert key in there or new in there or there.startswith("["), "the line is that of the key, or of its table"


HOW = "\n[settings.control]\n"
WITNESS = HOW + 'witness = { attribute = "class", value = "toggle" }\n'
LANGUAGES = 'save = { is = "Save", mark = "verified", date = "2026" }\nsaved ='
OPENINGS = "open = [" + ", ".join(['{ is = "More", mark = "verified", date = "2026" }'] * 5) + "]\nsaved ="


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (HOW, WITNESS, "`attribute`"),
        ("saved =", LANGUAGES, "`save` must stand in every language"),
        ("saved =", OPENINGS, "`open` has more than 4"),
        ("saved =", 'open = [{ is = "More", mark = "verified", date = "2026" }]\nsaved =', "as many entries"),
        (HOW, HOW + 'roles = ["button"]\n', "`roles`"),
        (HOW, HOW + 'frame = "https://www.harbour.example.com/a?b=c"\n', "full https"),
    ],
)
def test_what_could_press_another_thing_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert reason in refused(tmp_path, changed(old, new)[0])[1]


def test_w7_no_script_can_be_said(tmp_path: Path) -> None:
    assert "`script` is not known" in refused(tmp_path, changed(HOW, HOW + 'script = "alert(1)"\n')[0])[1]
    for address in ("javascript:alert(1)", "data:text/html,x", "https://a.example.com/<script>", "file:///etc/passwd"):
        text = re.sub(r'page = \{ is = "[^"]*"', f'page = {{ is = "{address}"', GOOD)
        assert "full https" in refused(tmp_path, text)[1]


@pytest.mark.parametrize(
    "step", ["steps = []", 'press = "Delete my account"', 'selector = ".toggle"', 'xpath = "//button"']
)
def test_w7_no_step_can_be_said_that_is_not_known(tmp_path: Path, step: str) -> None:
    assert "is not known here" in refused(tmp_path, changed(HOW, f"{HOW}{step}\n")[0])[1]


def test_w7_no_foreign_address_can_slip_in(tmp_path: Path, world: World) -> None:
    """Every host that is named stands in the one consent, the sub-frame's among them."""
    text, _ = changed(HOW, HOW + 'frame = "https://frames.example.net/ai"\n')
    assert hosts_of(given(tmp_path, text)) == [
        "frames.example.net",
        "id.harbour.example.com",
        "www.harbour.example.com",
    ]
    for address in ("https://127.0.0.1/login", "https://localhost/login", "https://user@www.harbour.example.com/login"):
        with pytest.raises(PlatformFileBroken):
            given(tmp_path, GOOD.replace("https://www.harbour.example.com/login", address))


def test_w7_a_pattern_is_only_text(tmp_path: Path) -> None:
    pattern = "(a+)+$" + "a" * 40
    assert given(tmp_path, GOOD.replace("Learn from my logbook", pattern)).recipe(SETTING).wordings[0].control
    assert "is not known here" in refused(tmp_path, changed(HOW, f'{HOW}pattern = "{pattern}"\n')[0])[1]


def test_w7_ten_megabytes_are_not_read(tmp_path: Path) -> None:
    assert "larger than" in refused(tmp_path, GOOD.encode() + b"# " + b"a" * 10_000_000)[1]


@pytest.mark.parametrize("loop", ["loop = 3", "repeat = true", 'goto = "control"', "retry = 10"])
def test_w7_no_loop_can_be_said(tmp_path: Path, loop: str) -> None:
    assert "is not known here" in refused(tmp_path, changed(HOW, f"{HOW}{loop}\n")[0])[1]
    many = ", ".join(f'"https://www.harbour.example.com/{number}"' for number in range(41))
    assert "more than 40" in refused(tmp_path, re.sub(r"signed_out = \[.*\]", f"signed_out = [{many}]", GOOD))[1]


def test_w7_another_version_of_the_format_is_refused(tmp_path: Path) -> None:
    assert "format 1 only" in refused(tmp_path, changed("format = 1 ", "format = 2 ")[0])[1]


def test_w7_other_bytes_than_those_agreed_to_are_not_used(world: World) -> None:
    file = drop(world, GOOD)
    world.catalogue.allow(world.catalogue.check(file))
    assert world.catalogue.find_page(HARBOUR).id == "harbour"
    drop(world, GOOD.replace("settings/ai", "settings/close-account"))
    with pytest.raises(PlatformNotAllowed):
        world.catalogue.find_page(HARBOUR)
    with pytest.raises(PlatformNotAllowed):
        world.catalogue.find_own(HARBOUR)


def test_w7_an_older_version_asks_again(world: World) -> None:
    """Consent is for exact bytes, and only for the last ones agreed to: a file put back is a stranger's again."""
    world.catalogue.allow(world.catalogue.check(drop(world, GOOD)))
    newer = GOOD.replace('version = "1"', 'version = "2"')
    world.catalogue.allow(world.catalogue.check(drop(world, newer)))
    drop(world, GOOD)
    with pytest.raises(PlatformNotAllowed) as caught:
        world.catalogue.find_page(HARBOUR)
    assert caught.value.details["hosts"] == "id.harbour.example.com, www.harbour.example.com"


def test_w7_a_loopback_host_is_practice_or_nothing(tmp_path: Path) -> None:
    alone = GOOD.replace(', "https://id.harbour.example.com"', "").replace(', "https://id.harbour.example.com/*"', "")
    here = re.sub(r"https://[a-z.]+example\.com", "http://127.0.0.1:4711", alone)
    assert "practice = true" in refused(tmp_path, here)[1]
    practice = here.replace('version = "1"', 'version = "1"\npractice = true')
    assert given(tmp_path, practice).is_practice
    mixed = practice.replace("http://127.0.0.1:4711/checkpoint", "https://www.harbour.example.com/checkpoint")
    assert "must lie on this computer" in refused(tmp_path, mixed)[1]
    waits = practice.replace("http://127.0.0.1:4711", "{practice}")
    assert "full https" in refused(tmp_path, waits)[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "Harbour"', 'name = "Plaza Web"'),
        ('name = "Harbour"', 'name = "LinkedIn"'),
        ('id = "harbour"', 'id = "plaza-page"'),
        ('name = "Harbour Inc."', 'name = "LinkedIn Corporation"'),
        ('is = "Learn from my logbook"', 'is = "Let Plaza learn from my posts"'),
        ('is = "AI and your logbook"', 'is = "PLAZA DARF AUS MEINEN BEITRÄGEN LERNEN"'),
    ],
)
def test_w7_a_shipped_name_is_not_to_be_had(world: World, old: str, new: str) -> None:
    drop(world, changed(old, new)[0])
    platforms, (problem,) = world.catalogue.all()
    assert problem.details["file"] == "harbour.toml"
    assert "already the name" in problem.details["reason"]
    assert "harbour" not in {found.id for found in platforms}


def test_a_page_is_found_as_one_and_for_the_own_browser_too(world: World) -> None:
    plaza = PlatformId("plaza-page")
    assert world.catalogue.find_page(plaza).start.text == f"{BASE}/web/sign-in"
    assert world.catalogue.find_own(plaza).settings[0].addresses == (f"{BASE}/web/settings/ai-training",)
    with pytest.raises(NeedsWindow):
        world.catalogue.find(plaza)
    with pytest.raises(PlatformUnknown):
        world.catalogue.find_page(PlatformId("plaza"))
    with pytest.raises(ReachedByDemur):
        world.catalogue.find_own(PlatformId("plaza"))
    with pytest.raises(PlatformUnknown):
        world.catalogue.find_page(plaza).recipe(SettingId("adverts"))


@pytest.mark.parametrize(
    ("listed", "address", "is_meant"),
    [
        ("https://a.example/login", "https://a.example/login", True),
        ("https://a.example/login", "https://a.example/login/", False),
        ("https://a.example/login", "https://a.example/login-2", False),
        ("https://a.example/login/*", "https://a.example/login/code", True),
        ("https://a.example/login/*", "https://a.example/login", False),
        ("https://a.example/login/*", "https://a.example/login-2/code", False),
    ],
)
def test_an_address_stands_for_itself_or_for_what_lies_below(listed: str, address: str, is_meant: bool) -> None:
    assert stands_for(listed, address) is is_meant


def test_check_says_what_was_understood(tmp_path: Path) -> None:
    """`demur platforms check`: hosts, addresses, labels per language with their marks, and the ways in order."""
    file = tmp_path / "harbour.toml"
    file.write_text(GOOD, encoding="utf-8")
    command = [sys.executable, "-m", "demur", "--data-dir", str(tmp_path / "data"), "platforms", "check", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for part in (
        "https://id.harbour.example.com, https://www.harbour.example.com",
        "https://www.harbour.example.com/settings/ai (seen on the live page, 2026-11-20)",
        "Checked means: On",
        "de, control: “Aus meinem Logbuch lernen” (as reported, 2026-10-02)",
        "1. In my own browser: Works however you sign in",
        "Harbour's terms restrict programs",
    ):
        assert part in said
    file.write_text(changed('kind = "switch"', 'kind = "slider"')[0], encoding="utf-8")
    broken = subprocess.run(command, capture_output=True, text=True, check=False)
    assert broken.returncode != 0
    line = GOOD[: GOOD.index('kind = "switch"')].count("\n") + 1
    assert f"line {line}" in broken.stdout
