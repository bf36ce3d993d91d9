"""Scrapy settings: politeness, where our components sit, and the order of the pipelines.

Anything here can be overridden with ``-s NAME=VALUE``.  Settings of our own are listed at the end.
"""

import os

import quwa_archive

BOT_NAME = "quwa-archive"
SPIDER_MODULES = ["quwa_archive.spiders"]
NEWSPIDER_MODULE = "quwa_archive.spiders"
COMMANDS_MODULE = "quwa_archive.commands"

# -- Politeness: one request at a time, with a pause, obeying robots.txt and its Crawl-delay, saying who asks.
USER_AGENT = f"quwa-archive/{quwa_archive.__version__}"  # the spider adds CONTACT
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 4
CONCURRENT_ITEMS = 1  # a response yields one item; Scrapy would start a hundred tasks for it
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
DOWNLOAD_VERIFY_CERTIFICATES = True
RETRY_TIMES = 3
# What warcio can decode again; brotli and zstd answers would be archived in a form that older readers refuse.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip, deflate",
}

# -- The frontier lives in the archive: Scrapy's own memory of requests would only grow.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
# No logins, and the cookies middleware would ask the network for a public-suffix list.
COOKIES_ENABLED = False
# A page that sends the reader elsewhere by <meta refresh> is archived as what it is.
METAREFRESH_ENABLED = False
REFERRER_POLICY = "no-referrer"
# Consoles into a running crawl have no place in cron.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "quwa_archive.middlewares.politeness.PolitenessMiddleware": 555,  # right behind retries (550), sees each answer first
    "quwa_archive.middlewares.capture.CaptureMiddleware": 950,  # nearest to the wire: bodies still encoded
}
# What these do is done by the frontier (one look at each address, nothing off the site, no logins).
DOWNLOADER_MIDDLEWARES |= {
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "quwa_archive.middlewares.redirect.SameSiteRedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}
EXTENSIONS = {
    "quwa_archive.runs.progress.Progress": 500,
}
ITEM_PIPELINES = {
    "quwa_archive.pipelines.normalize.NormalizePipeline": 300,
    "quwa_archive.pipelines.version.VersionPipeline": 500,
    "quwa_archive.pipelines.store.StorePipeline": 800,
}

LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_DATEFORMAT = "%Y-%m-%dT%H:%M:%S"
LOGSTATS_INTERVAL = 0
STATS_DUMP = False
LOG_VERSIONS: list[str] = []

# -- Settings of our own
#: Folder of the archive.
ARCHIVE_DIR = os.environ.get("QUWA_ARCHIVE_DIR", "data")
#: How the site's people can reach whoever runs this: a mail or web address, sent with every request.
CONTACT = os.environ.get("QUWA_ARCHIVE_CONTACT", "")
#: Zone of the site's clock (``America/Toronto``) for rows that no evidence settles; evidence wins over it.
SITE_TIME_ZONE = ""
#: Bytes after which a new WARC file is begun.
WARC_ROTATE_BYTES = 1_000_000_000
#: Longest pause, in seconds, that a Retry-After may ask for within a run; a longer one fails the page.
RETRY_AFTER_MAX = 300
#: `scrapy crawl wayback`: address of a CDX index, and the pattern of addresses of raw captures.
WAYBACK_INDEX = ""
WAYBACK_RAW = ""
#: Articles that are looked at again in one run because their time has come; what a signal names comes on top.
RECHECK_BUDGET = 500
#: Command that is run, or address that is sent the report by POST, when a run ends with another code than 0.
NOTIFY = os.environ.get("QUWA_ARCHIVE_NOTIFY", "")
#: Minutes after which a run stops by itself, resumably; 0 is never.
MAX_MINUTES = 0
