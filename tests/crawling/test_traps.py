"""Addresses without end, as the systems that sites run on make them, and what beside them is worth reading."""

import pytest

from prospector.crawling.traps import traps

# What a system makes without end, by the trap it is, and what of the same system is a page.
SYSTEMS: list[tuple[str, dict[str, str], str]] = [
    (
        "WordPress",
        {
            "/2026/03/": "archive",
            "/2026/03/09/": "archive",
            "/2026/03/index.html": "archive",
            "/?m=202603": "archive",
            "/tag/radweg/": "tag",
            "/category/sport/page/7/": "paging",
            "/?paged=3": "paging",
            "/author/admin/": "person",
            "/feed/": "feed",
            "/artikel/feed/": "feed",
            "/wp-json/wp/v2/posts": "feed",
            "/wp-login.php": "account",
            "/artikel/?replytocom=12": "comment",
            "/artikel/?share=twitter": "comment",
            "/?s=rad": "search",
            "/events/month/2026-03/": "calendar",
            "/events/?eventDisplay=past": "calendar",
            "/fest/?outlook-ical=1": "calendar",
            "/?attachment_id=17": "file",
            "/wp-content/uploads/plan.pdf": "file",
        },
        "/2026/03/09/der-rat-sagt-ja/ /?p=123 /category/sport/ /events/ /kalender/ /ueber-uns/",
    ),
    (
        "Drupal",
        {
            "/news?page=3": "paging",
            "/print/12": "print",
            "/produkte?f[0]=farbe:rot": "facet",
            "/produkte?f%5B0%5D=farbe": "facet",
            "/user/login?destination=node/1": "person",
            "/node/1?destination=x": "account",
        },
        "/node/12 /taxonomy/term/5 /news",
    ),
    (
        "TYPO3",
        {"/index.php?id=5&type=98": "print", "/index.php?id=5&print=1": "print", "/suche/?tx_x=1": "search"},
        "/index.php?id=5&tx_news[news]=7&tx_news[day]=9&cHash=ab12&L=0 /index.php?id=5&no_cache=1",
    ),
    (
        "Joomla",
        {
            "/index.php?option=com_content&view=article&id=3&tmpl=component&print=1": "print",
            "/news?start=20": "paging",
            "/component/search/": "search",
            "/index.php?option=com_users&view=registration": "account",
            "/kalender?view=month": "calendar",
        },
        "/index.php?option=com_content&view=article&id=3&catid=9&Itemid=101 /kontakt/kontakt.html",
    ),
    (
        "phpBB",
        {
            "/ucp.php?mode=register": "account",
            "/memberlist.php?mode=viewprofile&u=2": "person",
            "/viewtopic.php?f=2&t=34&start=10": "paging",
            "/posting.php?mode=reply&f=2&t=3": "account",
            "/viewforum.php?f=2&sk=t&sd=a": "sort order",
            "/search.php?search_id=active_topics": "search",
        },
        "/viewtopic.php?f=2&t=34 /viewforum.php?f=2",
    ),
    (
        "Shopify",
        {
            "/collections/all?sort_by=price": "sort order",
            "/collections/zelte/blau+rot": "facet",
            "/products/zelt?variant=123": "facet",
            "/cart": "account",
            "/account/login": "account",
        },
        "/collections/zelte /products/zelt /pages/about-us /blogs/news/zelt-im-regen",
    ),
    (
        "MediaWiki",
        {
            "/index.php?title=Rad&action=edit": "history",
            "/index.php?title=Rad&oldid=7": "history",
            "/wiki/Spezial:Letzte_Änderungen": "history",
            "/wiki/Special:RecentChanges": "history",
            "/wiki/Talk:Bicycle": "history",
            "/index.php?title=Rad&printable=yes": "print",
        },
        "/wiki/Rad /index.php?title=Rad",
    ),
    (
        "Bitrix and DLE",
        {
            "/novosti/?PAGEN_1=2": "paging",
            "/novosti/?print=Y": "print",
            "/auth/?backurl=/": "account",
            "/bitrix/redirect.php?goto=x": "file",
            "/katalog/?action=ADD2BASKET&id=1": "account",
            "/index.php?do=register": "account",
            "/tags/спорт/": "tag",
            "/2026/03/12/": "archive",
        },
        "/novosti/ /novosti/123-gorod-otkryl-most.html /index.php?do=kontakty",
    ),
    (
        "Japanese blogs and CGI",
        {
            "/archives/202603.html": "archive",
            "/archives/2026-03.html": "archive",
            "/archives/202603-1.html": "archive",
            "/archives/cat_12345.html": "archive",
            "/blog-date-202603.html": "archive",
            "/blog-category-3.html": "archive",
            "/archive/2026/03": "archive",
            "/diary.cgi?mode=cal&ymd=202603": "calendar",
        },
        "/archives/52012345.html /blog-entry-123.html /entry/2026/03/09/rinri /bbs/index.cgi?no=12",
    ),
    (
        "any",
        {
            "/kalender/2026/03": "calendar",
            "/termine/2026-03-12": "calendar",
            "/a/b/a/b/a/b": "endless",
            "/x/x/x/": "endless",
            "/1/2/3/4/5/6/7/8/9/10/11/": "endless",
            "/" + "x" * 320: "endless",
            "/suche?a=1&b=2&c=3&d=4": "facet",
            "/liste?farbe=rot": "facet",
            "/drucken/artikel-7": "print",
            "/bild.JPG": "file",
            "/imprint.pdf?x=1": "file",
        },
        "/ /impressum /index.php?page=impressum /jahre/1990er /seite-an-seite /tagung /drucke /page/willkommen",
    ),
]
CAUGHT = [(system, path, trap) for system, caught, _ in SYSTEMS for path, trap in caught.items()]
FREE = [(system, path) for system, _, free in SYSTEMS for path in free.split()]


@pytest.mark.parametrize(("system", "path", "trap"), CAUGHT)
def test_what_a_system_makes_without_end_is_a_trap(system: str, path: str, trap: str) -> None:
    assert traps().caught(f"https://example.org{path}") == trap, system


@pytest.mark.parametrize(("system", "path"), FREE)
def test_a_page_of_the_same_system_is_none(system: str, path: str) -> None:
    assert traps().caught(f"https://example.org{path}") == "", system


SESSIONS = [
    ("/impressum;jsessionid=1A2B3C", "/impressum"),
    ("/impressum?PHPSESSID=abc", "/impressum"),
    ("/impressum?osCsid=abc&id=2", "/impressum?id=2"),
    ("/(S(a1b2c3))/impressum.aspx", "/impressum.aspx"),
    ("/sid/0123456789abcdef0123/impressum", "/impressum"),
    ("/index.php?sid=0123456789abcdef", "/index.php"),
    ("/session-der-kommission", "/session-der-kommission"),
]


@pytest.mark.parametrize(("path", "bare"), SESSIONS)
def test_a_session_is_no_part_of_an_address(path: str, bare: str) -> None:
    assert traps().bare(f"https://example.org{path}") == f"https://example.org{bare}"
