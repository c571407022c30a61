"""Link selling on real excerpts, sites and pages: what is right, and every positive with its quote to be read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from prospector.judging.link_selling import LinkSelling
from prospector.markets.knowledge import knowledge, sites
from prospector.markets.weights import weights
from prospector.models import Evidence, Page
from prospector.reading.page import Fetched, read_page

Row = Mapping[str, str]
Counted = tuple[str, str, int, int, tuple[str, ...]]
"""Metric, set, how many are right, of how many, and the misses."""

OFFERS = ("own_offer", "metric_prices", "topic_surcharge")
OF_ONE_OWNER = ("3dprintceramics.com", "3dprintjewelry.com")
OFFERING = (
    "http://blogposting.net/advnetwork/howitworks.php",
    "https://en.4udl.com/blog/sell-sponsored-articles",
    "https://guestpostsoftware.com/help",
    "https://wiki.innocentmichael.org/index.php?mobileaction=toggle_view_mobile&title=Guest_Post_%26_Sponsored_Post_Policy",
    "https://fr.ereferer.com/blog/faq-vente-articles-sponsorises",
    "https://fr.ereferer.com/blog/comment-vendre-articles-sponsorises",
)
"""Addresses of the excerpts that hold an offer of their own; the others name a seller or tell of one."""


def on_excerpts(rows: Sequence[Row]) -> Iterator[Counted]:
    """Yield how many legitimate excerpts are left in peace and how many offers are seen; print what the others show."""
    judge = LinkSelling(knowledge())
    seen = [(row, _offers(row, judge)) for row in rows]
    for row, offers in seen:
        if row["grade"] != "L":
            print(f"  {row['grade']} {row['address'][:70]}: {'; '.join(offers) or 'no offer'}")
    legit = [(row, offers) for row, offers in seen if row["grade"] == "L"]
    flagged = tuple(f"{row['address'][:70]}: {offers[0]}" for row, offers in legit if offers)
    yield (
        "legitimate excerpts without an offer seen",
        "link_selling_dev",
        len(legit) - len(flagged),
        len(legit),
        flagged,
    )
    own = [(row, offers) for row, offers in seen if row["address"] in OFFERING]
    missed = tuple(row["address"][:70] for row, offers in own if not offers)
    yield "excerpts with an offer of their own, seen", "link_selling_dev", len(own) - len(missed), len(own), missed


def _offers(row: Row, judge: LinkSelling) -> list[str]:
    """Return the offers seen in an excerpt read as a page."""
    body = f"<title>{row['address']}</title><p>{row['excerpt']}</p>".encode()
    address = row["address"] if row["address"].startswith("http") else f"https://{row['address']}"
    headers = (("content-type", "text/html; charset=utf-8"),)
    page = read_page(Fetched(address, body, datetime.now(UTC), headers=headers), sites())
    return [f"{found.signal} “{found.quote}”" for found in judge.evidence(page) if found.signal in OFFERS]


def on_sites(cases: Sequence[tuple[Row, Mapping[str, Any]]]) -> Iterator[Counted]:
    """Yield whether two sites of one owner are tied; print all that is said of sites."""
    for truth, row in cases:
        if row["link_selling_reasons"]:
            print(f"  {truth['host']}: {row['link_selling']} (accepted: {truth['verdicts_ok'] or 'not scored'})")
            print("\n".join(f"      {reason[:200]}" for reason in row["link_selling_reasons"]))
    reasons = {row["site"]: " ".join(row["link_selling_reasons"]) for _, row in cases}
    one, other = OF_ONE_OWNER
    tied = (other in reasons[one]) + (one in reasons[other])
    yield "sites of one owner tied to each other", "web/dev", tied, 2, ()


def show_pages(pages: Iterable[Page]) -> None:
    """Print every page that shows a decisive or strong sign of selling, with its quote."""
    signals = weights("link_selling")["signals"]
    found = [(page, seen) for page in pages for seen in page.evidence if _is_strong(seen, signals)]
    for page, seen in found:
        print(f"  {signals[seen.signal]['grade']} {seen.signal} {page.url}\n      “{seen.quote}”")
    print(f"  {len({page.url for page, _ in found})} pages with a decisive or strong sign of selling")


def _is_strong(seen: Evidence, signals: Mapping[str, Mapping[str, str]]) -> bool:
    return seen.subject == "link_selling" and signals[seen.signal]["grade"] in "AB"
