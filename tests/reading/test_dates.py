"""Days as machines write them; what is no day is None."""

from datetime import UTC, date, datetime

import pytest

from prospector.reading.dates import date_in_path, read_date, read_http_date

DAYS = [
    ("2026-02-28", date(2026, 2, 28)),
    ("2026-02-28T23:10:00+09:00", date(2026, 2, 28)),
    (" 20260228", date(2026, 2, 28)),
    ("2024-02-29", date(2024, 2, 29)),
    ("2026-02-29", None),
    ("2026-13-01", None),
    ("0000-00-00", None),
    ("1970-01-01", None),
    ("28.02.2026", None),
    ("2026", None),
    ("heute", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_an_iso_day(text: str, day: date | None) -> None:
    assert read_date(text) == day


MOMENTS = [
    ("Sat, 21 Nov 2026 10:00:00 GMT", datetime(2026, 11, 21, 10, tzinfo=UTC)),
    ("Sat, 21 Nov 2026 10:00:00 +0900", datetime(2026, 11, 21, 1, tzinfo=UTC)),
    ("Saturday, 21-Nov-26 10:00:00 GMT", datetime(2026, 11, 21, 10, tzinfo=UTC)),
    ("Sat Nov 21 10:00:00 2026", datetime(2026, 11, 21, 10, tzinfo=UTC)),
    ("Mon, 31 Feb 2026 00:00:00 GMT", None),
    ("Fri, 31 Dec 9999 23:59:59 -2359", None),
    ("Sat, 21 Nov 2026 10:00:00 +9999999999", None),
    ("2026-11-21T10:00:00Z", None),
    ("soon", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_a_moment_of_http(text: str, moment: datetime | None) -> None:
    assert read_http_date(text) == moment


PATHS = [
    ("https://example.de/2026/03/09/titel.html", date(2026, 3, 9)),
    ("https://example.de/lokales/2026-03-09-titel", date(2026, 3, 9)),
    ("https://example.de/2026/03/09", date(2026, 3, 9)),
    ("https://example.de/2026/02/30/titel", None),
    ("https://example.de/2026/03/", None),
    ("https://example.de/2026/03/091234", None),
    ("https://example.de/1999/03/09/", None),
]


@pytest.mark.parametrize(("url", "day"), PATHS)
def test_a_day_in_folders(url: str, day: date | None) -> None:
    assert date_in_path(url) == day
