"""The sample site: an invented WordPress site of Quwa's kind that is served on loopback and knows its own truth.

It is what ``make demo``, the end-to-end tests and the bench crawl.  Every body, name and event in it is made
up for this project.  By default it has 40 articles with 500 comments, in two layouts (Blabber and Twenty
Twenty-One), among them the special cases listed in ``cases.CASES``: nested and hidden replies, comments in the
repeated hour, 400 comments on eight comment pages, a body in four parts, gates, passwords, moved addresses and
so on.  It has a sitemap, a REST API, feeds and lists, and the traps of a real site (``?replytocom=``, pages
that differ at every fetch).  ``site.SampleSite`` grows to 20,000 articles and can be changed while it is served.

    from quwa_archive.demo.truth import truth

    site = SampleSite(articles=40, comments=500, seed=1)
    with SampleServer(site) as server:
        crawl(server.base_url)
        expected = truth(site, server.base_url)
"""

from __future__ import annotations

from quwa_archive.demo.server import SampleServer, run_forever, serve
from quwa_archive.demo.site import SampleSite

__all__ = ["SampleServer", "SampleSite", "run_forever", "serve"]
