"""Markets by name, and the hosts where sites share a domain."""

import pytest

from prospector.errors import UnknownMarket
from prospector.judging.knowledge import PAGE_ROLES
from prospector.markets.knowledge import knowledge, market_code, market_files

NAMES = [("de", "DE"), ("DE", "DE"), (" fr ", "FR"), ("uk", "GB"), ("UK", "GB"), ("gb", "GB")]


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_a_market_as_people_write_it(name: str, code: str) -> None:
    assert market_code(name) == code


@pytest.mark.parametrize("name", ["xx", "", "deu", "germany"])
def test_an_unknown_market_is_named_with_the_ones_that_exist(name: str) -> None:
    with pytest.raises(UnknownMarket) as unknown:
        market_code(name)
    assert str(unknown.value).startswith(f"unknown market '{name}'; there are ae, ar, at, au, be, ")


def test_a_market_is_named_with_the_file_that_says_so() -> None:
    assert [path.name for path in market_files("DE")] == ["de.toml"]


def test_the_phrases_of_all_languages_come_together() -> None:
    pages = knowledge().phrases("pages")
    assert set(pages) == set(PAGE_ROLES)
    assert {"impressum", "mentions légales", "会社概要"} <= set(pages["imprint"])
    assert knowledge().phrases("no such table") == {}


def test_a_language_that_several_markets_speak_is_known_as_one_of_the_world() -> None:
    assert {"en", "de", "fr", "es", "pt"} <= knowledge().world_languages
    assert not {"ja", "ko", "pl", "nb"} & knowledge().world_languages


def test_generic_suffixes_speak_for_no_market() -> None:
    assert {"co", "io", "tv", "me"} <= knowledge().generic_suffixes
    assert not {"de", "fr", "no", "jp"} & knowledge().generic_suffixes
