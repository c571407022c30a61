"""Sites that ask for patience get it, and are left alone when they ask for too much."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.settings import Settings

from prospector.crawling.refusals import Patience, Refused, retry_after
from prospector.crawling.turns import turns_of

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
URL = "https://bells.co.uk/"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Mon, 09 Mar 2026 12:01:30 GMT", 90.0),
        ("Monday, 09-Mar-26 12:00:10 GMT", 10.0),
        ("Mon, 09 Mar 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("9" * 40, None),
        ("Mon, 99 Mar 2026 12:00:00 GMT", None),
    ],
)
def test_how_long_a_header_asks_to_wait(said: str, seconds: float | None) -> None:
    assert retry_after(said, NOW) == seconds


def crawler(**settings: Any) -> Crawler:
    return Crawler(Spider, Settings({"PROSPECTOR_BACKOFF": 5.0, "RETRY_ENABLED": True, **settings}))


@contextmanager
def waits(delay: float) -> Iterator[list[tuple[str, float]]]:
    """Note what the turns of this process are told to wait."""
    noted: list[tuple[str, float]] = []
    turns = turns_of(Settings({"DOWNLOAD_DELAY": delay}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(turns), "hold", lambda _, site, seconds: noted.append((site, seconds)))
        yield noted


@pytest.mark.parametrize(
    ("answers", "waited", "end"),
    [
        ([(200, "")], [], ""),
        ([(429, ""), (200, "")], [5.0], ""),
        ([(503, ""), (503, ""), (200, "")], [5.0, 10.0], ""),
        ([(503, "")] * 3, [5.0, 10.0], "HTTP 503, after 3 refusals in this run"),
        ([(429, "30"), (503, "0"), (200, "")], [30.0, 0.0], ""),
        ([(429, "120"), (200, "")], [120.0], ""),
        ([(429, "121")], [], "HTTP 429, asks to wait 121 s"),
        ([(503, "Fri, 31 Dec 2100 23:59:59 GMT")], [], "HTTP 503, asks to wait"),
        ([(500, ""), (404, ""), (403, "")], [], ""),
    ],
)
def test_what_becomes_of_refusals(answers: list[tuple[int, str]], waited: list[float], end: str) -> None:
    patience, ended = Patience.from_crawler(crawler(DOWNLOAD_DELAY=0.125)), ""
    with waits(0.125) as noted:
        for status, header in answers:
            request = Request(URL, meta={"download_slot": "bells.co.uk"})
            headers = {"Retry-After": header} if header else None
            try:
                found = patience.process_response(request, Response(URL, status, headers))
            except Refused as refusal:
                ended = f"{refusal} ({refusal.status})"
            else:
                assert isinstance(found, Request) == (status in (429, 503))
    assert [seconds for _, seconds in noted] == waited
    assert {site for site, _ in noted} <= {"bells.co.uk"}
    assert ended.startswith(end)
    assert bool(ended) == bool(end)


@pytest.mark.parametrize("settings", [{"PROSPECTOR_BACKOFF": 0}, {"RETRY_ENABLED": False}])
def test_where_nothing_is_waited_for_answers_stay_as_they_are(settings: dict[str, Any]) -> None:
    with pytest.raises(NotConfigured):
        Patience.from_crawler(crawler(**settings))


def test_a_wait_holds_the_site_back() -> None:
    async def refused() -> float:
        patience = Patience.from_crawler(crawler(DOWNLOAD_DELAY=0.25))
        request = Request(URL, meta={"download_slot": "bells.co.uk"})
        patience.process_response(request, Response(URL, 503, {"Retry-After": "60"}))
        return turns_of(Settings({"DOWNLOAD_DELAY": 0.25})).left("bells.co.uk")

    assert 59 < asyncio.run(refused()) <= 60
