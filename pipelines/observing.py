"""The shape that stages share which add the evidence of one subject."""

from collections.abc import Iterable
from typing import ClassVar, Protocol

from prospector.models import Evidence, Page, Visit


class Judges(Protocol):
    """What is asked of a judge: the evidence on one page."""

    def evidence(self, page: Page) -> Iterable[Evidence]:
        """Return everything on *page* that speaks about the judge's subject."""


class Observes:
    """A stage that puts its judge's evidence in place of all that a page had on the subject."""

    subject: ClassVar[str]

    def __init__(self, judge: Judges) -> None:
        self._judge = judge

    def process_item(self, item: Page | Visit) -> Page | Visit:
        return item if isinstance(item, Visit) else item.observed(self.subject, self._judge.evidence(item))
