"""What a live crawl fetched, kept as WARC, so that pages can be read again when reading itself improves."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from prospector.store.commits import STORE_FAILED, cannot_write

_DROPPED = {b"Transfer-Encoding", b"Content-Length"}


class Archive:
    """Writes every answer of a crawl as a record of its own, one file for each worker, while it runs.

    The file is begun as ``.warc.gz.part`` and gets its name when the crawl ends, so that a whole file is known as such.
    When it cannot be written the crawl stops, as it does when the store cannot be.
    """

    def __init__(self, path: Path, crawler: Crawler) -> None:
        self._path = path
        self._crawler = crawler
        self._stopping: asyncio.Future[None] | None = None
        self._part = path.with_name(path.name + ".part")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._part.open("wb")
        self._writer = WARCWriter(self._file, gzip=True)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Archive":
        """Return the archive for *crawler*; NotConfigured when none is asked for."""
        folder = crawler.settings.get("PROSPECTOR_ARCHIVE")
        if not folder:
            raise NotConfigured
        archive = cls(Path(folder) / f"{crawler.spidercls.name}-{uuid4().hex[:8]}.warc.gz", crawler)
        crawler.signals.connect(archive.keep, signals.response_downloaded)
        crawler.signals.connect(archive.close, signals.spider_closed)
        return archive

    def keep(self, response: Response, request: Request, spider: Spider) -> None:
        """Write one answer as it came, its content encoding kept."""
        if self._stopping is None:
            with self._failing():
                self._write(response)

    def _write(self, response: Response) -> None:
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            if name not in _DROPPED
            for value in values
        ]
        headers.append(("Content-Length", str(len(response.body))))
        status = StatusAndHeaders(f"{response.status} {_phrase(response.status)}", headers, protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            response.url,
            "response",
            payload=BytesIO(response.body),
            length=len(response.body),
            http_headers=status,
            warc_headers_dict={"WARC-Date": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"},
        )
        self._writer.write_record(record)

    def close(self) -> None:
        """Give the finished file its name."""
        with self._failing():
            self._file.close()
            if self._stopping is None:
                self._part.rename(self._path)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Stop the crawl when what is done here fails."""
        try:
            yield
        except OSError as error:
            said = f"cannot write to {self._path.parent}: {error.strerror or error}"
            self._crawler.stats.set_value(STORE_FAILED, said)
            self._crawler.signals.send_catch_log(cannot_write, why=said)
            self._stopping = asyncio.ensure_future(self._crawler.stop_async())


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
