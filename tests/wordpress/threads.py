"""Comments: who says what under a post, and the cases that a discussion can hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.wordpress.words import FOREIGN, paragraph, sentence, several

Json = dict[str, Any]

HIDDEN = "zzhiddenzz"
"""A word in every text that the public must not see."""

_NAMES = several(
    "Gate Keeper;Ahsan R.;by the way;By Stander;O'Neil & Sons;Tariq;Tariq;«Nika»;李明;Zoë <3;Mr. 6x6;anna;Q;"
    'عائشہ;Very Long Name That Somebody Typed Because The Field Allowed It To Be As Long As This;"Quoted" Name;'
    "Plus;Guest;R2-D2;Şule;John, Jr.;:) smiler;user@home;3 Comments"
)
_URLS = (
    "",
    "",
    "",
    "https://reader.example/",
    "http://reader.example/blog?a=1&b=2",
    "https://ünicode.example/ä",
)


@dataclass
class Comments:
    """The comments made so far, as rows for ``load.php``; ids go up by a step that is not one."""

    random: Random
    rows: list[Json] = field(default_factory=list)
    next_id: int = 1003

    def add(
        self,
        post: int,
        at: datetime,
        content: str | None = None,
        *,
        parent: int = 0,
        approved: str = "1",
        kind: str = "comment",
        name: str | None = None,
        url: str | None = None,
        user: str | None = None,
        local: str | None = None,
        raw: bool = False,
    ) -> int:
        random = self.random
        text = content if content is not None else self.ordinary()
        if approved != "1":
            text = f"{text} {HIDDEN}"
        id_ = self.next_id
        self.next_id += random.choice((1, 1, 1, 2, 3))
        self.rows.append(
            {
                "id": id_,
                "post": post,
                "parent": parent,
                "author": name if name is not None else random.choice(_NAMES),
                "email": f"reader{random.randint(1, 60)}@mail.example",
                "url": url if url is not None else random.choice(_URLS),
                "content": text,
                "date_gmt": at.strftime("%Y-%m-%d %H:%M:%S"),
                "date": local,
                "approved": approved,
                "type": kind,
                "user": user,
                "raw": raw,
            }
        )
        return id_

    def ordinary(self) -> str:
        random = self.random
        what = random.random()
        if what < 0.1:
            return f"{sentence(random)}\n\n{sentence(random)}\n{sentence(random)}"
        if what < 0.15:
            return f"<blockquote>{sentence(random)}</blockquote>\n{sentence(random)}"
        if what < 0.2:
            return f"{sentence(random)} http://gazette.example/{random.randint(1, 99)} :)"
        if what < 0.23:
            return random.choice(FOREIGN)
        if what < 0.3:
            return random.choice(("Yes", "+1", "No!", "👍", "?", "ok"))
        return paragraph(random, 3)

    def thread(self, post: int, start: datetime, count: int) -> None:
        """An ordinary discussion: answers to anything before, now and then a ping or what is not public."""
        at = start
        known: list[int] = []
        for _ in range(count):
            at += timedelta(seconds=self.random.randint(40, 90_000))
            parent = self.random.choice(known) if known and self.random.random() < 0.55 else 0
            what = self.random.random()
            if what < 0.03:
                self.add(post, at, approved=self.random.choice(("0", "spam", "trash")), parent=parent)
            elif what < 0.06:
                kind = self.random.choice(("pingback", "trackback"))
                self.add(
                    post,
                    at,
                    f"[&#8230;] {sentence(self.random)} [&#8230;]",
                    kind=kind,
                    name=f'{sentence(self.random)[:-1]} "there" &#8211; a log',
                    url=f"https://log.example/{self.random.randint(1, 9999)}/",
                )
            else:
                known.append(self.add(post, at, parent=parent))


TEXTS = {
    "plain link": "See https://a.example/x?b=1&c=2 and www.bare.example and mail a@b.example.",
    "link": 'A <a href="https://a.example/" rel="nofollow">link</a> and <a href="/relative">another</a>.',
    "quote": "<blockquote>Quoted\n\ntwice</blockquote>\nAnswer.",
    "code": "Try <code>if (a &lt; b) { x--; }</code> and `ticks`.\n<pre>a  b</pre>",
    "less than": "1 < 2 and 3 > 2 and a<b and <3 and <- arrow and x<y>z",
    "tags as text": "&lt;script&gt;alert(1)&lt;/script&gt; <b>bold</b> <i>it</i> <strike>no</strike> <div>box</div>",
    "emoji": "👍🏽 🇵🇰 👩‍🔧 :) :-D :mrgreen: ☺️ ©",
    "quotation marks": "\"Yes\", she said -- it's the '90s, 6x6, 5'10\"... (tm)",
    "one word": "Word",
    "one letter": "x",
    "a dot": ".",
    "lines": "one\ntwo\n\n\n\nthree\r\nfour\n \n  five",
    "shortcodes": "[gallery] [caption]x[/caption] [embed]https://video.example/watch/3[/embed]",
    "spaces": "a    b\u00a0\u00a0c\u200bd\u202ee\tf",
    "entities": "&amp; &amp;amp; &copy; &#8211; &nosuch; A&B",
    "moderation words": "Your comment is awaiting moderation. It says so in comment-awaiting-moderation.",
    "says reply": "Reply\n\nLog in to Reply",
    "abbr": '<abbr title="x">NATO</abbr> <acronym title="y">UN</acronym> <cite>c</cite> <q cite="z">q</q> <del datetime="2020">d</del>',
    "unclosed": "<b>bold <i>both</b> i</i> <blockquote>open",
    "looks like a date": "January 1, 2020 at 1:30 am",
    "all capitals": "WHY??? BECAUSE!!!",
}
