"""Newspapers, magazines and news sites: masthead, media data, recent articles."""

from prospector.crawling.visiting import VisitingSpider


class Publications(VisitingSpider):
    """Visits publications."""

    name = "publications"
    appetite_name = "publications"
