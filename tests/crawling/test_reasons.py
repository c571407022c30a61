"""Every failure has words for people."""

from typing import Any

import pytest
from OpenSSL.SSL import Error as TlsError
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectionDone, ConnectionLost, NoRouteError
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError, ResponseNeverReceived

from prospector.crawling.addresses import NotPublic
from prospector.crawling.leaving import LeadsNowhere, LeavesSite, StayOnSite
from prospector.crawling.limits import TooManyHeaders
from prospector.crawling.reasons import reason, reason_of


def _made(kind: Any, *arguments: Any) -> Any:
    """Make one of Twisted's values, which have no types."""
    return kind(*arguments)


def failed(*causes: Exception) -> DownloadFailedError:
    """The error that Scrapy makes of what Twisted says of what happened."""
    error = DownloadFailedError("[<twisted.python.failure.Failure ...>]")
    error.__cause__ = _made(ResponseNeverReceived, [_made(Failure, cause) for cause in causes])
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CannotResolveHostError("a.de"), "no such host"),
        (DownloadTimeoutError("Getting https://a.de took longer"), "no whole answer within 20 s"),
        (DownloadConnectionRefusedError("111"), "connection refused"),
        (_made(NoRouteError), "no connection"),
        (failed(ConnectionDone()), "the connection was closed before an answer came"),
        (failed(ConnectionLost()), "the connection was closed before an answer came"),
        (failed(_made(ParseError, "no", b"SSH")), "its answer is no HTTP"),
        (failed(ValueError("invalid literal")), "its answer is no HTTP"),
        (failed(TlsError([("SSL routines", "", "wrong version number")])), "TLS: wrong version number"),
        (failed(TlsError([])), "TLS: no handshake"),
        (failed(ConnectionLost(), TlsError([("", "", "unsupported protocol")])), "TLS: unsupported protocol"),
        (ResponseDataLossError(), "its answer broke off"),
        (UnsupportedURLSchemeError("ftp"), "not an address of the web"),
        (IgnoreRequest("max redirections reached"), "too many redirects"),
        (ConnectionResetError(104, "Connection reset by peer"), "the connection was closed before an answer came"),
        (TooManyHeaders(), "its headers are larger than 64 kB or more than 200"),
        (NotPublic(), "its address is not public, and PROSPECTOR_ALLOWED_HOSTS does not name it"),
        (LeavesSite("https://b.de/"), "redirects to https://b.de/"),
        (RuntimeError("a bug keeps its name"), "RuntimeError: a bug keeps its name"),
    ],
)
def test_what_a_failure_is_called(error: Exception, words: str) -> None:
    assert reason(error) == words


def test_how_long_was_waited_is_that_of_the_request() -> None:
    failure = _made(Failure, DownloadTimeoutError("long"))
    failure.request = Request("https://a.de", meta={"download_timeout": 3.5})
    assert reason_of(failure) == "no whole answer within 3.5 s"


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("https://other.de/x", "redirects to https://other.de/x"),
        ("//other.de/x", "redirects to https://other.de/x"),
        ("http://127.0.0.1/", "redirects to 127.0.0.1, which is not public"),
        ("http://169.254.169.254/latest/meta-data", "redirects to 169.254.169.254, which is not public"),
        ("http://[::ffff:10.0.0.1]/", "redirects to ::ffff:10.0.0.1, which is not public"),
        ("http://0x7f.1/", "redirects to 0x7f.1, which is not public"),
        ("http://2130706433/", "redirects to 2130706433, which is not public"),
        ("http://localhost:8080/", "redirects to localhost, which is not public"),
        ("file:///etc/passwd", "redirects to file:, which is no web address"),
        ("data:text/html,x", "redirects to data:, which is no web address"),
        ("mailto:a@a.de", "redirects to mailto:, which is no web address"),
        ("http://[", "redirects to what is no address"),
    ],
)
def test_where_a_redirect_may_not_lead(location: str, words: str) -> None:
    request = Request("https://a.de/", meta={"download_slot": "a.de"})
    response = Response("https://a.de/", 302, {"Location": location})
    with pytest.raises((LeavesSite, LeadsNowhere)) as caught:
        StayOnSite().process_response(request, response)
    assert reason(caught.value) == words


@pytest.mark.parametrize("location", ["/x", "http://www.a.de/", "https://blog.a.de/x", "?page=2"])
def test_where_a_redirect_may_lead(location: str) -> None:
    request = Request("https://a.de/", meta={"download_slot": "a.de"})
    response = Response("https://a.de/", 301, {"Location": location})
    assert StayOnSite().process_response(request, response) is response
