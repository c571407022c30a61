"""A crawl that is killed loses nothing: continued, its store shows exactly what an uninterrupted one shows."""

from pathlib import Path

from benchmarks.kills import committed, crawl, ended, faults, stop, until, visits
from prospector.store.store import Store, open_store


def test_a_killed_crawl_goes_on_where_it_stopped(tmp_path: Path, sample_store: Store) -> None:
    """`make kills` does this at many moments and in other ways; the demo is the crawl that nobody interrupted."""
    folder = tmp_path / "store"
    process = crawl(folder, "de", "fr", "jp")
    until(lambda: committed(folder) >= 6 or process.poll() is not None)
    assert stop("everything", process).returncode == -9
    before = visits(open_store(folder))
    assert 6 <= len(before) < 25, "it was stopped in the middle"
    done = ended(crawl(folder))
    assert done.returncode == 0, done.stderr
    assert len(visits(open_store(folder))) == 25
    assert faults(open_store(folder), sample_store, before) == []
