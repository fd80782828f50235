"""The part of a platform's file that is a recipe: data alone; no step, pattern, class name or script can be said."""

from dataclasses import dataclass

from demur.connectors import names
from demur.connectors.own_browser import Labels, Marked, OwnSetting
from demur.connectors.own_browser_file import SettingTable, marked_text
from demur.connectors.page.recipe import Control, Recipe, Witness, Wording
from demur.connectors.place import Place
from demur.connectors.toml_lines import Table
from demur.core.route import Way

MOST_OPENINGS = 4
"""How many buttons may have to be pressed before the control is there."""
_ROLES = {
    Control.SWITCH: ("switch", "checkbox"),
    Control.RADIO: ("radio", "menuitemradio"),
    Control.SELECT: ("combobox", "listbox"),
}
_ATTRIBUTE = r"aria-labelledby|aria-describedby|aria-controls|data-[a-z0-9]+(-[a-z0-9]+)*|id|name"
_VALUE = r"[!-~]{1,120}"


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says in one language beyond what the member's own browser needs to be told."""

    on: Marked | None
    off: Marked | None
    save: Marked | None
    confirm: Marked | None
    open: tuple[Marked, ...]
    saved: Marked | None
    not_offered: Marked | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken out of one setting's table, and the table, for telling what is wrong with it."""

    table: Table
    kind: Control
    roles: tuple[str, ...]
    is_on_when_checked: bool
    witness: Witness | None
    frame: str | None
    must_scroll: bool
    words: tuple[Words, ...]


def taken(tables: SettingTable, place: Place) -> Taken | None:
    """Take out of a setting's table what only a page needs; None where it says of no control. Raises `TomlBroken`."""
    if not tables.setting.has("control"):
        return None
    control = tables.setting.table("control")
    kind = Control(control.text("kind", "|".join(Control)))
    found = Taken(
        table=tables.setting,
        kind=kind,
        roles=control.texts("roles", "|".join(_ROLES[kind])) if control.has("roles") else _ROLES[kind],
        is_on_when_checked=_polarity(control, kind),
        witness=_witness(control, kind),
        frame=place.take(control, "frame") if control.has("frame") else None,
        must_scroll=control.flag("scroll"),
        words=tuple(_words(table) for table in tables.labels),
    )
    control.done()
    return found


def recipe(setting: OwnSetting, found: Taken) -> Recipe:
    """Return the recipe of a setting, put together of its two halves. Raises `TomlBroken`."""
    if setting.way is not Way.SWITCH or setting.page is None:
        raise found.table.broken("way", "the `way` of a setting on a page must be `switch`")
    wordings = tuple(_wording(*pair) for pair in zip(setting.labels, found.words, strict=True))
    _check(found, wordings)
    return Recipe(
        address=setting.page,
        kind=found.kind,
        roles=found.roles,
        is_on_when_checked=found.is_on_when_checked,
        wordings=wordings,
        witness=found.witness,
        frame=found.frame,
        must_scroll=found.must_scroll,
    )


def _polarity(control: Table, kind: Control) -> bool:
    """Return which way round the switch is: never assumed, since a wrong guess would read `off` as `on`."""
    if kind is Control.SWITCH and not control.has("on_when_checked"):
        raise control.broken("on_when_checked", "`on_when_checked` must be said of a switch")
    return control.flag("on_when_checked") if kind is Control.SWITCH else True


def _witness(control: Table, kind: Control) -> Witness | None:
    if not control.has("witness"):
        return None
    if kind is Control.RADIO:
        raise control.broken("witness", "a pair of radio buttons has no `witness`")
    table = control.table("witness")
    witness = Witness(table.text("attribute", _ATTRIBUTE), table.text("value", _VALUE))
    table.done()
    return witness


def _words(table: Table) -> Words:
    openings = tuple(marked_text(part) for part in table.tables("open")) if table.has("open") else ()
    if len(openings) > MOST_OPENINGS:
        raise table.broken("open", f"`open` has more than {MOST_OPENINGS} entries")
    return Words(
        on=_optional(table, "on"),
        off=_optional(table, "off"),
        save=_optional(table, "save"),
        confirm=_optional(table, "confirm"),
        open=openings,
        saved=_optional(table, "saved"),
        not_offered=_optional(table, "not_offered"),
    )


def _optional(table: Table, key: str) -> Marked | None:
    return marked_text(table.table(key), _is_text) if table.has(key) else None


def _is_text(text: str) -> bool:
    return names.is_plain(text, limit=300)


def _wording(labels: Labels, words: Words) -> Wording:
    return Wording(
        language=labels.language,
        control=labels.control,
        on=words.on,
        off=words.off,
        save=words.save,
        confirm=words.confirm,
        open=words.open,
        saved=words.saved,
        not_offered=words.not_offered,
    )


def _check(found: Taken, wordings: tuple[Wording, ...]) -> None:
    """Refuse a recipe that could press one thing in one language and forget another in the next."""
    known = [wording for wording in wordings if found.kind.is_known_by(wording)]
    if not known:
        raise found.table.broken("labels", "no language has all the labels that this kind of `control` needs")
    for what in ("save", "confirm"):
        if len({getattr(wording, what) is None for wording in known}) > 1:
            raise found.table.broken(
                "labels", f"`{what}` must stand in every language whose control is known, or in none"
            )
    if len({len(wording.open) for wording in known}) > 1:
        raise found.table.broken("labels", "`open` must have as many entries in every language whose control is known")
    for wording in known:
        if wording.on and wording.off and wording.on.text == wording.off.text:
            raise found.table.broken("labels", "`on` and `off` must differ")
