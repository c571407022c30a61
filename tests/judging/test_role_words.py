"""The words of links name the pages that decide, as native sites of every language write them (``role_words.toml``)."""

import tomllib
from pathlib import Path

import pytest

from prospector.judging.knowledge import Knowledge
from prospector.judging.roles import LEAST_STRENGTH, Roles

NAMED = tomllib.loads(Path(__file__).with_name("role_words.toml").read_text(encoding="utf-8"))
CASES = [(language, role) for language, roles in NAMED.items() for role in roles]


@pytest.fixture(scope="module")
def roles(knowledge: Knowledge) -> Roles:
    return Roles(knowledge)


def test_every_language_has_its_table(knowledge: Knowledge) -> None:
    assert set(NAMED) == set(knowledge.languages)


@pytest.mark.parametrize(("language", "role"), CASES, ids=["-".join(case) for case in CASES])
def test_native_names_of_pages_are_understood(language: str, role: str, roles: Roles) -> None:
    misses = []
    for name in NAMED[language][role]:
        path, anchor = (name, "") if name.startswith("/") else ("/x1", name)
        found = roles.of_link(f"https://example.org{path}", anchor)
        if found.role != role or found.strength < LEAST_STRENGTH:
            misses.append(f"{name}: {found.role or 'nothing'} {found.strength}")
    assert not misses
