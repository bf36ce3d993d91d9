"""Follows redirects within the site and no further: another site has a robots.txt and an owner of its own."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from quwa_archive import urls


class SameSiteRedirectMiddleware(RedirectMiddleware):
    """Scrapy's, but a redirect that leaves the site ends the request."""

    def process_response(
        self, request: Request, response: Response, spider: Any = None
    ) -> Request | Response:
        location = response.headers.get("Location")
        if location is not None and 300 <= response.status < 400:
            target = urljoin(response.url, location.decode("latin-1"))
            site = self.crawler.spider.archive.site  # type: ignore[union-attr]
            if not urls.same_site(target, site):
                raise IgnoreRequest(f"redirected to another site, {target}")
        return super().process_response(request, response)
