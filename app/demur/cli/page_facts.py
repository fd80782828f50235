"""What was understood of the file of a platform with a page, for its writer to hold against the page."""

from collections.abc import Iterator
from typing import Any

from demur.connectors.own_browser import Marked, OwnSetting
from demur.connectors.page.platform import PagePlatform
from demur.connectors.page.recipe import Control, Recipe, Wording
from demur.core.setting import SettingId
from demur.words import guide, page, say
from demur.words import page_file as words


def lines(platform: PagePlatform) -> Iterator[tuple[str, int]]:
    """Yield each line with how far it is indented."""
    for text in (*_reached(platform), *_named(platform)):
        yield text, 0
    for setting in platform.settings:
        recipe = platform.recipes.get(SettingId(setting.facts.id))
        if setting.page is not None:
            yield _marked(words.SETTING, setting.page, "address", setting=setting.facts.label), 0
        for text in (*_control(recipe), *_labels(recipe)) if recipe else (say(words.NO_CONTROL),):
            yield text, 2
    for number, way in enumerate(platform.ways, start=1):
        yield say(words.WAY, number=number, way=say(page.WAY[way]), good_for=platform.good_for[way]), 0
    if platform.terms:
        yield say(words.TERMS, terms=platform.terms), 0
    if platform.unattended_reads:
        yield say(words.READ_ALONE), 0


def document(platform: PagePlatform) -> dict[str, Any]:
    """Return the same for JSON: `ways`, `origins`, and per setting `id`, `address`, `control` and `languages`.

    A setting whose control the file doesn't describe has `control` null, and no `languages`.
    """
    return {
        "ways": [way.value for way in platform.ways],
        "origins": sorted(platform.sign_in.origins),
        "settings": [_setting(platform, setting) for setting in platform.settings],
    }


def _setting(platform: PagePlatform, setting: OwnSetting) -> dict[str, Any]:
    recipe = platform.recipes.get(SettingId(setting.facts.id))
    known = [one.language for one in recipe.wordings if recipe.kind.is_known_by(one)] if recipe else []
    return {
        "id": setting.facts.id,
        "address": setting.page.text if setting.page else None,
        "control": recipe.kind.value if recipe else None,
        "languages": list(dict.fromkeys(known)),
    }


def _reached(platform: PagePlatform) -> Iterator[str]:
    yield say(words.OPENS, origins=", ".join(sorted(platform.sign_in.origins)))
    if more := platform.origins - platform.sign_in.origins:
        yield say(words.PARTS_FROM, origins=", ".join(sorted(more)))
    yield _marked(words.BEGINS, platform.start, "address")
    if platform.sign_in.signed_out:
        yield say(words.SIGNED_OUT, addresses=", ".join(platform.sign_in.signed_out))
    else:
        yield say(words.SIGNED_OUT_NOT_KNOWN)
    if platform.sign_in.challenge:
        yield say(words.CHALLENGE, addresses=", ".join(platform.sign_in.challenge))
    if platform.sign_in.closed:
        yield say(words.CLOSED, addresses=", ".join(platform.sign_in.closed))


def _named(platform: PagePlatform) -> Iterator[str]:
    who = platform.sign_in.identification
    if who is None:
        yield say(words.NAMES_NOBODY)
    else:
        yield say(words.NAMED[who.by.value], keys=", ".join(f"“{key}”" for key in who.keys))


def _control(recipe: Recipe) -> Iterator[str]:
    yield say(words.CONTROL[recipe.kind.value], roles=", ".join(recipe.roles))
    if recipe.kind is Control.SWITCH:
        yield say(words.CHECKED_MEANS_ON if recipe.is_on_when_checked else words.CHECKED_MEANS_OFF)
    if recipe.witness:
        yield say(words.WITNESS, attribute=recipe.witness.attribute, value=recipe.witness.value)
    if recipe.frame:
        yield say(words.FRAME, address=recipe.frame)
    if recipe.must_scroll:
        yield say(words.SCROLLED)
    if recipe.overview:
        yield _marked(words.LISTED, recipe.overview, "address")


def _labels(recipe: Recipe) -> Iterator[str]:
    for wording in recipe.wordings:
        if not recipe.kind.is_known_by(wording):
            yield say(words.INCOMPLETE, language=wording.language)
        for what, label in _of(wording):
            yield _marked(words.LABEL, label, "label", language=wording.language, what=say(words.WHAT[what]))


def _of(wording: Wording) -> Iterator[tuple[str, Marked]]:
    for what in words.WHAT:
        found = getattr(wording, what)
        for label in found if isinstance(found, tuple) else (found,):
            if label is not None:
                yield what, label


def _marked(form: str, marked: Marked, key: str, **blanks: Any) -> str:
    return say(form, mark=say(guide.MARK[marked.mark.value]), date=marked.date, **{key: marked.shown}, **blanks)
