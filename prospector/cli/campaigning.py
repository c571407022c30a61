"""``prospector campaign``: what the own site offers each market, and more terms for a niche."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from prospector.cli.options import DEFAULT_STORE, StoreOption
from prospector.cli.screen import note, say, table
from prospector.errors import BadRequest
from prospector.judging.landing import Served, flaws, serving
from prospector.markets.campaigns import Campaign, read_campaign
from prospector.markets.knowledge import knowledge
from prospector.models import Page
from prospector.ranking.landing import LandingPage, write_landing_pages
from prospector.ranking.suggesting import Suggestion, suggestions
from prospector.store.store import Store

campaign_app = typer.Typer(
    name="campaign", help="Campaigns: check your own site, widen a niche.", no_args_is_help=True, add_completion=False
)
_File = Annotated[Path, typer.Argument(metavar="FILE", help="A campaign file.")]
_MOST_TERMS = 15
_OK = 200


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.add_typer(campaign_app)


@campaign_app.command("check")
def check_campaign(file: _File, store: StoreOption = DEFAULT_STORE) -> None:
    """Say which page of your own site serves each market and language, and what is wrong with it."""
    campaign = read_campaign(file)
    if not campaign.site:
        raise BadRequest(f"{file}: 'site' is missing; name your start page, like \"https://www.example.com/\"")
    home = _own_page(campaign)
    opened = Store.create(store)
    served = [serving(home, market, language) for market, language in _readers(campaign)]
    pages = _pages(found.url for found in served if found.url and found.url != home.url)
    pages[home.url] = home
    said = [(found, "; ".join(flaws(found, home, pages.get(found.url)))) for found in served]
    write_landing_pages(opened, campaign.slug, [_landing(found, wrong) for found, wrong in said])
    rows = [(found.market, found.language, found.url, found.by, wrong or "ok") for found, wrong in said]
    table("", ("market", "language", "landing page", "by", "says"), rows, wide=("landing page", "says"))
    say(f"kept for '{campaign.name}': lists ranked from now on name the landing page of each prospect")


def _landing(found: Served, wrong: str) -> LandingPage:
    return LandingPage(found.market, found.language, found.url, wrong)


def _readers(campaign: Campaign) -> list[tuple[str, str]]:
    """Return the markets of a campaign with each of their languages that the niche is given in, else their first."""
    readers = []
    for market in campaign.markets:
        languages = knowledge().markets[market].languages
        readers += [(market, language) for language in languages if language in campaign.niche] or [
            (market, languages[0])
        ]
    return readers


def _own_page(campaign: Campaign) -> Page:
    """Return the own start page; BadRequest, naming file and key, when it is not to be had."""
    from prospector.inspecting import pages_at  # imported here: it brings Scrapy, which takes its time

    page = pages_at([campaign.site])[campaign.site]
    if isinstance(page, str) or page.status != _OK:
        why = page if isinstance(page, str) else f"HTTP {page.status}"
        raise BadRequest(f"{campaign.path}: 'site': {campaign.site} could not be read: {why}")
    return page


def _pages(urls: Iterable[str]) -> dict[str, Page]:
    """Return the pages at *urls*, by the address asked for; what cannot be read is left out."""
    from prospector.inspecting import pages_at  # imported here: it brings Scrapy, which takes its time

    return {url: page for url, page in pages_at(urls).items() if isinstance(page, Page) and page.status == _OK}


@campaign_app.command("suggest")
def suggest_terms(
    file: _File,
    most: Annotated[int, typer.Option("--limit", min=1, help="How many terms a language at most.")] = _MOST_TERMS,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Offer terms that your example pages say and other stored pages do not."""
    campaign = read_campaign(file)
    if not campaign.pages:
        raise BadRequest(f"{file}: 'pages' is empty; name pages that are just what you look for, as addresses or files")
    opened = Store.open(store)
    found = suggestions(opened, _examples(opened, campaign), campaign.niche, most)
    if not found:
        note("nothing stands out: the example pages say little that other stored pages do not")
        return
    _show(found, file)


def _examples(store: Store, campaign: Campaign) -> list[Page]:
    """Return the example pages: as the store has them, else fetched, else read from files beside the campaign's."""
    from prospector.inspecting import page_at  # imported here: it brings Scrapy, which takes its time

    urls = [page for page in campaign.pages if "://" in page]
    found = {page.url: page for page in store.readings(urls)}
    found |= _pages(url for url in urls if url not in found)
    for url in urls:
        if url not in found:
            note(f"left out: {url} in 'pages' could not be read")
    files = [campaign.path.parent / page for page in campaign.pages if "://" not in page]
    return [*found.values(), *(page_at(str(path)) for path in files)]


def _show(found: Sequence[Suggestion], file: Path) -> None:
    rows = [(row.language, row.term, row.times, row.examples, f"{row.stored} of {row.of_stored}") for row in found]
    table("", ("lang", "term", "said", "on example pages", "on other pages"), rows)
    say(f"\nTo take them, add the good ones to [niche] in {file}:")
    for language in dict.fromkeys(row.language for row in found):
        terms = ", ".join(f'"{row.term}"' for row in found if row.language == language)
        say(f"{language} = [{terms}]")
