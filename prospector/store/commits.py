"""What the last stage tells the rest of a crawl: names that both sides know."""

visit_committed = object()
"""Signal sent with ``visit`` when a visit is in the store."""

STORE_FAILED = "prospector/store_failed"
"""Statistic that holds the sentence to show when the store could not be written."""
