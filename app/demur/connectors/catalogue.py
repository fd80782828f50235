"""All platforms of this program and this data folder: shipped files, and those a member dropped in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from demur.connectors import platform_file
from demur.connectors.addresses import origin_of
from demur.connectors.nameplate import files_in, marks_in
from demur.connectors.names import folded
from demur.connectors.own_browser import OwnBrowserPlatform
from demur.connectors.page.platform import PagePlatform
from demur.connectors.platform_file import ApiPlatform, Platform
from demur.core.page_problem import NeedsWindow
from demur.core.problem import (
    InOwnBrowser,
    PlatformFileBroken,
    PlatformNotAllowed,
    PlatformUnknown,
    ReachedByDemur,
)
from demur.core.setting import PlatformId, SettingId


class Consents(Protocol):
    """Remembers which dropped-in files the member agreed to, by the digest of their bytes."""

    def setting(self, name: str) -> str | None: ...

    def keep_setting(self, name: str, value: str) -> None: ...


Found = tuple[list[Platform], list[PlatformFileBroken]]
"""Platforms, and a problem for each file that is none."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Finds platforms; a file that can't be read is refused whole and told, and the others stay usable."""

    shipped: Path
    dropped: Path
    consents: Consents
    practice_base: Callable[[], str]
    """Starts the practice platform where it isn't running yet, and returns its address."""
    _read: dict[object, Found] = field(default_factory=dict)
    """What was read last, under the marks of its files: a window asks often, and the files rarely change."""

    def all(self) -> Found:
        """Return every platform that can be read, and a problem for each file that can't."""
        marks = (*marks_in(self.shipped), None, *marks_in(self.dropped))
        if marks not in self._read:
            self._read.clear()
            self._read[marks] = self._read_all()
        platforms, broken = self._read[marks]
        return list(platforms), list(broken)

    def _read_all(self) -> Found:
        platforms: list[Platform] = []
        broken: list[PlatformFileBroken] = []
        for path, is_shipped in self._files():
            try:
                platforms.append(_load(path, is_shipped, platforms))
            except PlatformFileBroken as problem:
                broken.append(problem)
        return platforms, broken

    def find(self, platform: PlatformId) -> ApiPlatform:
        """Return a platform that Demur reaches and may use, its practice address filled in.

        Raises `PlatformUnknown`, `PlatformNotAllowed`, `InOwnBrowser`, `NeedsWindow`, `PracticeNotStarted`.
        """
        found = self._allowed(platform)
        if isinstance(found, PagePlatform):
            raise NeedsWindow(platform=found.name)
        if isinstance(found, OwnBrowserPlatform):
            raise InOwnBrowser(platform=found.facts.name, id=platform)
        return found.at(self.practice_base()) if found.needs_practice else found

    def find_own(self, platform: PlatformId) -> OwnBrowserPlatform:
        """Return a platform that the member reaches, or may reach, in their own browser, and may be sent to.

        Raises `PlatformUnknown`, `PlatformNotAllowed`, `ReachedByDemur`, `PracticeNotStarted`.
        """
        found = self._allowed(platform)
        if isinstance(found, ApiPlatform):
            raise ReachedByDemur(platform=found.facts.name)
        own = found.own if isinstance(found, PagePlatform) else found
        return own.at(self.practice_base()) if own.needs_practice else own

    def find_page(self, platform: PlatformId) -> PagePlatform:
        """Return a platform whose page Demur may open, its practice address filled in.

        Raises `PlatformUnknown` (also for a platform without a page), `PlatformNotAllowed`, `PracticeNotStarted`.
        """
        found = self._allowed(platform)
        if not isinstance(found, PagePlatform):
            raise PlatformUnknown(platform=platform)
        return found.at(self.practice_base()) if found.needs_practice else found

    def _allowed(self, platform: PlatformId) -> Platform:
        found = next((known for known in self.all()[0] if known.id == platform), None)
        if found is None:
            raise PlatformUnknown(platform=platform)
        if not self.is_allowed(found):
            raise PlatformNotAllowed(name=found.facts.name, hosts=", ".join(hosts_of(found)))
        return found

    def is_allowed(self, platform: Platform) -> bool:
        """Tell whether a platform is ours, or the member agreed to exactly this file."""
        return not is_added(platform) or self.consents.setting(_consent(platform)) == platform.connector.artifact

    def allow(self, platform: Platform) -> None:
        """Remember that the member agreed to this file and the hosts it names."""
        self.consents.keep_setting(_consent(platform), platform.connector.artifact)

    def check(self, path: Path) -> Platform:
        """Return what a dropped-in file at `path` would be. Raises `PlatformFileBroken`."""
        shipped = [platform_file.load(known, is_shipped=True) for known in sorted(self.shipped.glob("*.toml"))]
        return _load(path, False, shipped)

    def _files(self) -> Iterator[tuple[Path, bool]]:
        for path in files_in(self.shipped):
            yield path, True
        for path in files_in(self.dropped):
            yield path, False


def _load(path: Path, is_shipped: bool, earlier: list[Platform]) -> Platform:
    taken = set()
    for known in earlier:
        taken.add(folded(known.id))
        if not is_shipped:
            taken |= _own_names(known) if is_added(known) else _own_names(known) | set(map(folded, known.shared_names))
    return platform_file.load(path, is_shipped, frozenset(taken))


def is_added(platform: Platform) -> bool:
    """Tell whether a platform was added by the member, not by Demur."""
    return platform.connector.origin == "member-added"


def label_of(platform: Platform | None, setting: SettingId) -> str:
    """Return a setting's label, or its id where the platform's file is gone or no longer names it."""
    settings = platform.settings if platform else ()
    return next((found.facts.label for found in settings if found.facts.id == setting), setting)


def hosts_of(platform: Platform) -> list[str]:
    """Return every host that a platform's file would let Demur speak with, or send the member's browser to."""
    origins = platform.origins | {origin_of(platform.facts.settings_url)}
    return sorted({origin.partition("://")[2] for origin in origins})


def _consent(platform: Platform) -> str:
    return f"allowed:{platform.id}"


def _own_names(platform: Platform) -> set[str]:
    return {folded(platform.id), folded(platform.facts.name)}
