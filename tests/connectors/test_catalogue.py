"""Which platforms there are: ours, those a member dropped in, and what a dropped-in file may not do (row W7)."""

import re
from pathlib import Path

import pytest
from tests.support.data_folder import SHIPPED, World, make_world
from tests.support.platform_server import PLATFORM_FILE

from demur.connectors import platform_file
from demur.connectors.catalogue import Catalogue, hosts_of, is_added
from demur.core.problem import PlatformFileBroken, PlatformNotAllowed, PlatformUnknown
from demur.core.setting import PlatformId

PLAZA = platform_file.load(SHIPPED / "plaza.toml", is_shipped=True)
SHIPPED_IDS = [file.stem for file in sorted(SHIPPED.glob("*.toml"))]
TINY = PLATFORM_FILE.format(base="http://127.0.0.1:4711")
REAL = PLATFORM_FILE.format(base="https://tiny.example.com").replace("practice = true\n", "")


@pytest.fixture
def folder(tmp_path: Path) -> World:
    return make_world(tmp_path / "data", lambda: "http://127.0.0.1:4000")


def drop(folder: World, text: str, name: str = "tiny.toml") -> Path:
    file = folder.folder / "platforms" / name
    file.write_text(text)
    return file


def ids(catalogue: Catalogue) -> list[str]:
    return [platform.id for platform in catalogue.all()[0]]


def test_the_shipped_platform_is_there_with_its_address_filled_in(folder: World) -> None:
    plaza = folder.catalogue.find(PlatformId("plaza"))
    assert plaza.issuer == "http://127.0.0.1:4000"
    assert not is_added(plaza)


def test_a_dropped_in_file_needs_one_consent_that_names_its_hosts(folder: World) -> None:
    drop(folder, REAL.replace("https://tiny.example.com/settings", "https://www.example.net/settings"))
    with pytest.raises(PlatformNotAllowed) as caught:
        folder.catalogue.find(PlatformId("tiny"))
    assert caught.value.details == {"name": "Tiny", "hosts": "tiny.example.com, www.example.net"}
    added = next(found for found in folder.catalogue.all()[0] if found.id == "tiny")
    folder.catalogue.allow(added)
    found = folder.catalogue.find(PlatformId("tiny"))
    assert found.connector.origin == "member-added"
    assert hosts_of(found) == ["tiny.example.com", "www.example.net"]


def test_one_changed_byte_asks_again(folder: World) -> None:
    file = drop(folder, REAL)
    folder.catalogue.allow(folder.catalogue.check(file))
    assert folder.catalogue.find(PlatformId("tiny")).id == "tiny"
    file.write_bytes(file.read_bytes().replace(b"# A", b"#  A"))
    with pytest.raises(PlatformNotAllowed):
        folder.catalogue.find(PlatformId("tiny"))


def test_consent_to_one_file_is_none_to_another(folder: World) -> None:
    folder.catalogue.allow(folder.catalogue.check(drop(folder, REAL)))
    other = REAL.replace('"tiny"', '"other"').replace('name = "Tiny"', 'name = "Other"')
    drop(folder, other, "other.toml")
    with pytest.raises(PlatformNotAllowed):
        folder.catalogue.find(PlatformId("other"))


def test_loopback_is_practice_whatever_the_file_says(folder: World) -> None:
    drop(folder, TINY)
    assert next(found for found in folder.catalogue.all()[0] if found.id == "tiny").is_practice
    drop(folder, TINY.replace("practice = true", "practice = false"))
    assert ids(folder.catalogue) == SHIPPED_IDS


TAKEN = [
    ("id", "plaza"),
    ("name", "Plaza"),
    ("name", "ＰＬＡＺＡ"),
    ("name", "PLAZA"),
    ("name", "Plàza"),
    ("name", "LinkedIn"),  # whose claims Plaza shows
    ("name", "L\u0131nked\u0131n"),
    ("controller", PLAZA.facts.controller),
    ("controller", PLAZA.facts.controller.upper().replace(" ", "\u00a0")),
    ("controller", "Plaza"),
    ("label", PLAZA.settings[0].facts.label),
    ("label", PLAZA.settings[0].facts.label.upper()),
    ("name", "Meta"),
    ("name", "Zoom"),
    ("controller", "linkedin corporation"),
    ("controller", "LinkedIn Ireland Unlimited Company"),
    ("label", "Data for Generative AI Improvement"),
    ("label", "Use my data for training content creation AI models"),
    ("label", "Daten zur Verbesserung generativer KI"),
]


@pytest.mark.parametrize(("key", "name"), TAKEN)
def test_a_shipped_name_is_not_to_be_had(folder: World, key: str, name: str) -> None:
    text = re.sub(rf'^{key} = ".*"$', f'{key} = "{name}"', TINY, flags=re.MULTILINE, count=1)
    line = next(number for number, found in enumerate(text.split("\n"), start=1) if found.startswith(f"{key} ="))
    file = drop(folder, text)
    drop(folder, REAL.replace('"tiny"', '"good"').replace('name = "Tiny"', 'name = "Good"'), "good.toml")
    platforms, broken = folder.catalogue.all()
    assert [found.id for found in platforms] == [*SHIPPED_IDS, "good"]
    assert [problem.details["file"] for problem in broken] == ["tiny.toml"]
    assert broken[0].details["line"] == str(line)
    assert "already the name" in broken[0].details["reason"]
    with pytest.raises(PlatformFileBroken):
        folder.catalogue.check(file)


@pytest.mark.parametrize("name", ["plaza ", "Pl\u0430za", "Plaza\u200b", "Plaza\u202e"])
def test_a_name_that_only_looks_like_a_shipped_one_is_not_to_be_had_either(folder: World, name: str) -> None:
    drop(folder, TINY.replace('name = "Tiny"', f'name = "{name}"'))
    platforms, broken = folder.catalogue.all()
    assert [found.id for found in platforms] == SHIPPED_IDS
    assert len(broken) == 1


def test_the_practice_address_is_for_shipped_files(folder: World) -> None:
    drop(folder, PLATFORM_FILE.format(base="{practice}"))
    platforms, broken = folder.catalogue.all()
    assert ([found.id for found in platforms], len(broken)) == (SHIPPED_IDS, 1)
    assert broken[0].details["line"] == "12"


def test_two_dropped_in_files_of_one_name_leave_the_first(folder: World) -> None:
    drop(folder, TINY, "a.toml")
    drop(folder, TINY.replace("4711", "4712"), "b.toml")
    platforms, broken = folder.catalogue.all()
    added = [found for found in platforms if isinstance(found, platform_file.ApiPlatform) and is_added(found)]
    assert [found.issuer for found in added] == ["http://127.0.0.1:4711"]
    assert broken[0].details["file"] == "b.toml"


def test_platforms_of_one_house_may_share_a_controller(tmp_path: Path, folder: World) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    for name in ("one", "two"):
        text = (SHIPPED / "plaza.toml").read_text().replace('"plaza"', f'"{name}"').replace('"Plaza"', f'"{name}"')
        (shipped / f"{name}.toml").write_text(text)
    assert ids(Catalogue(shipped, tmp_path / "none", folder.accounts, lambda: "")) == ["one", "two"]


def test_a_broken_file_leaves_the_others_usable(folder: World) -> None:
    drop(folder, "format = 1\nwhat", "a-broken.toml")
    drop(folder, TINY)
    platforms, broken = folder.catalogue.all()
    assert [found.id for found in platforms] == [*SHIPPED_IDS, "tiny"]
    assert [problem.details["line"] for problem in broken] == ["2"]


def test_an_unknown_platform_is_a_problem(folder: World) -> None:
    with pytest.raises(PlatformUnknown):
        folder.catalogue.find(PlatformId("nowhere"))
