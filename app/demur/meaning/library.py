"""All files of claims that there are: those that ship, and newer ones that the member took in."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from demur.core.problem import FolderUnusable, MeaningBroken, MeaningOlder
from demur.meaning import claims, hosts
from demur.meaning.changes import Changes, compare
from demur.meaning.claims import Claims
from demur.meaning.hosts import Hosts

_BEFORE = "before"
"""The folder of what a file that was taken in replaced, so that it can be put back."""


@dataclass(slots=True)
class Library:
    """Finds claims by the platform's id; each file is read once, when it is first asked for.

    Of a shipped file and one that was taken in, the one whose sources were read later counts: a newer Demur may know
    better. Which hosts an address may lead to, the shipped list alone says.
    """

    shipped: Path
    taken: Path
    write: Callable[[Path, bytes], None]
    """Puts a file there whole or not at all. Raises `DiskFull`, `FolderUnusable`."""
    _read: dict[str, Claims] = field(default_factory=dict)
    _hosts: Hosts | None = None

    def ids(self) -> list[str]:
        """Return the platforms that there are claims about."""
        return sorted({file.stem for folder in (self.shipped, self.taken) for file in folder.glob("*.toml")})

    def find(self, platform: str) -> Claims:
        """Return what is said of a platform. Raises `MeaningBroken` where its file can't be used whole."""
        if platform not in self._read:
            files = [folder / f"{platform}.toml" for folder in (self.shipped, self.taken)]
            found = [self.check(file) for file in files if file.is_file()] or [self.check(files[0])]
            self._read[platform] = max(found, key=lambda held: held.retrieved)
        return self._read[platform]

    def all(self) -> tuple[list[Claims], list[MeaningBroken]]:
        """Return what is said of every platform, by name, and why some files can't be used."""
        found: list[Claims] = []
        broken: list[MeaningBroken] = []
        for platform in self.ids():
            try:
                found.append(self.find(platform))
            except MeaningBroken as problem:
                broken.append(problem)
        return sorted(found, key=lambda held: held.name.casefold()), broken

    def check(self, file: Path) -> Claims:
        """Read a file that needn't be one of ours, with our list of hosts. Raises `MeaningBroken`."""
        if self._hosts is None:
            self._hosts = hosts.load(self.shipped / "hosts" / "reviewed.toml")
        return replace(claims.load(file, self._hosts), is_taken=file.parent != self.shipped)

    def changes(self, file: Path) -> tuple[Claims, Changes]:
        """Return what a file says and what it would change. Raises `MeaningBroken`, `MeaningOlder`."""
        new = self.check(file)
        now = self.find(new.platform) if new.platform in self.ids() else None
        if now is not None and (new.retrieved < now.retrieved or new.digest == now.digest):
            raise MeaningOlder(name=new.name, day=now.retrieved.isoformat())
        return new, compare(now, new)

    def take(self, file: Path, digest: str) -> None:
        """Let a file count from now on, if it is still the one whose changes were shown.

        Raises `MeaningBroken`, `MeaningOlder`, `DiskFull`, `FolderUnusable`.
        """
        new, _ = self.changes(file)
        untrusted_bytes = self._bytes(file)
        place = self.taken / f"{new.platform}.toml"
        if {new.digest, claims.digest_of(untrusted_bytes)} != {digest}:
            raise MeaningBroken(file=str(file), line="1", reason="was changed since it was shown")
        self._make_folders()
        if place.is_file():
            self.write(self.taken / _BEFORE / place.name, self._bytes(place))
        self.write(place, untrusted_bytes)
        self._read.pop(new.platform, None)

    def can_undo(self, platform: str) -> bool:
        """Tell whether a file about a platform was taken in; `platform` may be whatever somebody typed."""
        return platform in {file.stem for file in self.taken.glob("*.toml")}

    def undo(self, platform: str) -> None:
        """Put back what the file that was taken in last had replaced. Raises `DiskFull`, `FolderUnusable`."""
        if not self.can_undo(platform):
            return
        place, before = self.taken / f"{platform}.toml", self.taken / _BEFORE / f"{platform}.toml"
        try:
            if before.is_file():
                before.replace(place)
            else:
                place.unlink(missing_ok=True)
        except OSError as error:
            raise FolderUnusable(folder=str(self.taken), why=error.strerror or "it can't be written") from error
        self._read.pop(platform, None)

    def _make_folders(self) -> None:
        try:
            (self.taken / _BEFORE).mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise FolderUnusable(folder=str(self.taken), why=error.strerror or "it can't be made") from error

    def _bytes(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except OSError as error:
            raise MeaningBroken(file=str(file), line="1", reason=error.strerror or "cannot be read") from error
