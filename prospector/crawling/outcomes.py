"""How a visit ended, in one word."""

from prospector.crawling.leaving import LeavesSite
from prospector.crawling.refusals import REFUSALS, Refused
from prospector.crawling.robots import Disallowed, NoAnswer
from prospector.crawling.visit import VisitPlan

# By what it failed on; the first that fits.
_OF_FAILURE: tuple[tuple[type[Exception], str], ...] = (
    (LeavesSite, "moved"),
    (NoAnswer, "unreachable"),
    (Disallowed, "forbidden"),
    (Refused, "refused"),
)


def outcome_of_failure(error: BaseException | None) -> str:
    """Return the outcome of a visit whose site could not be had, or not any more."""
    return next((outcome for kind, outcome in _OF_FAILURE if isinstance(error, kind)), "unreachable")


def outcome_of(visit: VisitPlan, shells: int) -> str:
    """Return the outcome of a visit that has come to its end; *shells* of its pages are to be filled in by scripts."""
    if visit.pages:
        return "needs_browser" if shells == visit.pages else "read"
    last = visit.errors[-1].error if visit.errors else ""
    if last.startswith("not HTML"):
        return "not_html"
    return "refused" if last in {f"HTTP {status}" for status in REFUSALS} else "unreachable"
