"""What the suffix of a site says of its country."""

from collections.abc import Iterator

from prospector.judging.knowledge import Knowledge
from prospector.models import Page
from prospector.reading.sites import Sites


class Suffixes:
    """Reads the country off suffixes: of countries, of their cities and regions, and those that only look like one."""

    def __init__(self, knowledge: Knowledge, sites: Sites) -> None:
        markets = knowledge.markets.values()
        self._sites = sites
        self._imitations = knowledge.imitation_suffixes
        self._restricted = frozenset(market.code for market in markets if market.restricted_suffix)
        self._regional = {suffix: market.code for market in markets for suffix in market.regional_suffixes}
        owners = {country.suffix: country.code for country in knowledge.countries.values()}
        owners |= {suffix: m.code for m in markets for suffix in (*m.country_suffixes, *m.second_level)}
        self._owners = {suffix: code for suffix, code in owners.items() if suffix not in knowledge.generic_suffixes}

    def seen(self, page: Page) -> Iterator[tuple[str, str, str]]:
        """Yield signal, country and suffix of the page's site; nothing for suffixes that anybody may have."""
        if self._sites.is_shared(page.site):
            return
        suffix = self._sites.suffix_of(page.site)
        top = suffix.rpartition(".")[2]
        if suffix in self._imitations:
            yield "imitation_suffix", "", f".{suffix}"
        elif top in self._regional:
            yield "regional_suffix", self._regional[top], f".{top}"
        elif top in self._owners:
            code = self._owners[top]
            yield "restricted_suffix" if code in self._restricted else "suffix", code, f".{suffix}"

    def country(self, page: Page) -> str:
        """Return the country of the page's suffix, empty when it has none."""
        return next((code for _, code, _ in self.seen(page)), "")
