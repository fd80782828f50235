"""What is shipped with Demur: each part with its licence, and how old the fixes in the browser part are.

The parts are those that the installed packages themselves require (core metadata, PyPA specifications), so that no
list of ours can fall behind.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePath

from demur import paths

_REQUIREMENT = re.compile(
    r"\s*(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[(?P<extras>[^\]]*)\])?[^;]*(?:;(?P<marker>.*))?"
)
_EXTRA = re.compile(r"extra\s*==\s*['\"](?P<name>[^'\"]+)['\"]")
_LICENCE_FILE = re.compile(r"(LICEN[CS]E|COPYING|NOTICE)", re.IGNORECASE)
_HOMES = ("homepage", "home", "source", "source code", "repository", "documentation", "github")
_CLASSIFIER = "License ::"


@dataclass(frozen=True, slots=True)
class Part:
    """One package that runs in Demur."""

    name: str
    version: str
    licence: str
    """As the package names it; empty where it doesn't."""
    home: str
    texts: tuple[Path, ...]
    """The licence files it carries; where it carries none, ours of the same licence, if we have it."""

    def read_licence(self) -> str:
        """Return the texts of its licence files, one after the other. Raises `OSError` where one is gone."""
        return "\n\n".join(file.read_text(encoding="utf-8", errors="replace").strip("\n") for file in self.texts)


def parts(root: str = "demur") -> tuple[Part, ...]:
    """Return `root` and everything it requires to run, by name; nothing where `root` is not installed as a package."""
    found: dict[str, Distribution] = {}
    waiting = [(root, frozenset[str]())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = asked = waiting.pop()
        if asked in seen or (package := _installed(name)) is None:
            continue  # what is only needed on another system, or by another Python, isn't installed here
        seen.add(asked)
        found[_plain(name)] = package
        waiting += _required(package, extras)
    return tuple(sorted((_part(package) for package in found.values()), key=lambda part: part.name.casefold()))


def fixes_published(up_to: str, table: Path | None = None) -> date | None:
    """Return when the browser part with Chromium's fixes `up_to` a version was published; None where not known."""
    with (table or paths.resources() / "browser" / "fixes.toml").open("rb") as file:
        listed = tomllib.load(file)["fixes"]
    return next((one["published"] for one in listed if one["up_to"] == up_to), None)


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _required(package: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what a package requires with these extras, and with which extras of theirs (PEP 508)."""
    for line in package.requires or ():
        if (found := _REQUIREMENT.fullmatch(line)) is None:
            continue
        wanted_for = {_plain(extra["name"]) for extra in _EXTRA.finditer(found["marker"] or "")}
        if not wanted_for or wanted_for & extras:
            named = (found["extras"] or "").split(",")
            yield _plain(found["name"]), frozenset(_plain(extra) for extra in named if extra.strip())


def _plain(name: str) -> str:
    """Return a name as all its spellings agree (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def _part(package: Distribution) -> Part:
    licence = _licence(package)
    texts = tuple(_carried(package)) or tuple(_ours(licence))
    return Part(package.name, package.version, licence, _home(package), texts)


def _licence(package: Distribution) -> str:
    """Return the licence's name: an expression (PEP 639), else the older field or classifier."""
    if named := _field(package, "License-Expression") or _short(_field(package, "License")):
        return named
    classifiers = [one for one in package.metadata.get_all("Classifier") or () if one.startswith(_CLASSIFIER)]
    return ", ".join(one.rpartition(" :: ")[2] for one in classifiers)


def _field(package: Distribution, name: str) -> str:
    return next(iter(package.metadata.get_all(name) or ()), "")


def _short(text: str) -> str:
    """Return a licence's name; some packages put the whole text there."""
    return text if "\n" not in text and len(text) < 100 else ""


def _home(package: Distribution) -> str:
    urls = {}
    for line in package.metadata.get_all("Project-URL") or ():
        label, _, url = line.partition(",")
        urls[label.strip().casefold()] = url.strip()
    listed = next((urls[label] for label in _HOMES if label in urls), "")
    return listed or _field(package, "Home-page")


def _carried(package: Distribution) -> Iterator[Path]:
    for file in package.files or ():
        path = PurePath(file)
        if any(folder.endswith(".dist-info") for folder in path.parts[:-1]) and _LICENCE_FILE.match(path.name):
            yield Path(str(package.locate_file(file)))


def _ours(licence: str) -> Iterator[Path]:
    """Yield our copies of the licences that an expression names, such as those of Qt, whose packages carry none."""
    for name in re.findall(r"[\w.-]+", licence):
        if (file := paths.resources() / "licences" / f"{name}.txt").is_file():
            yield file
