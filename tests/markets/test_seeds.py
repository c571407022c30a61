"""Seed lists: what a row must hold, and whose row of a site counts."""

from pathlib import Path

import pytest

from prospector.errors import BadSeeds, ProspectorError
from prospector.markets.project import FILE
from prospector.markets.seeds import market_seeds, own_seeds, read_seeds, shipped_seeds

# A row under url,kind,name,language and what is said about it.
BAD_ROWS = [
    ("www.example.de,blog,,", "'www.example.de' has no scheme; write https://www.example.de/"),
    ("example.de/blog/,blog,,", "'example.de/blog/' has no scheme; write https://example.de/blog/"),
    (",blog,,", "no address"),
    ("mailto:ada@example.de,blog,,", "'mailto:ada@example.de' is no http(s) address"),
    ("https://localhost/,blog,,", "'https://localhost/' is no http(s) address"),
    ("https://www.example.de/,blok,,", "unknown kind 'blok'; kinds are publication, chamber,"),
    ("https://www.example.de/,blog,,xx", "unknown language 'xx'; write it as ISO 639 does: de, fr, nb"),
    (
        "https://www.example.de/,blog,Hin, und her,de",
        "more cells than columns: 'de'; put cells that hold a comma in quotes",
    ),
]


@pytest.mark.parametrize(("row", "said"), BAD_ROWS)
def test_a_bad_row_is_named_by_line_and_the_rest_is_used(row: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"url,kind,name,language\nhttps://good.example.de/,blog,,de\n{row}\n", encoding="utf-8")
    found = read_seeds(path, "DE")
    assert [seed.url for seed in found.seeds] == ["https://good.example.de/"]
    assert str(found.bad[0]).startswith(f"{path}:3: {said}")


# A whole file and what is said about it.
BAD_LISTS = [
    (
        b"url;kind\nhttps://www.example.de/;blog\n",
        ":1: the columns are separated by semicolons; save the list with commas",
    ),
    (b"url\tkind\nhttps://www.example.de/\tblog\n", ":1: the columns are separated by tabs; save the list with commas"),
    ("url,kind\nhttps://www.example.de/,blog\n".encode("utf-16"), ":1: the file is in UTF-16; save it again as UTF-8"),
    ("url,kind\nhttps://www.example.de/,blog\n".encode("utf-16-le"), ":1: not a text file, or one in UTF-16; save it"),
    ("url,name\n\nhttps://www.example.de/,Grüße\n".encode("cp1252"), ":3: not in UTF-8; save it again as UTF-8"),
    (
        b"address,kind\nhttps://www.example.de/,blog\n",
        ":1: no column 'url'; the first line names the columns: market,url",
    ),
    (b"url,titel\nhttps://www.example.de/,x\n", ":1: the column 'titel' is unknown; columns are market, url, kind,"),
    (b"url,name,name\n", ":1: the column 'name' is there twice; columns are"),
    (b"", ":1: no column 'url'"),
    (b'url,name\n"https://www.example.de/' + b"x" * 200_000, ":2: field larger than field limit"),
]


@pytest.mark.parametrize(("raw", "said"), BAD_LISTS)
def test_a_list_that_cannot_be_read_is_named_with_its_line(raw: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(raw)
    with pytest.raises(ProspectorError) as wrong:
        read_seeds(path, "DE")
    assert str(wrong.value).startswith(f"{path}{said}")
    assert wrong.value.exit_code == 2


def test_no_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProspectorError, match=r"none\.csv: no such file"):
        read_seeds(tmp_path / "none.csv")


def test_what_a_spreadsheet_saves_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    text = '\ufeffurl,market,name\r\nhttps://www.example.de/,uk,"Hin, und her"\r\n\r\n# not yet\r\nhttps://b.example.fr/,FR,\r\n'
    path.write_text(text, encoding="utf-8", newline="")
    found = read_seeds(path)
    assert [(seed.market, seed.kind, seed.name) for seed in found.seeds] == [
        ("GB", "unknown", "Hin, und her"),
        ("FR", "unknown", ""),
    ]
    assert found.bad == ()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder, and the current one."""
    (tmp_path / FILE).touch()
    (tmp_path / "seeds").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PROSPECTOR_PROJECT", raising=False)
    return tmp_path


def test_ones_own_row_of_a_site_wins(folder: Path) -> None:
    shipped = shipped_seeds("at").seeds[0]
    (folder / "seeds" / "at.csv").write_text(f"url,kind,name\n{shipped.url}neu/,company,Meins\n", encoding="utf-8")
    seeds = market_seeds("at").seeds
    assert seeds[0].name == "Meins"
    assert shipped not in seeds
    assert len(seeds) == len(shipped_seeds("at").seeds)


def test_a_list_with_a_market_column_may_have_any_name(folder: Path) -> None:
    (folder / "seeds" / "found.csv").write_text(
        "url,market\nhttps://a.example.de/,de\nhttps://b.example.fr/,fr\n", encoding="utf-8"
    )
    (folder / "seeds" / "uk.csv").write_text("url\nhttps://c.example.co.uk/\n", encoding="utf-8")
    assert [seed.url for seed in own_seeds("de").seeds] == ["https://a.example.de/"]
    assert [seed.url for seed in own_seeds("gb").seeds] == ["https://c.example.co.uk/"]


def test_another_markets_broken_list_does_not_matter(folder: Path) -> None:
    (folder / "seeds" / "fr.csv").write_text("url;kind\n", encoding="utf-8")
    assert own_seeds("de").seeds == ()
    with pytest.raises(BadSeeds):
        own_seeds("fr")
