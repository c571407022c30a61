"""The ledger of a site: every judgement with what it rests on."""

import pytest

from prospector.ranking.explain import Explanation, explanation
from prospector.store.store import Store


@pytest.fixture(scope="module")
def listed(sample_store: Store) -> Explanation:
    found = explanation(sample_store, "tannwerder-bote.de")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def seller(sample_store: Store) -> Explanation:
    found = explanation(sample_store, "gastartikel-marktwerk.de")
    assert found is not None
    return found


def test_a_listed_site_says_where_it_stands_and_why(listed: Explanation, sample_store: Store) -> None:
    (place,) = listed.places
    first, *reasons = place.splitlines()
    (row,) = sample_store.table("SELECT rank, score FROM prospects WHERE site = 'tannwerder-bote.de'").to_pylist()
    assert first == f"Number {row['rank']} in DE with {row['score']:.1f} points"
    assert reasons
    assert {reason[:4] for reason in reasons} <= {"  + ", "  - "}


def test_a_rejected_site_says_why(seller: Explanation) -> None:
    assert seller.places[0].startswith("Not in the list for DE: link seller\n  - ")


def test_every_observation_has_its_page_and_is_in_the_store(listed: Explanation, sample_store: Store) -> None:
    assert {"country", "kind", "link_selling"} <= set(listed.evidence)
    stored = sample_store.table("SELECT signal, value, quote, page FROM evidence WHERE site = 'tannwerder-bote.de'")
    known = {tuple(row.values()) for row in stored.to_pylist()}
    for observations in listed.evidence.values():
        of_pages = [seen for seen in observations if seen.signal != "linked_from"]
        assert {(seen.signal, seen.value, seen.quote, seen.page) for seen in of_pages} <= known


def test_a_link_seller_is_shown_with_the_grade_of_each_signal(seller: Explanation) -> None:
    assert "A" in {seen.weight for seen in seller.evidence["link_selling"]}


@pytest.mark.parametrize(("market", "place"), [("DE", "Number "), ("FR", "Not considered for FR: its country is DE")])
def test_one_market_may_be_asked_about(market: str, place: str, sample_store: Store) -> None:
    found = explanation(sample_store, "tannwerder-bote.de", market)
    assert found is not None
    assert [said[: len(place)] for said in found.places] == [place]


def test_a_site_that_is_not_there_has_none(sample_store: Store) -> None:
    assert explanation(sample_store, "nobody.de") is None


def test_what_speaks_for_a_verdict_comes_first_and_heaviest_first(listed: Explanation) -> None:
    for subject in ("country", "kind", "language"):
        sides = [seen.side for seen in listed.evidence[subject]]
        assert sides == sorted(sides, key=["for", "against", ""].index), subject
        weights = [
            float(seen.weight.strip("()"))
            for seen in listed.evidence[subject]
            if seen.side == "for" and seen.weight != "–"
        ]
        assert weights == sorted(weights, reverse=True), subject


def test_of_a_family_one_signal_counts(listed: Explanation) -> None:
    speaking = [seen for seen in listed.evidence["country"] if seen.side == "for"]
    addresses = [seen.weight[:1] == "(" for seen in speaking if seen.signal in ("structured_address", "postal_address")]
    assert addresses.count(False) <= 1
    counted = [seen.says for seen in speaking if not seen.weight.startswith("(")]
    assert "register or tax number" in counted
    assert len(counted) == len(set(counted))


def test_every_observation_says_in_words_what_was_seen(listed: Explanation) -> None:
    assert all(seen.says and "_" not in seen.says for rows in listed.evidence.values() for seen in rows)


def test_what_only_the_whole_site_shows_has_its_grade(sample_store: Store) -> None:
    found = explanation(sample_store, "casapiuserena.com")
    assert found is not None
    wide = {seen.signal: seen.weight for seen in found.evidence["link_selling"]}
    assert (wide["many_targets"], wide["seller_network"]) == ("B", "B")


def test_a_part_with_a_warning_is_named(sample_store: Store, listed: Explanation) -> None:
    found = explanation(sample_store, "diariodevalmontera.es")
    assert found is not None
    assert [part.partition(": ")[0] for part in found.parts] == ["diariodevalmontera.es/actualidad"]
    assert listed.parts == []


def test_a_paper_with_a_part_that_is_let_stays_and_says_so(sample_store: Store) -> None:
    found = explanation(sample_store, "ostelbe-kurier.de")
    assert found is not None
    assert found.places[0].startswith("Number ")
    assert "rents parts of other sites: www.ostelbe-kurier.de/gutscheine" in found.places[0]
    assert [part.partition(": ")[0] for part in found.parts] == ["ostelbe-kurier.de/gutscheine"]
