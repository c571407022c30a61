"""Addresses are joined, cleaned and split as a browser would, whatever is written."""

from urllib.parse import urljoin

import pytest

from prospector.reading.urls import Base, clean, host_of

HOSTS = [
    ("https://WWW.Example.de:8080/a", "www.example.de"),
    ("https://www.example.de./", "www.example.de"),
    ("https://ada:secret@example.de/", "example.de"),
    ("https://example.de?x", "example.de"),
    ("http://münchen.example/", "xn--mnchen-3ya.example"),
    ("http://xn--mnchen-3ya.example/", "xn--mnchen-3ya.example"),
    ("https://пример.рф/", "xn--e1afmkfd.xn--p1ai"),
    ("https://例え.jp/", "xn--r8jz45g.jp"),
    ("https://ｅｘａｍｐｌｅ.de/", "example.de"),
    ("http://192.0.2.7/x", "192.0.2.7"),
    ("http://[2001:db8::1]:80/x", "2001:db8::1"),
    ("https://my_club.example.de/", "my_club.example.de"),
    ("https://localhost/", "localhost"),
]
NOWHERE = [
    "",
    "example.de",
    "//example.de/",
    "mailto:info@example.de",
    "tel:+4930123",
    "javascript:void(0)",
    "data:text/html,x",
    "ftp://example.de/",
    "https://",
    "http:///x",
    "http://[::1",
    "http://[x]/",
    "http://example.de:x/",
    "http://example.de:99999/",
    "https:// example.de/",
    "https://exa mple.de/",
    "https://example..de/",
    "https://%65xample.de/",
    "http://\ud800.de/",
    f"https://{'ü' * 70}.de/",
]


@pytest.mark.parametrize(("url", "host"), HOSTS)
def test_a_host_has_one_name(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize("url", NOWHERE)
def test_what_leads_nowhere_on_the_web_has_no_host_and_no_name(url: str) -> None:
    assert (host_of(url), clean(url)) == ("", "")


CLEAN = [
    ("HTTPS://Example.de:443?utm_source=x&b=1#top", "https://example.de/?b=1"),
    ("http://example.de:80", "http://example.de/"),
    ("http://example.de:443/", "http://example.de:443/"),
    ("https://ada:secret@example.de/x", "https://example.de/x"),
    (" https://example.de/x\n", "https://example.de/x"),
    ("https://example.de/x;jsessionid=A1?b=2", "https://example.de/x?b=2"),
    ("https://example.de/?PHPSESSID=x&sid=5&id=1", "https://example.de/?id=1"),
    ("https://example.de/?fbclid=x&gclid=y", "https://example.de/"),
    ("https://example.de/?sidebar=2&side=1", "https://example.de/?sidebar=2&side=1"),
    ("https://example.de/?a&b=&&", "https://example.de/?a&b="),
    ("https://example.de/Über uns/", "https://example.de/Über uns/"),
    ("https://köln.example/", "https://xn--kln-sna.example/"),
    ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
]


@pytest.mark.parametrize(("url", "name"), CLEAN)
def test_a_page_has_one_name(url: str, name: str) -> None:
    assert clean(url) == name
    assert clean(name) == name


JOINED = [
    ("kontakt.html", "https://example.de/verein/kontakt.html"),
    ("./kontakt.html#anfahrt", "https://example.de/verein/kontakt.html"),
    ("../kontakt.html", "https://example.de/kontakt.html"),
    ("/kontakt/../impressum", "https://example.de/impressum"),
    ("/.well-known/x", "https://example.de/.well-known/x"),
    ("?seite=2", "https://example.de/verein/start.html?seite=2"),
    ("//other.fr/x", "https://other.fr/x"),
    ("https://other.fr", "https://other.fr"),
    ("HTTPS://other.fr/X", "https://other.fr/X"),
    ("\n /kon\ntakt ", "https://example.de/kontakt"),
    ("ht\ttps://other.fr/", "https://other.fr/"),
    ("mailto:info@example.de", "mailto:info@example.de"),
    ("Tel:+49 30", "tel:+49 30"),
    ("", ""),
    ("  ", ""),
    ("#top", ""),
]


@pytest.mark.parametrize(("href", "url"), JOINED)
def test_links_are_joined_to_the_page(href: str, url: str) -> None:
    assert Base("https://example.de/verein/start.html?x=1").join(href) == url


BASES = [
    "https://example.de",
    "https://example.de?x=/1",
    "https://example.de:8080/verein/",
    "https://example.de/verein//start.html",
    "https://example.de/verein/../start.html",
    "https://example.de/verein;a/start;b",
]
BESIDE = ["x", "x/y.html?a=b;c&d=/e", "x//y", "x/./y", "x/..", "x?", "x;p=1", "x:y", "x?u=http://y.de/", "über-uns"]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("href", BESIDE)
def test_the_short_way_of_joining_leads_where_the_long_one_does(base: str, href: str) -> None:
    assert Base(base).join(href) == urljoin(base, href)


@pytest.mark.parametrize("href", ["http://[", "//[x", "https://[::1/x"])
def test_a_broken_link_leads_nowhere(href: str) -> None:
    assert host_of(Base("https://example.de/").join(href)) == ""
