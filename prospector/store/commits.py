"""What the last stage tells the rest of a crawl: names that both sides know."""

visit_committed = object()
"""Signal sent with ``visit`` and its ``pages`` when a visit is in the store."""

cannot_write = object()
"""Signal sent with ``why``, a sentence, when the store or the archive could not be written."""

STORE_FAILED = "prospector/store_failed"
"""Statistic that holds the sentence to show when the store could not be written."""
