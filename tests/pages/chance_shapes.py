"""Pages with comment lists of shapes that nobody thought of: drawn by chance, their truth known beforehand.

`draw(seed)` gives the same page for ever.  Every draw chooses tags, classes (none, words that mean nothing, or
WordPress's), the order of author, date and text, where the ids stand, how answers nest, how dates are printed
and what else stands beside a comment.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any

from quwa_archive.normalize.formats import format_date

PUBLISHED = datetime(2016, 3, 1, 8)  # noqa: DTZ001 - a wall clock
URL = "https://chance.example/2016/03/a-drawn-page/"
POST = 4711
TITLE = "Second frigate leaves the slip"
BODY = [
    "The second frigate left the covered slip on Tuesday, eleven weeks behind the plan of last spring.",
    "She carries no mast yet. The yard says that the crane has to be certified again before one is lifted.",
]
READERS = [
    ("Kashif", "http://kashif.example/"),
    ("Marine 61", None),
    ("Dr. Ayla Noor", "https://noor.example/notes"),
    ("old_salt", None),
    ("Petra van Dam", None),
    ("S. Kowalczyk", "http://skow.example/blog/"),
    ("Bolt & Nut", None),
    ("Zoya", None),
]
REMARKS = [
    ["Eleven weeks is nothing. The first one was late by a year."],
    ["Has anyone seen the crane? I was there on Sunday.", "There was only a hook."],
    ["So who pays?"],
    ["I served under the man who drew that plan. He drew it in pencil."],
    ["Not convinced. The figures of the ministry and those of the yard differ by a factor of two."],
    ["Please correct the caption, the ship in the picture is the other one."],
    ["I would buy a mast if the price was right."],
]
NOISE = ["note", "unit", "box", "cell", "voice", "line", "item", "rsp"]
FORMATS = [
    ("F j, Y g:i a", 16),
    (r"F j, Y \a\t g:i a", 16),
    ("j F Y H:i", 16),
    ("Y-m-d H:i", 16),
    ("d.m.Y H:i", 16),
    (r"g:i a \o\n F j, Y", 16),
    ("F jS, Y", 10),
]


@dataclass(slots=True)
class Remark:
    """A comment as it is: before any markup."""

    id: int
    name: str
    url: str | None
    paragraphs: list[str]
    posted: str
    parent: int | None = None
    depth: int = 1


@dataclass(slots=True)
class Choices:
    """What one draw has chosen for all comments of its page."""

    ids: set[str]
    nesting: str
    order: tuple[str, ...]
    tags: dict[str, str]
    classes: dict[str, str]
    before_name: str
    before_date: str
    after_name: str
    extra: str
    fmt: str
    wrappers: int
    breaks: bool


def draw(seed: int) -> tuple[bytes, dict[str, Any]]:
    """A whole page (of `URL`) and what is true of it, in the form of the general layout's `expected.json`."""
    rng = random.Random(seed)
    chosen = _choose(rng)
    length = dict(FORMATS)[chosen.fmt]
    remarks = _talk(rng, nested=chosen.nesting != "none")
    listed = rng.choice(["ol", "ul"]) if chosen.tags["item"] == "li" else "div"
    heading = rng.choice(["<h3>{n} Comments</h3>", "<p>Comments: {n}</p>", "<h4>({n}) Comments</h4>", ""])
    frame = rng.choice(["<div id='comments'>{x}</div>", "<section class='talk'>{x}</section>", "{x}"])
    items = _items(remarks, None, chosen, listed)
    thread = frame.format(x=f"{heading.format(n=len(remarks))}<{listed}>{items}</{listed}>")
    expected = {
        "post_id": POST,
        "title": TITLE,
        "body_text": "\n\n".join(BODY),
        "comments_declared": len(remarks) if heading else None,
        "comments": [
            {
                "id": remark.id,
                "author_name": remark.name,
                "author_url": remark.url,
                "body_text": "\n\n".join(remark.paragraphs),
                "parent_id": remark.parent,
                "depth": remark.depth,
                "position": position,
                "posted_local": remark.posted[:length],
            }
            for position, remark in enumerate(_in_order(remarks, None))
        ],
    }
    return _page(thread, rng).encode(), expected


def _choose(rng: random.Random) -> Choices:
    kinds = ("item", "author", "date", "text")
    named = rng.choice(["none", "noise", "noise", "wordpress"])
    words = rng.sample(NOISE, 4)
    classes = {
        kind: "" if named == "none" else f"{word}-x" if named == "noise" else f"comment-{kind}"
        for kind, word in zip(kinds, words, strict=True)
    }
    if named == "wordpress":
        classes["item"] = "comment"
    return Choices(
        ids=set(rng.sample(["element", "permalink", "reply", "data"], rng.randint(1, 3))),
        nesting=rng.choice(["none", "none", "lists", "classes"]),
        order=rng.choice(
            [
                ("author", "date", "text"),
                ("author", "date", "text"),
                ("date", "author", "text"),
                ("text", "author", "date"),
                ("author", "text", "date"),
            ]
        ),
        tags={
            "item": rng.choice(["li", "div", "article", "section"]),
            "author": rng.choice(["span", "b", "cite", "strong", "h4", "div"]),
            "date": rng.choice(["span", "time", "small", "em", "div"]),
            "text": rng.choice(["div", "section"]),
        },
        classes=classes,
        before_name=rng.choice(["", "", "by ", "Posted by "]),
        before_date=rng.choice(["", "", "on ", "Posted on "]),
        after_name=rng.choice(["", "", " says:", " wrote:"]),
        extra=rng.choice(
            ["", "<img class='avatar' alt='' src='a.png'>", "<a href='/wp-admin/comment.php'>Edit</a>"]
        ),
        fmt=rng.choice(FORMATS)[0],
        wrappers=rng.randint(0, 3),
        breaks=rng.random() < 0.25,
    )


def _talk(rng: random.Random, *, nested: bool) -> list[Remark]:
    remarks: list[Remark] = []
    at, id_ = PUBLISHED, rng.randint(20, 90_000)
    for _ in range(rng.randint(1, 9)):
        at += timedelta(minutes=rng.randint(2, 4000))
        id_ += rng.randint(1, 4)
        name, url = rng.choice(READERS)
        remark = Remark(id_, name, url, rng.choice(REMARKS), at.isoformat(timespec="minutes"))
        if nested and remarks and rng.random() < 0.4:
            above = rng.choice(remarks)
            remark.parent, remark.depth = above.id, above.depth + 1
        remarks.append(remark)
    return remarks


def _in_order(remarks: list[Remark], parent: int | None) -> list[Remark]:
    found: list[Remark] = []
    for remark in remarks:
        if remark.parent == parent:
            found += [remark, *_in_order(remarks, remark.id)]
    return found


def _items(remarks: list[Remark], parent: int | None, chosen: Choices, listed: str) -> str:
    if chosen.nesting == "classes":
        return "\n".join(_item(remark, "", chosen) for remark in _in_order(remarks, None))
    out = []
    for remark in remarks:
        if remark.parent == parent:
            answers = _items(remarks, remark.id, chosen, listed)
            answers = f"<{listed} class='below'>{answers}</{listed}>" if answers else ""
            out.append(_item(remark, answers, chosen))
    return "\n".join(out)


def _item(remark: Remark, answers: str, chosen: Choices) -> str:
    link = f"{URL}#comment-{remark.id}"
    name = escape(remark.name)
    if remark.url:
        name = f"<a rel='nofollow' href='{escape(remark.url)}'>{name}</a>"
    date = format_date(remark.posted, chosen.fmt)
    if "permalink" in chosen.ids:
        date = f"<a href='{link}'>{date}</a>"
    said = [escape(paragraph) for paragraph in remark.paragraphs]
    text = "<br><br>".join(said) if chosen.breaks else "".join(f"<p>{paragraph}</p>" for paragraph in said)
    parts = {
        "author": f"{chosen.before_name}{_tag('author', name, chosen)}{chosen.after_name}",
        "date": _tag("date", chosen.before_date + date, chosen),
        "text": _tag("text", text, chosen),
    }
    inner = chosen.extra + "\n".join(parts[part] for part in chosen.order) + _reply(remark, chosen)
    inner = "<div>" * chosen.wrappers + inner + "</div>" * chosen.wrappers
    names = [chosen.classes["item"]] if chosen.classes["item"] else []
    names += [f"depth-{remark.depth}"] if chosen.nesting == "classes" else []
    attributes = f' class="{" ".join(names)}"' if names else ""
    attributes += f' id="comment-{remark.id}"' if "element" in chosen.ids else ""
    return f"<{chosen.tags['item']}{attributes}>{inner}{answers}</{chosen.tags['item']}>"


def _tag(kind: str, inner: str, chosen: Choices) -> str:
    attributes = f' class="{chosen.classes[kind]}"' if chosen.classes[kind] else ""
    return f"<{chosen.tags[kind]}{attributes}>{inner}</{chosen.tags[kind]}>"


def _reply(remark: Remark, chosen: Choices) -> str:
    if "data" in chosen.ids:
        return f"<p><a href='#respond' data-commentid='{remark.id}' data-postid='{POST}'>Reply</a></p>"
    if "reply" in chosen.ids:
        return f"<p><a rel='nofollow' href='{URL}?replytocom={remark.id}#respond'>Reply</a></p>"
    return ""


def _page(thread: str, rng: random.Random) -> str:
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    content = rng.choice(["entry-content", "story", "post-text", "entry"])
    title = rng.choice([f"<h1>{TITLE}</h1>", f"<h2 class='entry-title'><a href='{URL}'>{TITLE}</a></h2>"])
    classes = rng.choice([f' class="single single-post postid-{POST}"', ""])
    return f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>{TITLE} - Chance</title>
<meta property="og:type" content="article"><meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2016-03-01T08:00:00+00:00">
<link rel="canonical" href="{URL}"><link rel="shortlink" href="https://chance.example/?p={POST}"></head>
<body{classes}><div class="head"><a href="https://chance.example/">Chance</a><ul><li><a href="/sea/">Sea</a></li></ul></div>
<div class="page"><div class="post-{POST} post" id="post-{POST}">{title}
<div class="{content}">{body}</div></div>
{thread}
<div id="respond"><form action="/wp-comments-post.php"><input type="hidden" name="comment_post_ID" value="{POST}">
<textarea name="comment"></textarea></form></div></div>
<div class="side"><ul><li><a href="/2015/11/dock/">A dry dock that is not</a> November 12, 2015</li></ul></div>
</body></html>
"""
