"""``prospector sellers``: what you know of link sellers yourself, which wins over what was judged."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from prospector.cli.options import DEFAULT_STORE, StoreOption
from prospector.cli.screen import note, say, table
from prospector.errors import BadRequest
from prospector.markets.seller_lists import read_seller_list, site_named
from prospector.store.sellers import Overrule, SellerList, Sellers, read_sellers, write_sellers
from prospector.store.store import Store

sellers_app = typer.Typer(
    name="sellers",
    help="Link sellers: allow or block a site by hand, import lists.",
    no_args_is_help=True,
    add_completion=False,
)
_NEXT = "'prospector rank' puts it to use"
_SiteArgument = Annotated[str, typer.Argument(metavar="SITE", help="A site: example.de.")]
_WhyOption = Annotated[str, typer.Option("--why", help="Your reason, shown wherever the site is.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.add_typer(sellers_app)


@sellers_app.command("import")
def import_list(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or TSV with a column 'site', or a site a line.")],
    name: Annotated[str, typer.Option("--name", help="What to call the list; its file name if not given.")] = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Bring in a list of link sellers: strong evidence beside what was seen, never enough by itself."""
    opened = Store.open(store)
    listed = SellerList(name or path.name, _today(), read_seller_list(path))
    known = read_sellers(opened)
    write_sellers(opened, Sellers(known.overrules, {**known.lists, listed.name: listed}))
    say(f"{_counted(len(listed.sites))} on the list {listed.name}; {_NEXT}")


@sellers_app.command("allow")
def allow(site: _SiteArgument, why: _WhyOption = "", store: StoreOption = DEFAULT_STORE) -> None:
    """Say that a site sells no links, whatever was judged."""
    _overrule("allow", site, why, Store.open(store))


@sellers_app.command("block")
def block(site: _SiteArgument, why: _WhyOption = "", store: StoreOption = DEFAULT_STORE) -> None:
    """Say that a site sells links: it is in no list, is not visited again and vouches for nobody."""
    _overrule("block", site, why, Store.open(store))


@sellers_app.command("forget")
def forget(
    what: Annotated[str, typer.Argument(metavar="SITE|LIST", help="A site you overruled, or a list you imported.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take back what was said of a site, or an imported list."""
    opened = Store.open(store)
    known = read_sellers(opened)
    name = what if what in known.lists else site_named(what)
    if name not in known.lists and name not in known.overrules:
        raise BadRequest(f"nothing is known of '{what}'; 'prospector sellers list' shows what is")
    overrules = {site: said for site, said in known.overrules.items() if site != name}
    lists = {title: listed for title, listed in known.lists.items() if title != name}
    write_sellers(opened, Sellers(overrules, lists))
    say(f"{name} forgotten; {_NEXT}")


@sellers_app.command("list")
def show(store: StoreOption = DEFAULT_STORE) -> None:
    """List the sites you allowed or blocked, with your reasons, and the lists you imported."""
    known = read_sellers(Store.open(store))
    rows = [(said.verdict, said.site, said.day, said.why) for said in known.overrules.values()]
    rows += [("list", listed.name, listed.day, _counted(len(listed.sites))) for listed in known.lists.values()]
    if not rows:
        note("nothing is known yet; 'prospector sellers block SITE --why TEXT' says it of a site")
        return
    table("", ("what", "site or list", "day", "why"), rows, wide=("site or list", "why"))


def _overrule(verdict: str, address: str, why: str, store: Store) -> None:
    """Remember what the user says of a site; a reason must be given, since others will read it."""
    site, reason = site_named(address), " ".join(why.split())
    if not site:
        raise BadRequest(f"'{address}' is no site; name one like example.de")
    if not reason:
        raise BadRequest(f"say why: prospector sellers {verdict} {site} --why TEXT")
    known = read_sellers(store)
    said = Overrule(site, verdict, reason, _today())
    write_sellers(store, Sellers({**known.overrules, site: said}, known.lists))
    say(f"{site} {said.says}; {_NEXT}")


def _today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def _counted(count: int) -> str:
    return f"{count} site{'' if count == 1 else 's'}"
