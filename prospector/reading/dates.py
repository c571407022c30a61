"""Dates as machines write them. A day that does not exist, or lies before the web, is no date."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})")
_IN_PATH = re.compile(r"/(20\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:\D|$)")
_FIRST_YEAR = 1990


def read_date(text: str) -> date | None:
    """Return the day at the start of an ISO 8601 *text*, None when there is none.

    >>> read_date("2026-02-28T23:10:00+09:00"), read_date("0000-00-00")
    (datetime.date(2026, 2, 28), None)
    """
    found = _ISO.match(text)
    return _day(found[1], found[2], found[3]) if found else None


def read_http_date(text: str) -> datetime | None:
    """Return the moment an HTTP or RSS date names, in UTC; None when it names none."""
    try:
        moment = parsedate_to_datetime(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def date_in_path(url: str) -> date | None:
    """Return the day that an address carries as folders, as many news sites write it.

    >>> date_in_path("https://a.de/2026/03/09/titel.html")
    datetime.date(2026, 3, 9)
    """
    found = _IN_PATH.search(url)
    return _day(found[1], found[2], found[3]) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= _FIRST_YEAR else None
