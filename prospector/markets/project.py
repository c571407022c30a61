"""The user's project folder: ``prospector.toml``, and seeds, markets and languages that win over the shipped ones."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from prospector.errors import BadData, BadRequest
from prospector.markets.files import data_path, read_toml, write_whole
from prospector.markets.schema import PROJECT, check

FILE = "prospector.toml"
_TEMPLATES = ("seeds/de.csv", "markets/de.toml", "campaigns/example.toml", FILE)
_NO_CONTACT = '# contact = "you@example.org"\n'
_PLAIN = r"[^\s@<>()\"\\]+"
_CONTACT = re.compile(rf"{_PLAIN}@{_PLAIN}\.{_PLAIN}|https?://{_PLAIN}")


@dataclass(frozen=True, slots=True)
class Project:
    """What holds where a command runs. *folder* is None outside any project; *contact* is empty while none is set."""

    folder: Path | None
    contact: str
    store: Path

    @property
    def file(self) -> str:
        """The project's file, empty outside any project."""
        return str(self.folder / FILE) if self.folder else ""

    def files(self, kind: str, ending: str) -> list[Path]:
        """Return the user's own files of a *kind* (``seeds``, ``markets``, ``languages``), sorted by name."""
        return sorted((self.folder / kind).glob(f"[!.]*{ending}")) if self.folder else []


def project() -> Project:
    """Return the project that the current folder lies in, or the one $PROSPECTOR_PROJECT names.

    Raises BadData for a file that does not say what it should, BadRequest when the variable names no project.
    """
    folder = _folder()
    table = read_toml(folder / FILE) if folder else {}
    check(table, PROJECT, folder / FILE if folder else Path(FILE))
    stated = os.environ.get("PROSPECTOR_CONTACT", "")
    named = "PROSPECTOR_CONTACT" if stated else f"{folder}/{FILE}: 'contact'"
    store = Path(os.environ.get("PROSPECTOR_STORE") or (folder or Path()) / table.get("store", "store"))
    return Project(folder, _contact(stated or table.get("contact", ""), named), store)


def _folder() -> Path | None:
    named = os.environ.get("PROSPECTOR_PROJECT")
    if not named:
        here = Path.cwd()
        return next((folder for folder in (here, *here.parents) if (folder / FILE).is_file()), None)
    if not (Path(named) / FILE).is_file():
        way = f"'prospector init {named}' makes one"
        raise BadRequest(f"PROSPECTOR_PROJECT names {named}, which holds no {FILE}; {way}")
    return Path(named).absolute()


def _contact(value: str, named: str) -> str:
    """Return a contact that may stand in a user agent; BadData when it is neither an e-mail nor a web address."""
    if value and not _CONTACT.fullmatch(value):
        raise BadData(f"{named} should be an e-mail address or an http(s) address, not {value!r}")
    return value


def own_folder() -> Path:
    """Return the folder of the project; BadRequest, with the way out, where there is none."""
    folder = project().folder
    if folder is None:
        raise BadRequest(f"no {FILE} here or in a folder above; 'prospector init FOLDER' makes a project folder")
    return folder


def make_project(folder: Path, contact: str = "") -> list[Path]:
    """Make *folder* a project, leaving files that exist as they are, and return what was written."""
    _contact(contact, "--contact")
    if (folder / FILE).exists():
        raise BadRequest(f"{folder / FILE} exists already; nothing was changed")
    if folder.exists() and not folder.is_dir():
        raise BadRequest(f"{folder} is a file; name a folder")
    new = {folder / name: _template(name) for name in _TEMPLATES if not (folder / name).exists()}
    if contact:
        new[folder / FILE] = new[folder / FILE].replace(_NO_CONTACT, f'contact = "{contact}"\n')
    write_whole(new)
    return list(new)


def _template(name: str) -> str:
    return data_path("project", *name.split("/")).read_text(encoding="utf-8")
