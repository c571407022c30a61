"""Single pages read and judged outside a crawl: fetched with a crawl's manners, or from files."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from prospector.crawling.single import fetch_each
from prospector.errors import BadRequest, RunFailed
from prospector.folding import words_of
from prospector.markets.knowledge import sites
from prospector.models import Page
from prospector.reading.page import Fetched, is_html, read_page
from prospector.reading.urls import clean
from prospector.stages import judged, judging_stages

_OK = 200


def pages_at(urls: Iterable[str]) -> dict[str, Page | str]:
    """Return the page at each of *urls*, judged, or in a few words why there is none."""
    stages = judging_stages()
    answers = {url: _document(answer) for url, answer in fetch_each(urls).items()}
    return {
        url: answer if isinstance(answer, str) else judged(read_page(answer, sites()), stages)
        for url, answer in answers.items()
    }


def _document(answer: Fetched | str) -> Fetched | str:
    if isinstance(answer, str) or is_html(answer):
        return answer
    if answer.status != _OK:
        return f"HTTP {answer.status}"
    return f"no HTML page: {answer.header('content-type') or 'no content type'}"


def page_at(what: str, url: str = "") -> Page:
    """Return the page that *what* names, judged: an address, or a saved HTML file that is from *url*."""
    if not what.startswith(("http://", "https://")):
        return _saved(Path(what), url)
    page = pages_at([what])[what]
    if isinstance(page, str):
        raise RunFailed(f"{what} could not be fetched: {page}")
    return page


def _saved(path: Path, url: str) -> Page:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise BadRequest(f"{path}: {error.strerror}; give an http(s) address or a saved HTML file") from None
    if url and not clean(url):
        raise BadRequest(f"'{url}' is no http(s) address; give the one that {path} is from, or leave --url out")
    address = url or f"https://{words_of(path.stem).replace(' ', '-') or 'page'}.invalid/"
    answer = _document(Fetched(address, body, datetime.now(UTC)))
    if isinstance(answer, str):
        raise BadRequest(f"{path} is {answer}")
    return judged(read_page(answer, sites()), judging_stages())
