"""Why an address could not be had, in words for people."""

from collections.abc import Iterator

from OpenSSL.SSL import Error as TlsError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError
from twisted.web.client import ResponseFailed


class NotHad(IgnoreRequest):
    """An address that was not had, for a reason that is said in a few words; it is not asked for again."""


DOWNLOAD_ERRORS = (
    *(CannotResolveHostError, DownloadCancelledError, DownloadConnectionRefusedError, DownloadFailedError),
    *(DownloadTimeoutError, ResponseDataLossError, UnsupportedURLSchemeError, ResponseFailed, TlsError),
    *(ConnectError, ConnectionClosed, IgnoreRequest, OSError, ValueError),
)
"""What a download may end with when the host, the network or the address is at fault."""

# What a failure is called: by the first row that one of its causes belongs to.
_PHRASES: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "no such host"),
    (DownloadTimeoutError, "no whole answer within {seconds:g} s"),
    (DownloadConnectionRefusedError, "connection refused"),
    (TlsError, "TLS: {tls}"),
    (ParseError, "its answer is no HTTP"),
    (ResponseDataLossError, "its answer broke off"),
    (UnsupportedURLSchemeError, "not an address of the web"),
    (ConnectionClosed, "the connection was closed before an answer came"),
    (ConnectionError, "the connection was closed before an answer came"),
    (ConnectError, "no connection"),
    (DownloadFailedError, "its answer is no HTTP"),
)
_SAID = {"max redirections reached": "too many redirects"}
_SECONDS = 20.0


def reason_of(failure: Failure) -> str:
    """Return in a few words why the address of a failed request could not be had."""
    request = getattr(failure, "request", None)
    return reason(failure.value, request.meta.get("download_timeout", _SECONDS) if request else _SECONDS)


def reason(error: BaseException | None, seconds: float = _SECONDS) -> str:
    """Return in a few words what *error* means; *seconds* is how long an answer may take.

    >>> reason(DownloadTimeoutError("took longer"), 5.0), reason(IgnoreRequest("max redirections reached"))
    ('no whole answer within 5 s', 'too many redirects')
    """
    if isinstance(error, NotHad) or error is None:
        return str(error)
    causes = list(_causes(error))
    said = next((phrase for kind, phrase in _PHRASES if any(isinstance(cause, kind) for cause in causes)), "")
    if said:
        return said.format(seconds=seconds, tls=_tls(causes))
    return _SAID.get(str(error), f"{type(error).__name__}: {error}"[:200])


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield *error* and what it came of, however Scrapy and Twisted have wrapped it."""
    yield error
    if error.__cause__:
        yield from _causes(error.__cause__)
    if isinstance(error, ResponseFailed):
        for inner in error.reasons:
            if inner.value:
                yield from _causes(inner.value)


def caused_by(error: BaseException, kind: type[NotHad]) -> NotHad | None:
    """Return the cause of *error* that is of a *kind* of our own; None when there is none."""
    return next((cause for cause in _causes(error) if isinstance(cause, kind)), None)


def _tls(causes: list[BaseException]) -> str:
    """Return what OpenSSL says of a handshake, such as ``wrong version number``."""
    error = next((cause for cause in causes if isinstance(cause, TlsError)), None)
    parts = error.args[0] if error and error.args and isinstance(error.args[0], list) else []
    return str(parts[-1][-1]) if parts else "no handshake"
