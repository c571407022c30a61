"""What workers tell the command that started them, and it whoever watches."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VisitDone:
    """News from a worker: a visit is in the store. *errors* are addresses that could not be had.

    *sells* says that it ended early, on evidence that the site sells links.
    """

    site: str
    outcome: str
    pages: int
    errors: int = 0
    sells: bool = False


@dataclass(frozen=True, slots=True)
class PagesRead:
    """News from a worker that reads files: so many more pages."""

    pages: int


@dataclass(frozen=True, slots=True)
class CannotWrite:
    """News from a worker: the store cannot be written, so the run is to end at once."""

    why: str


@dataclass(frozen=True, slots=True)
class WorkerDone:
    """The last news from a worker: its counts, and the sentence to show when it failed."""

    counts: dict[str, int]
    failed: str = ""
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """No news: about a second has passed. *is_stopping* says that the run was told to stop."""

    is_stopping: bool = False


News = VisitDone | PagesRead | CannotWrite | WorkerDone | Tick
