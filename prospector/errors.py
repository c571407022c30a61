"""What a person can put right, each said in one line with the way out. All else is a bug and keeps its traceback."""


class ProspectorError(Exception):
    """A problem that its reader can solve; ``str()`` is the one line to show."""

    exit_code = 2


class UnknownMarket(ProspectorError):
    """No file in ``data/markets`` for the market asked for."""


class UnknownLanguage(ProspectorError):
    """No file in ``data/languages`` for the language asked for."""


class BadData(ProspectorError):
    """A data or user file that does not say what it should; names the file."""


class BadSeeds(ProspectorError):
    """A seed list that cannot be used at all."""


class NoStore(ProspectorError):
    """The store is missing, empty, or of another version."""


class BadQuery(ProspectorError):
    """SQL that does not run, or that would change something."""


class BadRequest(ProspectorError):
    """A request that makes no sense: options that exclude each other, a folder that does not exist."""


class BadArchive(ProspectorError):
    """A WARC file that is missing or is no WARC."""


class MarketLocked(ProspectorError):
    """Another run is crawling the market. The exit code is EX_TEMPFAIL of sysexits.h: the same may work later."""

    exit_code = 75


class RunFailed(ProspectorError):
    """The run could not do its work: nothing could be written, or a worker died."""

    exit_code = 1


class StoreWriteFailed(RunFailed):
    """The store, or another file asked for, could not be written: disk full, no permission, folder gone."""
