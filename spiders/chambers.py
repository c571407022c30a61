"""Chambers of commerce, trade bodies and associations: members, events, partners."""

from prospector.crawling.visiting import VisitingSpider


class Chambers(VisitingSpider):
    """Visits chambers."""

    name = "chambers"
    appetite_name = "chambers"
