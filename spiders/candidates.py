"""Sites that others link to, whose kind nobody has stated."""

from prospector.crawling.visiting import VisitingSpider


class Candidates(VisitingSpider):
    """Visits candidates."""

    name = "candidates"
    appetite_name = "candidates"
