"""What is said while a run goes on: counts a person can read, once a minute, and at once that it is to stop."""

import io
import re
from collections.abc import Iterable

import pytest
from rich.console import Console

from prospector.cli import running
from prospector.cli.reporting import duration
from prospector.cli.running import Tally, every_minute, telling
from prospector.cli.screen import log
from prospector.crawling.news import PagesRead, Tick, VisitDone, WorkerDone

READ = VisitDone("a.de", "read", 12)
SELLS = VisitDone("b.de", "read", 1, errors=2, sells=True)
MOVED = VisitDone("c.de", "moved", 0, errors=1)
NOT_HTML = VisitDone("d.de", "not_html", 0, errors=1)


class Clock:
    """A clock that stands still until it is set."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def tallied(visits: Iterable[VisitDone], clock: Clock, seconds: float, total: int = 10_000) -> Tally:
    """The tally of some visits, so many seconds after the run began."""
    tally = Tally(total, clock)
    clock.now += seconds
    for visit in visits:
        tally.add(visit)
    return tally


@pytest.mark.parametrize(
    ("visits", "seconds", "said"),
    [
        ([], 0, "0 of 10,000 sites, 0 pages, 0.0 pages/s, 0 errors"),
        ([READ], 4, "1 of 10,000 sites, 12 pages, 3.0 pages/s, 0 errors"),
        ([READ] * 1_204, 600, "1,204 of 10,000 sites, 14,448 pages, 240.8 pages/s, 0 errors"),
        (
            [READ, SELLS, SELLS, MOVED, NOT_HTML],
            7,
            "5 of 10,000 sites, 14 pages, 2.0 pages/s, 6 errors, rejects: 2 sellers, 1 moved, 1 not html",
        ),
    ],
)
def test_a_tally_reads_as_a_line(visits: list[VisitDone], seconds: float, said: str, clock: Clock) -> None:
    assert str(tallied(visits, clock, seconds)) == said


def test_pages_of_files_are_counted_too(clock: Clock) -> None:
    tally = Tally(3, clock, "files")
    clock.now += 10
    for news in (PagesRead(100), PagesRead(100), Tick()):
        tally.add(news)
    assert str(tally) == "200 pages, 20.0 pages/s of 3 files"


def test_its_speed_is_that_of_the_last_minute(clock: Clock) -> None:
    tally = tallied([READ] * 10, clock, 5)
    clock.now += 59
    tally.add(READ)
    assert tally.speed == pytest.approx(132 / 60)
    clock.now += 2
    assert tally.speed == pytest.approx(12 / 60)


@pytest.mark.parametrize(
    ("visit", "last"),
    [(READ, "a.de: 12 pages"), (SELLS, "b.de: seller"), (MOVED, "c.de: moved"), (NOT_HTML, "d.de: not html")],
)
def test_the_last_site_is_named_with_what_came_of_it(visit: VisitDone, last: str, clock: Clock) -> None:
    assert tallied([READ, visit], clock, 1).last == last


def test_a_line_a_minute_is_said_and_none_for_a_page(clock: Clock) -> None:
    said: list[str] = []
    tally = Tally(300, clock)
    tell = telling(tally, every_minute(tally, said.append, clock), said.append)
    for _ in range(180):
        clock.now += 1
        tell(READ)
        tell(Tick())
    assert [line.partition(" sites")[0] for line in said] == ["60 of 300", "120 of 300", "180 of 300"]


def test_minutes_without_news_are_said_too(clock: Clock) -> None:
    said: list[str] = []
    tally = Tally(3, clock)
    tell = telling(tally, every_minute(tally, said.append, clock), said.append)
    for _ in range(125):
        clock.now += 1
        tell(Tick())
    assert said == ["0 of 3 sites, 0 pages, 0.0 pages/s, 0 errors"] * 2


def test_that_it_is_to_stop_is_said_once_and_at_once(clock: Clock) -> None:
    said: list[str] = []
    tell = telling(Tally(3, clock), lambda: None, said.append)
    for news in (Tick(), Tick(is_stopping=True), READ, Tick(is_stopping=True), WorkerDone({})):
        tell(news)
    assert said == ["stopping: pages being fetched are finished first; Ctrl-C again ends at once, without them"]


def test_a_line_of_the_log_has_a_time_and_a_level(capsys: pytest.CaptureFixture[str]) -> None:
    log("run x: 3 sites to visit with 2 workers, 100 % [done]")
    stamp = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d INFO "
    assert re.fullmatch(stamp + r"run x: 3 sites to visit with 2 workers, 100 % \[done\]\n", capsys.readouterr().err)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    screen = io.StringIO()
    monkeypatch.setattr(running, "err", Console(file=screen, force_terminal=True, width=120, color_system=None))
    return screen


def test_a_terminal_shows_how_far_it_is_and_the_last_site(terminal: io.StringIO, clock: Clock) -> None:
    tally = Tally(4, clock)
    clock.now += 5
    with running.live(tally) as show:
        tell = telling(tally, show, lambda said: None)
        for news in (READ, SELLS, Tick()):
            tell(news)
    shown = terminal.getvalue()
    assert "━" * 10 in shown
    assert "2 of 4 sites, 13 pages, 2.6 pages/s, 2 errors, rejects: 1 seller" in shown
    assert "b.de: seller" in shown


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0 s"), (59.6, "1 min 0 s"), (3_599, "59 min 59 s"), (90_061, "25 h 1 min")]
)
def test_a_duration_is_said_as_a_person_does(seconds: float, said: str) -> None:
    assert duration(seconds) == said
