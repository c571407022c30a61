"""Which site and section an address belongs to."""

import pytest

from prospector.markets.knowledge import sites

SITES = [
    ("https://www.example.de/x", "example.de"),
    ("https://lokales.example.de/", "example.de"),
    ("https://www.shop.example.co.uk/x", "example.co.uk"),
    ("https://www.example.com.au/", "example.com.au"),
    ("https://www.example.co.jp/", "example.co.jp"),
    ("https://example.asso.fr/", "example.asso.fr"),
    ("https://www.gov.uk/x", "gov.uk"),
    # hosts where each subdomain is somebody's
    ("https://club.github.io/phoenix/", "club.github.io"),
    ("https://strickblog.wordpress.com/2026/", "strickblog.wordpress.com"),
    ("https://www.strickblog.blogspot.co.uk/", "strickblog.blogspot.co.uk"),
    ("https://ada.livejournal.com/1.html", "ada.livejournal.com"),
    ("https://wordpress.com/tag/x", "wordpress.com"),
    # organisations under one domain
    ("https://www.lyon.cci.fr/", "lyon.cci.fr"),
    ("https://kassel.ihk.de/x", "kassel.ihk.de"),
    # hosts where the path begins with a name
    ("https://medium.com/@ada/post", "medium.com/@ada"),
    ("https://www.ameblo.jp/ada/entry-1.html?x=/y", "ameblo.jp/ada"),
    ("https://blog.naver.com/ada?x=1", "blog.naver.com/ada"),
    ("https://sites.google.com/view/club/home", "sites.google.com/view/club"),
    ("https://medium.com/", "medium.com"),
    # private registries that look like a country's
    ("https://www.trend.com.se/x", "trend.com.se"),
    # names in other scripts, numbers, no suffix at all
    ("https://www.bücher.example/", "xn--bcher-kva.example"),
    ("https://кафе.рф/", "xn--80akn5b.xn--p1ai"),
    ("http://192.0.2.7/x", "192.0.2.7"),
    ("http://[2001:db8::1]/x", "2001:db8::1"),
    ("https://localhost/", "localhost"),
    ("mailto:info@example.de", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "site"), SITES)
def test_the_site_of_an_address(url: str, site: str) -> None:
    assert sites().site_of(url) == site


SECTIONS = [
    ("https://www.example.com/fr/actualites", "example.com/fr"),
    ("https://example.com/fr", "example.com/fr"),
    ("https://example.com/de-ch?x=1", "example.com/de-ch"),
    ("https://example.com/de_AT/", "example.com/de_at"),
    ("https://example.com/FR/x", "example.com/fr"),
    ("https://fr.example.com/x", "fr.example.com"),
    ("https://m.example.com/de/", "example.com/de"),
    ("https://example.com/fra/", "example.com"),
    ("https://example.com/x/fr/", "example.com"),
    ("https://example.com?back=/fr/", "example.com"),
    ("https://www2.example.com/", "example.com"),
    ("https://news.example.co.uk/uk/", "news.example.co.uk/uk"),
    ("https://club.github.io/en/x", "club.github.io/en"),
    ("https://medium.com/@ada/fr/", "medium.com/@ada"),
    ("mailto:info@example.de", ""),
]


@pytest.mark.parametrize(("url", "section"), SECTIONS)
def test_the_part_of_a_site_that_is_judged_apart(url: str, section: str) -> None:
    assert sites().section_of(url) == section


SUFFIXES = [
    ("example.co.uk", "co.uk"),
    ("example.de", "de"),
    ("xn--80akn5b.xn--p1ai", "xn--p1ai"),
    ("trend.com.se", "com.se"),
    ("ameblo.jp/ada", "jp"),
    ("192.0.2.7", ""),
    ("localhost", ""),
]


@pytest.mark.parametrize(("site", "suffix"), SUFFIXES)
def test_the_suffix_of_a_site(site: str, suffix: str) -> None:
    assert sites().suffix_of(site) == suffix


SHARED = [
    ("strickblog.wordpress.com", True),
    ("medium.com/@ada", True),
    ("example.de", False),
    ("kassel.ihk.de", False),
    ("trend.com.se", False),
    ("wordpress.com", False),
]


@pytest.mark.parametrize(("site", "shared"), SHARED)
def test_a_part_of_a_shared_host_says_nothing_by_its_suffix(site: str, shared: bool) -> None:
    assert sites().is_shared(site) is shared


@pytest.mark.parametrize(
    "url",
    ["https://www.facebook.com/club", "https://m.facebook.com/x", "https://de-de.facebook.com/", "https://t.me/x"],
)
def test_platforms_are_no_sites_to_visit(url: str) -> None:
    assert sites().is_social(url)
    assert not sites().is_social("https://facebook.example.de/")
