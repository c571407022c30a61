"""What is wrong with a market, language or project file is said in one sentence, with file and key."""

from pathlib import Path

import pytest

from prospector.errors import BadData
from prospector.markets.knowledge import known_to
from prospector.markets.project import FILE, Project, project

# A file of the user's project, what stands in it, and what is said about it.
WRONG = [
    ("markets/de.toml", 'langages = ["de"]', "unknown key 'langages'; is 'languages' meant?"),
    ("markets/de.toml", "[outreach]\nmood = 'gay'", "unknown key 'outreach.mood'; keys here are avoid, channels,"),
    ("markets/de.toml", 'languages = ["xx"]', "unknown language 'xx' in 'languages'; write it as ISO 639 does"),
    ("markets/de.toml", "languages = []", "'languages' should be a list of at least one text"),
    ("markets/de.toml", 'languages = "de"', "'languages' should be a list of at least one text"),
    ("markets/de.toml", 'calling_code = "+49"', "'calling_code' should be a whole number above 0"),
    ("markets/de.toml", 'currency = "euro"', "'currency' should be like 'EUR', three capital letters"),
    ("markets/de.toml", 'outreach = "kind"', "'outreach' should be a table"),
    ("markets/de.toml", "[ids]\nkind = 'vat'", "'ids' should be a list of tables: [[ids]]"),
    ("markets/de.toml", "[[ids]]\nkind = 'vat'", "the key 'ids.name' is missing"),
    ("markets/de.toml", "[suffixes]\ngeneric = 'no'", "'suffixes.generic' should be true or false"),
    ("markets/de.toml", "[postcode]\npattern = '('", "'postcode.pattern' should be a regular expression"),
    (
        "markets/de.toml",
        "[postcode]\norder = 'city'",
        "'postcode.order' should be one of 'postcode city', 'city postcode'",
    ),
    ("markets/de.toml", "[names]\nde = 3", "'names' should be a table of texts"),
    ("markets/de.toml", 'code = "AT"', "the code is 'AT', but the file is named after 'DE'"),
    ("markets/de.toml", "name = ", "Invalid value (at end of document)"),
    ("markets/gr.toml", 'code = "GR"', "the key 'name' is missing"),
    ("markets/gr.toml", "", "the key 'code' is missing"),
    ("languages/de.toml", "[pages]\nimprnt = ['impressum']", "unknown key 'pages.imprnt'; is 'imprint' meant?"),
    ("languages/de.toml", "[pages]\nimprint = []", "'pages.imprint' should be a list of at least one text"),
    ("languages/de.toml", "[dates]\nmonths = [['jan']]", "'dates.months' should be a list of twelve lists"),
    ("languages/el.toml", "code = 'el'", "the key 'name' is missing"),
    (FILE, "contct = 'ada@example.org'", "unknown key 'contct'; is 'contact' meant?"),
    (FILE, "colour = 'red'", "unknown key 'colour'; keys here are contact, store"),
    (FILE, "store = 3", "'store' should be a text"),
    (FILE, "contact = 'ask me'", "'contact' should be an e-mail address or an http(s) address, not 'ask me'"),
    (FILE, 'contact = "a@b.de\\r\\nX-Evil: 1"', "'contact' should be an e-mail address or an http(s) address"),
]


@pytest.mark.parametrize(("name", "text", "said"), WRONG)
def test_a_wrong_file_is_named_with_its_key(
    name: str, text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE).touch()
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadData) as wrong:
        known_to(project())
    assert str(wrong.value).startswith(f"{path}: ")
    assert said in str(wrong.value)
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("name = 'Köln'".encode("utf-16"), "de.toml:1: the file is in UTF-16; save it again as UTF-8"),
        ("x = 1\nname = 'Köln'".encode("latin-1"), "de.toml:2: not in UTF-8; save it again as UTF-8"),
        (b"x = 1\n\0\0\0", "de.toml:2: not a text file, or one in UTF-16"),
    ],
)
def test_a_file_that_is_not_utf8_is_named_with_its_line(raw: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "markets").mkdir()
    (tmp_path / "markets" / "de.toml").write_bytes(raw)
    with pytest.raises(BadData, match=said):
        known_to(Project(tmp_path, "", Path("store")))


def test_a_key_of_ones_own_takes_the_place_of_the_shipped_one_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "markets").mkdir()
    (tmp_path / "markets" / "de.toml").write_text('[outreach]\navoid = ["Post im August"]\n', encoding="utf-8")
    shipped = known_to(Project(None, "", Path("store"))).markets["DE"]
    own = known_to(Project(tmp_path, "", Path("store"))).markets["DE"]
    assert own.outreach.avoid == ("Post im August",)
    assert own.outreach.law == shipped.outreach.law
    assert own.imprint_words == shipped.imprint_words


def test_a_market_of_ones_own_needs_all_keys_and_then_is_one(tmp_path: Path) -> None:
    from prospector.markets.files import data_path

    (tmp_path / "markets").mkdir()
    text = data_path("markets", "dk.toml").read_text(encoding="utf-8")
    own = text.replace('code = "DK"', 'code = "GL"').replace('name = "Denmark"', 'name = "Greenland"')
    (tmp_path / "markets" / "gl.toml").write_text(own, encoding="utf-8")
    assert known_to(Project(tmp_path, "", Path("store"))).markets["GL"].name == "Greenland"
