"""The end of a crawl on screen: short also when much was visited and much failed; the way on fits the store."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from prospector.cli.reporting import command, report, show_summary
from prospector.errors import RunFailed
from prospector.models import PlannedVisit
from prospector.store.runs import ended, new_run
from prospector.store.store import Store
from prospector.store.summaries import Summary

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)
PLAN = (PlannedVisit("a.de", "https://a.de/", "DE", "blog", "seed, never visited"),)


def summary(**facts: Any) -> Summary:
    known: dict[str, Any] = {
        "run": "r",
        "command": "crawl",
        "status": "finished",
        "error": "",
        "markets": ["DE"],
        "counts": {},
        "started_at": NOW,
        "ended_at": NOW,
        "seconds": 7_325.0,
        "planned": 9_000,
        "visited": 9_000,
        "left": 0,
        "pages": 81_234,
        "requests": 93_000,
        "visits": [],
        "failures": [],
        "sellers": {"sites": 0, "examples": []},
        "new": {"sites": 0, "candidates": 0},
    }
    return Summary(**{**known, **facts})


def visited(market: str, kind: str) -> dict[str, Any]:
    return {"market": market, "kind": kind, "sites": 3, "read": 2, "moved": 0, "failed": 1, "pages": 20, "requests": 25}


def failed(reason: str, count: int = 1) -> dict[str, Any]:
    return {"what": "site", "reason": reason, "count": count, "examples": ["a.de", "b.de", "c.de"][:count]}


def test_many_markets_have_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [visited(market, kind) for market in ("AT", "DE") for kind in map(str, range(20))]
    show_summary(summary(visits=rows))
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[-3:] == [
        ["market", "sites", "read", "moved", "failed", "pages"],
        ["AT", "60", "40", "–", "20", "400"],
        ["DE", "60", "40", "–", "20", "400"],
    ]


def test_rare_reasons_are_counted_together(capsys: pytest.CaptureFixture[str]) -> None:
    show_summary(summary(failures=[failed("no such host", 1_234), *(failed(f"reason {n}") for n in range(20))]))
    out = capsys.readouterr().out
    assert ["1,234", "no", "such", "host", "a.de,", "b.de,", "c.de"] in [line.split() for line in out.splitlines()]
    assert out.endswith("\nand 9 for 9 other reasons, in the summary file\n")


def test_what_did_not_happen_is_not_said(capsys: pytest.CaptureFixture[str]) -> None:
    show_summary(summary())
    said = "run r finished after 2 h 2 min: 9,000 sites visited, 81,234 pages read, 93,000 requests\n"
    assert capsys.readouterr().out == said
    show_summary(summary(status="interrupted", visited=10, left=8_990))
    assert capsys.readouterr().out.startswith("run r interrupted after 2 h 2 min: 10 of 9,000 sites visited, ")


def test_sellers_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    show_summary(summary(sellers={"sites": 12, "examples": ["a.de", "b.de", "c.de"]}))
    assert capsys.readouterr().out.endswith(
        "New sites\n     12  left early because they sell links: a.de, b.de, c.de, ...\n"
    )


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        ("failed", "a worker died (exit code 3)", "a worker died (exit code 3); '{again}' goes on with what is left"),
        ("interrupted", "", "interrupted; '{again}' goes on with the 1 site left"),
    ],
)
def test_a_run_that_is_not_done_says_how_to_go_on(status: str, error: str, said: str, store: Store) -> None:
    run = ended(new_run("crawl", {"markets": ["DE"]}, PLAN), status, {}, error)
    with pytest.raises(RunFailed) as caught:
        report(store, run, NOW)
    assert str(caught.value) == said.format(again=f"prospector crawl --run {run.run} --store {store.path}")
    assert (store.path / "summaries" / f"{run.run}.json").is_file()


def test_the_store_is_named_where_it_is_not_the_usual_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROSPECTOR_STORE", "")
    monkeypatch.chdir(tmp_path)
    assert command(store, "rank") == "prospector rank"
    monkeypatch.chdir("/")
    assert command(store, "rank") == f"prospector rank --store {store.path}"
