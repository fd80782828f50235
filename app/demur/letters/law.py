"""Which law a letter can rest on, by where its member lives."""

from enum import StrEnum

from demur.core.setting import RegionCode
from demur.meaning.regions import EEA


class Law(StrEnum):
    """What gives a member the right to object."""

    GDPR = "gdpr"
    """Regulation (EU) 2016/679, in the EU and, by the EEA Agreement, in Iceland, Liechtenstein and Norway."""
    UK_GDPR = "uk-gdpr"
    SWITZERLAND = "switzerland"
    """No law of its own is named: our sources say only that a platform's European notice covers members there."""


_APART = {RegionCode("GB"): Law.UK_GDPR, RegionCode("CH"): Law.SWITZERLAND}


def law_of(region: RegionCode) -> Law | None:
    """Return what a letter of somebody who lives there rests on, or None where Demur has no letter for them."""
    return Law.GDPR if region in EEA else _APART.get(region)
