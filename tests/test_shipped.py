"""What is shipped with Demur is what runs in it, no more and no less, each part with its licence."""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from demur import paths, shipped


def required(name: str, extras: frozenset[str] = frozenset()) -> set[str]:
    """Return the same set by the packaging library, which knows every marker."""
    found: set[str] = {canonicalize_name(name)}
    for line in distribution(name).requires or ():
        requirement = Requirement(line)
        wanted = any(
            requirement.marker is None or requirement.marker.evaluate({"extra": extra}) for extra in (extras or {""})
        )
        if wanted:
            found |= required(requirement.name, frozenset(requirement.extras))
    return found


def test_parts_are_those_that_the_packages_require_here() -> None:
    found = {canonicalize_name(part.name) for part in shipped.parts()}
    assert found >= required("demur")
    assert len(found) > 20
    # Of what a package wants only with another Python, it lists what is here all the same: it knows no markers.
    lines = [Requirement(line) for name in found for line in distribution(name).requires or ()]
    elsewhere = {canonicalize_name(line.name) for line in lines if line.marker and not line.marker.evaluate()}
    assert found - required("demur") <= elsewhere
    assert not found & {"pytest", "ruff", "mypy", "hypothesis", "uv"}, "what we work with is not shipped"


def test_extras_are_followed() -> None:
    work = {canonicalize_name(part.name) for part in shipped.parts("pytest-qt")}
    assert work >= {"pytest", "pluggy"}
    lines = list(shipped._required(distribution("demur"), frozenset({"work"})))
    assert "pytest" in {name for name, _ in lines}


def test_every_part_names_version_licence_and_home() -> None:
    for part in shipped.parts():
        assert part.version
        assert part.licence, part.name
        assert re.fullmatch(r"https?://\S+", part.home) or part.home == "", part.name
    assert [part.home for part in shipped.parts() if part.name == "PySide6"] == ["https://pyside.org"]


def test_licence_texts_can_be_read() -> None:
    carried = {part.name: part for part in shipped.parts() if part.texts}
    assert "Permission is hereby granted" in carried["keyring"].read_licence()
    assert "Apache License" in carried["demur"].read_licence()
    assert "Apache License" in carried["cryptography"].read_licence(), "of several files, all"
    assert "Redistribution and use" in carried["cryptography"].read_licence()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in carried["PySide6"].read_licence(), "its packages carry none"
    assert {part.name for part in shipped.parts()} == set(carried)


def test_what_is_not_installed_as_a_package_has_no_parts() -> None:
    assert shipped.parts("no-such-package-here") == ()


def test_age_of_the_fixes_we_work_with_is_known() -> None:
    """Fails after a new lock file, until resources/browser/fixes.toml names the new browser part."""
    from PySide6.QtWebEngineCore import qWebEngineChromiumSecurityPatchVersion

    assert shipped.fixes_published(str(qWebEngineChromiumSecurityPatchVersion())) is not None


def test_age_of_other_fixes_is_not_known() -> None:
    assert shipped.fixes_published("1.2.3.4") is None


def test_table_of_fixes_says_where_each_date_is_from() -> None:
    listed = tomllib.loads((paths.resources() / "browser" / "fixes.toml").read_text(encoding="utf-8"))["fixes"]
    for one in listed:
        assert one["published"] <= one["noted"]
        assert one["source"]
        assert one["part"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("authlib>=1.7.2", "authlib"),
        ("jeepney>=0.4.2 ; sys_platform == 'linux'", "jeepney"),
        ("PySide6_Essentials==6.12.0", "pyside6-essentials"),
        ("urllib3<3,>=1.26", "urllib3"),
        ("backports.tarfile; python_version < '3.12'", "backports-tarfile"),
    ],
)
def test_requirements_are_read_as_packages_write_them(line: str, name: str) -> None:
    class OneLine:
        requires = (line, "pytest>=8; extra == 'work'")

    assert list(shipped._required(OneLine(), frozenset())) == [(name, frozenset())]  # type: ignore[arg-type]  # of it only this


def test_licence_file_is_one_of_the_package_itself(tmp_path: Path) -> None:
    info = tmp_path / "tiny-1.dist-info"
    info.mkdir()
    fields = "Metadata-Version: 2.1\nName: tiny\nVersion: 1\nLicense: MIT\nHome-page: https://x.example\n"
    (info / "METADATA").write_text(fields)
    (info / "COPYING").write_text("Do as you like.\n")
    (tmp_path / "LICENSE").write_text("of something else")
    (info / "RECORD").write_text("tiny-1.dist-info/COPYING,,\nLICENSE,,\ntiny-1.dist-info/METADATA,,\n")
    from importlib.metadata import PathDistribution

    part = shipped._part(PathDistribution(info))
    assert (part.licence, part.home, part.read_licence()) == ("MIT", "https://x.example", "Do as you like.")
