"""The weights hold together: every signal that is seen is weighed, every weight can be used in SQL."""

import pytest

from prospector.markets.weights import TABLES, decisive_signals, weight_tables, weights

SIGNALS = [name for name in TABLES if "signals" in weights(name)]


@pytest.mark.parametrize("name", SIGNALS)
def test_every_signal_has_the_same_facts(name: str) -> None:
    signals = weights(name)["signals"]
    assert {frozenset(facts) for facts in signals.values()} == {frozenset(next(iter(signals.values())))}


@pytest.mark.parametrize("name", SIGNALS)
def test_a_table_of_weights_has_a_row_for_each_signal(name: str) -> None:
    table = weight_tables()[f"{name}_weights"]
    assert table.column("signal").to_pylist() == list(weights(name)["signals"])


def test_numbers_are_numbers_with_the_name_of_their_file() -> None:
    numbers = {row["name"]: row["value"] for row in weight_tables()["numbers"].to_pylist()}
    assert set(numbers) == {f"{name}.{key}" for name in TABLES for key in weights(name).get("numbers", {})}
    assert all(isinstance(value, float) for value in numbers.values())


# The signals that judging sees on pages. Others are added up over a site in SQL.
SEEN = {
    "country": """suffix restricted_suffix regional_suffix imitation_suffix structured_address postal_address phone
        register_id legal_words country_name many_countries territory address_below locale language main_language
        national_words currency government_link place_name place_language place_text""",
    "kind": "name description host words type suffix engine dated_article members_page join_page",
    "link_selling": """own_offer metric_prices topic_surcharge money_anchor_gambling money_anchor_loans
        money_anchor_pharma money_anchor_adult money_anchor_crypto money_anchor_essays lone_deep_link hidden_links
        labelled rate_card refuses report""",
    "quality": "https indexable canonical_to_itself substantial_text named_author dated parked",
}


@pytest.mark.parametrize("name", SEEN)
def test_every_signal_that_is_seen_is_weighed(name: str) -> None:
    assert set(SEEN[name].split()) <= set(weights(name)["signals"])


def test_country_signals_weigh_at_most_one_and_belong_to_a_family() -> None:
    for signal, facts in weights("country")["signals"].items():
        assert 0 <= facts["weight"] <= 1, signal
        assert facts["family"], signal


def test_a_kind_signal_weighs_at_most_what_it_may_reach() -> None:
    for signal, facts in weights("kind")["signals"].items():
        assert 0 < facts["weight"] <= facts["most"], signal


def test_link_selling_is_graded_as_the_rule_has_it() -> None:
    signals = weights("link_selling")["signals"]
    assert {facts["grade"] for facts in signals.values()} <= set("ABCHKN")
    assert {facts["level"] for facts in signals.values()} <= {"page", "site", "network"}
    assert decisive_signals() == {("link_selling", "own_offer"), ("link_selling", "metric_prices")}
