"""Pages that were read before: asked for only if they have changed, and carried forward when they have not."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

from scrapy.http import Response
from scrapy.settings import BaseSettings

from prospector.crawling.answers import as_fetched
from prospector.models import Page, PlannedVisit
from prospector.reading.urls import clean
from prospector.store.earlier import EarlierReadings, SiteReadings
from prospector.store.store import Store

_VISITS_AHEAD = 50


async def with_readings(
    visits: Sequence[PlannedVisit], settings: BaseSettings
) -> AsyncIterator[tuple[PlannedVisit, SiteReadings]]:
    """Yield *visits* in order, each with the earlier readings of its site, looked up in a thread some visits ahead.

    None are used in replay, whose records are whole, and for an archive, which is to hold what was read.
    """
    if settings.getlist("PROSPECTOR_REPLAY") or settings.get("PROSPECTOR_ARCHIVE"):
        for visit in visits:
            yield visit, SiteReadings()
        return
    store = Store.open(Path(settings["PROSPECTOR_STORE"]))
    earlier = await asyncio.to_thread(EarlierReadings, store, [visit.site for visit in visits])
    for start in range(0, len(visits), _VISITS_AHEAD):
        group = visits[start : start + _VISITS_AHEAD]
        found = await asyncio.to_thread(earlier.of, [visit.site for visit in group])
        for visit in group:
            yield visit, found.get(visit.site, SiteReadings())


def carried_forward(response: Response, readings: SiteReadings) -> Page | None:
    """Return the earlier reading of a page whose server says that it still holds, as a reading of now, to be judged.

    None when it answers for another address than was read then.
    """
    now = as_fetched(response)
    earlier = readings.page(now.requested_url)
    if earlier is None or earlier.url != clean(now.url):
        return None
    return replace(
        earlier,
        fetched_at=now.fetched_at,
        requested_url=now.requested_url,
        visit=now.visit,
        role=now.role,
        depth=now.depth,
        status=now.status,
        language="unknown",
        language_confidence=None,
        evidence=(),
        contacts=(),
    )
