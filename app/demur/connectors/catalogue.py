"""All platforms of this program and this data folder: shipped files, and those a member dropped in."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from demur.connectors import platform_file
from demur.connectors.platform_file import ApiPlatform
from demur.core.problem import PlatformFileBroken, PlatformNotAllowed, PlatformUnknown
from demur.core.setting import PlatformId


class Consents(Protocol):
    """Remembers which dropped-in files the member agreed to, by the digest of their bytes."""

    def setting(self, name: str) -> str | None: ...

    def keep_setting(self, name: str, value: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Finds platforms; a file that can't be read is refused whole and told, and the others stay usable."""

    shipped: Path
    dropped: Path
    consents: Consents
    practice_base: Callable[[], str]
    """Starts the practice platform where it isn't running yet, and returns its address."""

    def all(self) -> tuple[list[ApiPlatform], list[PlatformFileBroken]]:
        """Return every platform that can be read, and a problem for each file that can't."""
        platforms: list[ApiPlatform] = []
        broken: list[PlatformFileBroken] = []
        for path, is_shipped in self._files():
            try:
                platforms.append(self._checked(path, is_shipped, platforms))
            except PlatformFileBroken as problem:
                broken.append(problem)
        return platforms, broken

    def find(self, platform: PlatformId) -> ApiPlatform:
        """Return a platform that may be used, its practice address filled in.

        Raises `PlatformUnknown`, `PlatformNotAllowed`, `PracticeNotStarted`.
        """
        found = next((known for known in self.all()[0] if known.id == platform), None)
        if found is None:
            raise PlatformUnknown(platform=platform)
        if not self.is_allowed(found):
            raise PlatformNotAllowed(name=found.facts.name, hosts=", ".join(hosts_of(found)))
        return found.at(self.practice_base()) if found.needs_practice else found

    def is_allowed(self, platform: ApiPlatform) -> bool:
        """Tell whether a platform is ours, or the member agreed to exactly this file."""
        return not is_added(platform) or self.consents.setting(_consent(platform)) == platform.connector.artifact

    def allow(self, platform: ApiPlatform) -> None:
        """Remember that the member agreed to this file and the hosts it names."""
        self.consents.keep_setting(_consent(platform), platform.connector.artifact)

    def check(self, path: Path) -> ApiPlatform:
        """Return what a dropped-in file at `path` would be. Raises `PlatformFileBroken`."""
        shipped = [platform_file.load(known, is_shipped=True) for known in sorted(self.shipped.glob("*.toml"))]
        return self._checked(path, False, shipped)

    def _files(self) -> Iterator[tuple[Path, bool]]:
        for path in sorted(self.shipped.glob("*.toml")):
            yield path, True
        for path in sorted(self.dropped.glob("*.toml")):
            yield path, False

    def _checked(self, path: Path, is_shipped: bool, earlier: list[ApiPlatform]) -> ApiPlatform:
        platform = platform_file.load(path, is_shipped)
        taken = {name for known in earlier for name in _names(known)}
        for name in _names(platform):
            if name in taken:
                reason = f"“{name}” is already the name of another platform, setting or controller"
                raise PlatformFileBroken(file=path.name, line="1", reason=reason)
        return platform


def is_added(platform: ApiPlatform) -> bool:
    """Tell whether a platform was added by the member, not by Demur."""
    return platform.connector.origin == "member-added"


def hosts_of(platform: ApiPlatform) -> list[str]:
    """Return every host that a platform's file would let Demur speak with."""
    return sorted(origin.partition("://")[2] for origin in platform.origins)


def _consent(platform: ApiPlatform) -> str:
    return f"allowed:{platform.id}"


def _names(platform: ApiPlatform) -> set[str]:
    names = [platform.id, platform.facts.name, platform.facts.controller]
    names += [setting.facts.label for setting in platform.settings]
    return {unicodedata.normalize("NFKC", name).casefold().strip() for name in names}
