"""The settings in which the site is archived: one `Setting` each, `MATRIX` all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.wordpress.themes import Theme, theme_of

Json = dict[str, Any]

BY_CATEGORY = "/%category%/%postname%/"
BY_DATE = "/%year%/%monthnum%/%day%/%postname%/"


@dataclass(frozen=True)
class Setting:
    """How the site is set up; what is not said is WordPress's default or the first setting's."""

    name: str
    theme: str = "twentytwentyone"
    permalinks: str = BY_CATEGORY
    zone: str = "America/Toronto"  # or a number of hours, as WordPress's "manual offsets"
    threaded: bool = True
    depth: int = 5
    per_page: int = 0  # 0: comment paging off
    newest_page_first: bool = True  # the plain address shows the newest comment page
    newest_first: bool = False
    rest: bool = True
    sitemaps: bool = True
    feeds: bool = True
    date_format: str = "F j, Y"
    time_format: str = "g:i a"
    language: str = ""
    prefix: str = ""
    closes_after_days: int = 0  # 0: comments stay open
    needs_login: bool = False  # to comment: "Log in to Reply"
    not_yet: str = ""  # why the archive is known to be wrong here; the test says when it is not any more

    @property
    def exit_codes(self) -> tuple[int, ...]:
        """3 where the page declares comments that it does not show (answers below a moderated one); else 0."""
        return (3,) if self.threaded and not self.rest else (0,)

    @property
    def has_blocks(self) -> bool:
        """Whether the theme is made of blocks."""
        return self.prints.blocks

    @property
    def prints(self) -> Theme:
        """What the theme prints."""
        return theme_of(self.theme)

    def as_json(self, base: str) -> Json:
        """What ``php/settings.php`` reads."""
        is_number = self.zone.lstrip("+-").replace(".", "").isdecimal()
        return {
            "theme": self.theme,
            "permalinks": self.permalinks,
            "zone": self.zone,
            "options": {
                "siteurl": base + self.prefix,
                "home": base + self.prefix,
                "timezone_string": "" if is_number else self.zone,
                "gmt_offset": self.zone if is_number else "",
                "thread_comments": int(self.threaded),
                "thread_comments_depth": self.depth,
                "page_comments": int(self.per_page > 0),
                "comments_per_page": self.per_page or 50,
                "default_comments_page": "newest" if self.newest_page_first else "oldest",
                "comment_order": "desc" if self.newest_first else "asc",
                "date_format": self.date_format,
                "time_format": self.time_format,
                "WPLANG": self.language,
                "show_avatars": 1,
                "blog_public": 1,
                "posts_per_page": 10,
                "posts_per_rss": 10,
                "close_comments_for_old_posts": int(self.closes_after_days > 0),
                "close_comments_days_old": self.closes_after_days or 14,
                "comment_registration": int(self.needs_login),
                "quwa_rest": "open" if self.rest else "blocked",
                "quwa_sitemaps": "on" if self.sitemaps else "off",
                "quwa_feeds": "on" if self.feeds else "off",
            },
        }


FIRST = Setting("first")

MATRIX = (
    FIRST,
    Setting("theme 2022", theme="twentytwentytwo", permalinks=BY_DATE),
    Setting("theme 2023", theme="twentytwentythree"),
    Setting("REST blocked", rest=False),
    Setting("REST blocked, theme 2022", rest=False, theme="twentytwentytwo"),
    Setting("REST blocked, theme 2023", rest=False, theme="twentytwentythree"),
    Setting("no threads", threaded=False, rest=False, permalinks=BY_DATE),
    Setting("no threads, REST", threaded=False),
    Setting("pages of 5, newest", per_page=5, rest=False),
    Setting("pages of 20, oldest", per_page=20, newest_page_first=False, theme="twentytwentythree"),
    Setting("pages of 50, newest, reversed", per_page=50, newest_first=True, theme="twentytwentytwo"),
    Setting("pages of 20, reversed", per_page=20, newest_first=True, newest_page_first=False, rest=False),
    Setting("sitemaps off", sitemaps=False),
    Setting("feeds only", rest=False, sitemaps=False, permalinks=BY_DATE),
    Setting("listings only", rest=False, sitemaps=False, feeds=False),
    Setting("Karachi, d/m/Y H:i", zone="Asia/Karachi", date_format="d/m/Y", time_format="H:i", rest=False),
    Setting("offset -3.5", zone="-3.5", theme="twentytwentytwo", permalinks=BY_DATE),
    Setting(
        "German", language="de_DE", date_format="j. F Y", time_format="G:i", zone="Europe/Berlin", rest=False
    ),
    Setting("sub-folder", prefix="/news", permalinks=BY_DATE, rest=True),
    Setting("sub-folder, theme 2023", prefix="/old/site", theme="twentytwentythree", rest=False),
    Setting(
        "closed, depth 3",
        depth=3,
        closes_after_days=14,
        rest=False,
    ),
    Setting(
        "no last slash",
        permalinks="/archives/%post_id%",
    ),
)
