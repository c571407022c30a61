"""Chromium, driven through scrapy-playwright: how it starts, what a page may ask for, when a page is done.

Registered the usual way scrapy-playwright starts two drivers, needed or not, so one handler of it is made on first use.
"""

import asyncio
import logging
import os
import re
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Headers, HtmlResponse, Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from prospector.crawling.browser import BROKEN, MISSING, BrowserOptions, CannotStart, HasEnded, NotRendered
from prospector.crawling.hogs import watched
from prospector.crawling.leaving import LeavesSite
from prospector.crawling.proxy import FilteringProxy, nowhere
from prospector.crawling.replay import ReplayIndex, replay_index
from prospector.crawling.robots import RobotsMiddleware
from prospector.markets.knowledge import sites
from prospector.reading.urls import clean

_CLOSE_SECONDS = 10.0
_MOST_REQUESTS = 300
_MOST_DOCUMENTS = 5
_UNWANTED = frozenset({"image", "media", "font", "texttrack", "manifest", "ping"})
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_ARGUMENTS = (
    "--js-flags=--max-old-space-size=128",
    # The proxy resolves names, nobody else: not even for a prefetch or WebRTC.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)


class _Handler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # it has no types
    """Reads a page as text, whatever it declares, and without waiting for downloads."""

    quiet_seconds = 5.0

    async def _download_request_with_page(self, request: Request, page: Page, spider: Spider) -> Response:
        """Return a page when nothing has been fetched for half a second; not much later where it never rests."""
        answer = await page.goto(request.url, wait_until="domcontentloaded")
        with suppress(PlaywrightTimeout):
            await page.wait_for_load_state("networkidle", timeout=self.quiet_seconds * 1000)
        html = await page.content()
        headers = Headers(await answer.all_headers() if answer else {})
        if not answer or answer.status >= 400 or b"html" not in (headers.get("Content-Type") or b"html"):
            raise NotRendered(f"in the browser: {f'HTTP {answer.status}' if answer else 'no answer'}, not a page")
        headers.pop("Content-Encoding", None)
        headers["Content-Type"] = "text/html; charset=utf-8"
        body = html.encode("utf-8", "replace")
        return HtmlResponse(page.url, answer.status, headers, body, ["rendered"], encoding="utf-8")


class Chromium:
    """A running browser. Each page has a context and a proxy of its own, both gone when it has been read."""

    def __init__(self, handler: _Handler, options: BrowserOptions) -> None:
        self._handler = handler
        self._options = options
        self._numbers = count(1)
        self._index = replay_index(options.replay) if options.replay else None

    @classmethod
    async def started(cls, crawler: Crawler, options: BrowserOptions) -> "Chromium":
        """Return a browser that runs; CannotStart says why there is none."""
        logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)
        logging.getLogger("asyncio").addFilter(_is_news)
        handler = _Handler(crawler)
        handler.quiet_seconds = min(handler.quiet_seconds, options.seconds / 3)
        handler.config = replace(
            handler.config,
            launch_options=_launch_options(options),
            navigation_timeout_ms=options.seconds * 1000,
            target_closed_max_retries=0,
            restart_disconnected_browser=False,  # which would leave a dead driver dead
        )
        try:
            await handler._launch()
            await handler._maybe_launch_browser()
        except OSError as error:
            raise CannotStart(BROKEN, f"its driver does not run: {error}") from error
        except PlaywrightError as error:
            await handler.close()
            is_missing = "executable doesn't exist" in error.message.lower()
            raise CannotStart(MISSING if is_missing else BROKEN, _first_line(error)) from error
        return cls(handler, options)

    async def close(self) -> None:
        """End browser and driver."""
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self._handler.close()

    async def rendered(self, request: Request, crawler: Crawler) -> Response:
        """Return a page as its scripts have made it; see `prospector.crawling.browser.Browser.render`."""
        gate = _Gate(request, crawler.get_downloader_middleware(RobotsMiddleware), self._index)
        async with FilteringProxy(nowhere if self._index else self._options.reach.find) as proxy:
            try:
                response = await self._fetched(request, gate, proxy)
            finally:
                crawler.stats.inc_value("browser/refused_connections", proxy.refused)
        left_to = gate.left_to or _elsewhere(response, request)
        if left_to:
            raise LeavesSite(left_to)
        return response

    async def _fetched(self, request: Request, gate: "_Gate", proxy: FilteringProxy) -> Response:
        name = str(next(self._numbers))
        try:
            async with watched(), asyncio.timeout(1.5 * self._options.seconds):
                response: Response = await self._handler.download_request(self._asked(request, name, gate, proxy))
                return response
        except TimeoutError:
            raise NotRendered("its scripts do not end") from None
        except PlaywrightTimeout:
            raise NotRendered(f"not loaded in the browser within {self._options.seconds:g} s") from None
        except PlaywrightError as error:
            if not await self._is_there():
                raise HasEnded from error
            raise NotRendered(_in_the_browser(error)) from error
        finally:
            await self._close_context(name)

    async def _is_there(self) -> bool:
        """Say whether the browser still answers; neither it nor its driver always tells that it ends."""
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await (await self._handler.browser.new_context()).close()
        except (PlaywrightError, TimeoutError):
            return False
        return True

    def _asked(self, request: Request, name: str, gate: "_Gate", proxy: FilteringProxy) -> Request:
        """Return *request* as scrapy-playwright takes it."""
        language = request.meta.get("language", "")
        context = {
            "proxy": {"server": proxy.url, "bypass": "<-loopback>"},
            "user_agent": self._options.user_agent,
            "locale": language if _LANGUAGE.fullmatch(language) else None,
            "service_workers": "block",
            "accept_downloads": False,
            "ignore_https_errors": True,
        }
        meta = {
            "playwright": True,
            "playwright_context": name,
            "playwright_context_kwargs": context,
            "playwright_page_init_callback": gate.watch,
        }
        return Request(request.url, meta=meta)

    async def _close_context(self, name: str) -> None:
        """Close a page's context, which scrapy-playwright never does."""
        wrapper = self._handler.context_wrappers.pop(name, None)
        if wrapper:
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await wrapper.context.close()


class _Gate:
    """What a page may ask for: no pictures, no frames, no windows, no document that the crawl itself would not fetch.

    In replay the records answer everything. *left_to* is the other site that the page led to, empty when it did not.
    """

    def __init__(self, request: Request, robots: RobotsMiddleware | None, index: ReplayIndex | None) -> None:
        self._request = request
        self._robots = robots
        self._index = index
        self._requests = 0
        self._documents = 0
        self.left_to = ""

    async def watch(self, page: Page, _: Request) -> None:
        """Stand before every request of *page*; the windows that it opens get nothing."""
        await page.context.route("**", lambda route: route.abort())
        await page.route("**", self._answer)

    async def _answer(self, route: Route) -> None:
        with suppress(PlaywrightError):  # the page was closed meanwhile
            if await self._is_unwanted(route):
                await route.abort()
            elif self._index:
                await _fulfil(route, self._index)
            else:
                await route.continue_()

    async def _is_unwanted(self, route: Route) -> bool:
        asked = route.request
        self._requests += 1
        if self._requests > _MOST_REQUESTS or asked.resource_type in _UNWANTED:
            return True
        if not asked.is_navigation_request():
            return False
        if asked.frame.parent_frame:
            return True
        self._documents += 1
        return self._documents > _MOST_DOCUMENTS or not await self._may_go(asked.url)

    async def _may_go(self, url: str) -> bool:
        """Say whether the page may lead on to *url*: on its site, and not where robots.txt is known to forbid it."""
        if sites().site_of(url) != self._request.meta["download_slot"]:
            self.left_to = clean(url)
            return False
        verdict = await self._robots.verdict(url, ()) if self._robots else None
        return verdict is None or verdict.verdict == "allowed"


async def _fulfil(route: Route, index: ReplayIndex) -> None:
    """Answer a request from the records; redirects are followed here, since Chromium would follow them unasked."""
    answer = index.last_answer(route.request.url)
    if answer is None:
        await route.abort("namenotresolved")
        return
    await route.fulfill(status=answer.status, headers=dict(answer.headers), body=answer.body)


def _launch_options(options: BrowserOptions) -> dict[str, Any]:
    return {
        "headless": True,
        "args": [*_ARGUMENTS],
        "ignore_default_args": ["--disable-popup-blocking"],
        "chromium_sandbox": not _is_root(),
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
        **({"executable_path": options.path} if options.path else {}),
    }


def _is_root() -> bool:
    """Say whether this is root, for whom Chromium does not start with its sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _elsewhere(response: Response, request: Request) -> str:
    """Return where a page ended up when that is another site; empty when it stayed."""
    return "" if sites().site_of(response.url) == request.meta["download_slot"] else clean(response.url)


def _in_the_browser(error: PlaywrightError) -> str:
    return "it crashed in the browser" if "crashed" in error.message else f"in the browser: {_first_line(error)}"


def _is_news(record: logging.LogRecord) -> bool:
    """Say whether a line of asyncio's log tells more than that the driver has ended, which is seen elsewhere."""
    error = record.exc_info[1] if record.exc_info else None
    return "reading from the driver" not in str(error)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:150]
