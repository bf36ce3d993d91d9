"""What the WordPress under test holds, always the same: posts, pages, attachments, people, terms, comments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.wordpress import bodies
from tests.wordpress.threads import HIDDEN, TEXTS, Comments
from tests.wordpress.words import headline, sentence

Json = dict[str, Any]


def _utc(year: int, month: int, day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


USERS = [
    {
        "login": "farah",
        "slug": "farah-iqbal",
        "name": "Farah Iqbal",
        "bio": "Farah writes of harbours.",
        "url": "",
    },
    {"login": "farah2", "slug": "farah-iqbal-2", "name": "Farah Iqbal", "bio": "", "url": ""},
    {
        "login": "bilal",
        "slug": "bilal",
        "name": 'Bilal O\'Hara & "Co"',
        "bio": 'He counts cranes -- "all of them".\n\nHe lives in <em>a town</em>, see <a href="https://b.example/">there</a>.',
        "url": "https://b.example/",
    },
    {
        "login": "sule",
        "slug": "sule-yildiz",
        "name": "Şule Yıldız",
        "bio": "Şule denizcilik yazıyor.",
        "url": "",
    },
    {"login": "desk", "slug": "the-desk", "name": "The Desk", "bio": "", "url": "https://site.example/desk"},
    {"login": "nika", "slug": "user-7", "name": "Nika :)", "bio": "One\nline\n\nand & more.", "url": ""},
]
_TERMS = (
    ("category", "daily-news", "Daily News", None),
    ("category", "pakistan", "Pakistan", "category:daily-news"),
    ("category", "air-force", "Air & Space", "category:pakistan"),
    ("category", "turkiye", "Türkiye", "category:daily-news"),
    ("category", "opinion", 'Opinion "& more"', None),
    ("category", "2019-review", "2019 in Review", None),
    ("post_tag", "ships", "Ships", None),
    ("post_tag", "6x6", "6x6", None),
    ("post_tag", "o-neil", "O'Neil", None),
    ("post_tag", "pakistan", "Pakistan", None),
    ("post_tag", "港", "港", None),
    ("post_tag", "a-b", "A & B", None),
)
IMAGES = (51, 52, 53)
PAGES = {"about-the-judge": 61, "contact": 62, "guide": 63}
_SPREAD = (_utc(2016, 1, 4, 9, 0, 0), _utc(2026, 5, 20, 18, 0, 0))


class Content:
    """Makes everything, in a fixed order from a fixed seed; `json` is what ``load.php`` reads."""

    def __init__(self, seed: int = 6) -> None:
        self.random = Random(seed)
        self.comments = Comments(self.random)
        self.posts: list[Json] = []
        self.sticky: list[int] = []
        self._next_id = 101
        self._attachments_and_pages()
        self._special_bodies()
        self._titles()
        self._states()
        self._discussions()
        self._ordinary(78)

    def json(self) -> Json:
        return {
            "users": USERS,
            "terms": [
                {"kind": kind, "slug": slug, "name": name, "parent": parent}
                for kind, slug, name, parent in _TERMS
            ],
            "posts": self.posts,
            "comments": self.comments.rows,
            "sticky": self.sticky,
        }

    # -- posts ------------------------------------------------------------------------------------

    def post(
        self,
        case: str,
        content: str | None = None,
        *,
        title: str | None = None,
        status: str = "publish",
        password: str = "",
        comments: int = 0,
        author: str | None = None,
        **more: Any,
    ) -> int:
        random = self.random
        id_ = self._next_id
        self._next_id += random.choice((1, 2, 2, 3))
        first, last = _SPREAD
        written = first + (last - first) * ((id_ - 101) * 7919 % 1000 / 1000)
        written += timedelta(seconds=random.randint(0, 50_000))
        if "at" in more:
            written = datetime.fromisoformat(f"{more.pop('at')}Z")
        changed = written + timedelta(minutes=random.choice((0, 0, 5, 60 * 24 * 90)))
        public = status == "publish"
        body = content if content is not None else bodies.ordinary(random)
        title = title if title is not None else headline(random)
        if not public or password:
            body = f"{HIDDEN} {body}"
        if not public:
            title = f"{title} {HIDDEN}"
        self.posts.append(
            {
                "id": id_,
                "type": "post",
                "status": status,
                "author": author or random.choice(USERS)["login"],
                "date_gmt": written.strftime("%Y-%m-%d %H:%M:%S"),
                "modified_gmt": changed.strftime("%Y-%m-%d %H:%M:%S"),
                "content": body,
                "title": title,
                "excerpt": more.pop("excerpt", ""),
                "password": password,
                "slug": more.pop("slug", f"post-number-{id_}" if random.random() < 0.5 else f"ships-{id_}"),
                "parent": 0,
                "comments_open": more.pop("comments_open", True),
                "meta": {"_case": case},
                "category": more.pop(
                    "category",
                    random.choice(
                        (
                            ["pakistan"],
                            ["daily-news"],
                            ["air-force", "opinion"],
                            ["2019-review"],
                            ["turkiye", "daily-news"],
                        )
                    ),
                ),
                "post_tag": more.pop(
                    "post_tag",
                    random.sample(["ships", "6x6", "o-neil", "pakistan", "港", "a-b"], random.randint(0, 3)),
                ),
            }
        )
        assert not more, more
        if comments:
            self.comments.thread(id_, written, comments)
        return id_

    def _other(self, id_: int, kind: str, slug: str, title: str, **more: Any) -> None:
        self.posts.append(
            {
                "id": id_,
                "type": kind,
                "status": "inherit" if kind == "attachment" else "publish",
                "author": "desk",
                "date_gmt": "2018-02-03 04:05:06",
                "modified_gmt": "2018-02-03 04:05:06",
                "content": f"{title}: {sentence(self.random)}",
                "title": title,
                "excerpt": more.pop("excerpt", ""),
                "password": "",
                "slug": slug,
                "parent": more.pop("parent", 0),
                "comments_open": True,
                "meta": {"_case": kind, **more},
                "category": [],
                "post_tag": [],
            }
        )

    def _attachments_and_pages(self) -> None:
        for number, id_ in enumerate(IMAGES):
            self._other(
                id_,
                "attachment",
                f"picture-{id_}",
                f"Picture {id_}",
                excerpt=("", "A caption & more", '"Third" picture')[number],
                _wp_attached_file=f"2018/02/picture-{id_}.jpg",
                _wp_attachment_image_alt=("", "Alt two", "")[number],
            )
        for slug, id_ in PAGES.items():
            self._other(id_, "page", slug, slug.replace("-", " ").title())
        when = _utc(2019, 3, 4, 5, 6, 7)
        for id_ in (PAGES["contact"], IMAGES[0]):
            answered = self.comments.add(id_, when, "Under a page, not under an article.")
            self.comments.add(id_, when + timedelta(hours=1), parent=answered)

    def _special_bodies(self) -> None:
        for case, body in bodies.special(self.random, IMAGES).items():
            self.post(f"body: {case}", body, comments=self.random.choice((0, 2, 6, 14)))

    def _titles(self) -> None:
        titles = {
            "untitled": "",
            "markup": "A <em>stressed</em> <b>title</b>",
            "quotation marks": "\"Double\" and 'single' -- it's 6x6... & more",
            "less than": "1 < 2 &amp; 3 > 2 &lt;b&gt;",
            "emoji": "Ships 🚢 and :) smiles 👩‍🔧",
            "says protected": "Protected: not at all",
            "says private": "Private: not at all",
            "ends in Plus": "The Harbour Plus",
            "very long": " ".join(headline(self.random) for _ in range(12)),
            "Urdu": "بندرگاہ کا دفتر",
            "Turkish": "İstanbul'da Şule'nin çayı",
            "one letter": "x",
            "a number": "1984",
            "spaces": "  Two   spaces  here ",
            "comment count": "3 Comments on nothing",
        }
        for case, title in titles.items():
            self.post(f"title: {case}", title=title, comments=3)
        self.post("same title", title="Twice", comments=4)
        self.post("same title", title="Twice", comments=4)
        self.post("slug of another script", slug="%d8%a8%d9%86%d8%af%d8%b1", comments=2)
        self.post("slug is a number", slug="747", comments=2)
        self.post("slug with a date", slug="ships-03-14-2018", comments=2)
        self.post("slug like a listing", slug="feed-the-gulls", comments=2)
        self.post("slug like a trap", slug="print", comments=2)
        self.post("slug like a page", slug="about", comments=2)
        self.post("slug like a part", slug="page-2", comments=2)

    def _states(self) -> None:
        for status in ("draft", "pending", "private", "trash", "auto-draft", "draft", "private"):
            self.post(f"state: {status}", status=status, comments=0)
            self._hidden_thread(self._last())
        for number in (1, 2):
            id_ = self.post("state: future", status="future", at=f"2099-0{number}-01T10:00:00")
            self._hidden_thread(id_)
        for number in range(3):
            id_ = self.post("state: password", password="open sesame", title=f"Locked {number}")
            self._hidden_thread(id_)
        for _ in range(2):
            self.sticky.append(self.post("state: sticky", comments=5))
        self.post("closed with comments", comments=12, comments_open=False)
        self.post("closed without comments", comments_open=False)
        self.post("open without comments")
        self.post("own excerpt", excerpt='An <em>excerpt</em> that "the author" wrote.', comments=1)
        self.post("no tags, no bio", post_tag=[], author="desk", comments=2)
        self.post("in the repeated hour", at="2024-11-03T06:30:00", comments=2)
        self.post("in the skipped hour's place", at="2024-03-10T07:10:00", comments=2)
        self.post("at midnight", at="2023-01-01T05:00:00", comments=2)

    def _last(self) -> int:
        return int(self.posts[-1]["id"])

    def _hidden_thread(self, post: int) -> None:
        """Approved comments under what is not public: they must not be archived either."""
        at = _utc(2022, 2, 2, 2, 2, 2)
        first = self.comments.add(post, at, f"{HIDDEN} under a post that is not public")
        self.comments.add(post, at + timedelta(hours=1), f"{HIDDEN} an answer", parent=first)

    # -- discussions ------------------------------------------------------------------------------

    def _discussions(self) -> None:
        add, at = self.comments.add, _utc(2021, 6, 1, 12, 0, 0)
        post = self.post("comments: texts", at="2021-05-01T00:00:00")
        for number, (name, text) in enumerate(TEXTS.items()):
            add(post, at + timedelta(minutes=number), text, name=name)
        long_text = "\n\n".join(sentence(self.random) * 5 for _ in range(90))[:30_000]
        add(post, at + timedelta(days=1), long_text, name="30,000 characters")
        add(post, at + timedelta(days=1, hours=1), "", name="nothing", raw=True)

        post = self.post("comments: depth 9", at="2021-05-02T00:00:00")
        for branch in range(4):
            parent = 0
            for level in range(9):
                parent = add(post, at + timedelta(hours=branch, minutes=level * 3), parent=parent)
                if level in (2, 4, 6):
                    add(post, at + timedelta(hours=branch + 9, minutes=level), parent=parent)

        post = self.post("comments: not public", at="2021-05-03T00:00:00")
        for state in ("0", "spam", "trash"):
            held = add(post, at, approved=state)
            orphan = add(
                post, at + timedelta(minutes=1), "An approved answer to what is not public.", parent=held
            )
            add(post, at + timedelta(minutes=2), "An answer to that answer.", parent=orphan)
            add(post, at + timedelta(minutes=3), approved=state, parent=orphan)
        add(post, at + timedelta(hours=1), "The only one that is shown.")

        post = self.post("comments: all held", at="2021-05-03T01:00:00")
        add(post, at, approved="0")
        post = self.post("comments: pings only", at="2021-05-04T00:00:00")
        for number in range(3):
            kind = ("pingback", "trackback", "pingback")[number]
            add(
                post,
                at + timedelta(minutes=number),
                f"[&#8230;] {sentence(self.random)}",
                kind=kind,
                name=f"Log {number}",
                url=f"https://log.example/{number}/",
            )
        post = self.post("comments: answers to pings", at="2021-05-04T01:00:00")
        ping = add(post, at, "[&#8230;] x", kind="pingback", name="A log", url="https://log.example/7/")
        add(post, at + timedelta(minutes=1), "An answer to a ping.", parent=ping)
        add(
            post,
            at + timedelta(minutes=2),
            "[&#8230;] twin",
            kind="pingback",
            name="A log",
            url="https://log.example/7/",
        )

        post = self.post("comments: anonymous and users", at="2021-05-05T00:00:00")
        add(post, at, name="", url="")
        add(post, at + timedelta(minutes=1), name="", url="https://nobody.example/")
        add(post, at + timedelta(minutes=2), name="http://", url="http://")
        add(post, at + timedelta(minutes=3), name="Farah Iqbal", user="farah", url="")
        add(post, at + timedelta(minutes=4), name="Bilal", user="bilal", url="https://b.example/")
        add(post, at + timedelta(minutes=5), name="   ", url="")
        add(post, at + timedelta(minutes=6), name="<b>Bold</b>", url="javascript:alert(1)")

        post = self.post("comments: twins", at="2021-05-06T00:00:00")
        for _ in range(2):
            add(post, at, "Twins in one second.", name="Twin", url="")
        for seconds in (5, 25):
            add(post, at + timedelta(seconds=seconds), "Twins in one minute.", name="Twin", url="")
        add(post, at + timedelta(days=-1), "Written later than its id says.", name="Late")

        post = self.post("comments: clock changes", at="2024-01-01T00:00:00")
        for hour in (5, 6):
            for minute in (0, 30, 59):
                add(post, _utc(2024, 11, 3, hour, minute, 10), f"Repeated hour, {hour}:{minute} UTC.")
        for minute in (0, 30):
            moment = _utc(2024, 3, 10, 7, minute)
            add(post, moment, f"Skipped hour, {minute}.", local=f"2024-03-10 02:{minute:02}:00")
        add(post, _utc(2024, 3, 10, 6, 59, 59), "Just before.")

        self.post("comments: one", comments=1, at="2021-05-07T00:00:00")
        self.post("comments: fifty-one", comments=51, at="2021-05-07T01:00:00")
        self.post("comments: four hundred", comments=400, at="2020-05-07T02:00:00")
        self.post("comments: two hundred", comments=200, at="2022-05-07T02:00:00")
        self.post(
            "comments: six with parts", "One\n<!--nextpage-->\nTwo", comments=30, at="2022-05-08T02:00:00"
        )

    def _ordinary(self, count: int) -> None:
        for _ in range(count):
            self.post("ordinary", comments=self.random.choice((0, 1, 5, 12, 25, 40, 60)))
