"""The project folder: how it is found, what its file says, and how it is made."""

from pathlib import Path

import pytest

from prospector.errors import BadData, BadRequest
from prospector.markets.knowledge import known_to
from prospector.markets.project import FILE, make_project, project
from prospector.markets.seeds import read_seeds


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PROSPECTOR_PROJECT", "PROSPECTOR_CONTACT", "PROSPECTOR_STORE"):
        monkeypatch.delenv(name, raising=False)


def test_outside_any_project_nothing_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert project().folder is None
    assert project().contact == ""
    assert project().store == Path("store")


def test_it_is_found_from_a_folder_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_text('contact = "ada@example.org"\nstore = "kept/here"\n', encoding="utf-8")
    below = tmp_path / "seeds" / "old"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert project().folder == tmp_path
    assert project().contact == "ada@example.org"
    assert project().store == tmp_path / "kept" / "here"


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_text('contact = "ada@example.org"\nstore = "here"\n', encoding="utf-8")
    monkeypatch.setenv("PROSPECTOR_PROJECT", str(tmp_path))
    monkeypatch.setenv("PROSPECTOR_CONTACT", "https://www.example.org/bot")
    monkeypatch.setenv("PROSPECTOR_STORE", "elsewhere")
    assert project().folder == tmp_path
    assert project().contact == "https://www.example.org/bot"
    assert project().store == Path("elsewhere")


def test_a_project_that_is_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROSPECTOR_PROJECT", str(tmp_path / "gone"))
    with pytest.raises(
        BadRequest, match=r"PROSPECTOR_PROJECT names .*gone, which holds no prospector.toml; 'prospector init"
    ):
        project()


def test_a_contact_of_the_environment_is_checked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROSPECTOR_CONTACT", "me")
    with pytest.raises(BadData, match="PROSPECTOR_CONTACT should be an e-mail address or an http"):
        project()


@pytest.mark.parametrize("contact", ["", "ada@example.org", "https://www.example.org/bot"])
def test_a_new_project_can_be_used_at_once(contact: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mine"
    written = make_project(folder, contact)
    assert {str(path.relative_to(folder)) for path in written} == {
        FILE,
        "seeds/de.csv",
        "markets/de.toml",
        "campaigns/example.toml",
    }
    monkeypatch.chdir(folder)
    assert project().contact == contact
    assert project().store == folder / "store"
    assert known_to(project()).markets == known_to(type(project())(None, "", Path("store"))).markets
    found = read_seeds(folder / "seeds" / "de.csv", "DE")
    assert (found.seeds, found.bad) == ((), ())


def test_a_project_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("# mine\n", encoding="utf-8")
    with pytest.raises(BadRequest, match=r"prospector.toml exists already; nothing was changed"):
        make_project(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "# mine\n"


def test_seeds_that_are_there_stay(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "de.csv").write_text("url\nhttps://www.example.de/\n", encoding="utf-8")
    make_project(tmp_path)
    assert (tmp_path / "seeds" / "de.csv").read_text(encoding="utf-8") == "url\nhttps://www.example.de/\n"


@pytest.mark.parametrize("contact", ['ada@example.org"\nstore = "x', "ada", "ftp://example.org", "a b@example.org"])
def test_a_contact_that_is_none_makes_no_project(contact: str, tmp_path: Path) -> None:
    with pytest.raises(BadData, match="--contact should be an e-mail address or an http"):
        make_project(tmp_path / "mine", contact)
    assert not (tmp_path / "mine").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    with pytest.raises(BadRequest, match="mine is a file; name a folder"):
        make_project(tmp_path / "mine")
