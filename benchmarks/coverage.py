"""Which pages that a judgement needs a visit reads, and which it misses: ``python -m benchmarks coverage``.

On the sample web the truth is ``sample_pages.csv``: every page there that is an imprint, contact, about, advertise,
contribute or member page, named by a person who read the sources, not by our own words. Crawled are its seeds and then
what they link to, as the demo does. A site that is left on evidence of selling needs no further page: such misses are
told apart. The real sites of ``../shared`` have no truth; there stands what our words say of the recorded addresses
and whether those were read, to be looked through by hand.
"""

import csv
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench import crawl_by_replay, dev_seeds
from prospector.cli.demonstrating import crawl_sample
from prospector.crawling.warc import fetched, responses, warc_files
from prospector.judging.roles import LEAST_STRENGTH, Roles
from prospector.markets.knowledge import knowledge, sites
from prospector.markets.weights import decisive_signals
from prospector.reading.page import is_html
from prospector.reading.urls import clean
from prospector.store.store import Store

SHARED = Path(os.environ.get("PROSPECTOR_SHARED", "../shared"))
TRUTH = Path(__file__).with_name("sample_pages.csv")
KINDS = {
    "imprint or contact": ("imprint", "contact"),
    "about": ("about",),
    "advertise or contribute": ("advertise", "contribute"),
    "member directory": ("members",),
}
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Covered:
    """How many pages of a *kind* there are, how many were read, and why each other was not."""

    kind: str
    pages: int
    read: int
    excused: tuple[str, ...]
    missed: tuple[str, ...]

    def row(self) -> str:
        """Return this as a line of the table."""
        share = self.read / self.pages if self.pages else 1.0
        return f"  {self.kind:<24} {self.pages:5} {self.read:5} {share:7.3f} {len(self.excused):9}"


def main() -> None:
    """Print what is covered on the sample web and, where they are at hand, on real sites."""
    print("sample web: pages a judgement needs, named by hand, within the usual budget")
    print(f"  {'':<24} {'pages':>5} {'read':>5} {'share':>7} {'sellers':>9}")
    for covered in on_sample():
        print(covered.row())
        for line in (*covered.missed, *covered.excused):
            print(f"    {line}")
    if not (SHARED / "web" / "dev").is_dir():
        print(f"real sites left out: no measuring material at {SHARED}")
        return
    print("\nreal sites (web/dev): recorded pages that our words name, and whether they were read")
    for line in on_real_sites():
        print(line)


def on_sample() -> Iterator[Covered]:
    """Yield how much of each kind of page a crawl of the sample web reads."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        for _ in ("seeds", "sites that they link to"):
            crawl_sample(store, tuple(knowledge().markets))
        read, outcomes, sellers = read_addresses(store), outcomes_of(store), sold(store)
    with TRUTH.open(encoding="utf-8", newline="") as file:
        truth = [(row["url"], row["purpose"]) for row in csv.DictReader(file)]
    for kind, purposes in KINDS.items():
        wanted = [url for url, purpose in truth if purpose in purposes]
        left = [(url, sites().site_of(url)) for url in wanted if clean(url) not in read]
        excused = tuple(f"{url} (left as a seller)" for url, site in left if site in sellers)
        missed = tuple(f"{url} ({outcomes.get(site, 'never visited')})" for url, site in left if site not in sellers)
        yield Covered(kind, len(wanted), len(wanted) - len(left), excused, missed)


def on_real_sites() -> Iterator[str]:
    """Yield a line per role, and the first of its recorded pages that were not read."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        crawl_by_replay(store, SHARED / "web" / "dev", dev_seeds(Path(folder)))
        read = read_addresses(store)
    named = recorded_roles(SHARED / "web" / "dev")
    counts = Counter(role for role in named.values())
    for role in [role for roles in KINDS.values() for role in roles]:
        unread = sorted(url for url, found in named.items() if found == role and url not in read)
        yield f"  {role:<24} {counts[role]:5} {counts[role] - len(unread):5}"
        yield from (f"    {url}" for url in unread[:MOST_SHOWN])
        if len(unread) > MOST_SHOWN:
            yield f"    and {len(unread) - MOST_SHOWN} more"


def recorded_roles(web: Path) -> dict[str, str]:
    """Return the role that our words give each recorded HTML page by its address alone, those without one left out."""
    roles, named = Roles(knowledge()), {}
    for path in warc_files([web]):
        for record, _ in responses(path):
            page = fetched(record)
            found = roles.of_link(page.url, "")
            if page.status == 200 and is_html(page) and found.strength >= LEAST_STRENGTH:
                named[clean(page.url)] = found.role
    return named


def read_addresses(store: Store) -> set[str]:
    """Return the addresses that were read, as asked for and as answered."""
    rows = store.table("SELECT url, requested_url FROM pages").to_pylist()
    return {clean(address) for row in rows for address in row.values()}


def outcomes_of(store: Store) -> dict[str, str]:
    """Return how the last visit of each site ended."""
    rows = store.table("SELECT site, arg_max(outcome, ended_at) AS outcome FROM visits GROUP BY site").to_pylist()
    return {row["site"]: row["outcome"] for row in rows}


def sold(store: Store) -> set[str]:
    """Return the sites whose visit was ended by evidence that decides alone."""
    rows = store.table("SELECT DISTINCT site, subject, signal FROM evidence").to_pylist()
    return {row["site"] for row in rows if (row["subject"], row["signal"]) in decisive_signals()}
