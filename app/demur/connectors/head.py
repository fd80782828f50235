"""What stands in every platform file, whatever its connector: names, version, and what only a shipped file may say."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from demur.connectors import names
from demur.connectors.toml_lines import Table
from demur.core.entry import ConnectorFacts, SettingFacts

ID = r"[a-z][a-z0-9-]{0,40}"
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}"
PURPOSE = r"https://[!-~]{1,200}"


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it lies: its bytes, whose it is, and the (folded) names it may not use."""

    untrusted_bytes: bytes
    is_shipped: bool
    taken: frozenset[str]


def take_name(table: Table, key: str, form: str | Callable[[str], bool], given: Given) -> str:
    name = table.text(key, form)
    if names.folded(name) in given.taken:
        raise table.broken(key, f"“{name}” is already the name of another platform, setting or controller")
    return name


def shipped_text(top: Table, key: str, form: str | Callable[[str], bool], given: Given) -> str | None:
    """Return what points at Demur's own sentences: they are about the platforms it names, so no stranger's file may."""
    if not given.is_shipped and top.has(key):
        raise top.broken(key, f"`{key}` belongs to the files that come with Demur")
    return top.optional_text(key, form)


def connector(top: Table, given: Given, connector_id: str, kind: str) -> ConnectorFacts:
    return ConnectorFacts(
        id=connector_id,
        kind=kind,
        version=top.text("version", r"[0-9]{1,6}(\.[0-9]{1,6}){0,2}"),
        artifact=f"sha256:{hashlib.sha256(given.untrusted_bytes).hexdigest()}",
        origin="shipped" if given.is_shipped else "member-added",
    )


def check_settings(top: Table, settings: Sequence[SettingFacts]) -> None:
    if len({setting.id for setting in settings}) < len(settings):
        raise top.broken("settings", "two settings have the same `id`")
