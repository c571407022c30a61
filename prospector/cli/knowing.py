"""``prospector markets``: what is covered, and everything known of a market."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperGroup

from prospector.cli.options import MarketArgument
from prospector.cli.screen import facts, say, table
from prospector.errors import BadRequest
from prospector.judging.knowledge import Market
from prospector.markets.coverage import FLOORS, NAMES, coverage
from prospector.markets.files import data_path, read_csv
from prospector.markets.knowledge import knowledge, market_code, market_files
from prospector.markets.seeds import market_seeds, own_seeds


class _Markets(TyperGroup):
    """Says how a market is shown to whoever leaves out the word."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by name; BadRequest names the one there is."""
        found = super().get_command(ctx, cmd_name)
        if found is None:
            raise BadRequest(f"'{cmd_name}' is no command here; 'prospector markets show {cmd_name}' shows a market")
        return found


markets_app = typer.Typer(
    name="markets",
    cls=_Markets,
    help="The markets that are covered: a table, or all that is known of one.",
    add_completion=False,
)
_LARGEST = 12
_Facts = Iterator[tuple[str, Any]]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.add_typer(markets_app)


@markets_app.callback(invoke_without_command=True)
def markets(context: typer.Context) -> None:
    """List the markets with their languages, their seeds by kind, and what is thin."""
    if context.invoked_subcommand:
        return
    columns = ("market", "country", "languages", *FLOORS)
    table("", columns, map(_covered, knowledge().markets.values()), wide=("languages",))
    say("\nSeeds by kind; chambers are chambers and trade bodies. '3 of 10' is thin: a market should have")
    say(f"{', '.join(f'{floor} {NAMES[name]}' for name, floor in FLOORS.items())}.")
    say("'prospector markets show de' prints all that is known of one, 'prospector seeds list de' its seeds.")


def _covered(market: Market) -> tuple[Any, ...]:
    found = coverage(market_seeds(market.code).seeds)
    counts = (f"{found.of(name)} of {FLOORS[name]}" if name in found.thin else found.of(name) for name in FLOORS)
    return market.code.lower(), market.name, " ".join(market.languages), *counts


@markets_app.command("show")
def show(market: MarketArgument) -> None:
    """Print everything known of a market."""
    code = market_code(market)
    known = knowledge().markets[code]
    say(f"{known.name} ({code.lower()})")
    parts = {
        "Language and names": _speech(known),
        "Addresses": _addresses(known),
        "Numbers that tell who publishes": _numbers(known),
        "Search engines": ((engine.name, f"robots.txt name {engine.crawler}") for engine in known.search_engines),
        "Seeds": _seeds(code),
        "Outreach (not legal advice)": _outreach(known),
        "Where this is from": _sources(known),
    }
    for title, rows in parts.items():
        say(f"\n{title}")
        facts((f"  {name}", value) for name, value in rows)


def _speech(known: Market) -> _Facts:
    yield "languages", ", ".join(map(_language, known.languages))
    yield "official", ", ".join(map(_language, known.official))
    yield "variants", ", ".join(known.locales)
    yield "name there", ", ".join(dict.fromkeys(known.names[code] for code in known.languages if code in known.names))
    yield "legal forms", ", ".join(known.legal_forms)
    yield "imprint words", ", ".join(known.imprint_words)


def _language(code: str) -> str:
    known = knowledge()
    words = "" if code in known.languages else ", detected only"
    return f"{known.language_names[code]} ({code}{words})"


def _addresses(known: Market) -> _Facts:
    yield "suffixes", _dotted(known.country_suffixes)
    yield "to engines", "generic, like .com" if known.generic_suffix else "the country's own"
    yield "second level", _dotted(known.second_level)
    yield "cities, regions", _dotted(known.regional_suffixes)
    yield "registration", "for residents only" if known.restricted_suffix else "open to anyone"
    yield "calling code", f"+{known.calling_code}"
    yield "currency", f"{known.currency} ({', '.join(known.currency_signs)})"
    yield "time zones", ", ".join(known.time_zones)
    yield "postcode", _postcode(known)
    yield "regions", ", ".join(_regions(known.code))
    towns = [place for place in knowledge().places if place.market == known.code]
    largest = ", ".join(place.names[0] for place in towns[:_LARGEST])
    yield "towns", f"{largest}{f' and {len(towns) - _LARGEST} more' if len(towns) > _LARGEST else ''}"


def _dotted(suffixes: tuple[str, ...]) -> str:
    return " ".join(f".{suffix.encode().decode('idna')}" for suffix in suffixes)


def _postcode(known: Market) -> str:
    if not known.postcode:
        return ""
    place = "before the town" if known.postcode_first else "after the town"
    return f"{known.postcode}, {place}"


def _regions(code: str) -> list[str]:
    return [row["name"] for row in read_csv(data_path("places", "regions.csv")) if row["market"] == code]


def _numbers(known: Market) -> _Facts:
    for number in known.ids:
        check = f"; checksum by python-stdnum ({number.stdnum})" if number.stdnum else ""
        yield number.name, f"{number.kind}; found behind {', '.join(number.labels[:4])}{check}"


def _seeds(code: str) -> _Facts:
    seeds, own = market_seeds(code).seeds, own_seeds(code).seeds
    kinds = Counter(seed.kind for seed in seeds)
    yield "all", f"{len(seeds)}, {len(own)} of them your own" if own else len(seeds)
    for kind, count in kinds.most_common():
        yield kind.replace("_", " "), count
    found = coverage(seeds)
    yield "thin", [f"{found.of(name)} of {FLOORS[name]} {NAMES[name]}" for name in found.thin]


def _outreach(known: Market) -> _Facts:
    yield "tone", known.outreach.tone
    yield "form of address", known.outreach.formality
    yield "channels", ", ".join(known.outreach.channels)
    yield "law", list(known.outreach.law)
    yield "avoid", list(known.outreach.avoid)


def _sources(known: Market) -> _Facts:
    yield from known.sources.items()
    yield "files", list(map(str, market_files(known.code)))
