"""Lists that a user brings: CSV, OPML, plain addresses; whole or not at all."""

from pathlib import Path

import pytest

from prospector.errors import BadRequest, ProspectorError
from prospector.markets.importing import Stated, add_seed, import_seeds
from prospector.markets.project import FILE
from prospector.markets.seeds import shipped_seeds

OPML = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><body>
<outline text="Blogs">
  <outline type="rss" text="Wanderfreund" htmlUrl="https://www.wanderfreund.example.de/blog/" xmlUrl="https://x.de/feed"/>
  <outline type="rss" text="Nur Feed" xmlUrl="https://nur-feed.example.at/rss.xml"/>
  <outline type="rss" text="Geteilt" xmlUrl="https://ada.blogspot.com/feeds/posts/default"/>
  <outline type="rss" text="Kanal" htmlUrl="https://www.youtube.com/channel/abc" xmlUrl="https://www.youtube.com/feeds"/>
  <outline type="rss" text="Umweg" xmlUrl="https://feeds.feedburner.com/umweg"/>
  <outline type="rss" title="Zweimal" htmlUrl="https://nur-feed.example.at/"/>
</outline>
</body></opml>
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder, and the current one."""
    (tmp_path / FILE).touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PROSPECTOR_PROJECT", raising=False)
    return tmp_path


def rows(folder: Path, market: str) -> list[str]:
    return (folder / "seeds" / f"{market}.csv").read_text(encoding="utf-8").splitlines()[1:]


def test_an_opml_file_names_sites_by_page_or_feed(folder: Path) -> None:
    (folder / "feeds.opml").write_text(OPML, encoding="utf-8")
    found = import_seeds(Path("feeds.opml"), Stated("DE", "blog", "de"))
    assert rows(folder, "de") == [
        "https://www.wanderfreund.example.de/blog/,blog,Wanderfreund,de,,feeds.opml",
        "https://nur-feed.example.at/,blog,Nur Feed,de,,feeds.opml",
        "https://ada.blogspot.com/,blog,Geteilt,de,,feeds.opml",
    ]
    assert (found.known, found.repeated, found.left_out) == (0, 1, 2)


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-16"])
def test_xml_may_say_its_own_encoding(encoding: str, folder: Path) -> None:
    text = OPML.replace("UTF-8", encoding).replace("Wanderfreund", "Wanderbär")
    (folder / "feeds.xml").write_bytes(text.encode(encoding))
    import_seeds(Path("feeds.xml"), Stated("DE"))
    assert "Wanderbär" in rows(folder, "de")[0]


def test_a_plain_list_is_one_address_a_line(folder: Path) -> None:
    (folder / "list.txt").write_text("# found\n\nhttps://a.murgbote.de/\n  https://murgtalblatt.de/x \n", "utf-8")
    import_seeds(Path("list.txt"), Stated("DE", "association"))
    assert rows(folder, "de") == [
        "https://a.murgbote.de/,association,,,,list.txt",
        "https://murgtalblatt.de/x,association,,,,list.txt",
    ]


def test_a_csv_may_name_several_markets(folder: Path) -> None:
    (folder / "list").write_text(
        'market,url,name\nfr,https://www.exemple-a.fr/,"Oui, non"\nuk,https://www.example-b.co.uk/,\n', encoding="utf-8"
    )
    import_seeds(Path("list"), Stated())
    assert rows(folder, "fr") == ['https://www.exemple-a.fr/,unknown,"Oui, non",,,list']
    assert rows(folder, "gb") == ["https://www.example-b.co.uk/,unknown,,,,list"]


def test_what_is_known_already_is_counted_and_not_added(folder: Path) -> None:
    shipped = shipped_seeds("at").seeds[0]
    (folder / "list.txt").write_text(f"{shipped.url}\n", encoding="utf-8")
    found = import_seeds(Path("list.txt"), Stated("AT"))
    assert (found.added, found.known) == ({}, 1)
    assert not (folder / "seeds").exists()


# A list by name, and what is said about it.
REFUSED = [
    (
        "a.txt",
        "https://a.example.de/\nb.example.de\n",
        "a.txt:2: 'b.example.de' has no scheme; write https://b.example.de/",
    ),
    ("a.txt", "b.de\nc.de\nd.de\n", "a.txt:1: 'b.de' has no scheme; write https://b.de/ (and 2 more bad lines)"),
    ("a.txt", "# nothing yet\n", "a.txt: no address in it"),
    ("a.csv", "url;kind\nhttps://a.example.de/;blog\n", "a.csv:1: the columns are separated by semicolons"),
    ("a.csv", "url,kind\nhttps://a.example.de/,blog\nhttps://b.example.de/,blok\n", "a.csv:3: unknown kind 'blok'"),
    ("a.opml", "not at all", "a.opml:1: not XML (syntax error)"),
    ("a.opml", "", "a.opml:1: not XML (no element found)"),
    ("a.opml", "<opml>\n<body>\n<outline", "a.opml:3: not XML (unclosed token)"),
    ("a.opml", "<html></html>", "a.opml:1: no OPML file: it begins with <html>, not with <opml>"),
    ("a.opml", '<!DOCTYPE o [<!ENTITY a "b">]><opml/>', "a.opml:1: the file declares XML entities"),
    ("a.opml", "<opml><body>\n<outline htmlUrl='wanderer.de'/></body></opml>", "a.opml:2: 'wanderer.de' has no scheme"),
]


@pytest.mark.parametrize(("name", "text", "said"), REFUSED)
def test_a_bad_list_changes_nothing(name: str, text: str, said: str, folder: Path) -> None:
    (folder / "seeds").mkdir()
    (folder / "seeds" / "de.csv").write_text("url,kind,name,language,region,source\n", encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(ProspectorError) as wrong:
        import_seeds(Path(name), Stated("DE"))
    assert str(wrong.value).startswith(said)
    assert wrong.value.exit_code == 2
    assert [path.name for path in (folder / "seeds").iterdir()] == ["de.csv"]
    assert rows(folder, "de") == []


def test_without_a_market_a_list_is_refused(folder: Path) -> None:
    (folder / "a.txt").write_text("https://a.example.de/\n", encoding="utf-8")
    with pytest.raises(
        ProspectorError, match=r"a.txt:1: no market; add a column 'market', or import the list with --market"
    ):
        import_seeds(Path("a.txt"), Stated())


def test_without_a_project_there_is_no_place_for_seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PROSPECTOR_PROJECT", raising=False)
    with pytest.raises(
        BadRequest, match=r"no prospector\.toml here or in a folder above; 'prospector init FOLDER' makes"
    ):
        add_seed({"url": "https://a.example.de/"}, "DE")


def test_a_seed_is_added_and_what_stands_there_stays(folder: Path) -> None:
    (folder / "seeds").mkdir()
    path = folder / "seeds" / "de.csv"
    before = "\ufeffregion,url,kind,name,language,source\r\n# mine\r\n,https://a.example.de/,blog,A,de,"
    path.write_text(before, encoding="utf-8", newline="")
    add_seed({"url": "https://b.example.at/", "kind": "blog", "name": "B, C"}, "DE")
    assert path.read_bytes().decode("utf-8") == before + '\r\n,https://b.example.at/,blog,"B, C",,\r\n'


def test_a_seed_of_the_list_is_not_added_again(folder: Path) -> None:
    add_seed({"url": "https://www.murgbote.de/"}, "DE")
    with pytest.raises(ProspectorError, match=r"murgbote.de is in a list in .*seeds already; change the line there"):
        add_seed({"url": "http://murgbote.de/start"}, "DE")


def test_a_list_without_a_column_for_the_kind_is_named(folder: Path) -> None:
    (folder / "seeds").mkdir()
    (folder / "seeds" / "de.csv").write_text("url,name\n", encoding="utf-8")
    with pytest.raises(ProspectorError, match=r"de.csv:1: no column 'kind'; name the columns url,kind,name,language"):
        add_seed({"url": "https://www.murgbote.de/"}, "DE")


def test_a_folder_that_cannot_be_written_is_said(folder: Path) -> None:
    (folder / "seeds").write_text("in the way", encoding="utf-8")
    with pytest.raises(BadRequest, match=r"cannot write in .*seeds: .*; nothing was changed"):
        add_seed({"url": "https://www.murgbote.de/"}, "DE")
