"""What kind of site its marks speak for: types, software, platform, suffix, host name, addresses, legal forms."""

import re
from collections.abc import Iterator, Mapping

from prospector.folding import one_line
from prospector.judging.kind_words import OWN_PAGES, seen
from prospector.judging.ownership import Ownership
from prospector.judging.phrases import Phrases, folded
from prospector.models import Evidence, Page

Marks = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Marks by table, kind and how they are written (``data/kind_marks.toml``)."""

_ADDRESSES = 5
_GLUED = 0.5
_LEGAL_PAGES = frozenset({"imprint", "contact", "privacy"})
_LONGEST = 5000
_GLUING = "\u2e80"  # from here on scripts write words without spaces


class KindMarks:
    """Reads kind evidence off a page without reading its language; *ownership* leaves out lines that credit others."""

    def __init__(self, marks: Marks, ownership: Ownership) -> None:
        self._ownership = ownership
        self._types = _by_mark(marks["types"])
        self._page_types = _by_mark(marks["page_types"])
        self._engines = {"engine": _by_mark(marks["engines"]), "shop": _by_mark(marks["shops"])}
        self._platforms = _by_mark(marks["platforms"])
        self._suffixes = _by_mark(marks["suffixes"])
        self._second_level = _by_mark(marks["second_level"])
        self._host_ends = Phrases(marks["host_ends"])
        self._paths = _by_mark(marks["paths"])
        self._forms = Phrases(marks["legal_forms"])

    def evidence(self, page: Page) -> Iterator[Evidence]:
        """Yield what the marks of *page* say."""
        yield from self._by_types(page)
        yield from self._by_software(page)
        yield from self._by_host(page)
        if page.role in OWN_PAGES:
            yield from self._by_paths(page)
        yield from self._by_legal_form(page)

    def _by_types(self, page: Page) -> Iterator[Evidence]:
        types = dict.fromkeys([*page.types, *(organisation.type for organisation in page.organisations)])
        for signal, table in (("type", self._types), ("page_type", self._page_types)):
            for kind, name in {table[name]: name for name in types if name in table}.items():
                if signal == "page_type" or kind == "publication" or page.role in OWN_PAGES:
                    yield seen(signal, kind, f'"@type": "{name}"')

    def _by_software(self, page: Page) -> Iterator[Evidence]:
        generator = page.generator.lower()
        for signal, table in self._engines.items():
            kind = next((kind for engine, kind in table.items() if engine in generator), "")
            if kind:
                yield seen(signal, kind, page.generator)

    def _by_host(self, page: Page) -> Iterator[Evidence]:
        host, _, folder = page.site.partition("/")
        first, *labels = host.split(".")
        platform = host if folder else ".".join(labels)
        if platform in self._platforms:
            yield seen("platform", self._platforms[platform], platform)
        if (kind := self._suffix(labels)) and platform not in self._platforms:
            yield seen("suffix", kind, "." + ".".join(labels))
        if page.role in OWN_PAGES:
            for kind in self._host_ends.meanings(first.replace("-", " ")):
                yield seen("host", kind, host, _GLUED)

    def _suffix(self, labels: list[str]) -> str:
        if not labels:
            return ""
        second = next((self._second_level[label] for label in labels[:-1] if label in self._second_level), "")
        return self._suffixes.get(labels[-1], second)

    def _by_paths(self, page: Page) -> Iterator[Evidence]:
        """Yield what the addresses of pages within the site say, by how many different ones there are."""
        found: dict[str, set[str]] = {}
        for link in page.links:
            if not link.external and (kind := self._path_kind(link.url)):
                found.setdefault(kind, set()).add(link.url)
        for kind, urls in found.items():
            yield seen("paths", kind, min(urls), min(1.0, len(urls) / _ADDRESSES))

    def _path_kind(self, url: str) -> str:
        parts = url.lower().split("/")[3:]
        return next((self._paths[part] for part in parts if part in self._paths), "")

    def _by_legal_form(self, page: Page) -> Iterator[Evidence]:
        """Yield the legal forms in the site's name, footer and imprint, as they are written."""
        told: set[str] = set()
        legal = page.text[:_LONGEST] if page.role in _LEGAL_PAGES else ""
        for text in (page.site_name, *map(self._ownership.without_credits, (page.footer_text, legal))):
            for kind, form in dict.fromkeys((hit.meaning, hit.phrase) for hit in self._forms.find(folded(text))):
                line = "" if kind in told else _line_with(form, text)
                if line:
                    told.add(kind)
                    yield seen(f"{kind}_form", kind, one_line(line, 240))


def _line_with(form: str, text: str) -> str:
    """Return the line that has a legal form in its own capitals: "Ltd" is one, "ltd" may be a word; else nothing."""
    before, behind = (r"(?<![^\W_])", r"(?![^\W_])") if form[0] < _GLUING else ("", "")
    found = re.search(rf"^.*{before}{re.escape(form)}{behind}.*$", text, re.MULTILINE)
    return found[0] if found else ""


def _by_mark(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the kind of each mark."""
    return {mark: kind for kind, marks in table.items() for mark in marks}
