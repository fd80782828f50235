"""Regions by code, and the groups that the rules of a platform are written for."""

import unicodedata
from collections.abc import Iterable
from typing import NewType

from demur.core.setting import RegionCode
from demur.meaning.region_names import ALSO_CALLED, ENGLISH_NAMES

GroupName = NewType("GroupName", str)

ALL = frozenset(RegionCode(code) for code in ENGLISH_NAMES)


def _codes(text: str) -> frozenset[RegionCode]:
    return frozenset(RegionCode(code) for code in text.split())


EU = _codes(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
    # Parts of a member state under a code of their own (TFEU Art. 355(1); Åland by Protocol 2 to the 1994 accession).
    " AX GF GP MF MQ RE YT"
)
EEA = EU | _codes("IS LI NO")
DESIGNATED = EEA | _codes("CH")
"""LinkedIn's "Designated Countries": EU, EEA and Switzerland; the United Kingdom is not among them."""

UNSETTLED = _codes(
    "GG IM JE GI AI BM FK GS IO KY MS PN SH TC VG"  # of the United Kingdom, not part of it
    " FO GL SJ BV BL NC PF PM TF WF AW BQ CW SX"  # of EU and EEA states, outside the EU and EEA
    " MO"  # of China, neither Mainland China nor Hong Kong
)
"""Regions of a state with rules of its own, of which our sources do not say whether they share them: never guessed."""

GROUPS = {
    GroupName("all"): ALL,
    GroupName("EU"): EU,
    GroupName("EEA"): EEA,
    GroupName("designated"): DESIGNATED,
    GroupName("unsettled"): UNSETTLED,
}


APART = _codes("GB HK CA CN US")
"""Regions that platforms treat each in its own way."""


def grouped() -> list[tuple[str, list[tuple[RegionCode, str]]]]:
    """Return every region with its name, in the groups that platforms make of them, by the group's key."""
    elsewhere = ALL - DESIGNATED - APART - UNSETTLED
    groups = {"apart": APART, "designated": DESIGNATED, "elsewhere": elsewhere, "unsettled": UNSETTLED}
    return [(key, [pair for pair in choices() if pair[0] in codes]) for key, codes in groups.items()]


def expand(name: str, others: dict[str, frozenset[RegionCode]]) -> frozenset[RegionCode] | None:
    """Return the regions that a code or group name stands for, or None where it stands for nothing."""
    if name in ALL:
        return frozenset((RegionCode(name),))
    return GROUPS.get(GroupName(name), others.get(name))


def name_of(region: RegionCode) -> str | None:
    """Return a region's English name, or None where there is no such region."""
    return ENGLISH_NAMES.get(region)


def meant(text: str) -> RegionCode | None:
    """Return the region that somebody wrote, whole: by its code, its name or another name; None for anything else."""
    wanted = fold(text.strip())
    if (code := RegionCode(wanted.upper())) in ALL:
        return code
    named = {fold(name): RegionCode(code) for code, name in ENGLISH_NAMES.items()}
    return named.get(wanted) or (RegionCode(ALSO_CALLED[wanted]) if wanted in ALSO_CALLED else None)


def fits(region: RegionCode, text: str) -> bool:
    """Return whether a region may be the one that is being typed: a part of its name, or how another name begins."""
    wanted = fold(text.strip())
    others = [other for other, code in ALSO_CALLED.items() if code == region]
    is_named = wanted in fold(ENGLISH_NAMES[region]) or wanted == region.casefold()
    return is_named or any(other.startswith(wanted) for other in others)


def choices() -> Iterable[tuple[RegionCode, str]]:
    """Return every region with its name, in the order of the names."""
    return sorted(((RegionCode(code), name) for code, name in ENGLISH_NAMES.items()), key=lambda pair: fold(pair[1]))


def fold(name: str) -> str:
    """Return what a name is sorted by: without the marks that would put Åland and Côte d’Ivoire last."""
    return "".join(mark for mark in unicodedata.normalize("NFD", name) if not unicodedata.combining(mark)).casefold()
