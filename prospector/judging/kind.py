"""What kind of site a page belongs to: words of its names and imprint, JSON-LD types, structure, host."""

from collections.abc import Iterator

from prospector.folding import one_line, words_of
from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Phrases, folded, quote
from prospector.models import Evidence, Page

VERSION = "kind/1"
_TYPES = {
    "NewsMediaOrganization": "publication",
    "Newspaper": "publication",
    "NewsArticle": "publication",
    "ReportageNewsArticle": "publication",
    "Blog": "blog",
    "BlogPosting": "blog",
    "DiscussionForumPosting": "community",
    "NGO": "association",
    "SportsClub": "association",
    "SportsTeam": "association",
    "GovernmentOrganization": "government",
    "GovernmentOffice": "government",
    "CollegeOrUniversity": "education",
    "EducationalOrganization": "education",
    "School": "education",
    "LocalBusiness": "company",
    "Store": "company",
    "ProfessionalService": "company",
    "Corporation": "company",
    "Product": "company",
    "Restaurant": "company",
    "Hotel": "company",
}
_SUFFIXES = {"gov": "government", "gv": "government", "gouv": "government", "go": "government", "lg": "government",
             "edu": "education", "ac": "education", "ed": "education", "sch": "education", "blog": "blog"}  # fmt: skip
_FORUMS = ("phpbb", "vbulletin", "discourse", "xenforo", "simple machines", "mybb", "smf")
_OWN_PAGES = frozenset({"home", "imprint", "about", "contact", "join", "staff"})
_LONGEST = 5000


class Kinds:
    """Reads kind evidence off pages."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = Phrases(knowledge.phrases("kinds"))

    def evidence(self, page: Page) -> list[Evidence]:
        """Return everything on *page* that speaks for a kind; values are the kinds of `prospector.models.KINDS`."""
        return [*self._by_name(page), *self._by_text(page), *_by_types(page), *_by_host(page), *_by_structure(page)]

    def _by_name(self, page: Page) -> Iterator[Evidence]:
        """Yield what the site's names say: they are what it calls itself."""
        if page.role not in _OWN_PAGES:
            return
        title = page.title if page.role == "home" else page.title.rpartition(" - ")[0] or page.site_name
        host_words = words_of(page.site.partition("/")[0].rpartition(".")[0])
        for signal, words in (
            ("name", " | ".join(filter(None, (page.site_name, title)))),
            ("description", page.description),
            ("host", host_words),
        ):
            for kind in self._words.meanings(folded(words)):
                yield _seen(signal, kind, one_line(words, 240))

    def _by_text(self, page: Page) -> Iterator[Evidence]:
        """Yield what the site's own pages and footer say of it; two words of a kind count more than one said twice."""
        own = page.text[:_LONGEST] if page.role in _OWN_PAGES else page.footer_text
        folded_own = folded(own)
        for kind, hits in self._words.meanings(folded_own).items():
            different = len({folded_own[hit.start : hit.end] for hit in hits})
            yield _seen("words", kind, quote(own, folded_own, hits[0]), min(1.0, different / 3))


def _by_types(page: Page) -> Iterator[Evidence]:
    types = [*page.types, *(organisation.type for organisation in page.organisations)]
    for kind, name in {_TYPES[name]: name for name in types if name in _TYPES}.items():
        yield _seen("type", kind, f'"@type": "{name}"')


def _by_host(page: Page) -> Iterator[Evidence]:
    labels = page.site.partition("/")[0].split(".")[1:]
    for label in labels:
        if label in _SUFFIXES and (len(labels) > 1 or label in ("gov", "edu", "blog")):
            yield _seen("suffix", _SUFFIXES[label], "." + ".".join(labels))
            return


def _by_structure(page: Page) -> Iterator[Evidence]:
    generator = page.generator.lower()
    if any(engine in generator for engine in _FORUMS):
        yield _seen("engine", "community", page.generator)
    if page.role == "article" and page.published:
        words = f"{page.published.isoformat()} {' '.join(page.authors)}".strip()
        yield _seen("dated_article", "publication", words, 0.5 if not page.authors else 1.0)
        yield _seen("dated_article", "blog", words, 0.5)
    if page.role in ("members", "join"):
        for kind in ("chamber", "trade_body", "association"):
            yield _seen(f"{page.role}_page", kind, one_line(page.title, 200))


def _seen(signal: str, kind: str, words: str, strength: float = 1.0) -> Evidence:
    return Evidence("kind", signal, kind, words, round(strength, 3), VERSION)
