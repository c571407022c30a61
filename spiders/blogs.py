"""Blogs and niche sites: who writes them, posts, blogroll."""

from prospector.crawling.visiting import VisitingSpider


class Blogs(VisitingSpider):
    """Visits blogs."""

    name = "blogs"
    appetite_name = "blogs"
