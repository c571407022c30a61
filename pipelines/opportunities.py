"""Openings for a link or a mention."""

from prospector.judging.opportunities import opportunities
from prospector.models import Page, Visit


class FindOpportunities:
    """Adds the openings that a page shows."""

    def process_item(self, item: Page | Visit) -> Page | Visit:
        return item if isinstance(item, Visit) else item.observed("opportunity", opportunities(item))
