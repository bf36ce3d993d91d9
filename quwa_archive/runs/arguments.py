"""What a run was asked to do: the spider's arguments, checked before any work starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from quwa_archive import urls
from quwa_archive.errors import UsageError
from quwa_archive.records import Instant

DEFAULT_SITE = "https://quwa.org/"
RECHECKS = ("due", "all", "none")


@dataclass(slots=True, frozen=True)
class Span:
    """Days of publication that were asked for, in the site's zone, both ends included; None is open."""

    since: date | None = None
    until: date | None = None

    def holds(self, published: Instant) -> bool:
        """Whether an article belongs to the span; one whose date is not known is not turned away."""
        return self.may_hold((published.local or published.at or "")[:10])

    def may_hold(self, day: str | None, *, slack_days: int = 0) -> bool:
        """The same for an ISO day, give or take `slack_days` (a day in another zone)."""
        try:
            published = date.fromisoformat((day or "")[:10])
        except ValueError:
            return True
        slack = timedelta(days=slack_days)
        return not (
            (self.since and published < self.since - slack) or (self.until and published > self.until + slack)
        )


@dataclass(slots=True, frozen=True)
class CrawlArguments:
    """The arguments of ``scrapy crawl quwa``, typed.

    ``site`` is canonical and ends in a slash; ``urls`` are canonical article addresses, empty for all.
    """

    site: str = DEFAULT_SITE
    urls: tuple[str, ...] = field(default=())
    span: Span = Span()
    recheck: str = "due"

    @classmethod
    def parse(
        cls,
        site: str = DEFAULT_SITE,
        urls: str = "",
        urls_file: str = "",
        since: str = "",
        until: str = "",
        recheck: str = "due",
        **unknown: str,
    ) -> CrawlArguments:
        """Checks the arguments as typed; raises UsageError with one line that says what is wrong."""
        if unknown:
            known = "site, urls, urls_file, since, until, recheck"
            raise UsageError(f"unknown argument -a {next(iter(unknown))}; known are {known}")
        if recheck not in RECHECKS:
            raise UsageError(f"-a recheck={recheck}: must be one of {', '.join(RECHECKS)}")
        span = Span(_day("since", since), _day("until", until))
        if span.since and span.until and span.since > span.until:
            raise UsageError(f"-a since={since} is after -a until={until}: no day lies between")
        site = _site(site)
        asked = [part.strip() for part in urls.split(",") if part.strip()]
        if urls_file:
            asked.extend(_read_lines(urls_file))
        if (urls or urls_file) and not asked:
            raise UsageError("no address was given in -a urls or -a urls_file")
        return cls(site, tuple(dict.fromkeys(_article(url, site) for url in asked)), span, recheck)


def _day(name: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"-a {name}={text}: not a date; write it as YYYY-MM-DD, for example 2017-01-31"
        ) from None


def _site(text: str) -> str:
    try:
        return urls.canonical(text if "://" in text else f"https://{text}")
    except ValueError:
        raise UsageError(f"-a site={text}: not a web address; write it as https://quwa.org/") from None


def _read_lines(name: str) -> list[str]:
    try:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"-a urls_file={name}: cannot be read ({error})") from None
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _article(url: str, site: str) -> str:
    if not urls.same_site(url, site):
        raise UsageError(f"{url}: not an address of {site} (choose another site with -a site=…)")
    if urls.kind(url, site) not in ("article", "part", "comment_page"):
        raise UsageError(
            f"{url}: cannot be an article ({urls.kind(url, site)}); give the address of an article's page"
        )
    return urls.article_url(url)
