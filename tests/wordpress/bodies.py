"""Bodies of posts that hold, case by case, what WordPress's two editors can write."""

from __future__ import annotations

from random import Random

from tests.wordpress.words import FOREIGN, paragraph, sentence

EMOJI = "🙂 🇵🇰 👩‍🔧 👍🏽 ☺️"


def block(name: str, html: str, attributes: str = "") -> str:
    """A block as the block editor saves it."""
    space = f" {attributes}" if attributes else ""
    return f"<!-- wp:{name}{space} -->\n{html}\n<!-- /wp:{name} -->"


def p(text: str) -> str:
    return block("paragraph", f"<p>{text}</p>")


def blocks(*parts: str) -> str:
    return "\n\n".join(parts)


def ordinary(random: Random) -> str:
    """Three to nine paragraphs, now and then with a heading, a quotation or a list; either editor."""
    classic = random.random() < 0.4
    parts: list[str] = []
    for _ in range(random.randint(3, 9)):
        what, text = random.random(), paragraph(random)
        if what < 0.1:
            html = f"<h2>{sentence(random)[:-1]}</h2>"
            parts.append(html if classic else block("heading", html))
        elif what < 0.2:
            html = f'<blockquote class="wp-block-quote"><p>{text}</p></blockquote>'
            parts.append(html if classic else block("quote", html))
        elif what < 0.3:
            items = "".join(f"<li>{sentence(random)}</li>" for _ in range(3))
            parts.append(f"<ul>{items}</ul>" if classic else block("list", f"<ul>{items}</ul>"))
        elif what < 0.4:
            link = f'<a href="https://gazette.example/{random.randint(1, 999)}?a=1&amp;b=2">the gazette</a>'
            parts.append(f"{text} See {link}." if classic else p(f"{text} See {link}."))
        else:
            parts.append(text if classic else p(text))
    return "\n\n".join(parts) if classic else blocks(*parts)


def special(random: Random, images: tuple[int, ...]) -> dict[str, str]:
    """The named cases. `images` are ids of attachments."""

    def s() -> str:
        return sentence(random)

    one, two, three = images[:3]
    picture = "https://pictures.example/boat.jpg"
    return {
        "block list, nested": blocks(
            p(s()),
            block(
                "list",
                f"<ul><li>{s()}<ul><li>{s()}<ol><li>{s()}</li></ol></li><li>{s()}</li></ul></li><li>{s()}</li></ul>",
            ),
            block(
                "list", f'<ol start="4" reversed><li>{s()}</li><li><p>{s()}</p></li></ol>', '{"ordered":true}'
            ),
        ),
        "block quotes": blocks(
            block(
                "quote",
                f'<blockquote class="wp-block-quote"><p>{s()}</p><p>{s()}</p><cite>A clerk</cite></blockquote>',
            ),
            block(
                "pullquote",
                f'<figure class="wp-block-pullquote"><blockquote><p>{s()}</p><cite>The clerk again</cite></blockquote></figure>',
            ),
            block(
                "verse",
                '<pre class="wp-block-verse">First line of a verse,\n  second line, indented,\nthird &amp; last.</pre>',
            ),
            block(
                "code", '<pre class="wp-block-code"><code>if (a &lt; b) {\n    return "b";\n}</code></pre>'
            ),
            block("preformatted", '<pre class="wp-block-preformatted">tab\there<br>a  b   c</pre>'),
        ),
        "block table": blocks(
            p(s()),
            block(
                "table",
                '<figure class="wp-block-table"><table><thead><tr><th>Ship</th><th>Length</th></tr></thead>'
                "<tbody><tr><td>Old tug</td><td>21 m</td></tr><tr><td></td><td>6x6 <strong>or</strong><br>8x8</td></tr></tbody>"
                "<tfoot><tr><td>Sum</td><td>21 m</td></tr></tfoot></table><figcaption>Ships &amp; their length</figcaption></figure>",
            ),
            p(s()),
        ),
        "block pictures": blocks(
            block(
                "image",
                f'<figure class="wp-block-image size-large"><img src="{picture}" alt="A boat"/><figcaption class="wp-element-caption">The <em>boat</em> &amp; its crew</figcaption></figure>',
            ),
            block(
                "gallery",
                '<figure class="wp-block-gallery has-nested-images columns-default is-cropped">'
                + block(
                    "image",
                    '<figure class="wp-block-image"><img src="https://pictures.example/1.jpg" alt=""/></figure>',
                )
                + block(
                    "image",
                    '<figure class="wp-block-image"><img src="https://pictures.example/2.jpg" alt="Two"/><figcaption class="wp-element-caption">Second</figcaption></figure>',
                )
                + '<figcaption class="blocks-gallery-caption wp-element-caption">Two pictures</figcaption></figure>',
                '{"linkTo":"none"}',
            ),
            block(
                "media-text",
                f'<div class="wp-block-media-text alignwide is-stacked-on-mobile"><figure class="wp-block-media-text__media"><img src="{picture}" alt="Boat again"/></figure><div class="wp-block-media-text__content">{p(s())}</div></div>',
            ),
            block(
                "cover",
                f'<div class="wp-block-cover"><span aria-hidden="true" class="wp-block-cover__background has-background-dim"></span><img class="wp-block-cover__image-background" alt="" src="{picture}" data-object-fit="cover"/><div class="wp-block-cover__inner-container">{p(s())}</div></div>',
                f'{{"url":"{picture}"}}',
            ),
            p(f'<img src="{picture}" alt="inline" /> {s()}'),
        ),
        "block layout": blocks(
            block(
                "columns",
                '<div class="wp-block-columns">'
                + block("column", f'<div class="wp-block-column">{p(s())}{p(s())}</div>')
                + block("column", f'<div class="wp-block-column">{p(s())}</div>')
                + "</div>",
            ),
            block(
                "group", f'<div class="wp-block-group">{p(s())}</div>', '{"layout":{"type":"constrained"}}'
            ),
            block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>'),
            block(
                "spacer",
                '<div style="height:100px" aria-hidden="true" class="wp-block-spacer"></div>',
                '{"height":"100px"}',
            ),
            block(
                "buttons",
                '<div class="wp-block-buttons">'
                + block(
                    "button",
                    '<div class="wp-block-button"><a class="wp-block-button__link wp-element-button" href="https://shop.example/">Order the map</a></div>',
                )
                + "</div>",
            ),
            block(
                "file",
                '<div class="wp-block-file"><a id="f1" href="https://files.example/plan.pdf">The plan</a><a href="https://files.example/plan.pdf" class="wp-block-file__button wp-element-button" download aria-describedby="f1">Download</a></div>',
            ),
            block("html", f"<details><summary>Fold</summary><p>{s()}</p></details>"),
            block(
                "audio",
                '<figure class="wp-block-audio"><audio controls src="https://files.example/a.mp3"></audio><figcaption class="wp-element-caption">A sound</figcaption></figure>',
            ),
            block(
                "video",
                '<figure class="wp-block-video"><video controls src="https://files.example/a.mp4"></video></figure>',
            ),
        ),
        "block embeds": blocks(
            p(s()),
            block(
                "embed",
                '<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">\nhttps://video.example/watch/1\n</div><figcaption class="wp-element-caption">A film of it</figcaption></figure>',
                '{"url":"https://video.example/watch/1","type":"video"}',
            ),
            block(
                "embed",
                '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://unknown.example/status/2\n</div></figure>',
                '{"url":"https://unknown.example/status/2"}',
            ),
            block(
                "html",
                f'<blockquote class="twitter-tweet"><p>{s()}</p>&mdash; A clerk (@clerk) <a href="https://birds.example/3">1 May 2020</a></blockquote>',
            ),
            p(s()),
        ),
        "block latest posts": blocks(p(s()), "<!-- wp:latest-posts /-->", "<!-- wp:categories /-->", p(s())),
        "block widgets": blocks(
            p(s()),
            "<!-- wp:archives /-->",
            "<!-- wp:tag-cloud /-->",
            "<!-- wp:calendar /-->",
            "<!-- wp:page-list /-->",
            "<!-- wp:latest-comments /-->",
            '<!-- wp:latest-posts {"displayPostDate":true,"displayAuthor":true,"displayPostContent":true} /-->',
            p(s()),
        ),
        "block search and calendar": blocks(p(s()), '<!-- wp:search {"label":"Search here"} /-->', p(s())),
        "more block": blocks(p(s()), block("more", "<!--more-->"), p(s()), p(s())),
        "more with words": f"{s()}\n\n<!--more Go on, reader-->\n\n{s()}",
        "more in the middle": f"{s()} <!--more-->{s()}",
        "parts, block": blocks(
            p(s()), block("nextpage", "<!--nextpage-->"), p(s()), block("nextpage", "<!--nextpage-->"), p(s())
        ),
        "parts, classic": f"{paragraph(random)}\n\n<!--nextpage-->\n\n<h3>Second part</h3>\n{paragraph(random)}\n<!--nextpage-->\n{s()}",
        "parts, twelve": "\n<!--nextpage-->\n".join(f"Part {number}: {s()}" for number in range(1, 13)),
        "parts from the start": f"<!--nextpage-->{s()}\n<!--nextpage-->{s()}",
        "parts, second empty": f"{s()}\n<!--nextpage-->\n\n<!--nextpage-->\n{s()}",
        "footnotes": blocks(
            p(f'{s()}<sup id="r1"><a href="#n1">[1]</a></sup> {s()}[2]'),
            block("separator", '<hr class="wp-block-separator"/>'),
            p(f'<a href="#r1">[1]</a> {s()}'),
            p(f"[2] {s()}"),
        ),
        "several scripts": blocks(
            *(p(text) for text in FOREIGN), p(f'<span dir="rtl" lang="ur">{FOREIGN[0]}</span> {s()}')
        ),
        "quotation marks": blocks(
            p(
                "\"Double\", 'single', it's the '90s -- a 6x6 and an 8 x 8, 5'10\" tall... (c) 2020 & more --- end."
            ),
            p("He said: \"she said 'no' to 'em\" -- and `back` ``ticks'' stayed."),
            p(
                "A&amp;B, A &amp;amp; B, 1 &lt; 2 &gt; 0, x&nbsp;y, z&#8203;w, soft&shy;hyphen, &copy;, &#x1F600;, fish&chips"
            ),
            p(
                '<code>"code" -- \'x\' 6x6</code> and <kbd>"k"</kbd> "<em>em</em>" "<a href="https://a.example/">a</a>"'
            ),
        ),
        "smileys": blocks(
            p(f"Fine :) and bad :( and :mrgreen: and ;-) {EMOJI} 8-) :wink: http://x.example/:) (8)"), p(s())
        ),
        "classic, line breaks": "One line\nand another\n\n\n\nAfter a gap<br>\n<br>\nand <b>bold\nover</b> lines\n\n&nbsp;\n\nEnd.",
        "classic, all tags": (
            f"<h4>{s()}</h4>\n<ol>\n\t<li>{s()}</li>\n\t<li>{s()}\n<ul>\n\t<li>{s()}</li>\n</ul>\n</li>\n</ol>\n"
            f"<blockquote>{s()}\n\n{s()}</blockquote>\n<dl><dt>Term</dt><dd>{s()}</dd></dl>\n"
            f"<address>A street 1\nA town</address>\n<pre>a  b\n\n   c</pre>\n<hr />\n<center>{s()}</center>\n"
            f'<div>Loose text in a box <p>{s()}</p> and after it</div>\n<p style="text-align: right;">{s()}</p>\n'
            f'<table border="1"><tr><td>a</td><td>b\n\nc</td></tr><tr><td colspan="2"><ul><li>d</li><li>e</li></ul></td></tr></table>'
        ),
        "classic, captions": (
            f'{s()}\n\n[caption id="attachment_{one}" align="aligncenter" width="600"]<img class="wp-image-{one} size-medium" src="{picture}" alt="Boat at sea" width="600" height="400" /> A boat, <em>"at sea"</em>[/caption]\n\n{s()}\n\n'
            f'[caption width="300"]<a href="{picture}"><img src="{picture}" alt="" width="300" height="200" /></a> Linked [1][/caption]\n\n<img class="alignleft" src="/wp-content/uploads/local.jpg" alt="Local &quot;one&quot;" /> {s()}'
        ),
        "classic, gallery": f'{s()}\n\n[gallery ids="{one},{two},{three}" columns="2" link="file"]\n\n{s()}',
        "classic, embeds": f'{s()}\n\nhttps://video.example/watch/9\n\nhttps://unknown.example/x\n\n[embed]https://video.example/watch/10[/embed]\n\n[unknown_code a="b"]\n\n{s()}',
        "classic, audio and playlist": f'{s()}\n\n[audio src="https://files.example/a.mp3"]\n\n[video src="https://files.example/a.mp4" width="640" height="360"]\n\n{s()}',
        "scripts and styles": blocks(
            p(s()),
            block(
                "html",
                "<script>document.write('no text')</script><style>.x{color:red}</style><noscript>No script</noscript>",
            ),
            p(s()),
        ),
        "a form in it": blocks(
            p(s()),
            block(
                "html",
                '<form action="https://poll.example/"><p>Do you agree?</p><input type="submit" value="Yes"></form>',
            ),
            p(s()),
        ),
        "looks like comments": blocks(
            block("heading", "<h2>Notes &amp; Comments:</h2>"),
            p(s()),
            block("heading", "<h3>3 Comments</h3>"),
            p("by A. Clerk, posted January 1, 2020 at 1:30 am"),
            block("heading", '<h2 id="comments">Comment and Analysis</h2>'),
            p(s()),
        ),
        "links of every kind": blocks(
            p(
                '<a href="mailto:a@b.example">mail</a> <a href="#top">top</a> <a href="/relative/">relative</a> <a href="//other.example/x">bare</a> '
                '<a href="javascript:void(0)">script</a> <a href="https://a.example/?q=1&amp;r=%20x#frag">query</a> <a href="">empty</a> <a>none</a> '
                '<a href="https://a.example/ü ö">odd</a> <a href="ftp://f.example/">ftp</a> <a href="tel:+1">tel</a> <a href="HTTPS://UPPER.example/A">upper</a>'
            ),
            p(
                f'<a href="https://a.example/"><img src="{picture}" alt="linked picture"/></a> <a href="https://a.example/">twice</a> <a href="https://a.example/">twice</a>'
            ),
            p(
                '<a href="https://a.example/"><strong>bold</strong> and <em>em</em></a>, <a href="https://smile.example/">🙂</a>, <a href="http://[bad">bad</a>'
            ),
        ),
        "deep quotations": "<blockquote>" * 40 + f"<p>{s()}</p>" + "</blockquote>" * 40 + f"\n\n{s()}",
        "spans and breaks": p("a<span>b</span>c<br/><br />d<wbr>e <span> f </span> g<br>")
        + p("<strong>Bold.</strong>Then none"),
        "words that are furniture": blocks(
            p("Show Comments"),
            p("Share this:"),
            p(s()),
            p("Leave a comment"),
            p("Tagged with patience"),
            p("Page 2 of 3"),
            p("Posted in haste"),
        ),
        "furniture classes in the body": block(
            "html",
            f'<div class="author-bio-note"><p>{s()}</p></div><div class="screen-reader"><p>{s()}</p></div><p class="comments">{s()}</p><p class="navigation">{s()}</p>',
        ),
        "headings only": blocks(
            *(
                block("heading", f"<h{level}>{s()}</h{level}>", f'{{"level":{level}}}')
                for level in range(2, 7)
            )
        ),
        "one word": "Word",
        "empty": "",
        "only spaces": "&nbsp;\n\n \n",
        "only a picture": f'<img src="{picture}" alt="Alone" />',
        "very long": blocks(*(p(paragraph(random)) for _ in range(400))),
        "a thousand lines": "\n".join(s() for _ in range(1000)),
        "unclosed tags": f"<p>{s()} <b>bold {s()}\n\n<ul><li>{s()}\n\n</div></div>{s()}",
        "comment-like ids": block(
            "html",
            f'<div id="comment-5"><p>{s()}</p></div><ul><li id="comment-6" class="comment">{s()}</li></ul><div id="comments-note">{s()}</div>',
        ),
        "html comments": f"{s()} <!-- an editor's note --> {s()}",
        "svg and math": block(
            "html",
            f"<svg><title>A drawing</title><text>Words in it</text></svg><math><mi>x</mi><mo>=</mo><mn>1</mn></math><p>{s()}</p>",
        ),
        "ruby, abbr, del, ins": p(
            f'<ruby>漢<rt>kan</rt></ruby> <abbr title="World">W</abbr> <del>gone</del> <ins>new</ins> H<sub>2</sub>O m<sup>2</sup> {s()}'
        ),
    }
