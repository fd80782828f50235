"""The part of a platform's file that is a recipe: data alone; no step, pattern, class name or script can be said."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from demur.connectors import names
from demur.connectors.own_browser import Marked, OwnSetting
from demur.connectors.own_browser_file import SettingTable, marked_address, marked_text
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


Words = Callable[..., Wording]
"""Makes the wording of one language out of what the member's own browser needs to be told too: language and control."""


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
    overview: Marked | None
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
        overview=marked_address(tables.setting.table("list"), place) if tables.setting.has("list") else None,
        words=tuple(_words(table) for table in tables.labels),
    )
    control.done()
    return found


def recipe(setting: OwnSetting, found: Taken) -> Recipe:
    """Return the recipe of a setting, put together of its two halves. Raises `TomlBroken`."""
    if setting.way is not Way.SWITCH or setting.page is None:
        raise found.table.broken("way", "the `way` of a setting on a page must be `switch`")
    halves = zip(setting.labels, found.words, strict=True)
    wordings = tuple(words(language=labels.language, control=labels.control) for labels, words in halves)
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
        overview=found.overview,
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
    return partial(
        Wording,
        on=_optional(table, "on"),
        off=_optional(table, "off"),
        save=_optional(table, "save"),
        confirm=_optional(table, "confirm"),
        open=openings,
        saved=_optional(table, "saved"),
        not_offered=_optional(table, "not_offered"),
        listed_on=_optional(table, "listed_on"),
        listed_off=_optional(table, "listed_off"),
    )


def _optional(table: Table, key: str) -> Marked | None:
    return marked_text(table.table(key), _is_text) if table.has(key) else None


def _is_text(text: str) -> bool:
    return names.is_plain(text, limit=300)


def _check(found: Taken, wordings: tuple[Wording, ...]) -> None:
    """Refuse a recipe that could press one thing in one language and forget another in the next."""
    known = [wording for wording in wordings if found.kind.is_known_by(wording)]
    if not known:
        raise found.table.broken("labels", "no language has all the labels that this kind of `control` needs")
    for what in ("save", "confirm"):
        missing = [wording.language for wording in known if getattr(wording, what) is None]
        if missing and len(missing) < len(known):
            raise found.table.broken(
                "labels",
                f"`{what}` must stand in every language of the control, or in none; it is missing in {missing[0]}",
            )
    if len({len(wording.open) for wording in known}) > 1:
        raise found.table.broken("labels", "`open` must have as many entries in every language whose control is known")
    _check_list(found, wordings)
    for wording in known:
        if wording.on and wording.off and wording.on.text == wording.off.text:
            raise found.table.broken("labels", "`on` and `off` must differ")


def _check_list(found: Taken, wordings: tuple[Wording, ...]) -> None:
    """Refuse a list of which nobody knows the words, words of no list, and half a pair of words."""
    pairs = [(wording.listed_on, wording.listed_off) for wording in wordings]
    if any((on is None) is not (off is None) or (on and off and on.text == off.text) for on, off in pairs):
        raise found.table.broken("labels", "`listed_on` and `listed_off` must stand together, and differ")
    if (found.overview is not None) is not any(on for on, _ in pairs):
        raise found.table.broken(
            "labels", "a `list` needs `listed_on` and `listed_off` in some language; they need a `list`"
        )
