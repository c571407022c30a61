"""A campaign file says what it should, or is refused in one sentence that names the key."""

from pathlib import Path

import pytest

from prospector.errors import BadData
from prospector.judging.niche import Term
from prospector.markets.campaigns import read_campaign
from prospector.markets.files import data_path

EXAMPLES = Path(__file__).parents[2] / "docs" / "campaigns"
GOOD = 'name = "Räder"\nmarkets = ["de"]\n[niche]\nde = ["Fahrrad"]\n'


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "c.toml"


def test_the_example_of_a_project_can_be_read() -> None:
    campaign = read_campaign(data_path("project", "campaigns", "example.toml"))
    assert campaign.slug == "bicycle-repair"
    assert campaign.left_out == {"example.org": "contacted"}
    assert campaign.niche["fr"][1] == Term("atelier vélo")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_examples_of_the_documentation_can_be_read(path: Path) -> None:
    campaign = read_campaign(path)
    assert campaign.slug == path.stem
    assert f"campaigns/{path.name}" in (EXAMPLES.parent / "campaigns.md").read_text(encoding="utf-8")


def test_terms_carry_their_weight(written: Path) -> None:
    written.write_text(GOOD.replace('"Fahrrad"', '{term = "Fahrrad", weight = 2, exact = true}'), encoding="utf-8")
    assert read_campaign(written).niche == {"de": (Term("Fahrrad", 2.0, exact=True),)}


def test_markets_whose_languages_have_no_term_are_known(written: Path) -> None:
    written.write_text(GOOD.replace('["de"]', '["de", "fr", "ch"]'), encoding="utf-8")
    assert read_campaign(written).markets_without_terms() == ("FR",)


# what the file says, and what is said of it
WRONG = [
    ("", "the key 'name' is missing"),
    (GOOD.replace('"de"', '"xx"'), "'markets': unknown market 'xx'; there are ae, ar"),
    (GOOD.replace("de = [", "xx = ["), "unknown language 'xx' in 'niche'; there are ar, cs"),
    (GOOD.replace("niche", "nische"), "unknown key 'nische'; is 'niche' meant?"),
    (GOOD.replace('["Fahrrad"]', "[]"), "'niche' is empty; give terms for a language"),
    (GOOD.replace('["Fahrrad"]', '["  "]'), "'niche' should be a table of languages, each with a list of terms"),
    (GOOD.replace('"Fahrrad"', '"*"'), "'*' in 'niche' holds no letter to look for"),
    (GOOD.replace('"Fahrrad"', '{term = "Rad", wieght = 2}'), "'niche' should be a table of languages"),
    (GOOD.replace('"Fahrrad"', '{term = "Rad", weight = 0}'), "'niche' should be a table of languages"),
    (GOOD.replace("de = [", "fr = ["), "'niche' has no terms in a language of de"),
    (GOOD + '[must_not]\nde = ["fahrrad"]\n', "'fahrrad' stands in both 'niche.de' and 'must_not.de'; keep one"),
    ('site = "example.com"\n' + GOOD, "'site' should be the address of your start page, like https://www.example.com/"),
    ('kinds = ["blogs"]\n' + GOOD, "unknown value 'blogs' in 'kinds'; there are publication, chamber"),
    ('opportunities = ["money"]\n' + GOOD, "unknown value 'money' in 'opportunities'; there are advertising"),
    ('competitors = ["rival"]\n' + GOOD, "'rival' in 'competitors' is no site; write it like example.com"),
    (
        'site = "https://a.example/"\ncompetitors = ["www.a.example"]\n' + GOOD,
        "your own site a.example stands among 'competitors'; take it out",
    ),
    (
        GOOD + '[leave_out]\ncontacted = ["a.example"]\nnever = ["https://www.a.example/"]\n',
        "a.example stands in both 'leave_out.contacted' and 'leave_out.never'; keep one",
    ),
    (
        'competitors = ["a.example"]\n' + GOOD + '[leave_out]\npartners = ["a.example"]\n',
        "a.example stands in both 'competitors' and 'leave_out.partners'; keep one",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), WRONG)
def test_what_makes_no_sense_is_said_with_its_key(text: str, sentence: str, written: Path) -> None:
    written.write_text(text, encoding="utf-8")
    with pytest.raises(BadData) as caught:
        read_campaign(written)
    assert str(caught.value).startswith(f"{written}: {sentence}")
