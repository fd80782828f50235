"""Times and days as a person reads them, in this computer's zone."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale


def moment(when: datetime) -> str:
    """Return a time with its day, such as “21 Nov 2026 14:03”; only the time where the day is today."""
    local = QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
    form = "HH:mm:ss" if local.date() == QDate.currentDate() else "d MMM yyyy HH:mm"
    return QLocale().toString(local, form)


def full(when: datetime) -> str:
    """Return a time with its day and its offset to UTC."""
    local = QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
    return f"{QLocale().toString(local, 'd MMM yyyy HH:mm:ss')} {local.timeZoneAbbreviation()}"


def day(when: date) -> str:
    """Return a day, such as “21 September 2024”."""
    return QLocale().toString(QDate(when.year, when.month, when.day), "d MMMM yyyy")


def month(when: date) -> str:
    """Return a month, such as “September 2024”."""
    return QLocale().toString(QDate(when.year, when.month, when.day), "MMMM yyyy")


def local_day(when: datetime) -> date:
    """Return the day that a time falls on in this computer's zone."""
    local = QDateTime.fromSecsSinceEpoch(int(when.timestamp())).date()
    return date(local.year(), local.month(), local.day())
