"""Scrapy settings. Good manners are the default; what a user may change is listed in ``docs/settings.md``."""

import os

from prospector.markets.project import project
from prospector.version import __version__

BOT_NAME = "prospector"
SPIDER_MODULES = ["spiders"]
PROJECT_URL = "https://pypi.org/project/prospector-crawler/"

# Prospector's own; store and contact are the ones of prospector.toml, or of the environment
_PROJECT = project()
PROSPECTOR_STORE = str(_PROJECT.store)
PROSPECTOR_CONTACT = _PROJECT.contact
PROSPECTOR_ROBOTS_AGENT = "prospector"
PROSPECTOR_REPLAY: list[str] = []
PROSPECTOR_ARCHIVE = ""
PROSPECTOR_ALLOWED_HOSTS = os.environ.get("PROSPECTOR_ALLOWED_HOSTS", "")
PROSPECTOR_STAND_IN = os.environ.get("PROSPECTOR_STAND_IN", "")
PROSPECTOR_VISITS_AT_ONCE = 48
PROSPECTOR_VISIT_MINUTES = 30.0
PROSPECTOR_PER_ADDRESS = 0 if PROSPECTOR_STAND_IN else 4  # a stand-in on this machine is no host to spare
PROSPECTOR_BACKOFF = 0.1 if PROSPECTOR_STAND_IN else 5.0
PROSPECTOR_PAGES = 0
PROSPECTOR_BROWSER = os.environ.get("PROSPECTOR_BROWSER", "")
PROSPECTOR_BROWSER_PAGES = 200
PROSPECTOR_BROWSER_TIMEOUT = 15.0
PROSPECTOR_WORKERS = 1

USER_AGENT = f"prospector/{__version__} (+{PROSPECTOR_CONTACT or PROJECT_URL})"

# What a page goes through, in order; no stage waits for anything, and Scrapy starts so many tasks for every answer
CONCURRENT_ITEMS = 1
ITEM_PIPELINES = {
    "pipelines.role.NameRole": 100,
    "pipelines.language.DetectLanguage": 200,
    "pipelines.country.LocateCountry": 300,
    "pipelines.kind.TellKind": 400,
    "pipelines.topic.ClassifyTopic": 500,
    "pipelines.subtopic.NarrowTopic": 550,
    "pipelines.link_selling.SpotLinkSelling": 600,
    "pipelines.quality.CheckQuality": 700,
    "pipelines.contacts.FindContacts": 800,
    "pipelines.opportunities.FindOpportunities": 900,
    "pipelines.store.StoreRows": 1000,
}

# Manners: one request at a time per site, at least a second between, no jitter below it
CONCURRENT_REQUESTS = 8 * PROSPECTOR_VISITS_AT_ONCE  # how many are under way is for the visits and turns to say
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 0.0 if PROSPECTOR_STAND_IN else 1.0
DOWNLOAD_DELAY_JITTER = 0
ROBOTSTXT_OBEY = False  # by our own middleware, which also obeys when robots.txt cannot be had
COOKIES_ENABLED = False
AUTOTHROTTLE_ENABLED = False
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]
REDIRECT_MAX_TIMES = 5
REFERRER_POLICY = "no-referrer"
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5", "Accept-Language": "*"}

# Safety
DOWNLOAD_HANDLERS = {
    "http": "prospector.crawling.fetching.FetchHandler",
    "https": "prospector.crawling.fetching.FetchHandler",
}
TWISTED_DNS_RESOLVER = "prospector.crawling.addresses.PublicResolver"
DOWNLOAD_TIMEOUT = 20  # for a whole answer: a byte a second does not last for ever
DOWNLOAD_FAIL_ON_DATALOSS = False  # what broke off is kept, as cut
COMPRESSION_ENABLED = False  # by our own middleware, which cuts bombs
REACTOR_THREADPOOL_MAXSIZE = 32  # names are resolved in threads
DOWNLOAD_MAXSIZE = 0  # what is long is cut, not dropped
DOWNLOAD_WARNSIZE = 0
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
METAREFRESH_ENABLED = False
HTTPPROXY_ENABLED = False
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # by our own, which says where a redirect led
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "prospector.crawling.robots.RobotsMiddleware": 100,
    "prospector.crawling.refusals.Patience": 540,
    "prospector.crawling.unpacking.Unpack": 590,
    "prospector.crawling.leaving.StayOnSite": 610,
}
# None of these has anything to do here: a visit looks at every answer, counts clicks itself, and would never end if a
# request of it were dropped.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
WARN_ON_GENERATOR_RETURN_VALUE = False
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,  # off as they are, these two would still import their libraries
    "scrapy.extensions.remote_control.RemoteControl": None,
    "prospector.crawling.cutting.CutLongAnswers": 100,
    "prospector.crawling.archive.Archive": 200,
}

# Quiet: counts are the report
LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 0
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
STATS_DUMP = False
