"""The ``<head>`` of a page: titles, links to the API and feeds, search-engine metadata, styles."""

from __future__ import annotations

import json
from datetime import datetime

from quwa_archive.demo.blocks import quoted, to_text
from quwa_archive.demo.layouts.assets import EMOJI_SCRIPT, GLOBAL_STYLES, THEME_STYLES
from quwa_archive.demo.layouts.frame import NONCE, Fixed, Printer, Sheet, entities, shown_title
from quwa_archive.demo.model import Post

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def offset_utc(instant: datetime) -> str:
    """``2017-01-12T04:41:07+00:00``, as search-engine plugins print dates."""
    return instant.strftime("%Y-%m-%dT%H:%M:%S+00:00")


def document_title(sheet: Sheet) -> str:
    """What stands in ``<title>``: post, part and site."""
    site_name = entities(sheet.printer.site.options.site_name)
    if not sheet.post.title:
        return site_name
    part = f" &#8211; Page {sheet.view.part}" if sheet.view.part > 1 else ""
    return f"{entities(sheet.post.title)}{part} &#8211; {site_name}"


def canonical(sheet: Sheet) -> str:
    """The page's canonical address: its own, also for parts and comment pages, but without a query."""
    url = sheet.url
    if sheet.view.part > 1:
        return f"{url}{sheet.view.part}/"
    if sheet.view.comment_page is not None and sheet.view.reply_to is None:
        return f"{url}comment-page-{sheet.view.comment_page}/#comments"
    return url


def post_head(sheet: Sheet, theme: str) -> tuple[str, Fixed, str]:
    """The head of a post's page, styles in the middle; ``theme`` is the folder of the theme's files."""
    printer, post = sheet.printer, sheet.post
    base, url = printer.base, sheet.url
    options = printer.site.options
    robots = "max-image-preview:large, noindex, follow" if sheet.view.reply_to else "max-image-preview:large"
    metadata = _metadata(sheet) if options.json_ld and post.shape.head_metadata else ""
    before = f"""		<title>{document_title(sheet)}</title>
<meta name='robots' content='{robots}' />
{metadata}<link rel='dns-prefetch' href='//fonts.example' />
{feed_links(printer)}<link rel="alternate" type="application/rss+xml" title="{entities(options.site_name)} &raquo; \
{entities(post.title)} Comments Feed" href="{url}feed/" />
"""
    after = f"""<link rel="https://api.w.org/" href="{base}wp-json/" />\
<link rel="alternate" type="application/json" href="{base}wp-json/wp/v2/posts/{post.id}" />\
<link rel="EditURI" type="application/rsd+xml" title="RSD" href="{base}xmlrpc.php?rsd" />
<meta name="generator" content="WordPress 6.1.9" />
<link rel="canonical" href="{canonical(sheet)}" />
<link rel='shortlink' href='{base}?p={post.id}' />
<link rel="alternate" type="application/json+oembed" href="{base}wp-json/oembed/1.0/embed?url={sheet.quoted_url}" />
<link rel="alternate" type="text/xml+oembed" href="{base}wp-json/oembed/1.0/embed?url={sheet.quoted_url}&#038;format=xml" />
"""
    return before, style_links(printer, theme), after


def feed_links(printer: Printer) -> str:
    """The links to the feeds of the whole site."""
    name, base = entities(printer.site.options.site_name), printer.base
    kind = '<link rel="alternate" type="application/rss+xml"'
    return (
        f'{kind} title="{name} &raquo; Feed" href="{base}feed/" />\n'
        f'{kind} title="{name} &raquo; Comments Feed" href="{base}comments/feed/" />\n'
    )


def style_links(printer: Printer, theme: str) -> Fixed:
    """Style sheets and scripts, linked and inline; a nonce in one script is another at every fetch."""
    return printer.fixed(f"styles {theme}", lambda: _style_links(printer.base, theme))


def _style_links(base: str, theme: str) -> str:
    plugins = "".join(
        f"<link property=\"stylesheet\" rel='stylesheet' id='{name}-css' "
        f"href='{base}wp-content/plugins/{name}/css/{name}.min.css?ver=1.{number}' type='text/css' media='all' />\n"
        for number, name in enumerate(
            ("trx_addons", "mediaelement", "magnific-popup", "sample-forms", "sample-share")
        )
    )
    return f"""<script type="text/javascript">{EMOJI_SCRIPT}</script>
<style type="text/css">img.wp-smiley,img.emoji{{display:inline !important;height:1em !important;}}</style>
	<link property="stylesheet" rel='stylesheet' id='wp-block-library-css' \
href='{base}wp-includes/css/dist/block-library/style.min.css?ver=6.1.9' type='text/css' media='all' />
<style id='global-styles-inline-css' type='text/css'>{GLOBAL_STYLES}</style>
{plugins}<link property="stylesheet" rel='stylesheet' id='{theme}-main-css' \
href='{base}wp-content/themes/{theme}/style.css' type='text/css' media='all' />
<style id='{theme}-main-inline-css' type='text/css'>{THEME_STYLES}</style>
<script type="text/javascript">var SAMPLE_AJAX={{"url":"{base}wp-admin/admin-ajax.php","nonce":"{NONCE}"}};</script>
"""


def summary(post: Post, length: int = 300) -> str:
    """The beginning of the text, cut at a word; nothing of a protected post."""
    return "" if post.password else _beginning(to_text(post.parts[0]), length)


def _beginning(text: str, length: int) -> str:
    text = text[: length + 1].replace("\n", " ")
    return text if len(text) <= length else text[:length].rpartition(" ")[0] + "…"


def _metadata(sheet: Sheet) -> str:
    post, url = sheet.post, sheet.url
    published, modified = offset_utc(post.published_at), offset_utc(post.modified_at)
    title = quoted(shown_title(post))
    description = "" if post.password else quoted(_beginning(sheet.text, 300))
    return f"""
<!-- search metadata of the sample site -->
<meta property="og:type" content="article" />
<meta property="og:title" content="{title}" />
<meta property="og:description" content="{description}" />
<meta property="og:url" content="{url}" />
<meta property="og:site_name" content="{quoted(sheet.printer.site.options.site_name)}" />
<meta property="article:published_time" content="{published}" />
<meta property="article:modified_time" content="{modified}" />
<meta name="author" content="{quoted(post.author.name)}" />
<script type="application/ld+json" class="yoast-schema-graph">{_graph(sheet, published, modified)}</script>
"""


def _graph(sheet: Sheet, published: str, modified: str) -> str:
    post, url, base = sheet.post, sheet.url, sheet.printer.base
    person_id = f"{base}#/schema/person/{post.author.id:08x}{post.author.slug}"
    person: dict[str, object] = {"@type": "Person", "@id": person_id, "name": post.author.name}
    if post.author.bio:
        person["description"] = post.author.bio
    person["url"] = sheet.printer.url(post.author.path)
    title = shown_title(post)
    article: dict[str, object] = {
        "@type": "Article",
        "@id": f"{url}#article",
        "isPartOf": {"@id": url},
        "author": {"name": post.author.name, "@id": person_id},
        "headline": title,
        "datePublished": published,
        "dateModified": modified,
        "mainEntityOfPage": {"@id": url},
        "wordCount": sheet.text.count(" ") + 1,
        "commentCount": sheet.thread.declared,
        "keywords": [tag.name for tag in post.tags],
        "articleSection": [post.category.name],
        "inLanguage": post.shape.language,
    }
    page: dict[str, object] = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": f"{title} - {sheet.printer.site.options.site_name}",
        "datePublished": published,
        "dateModified": modified,
    }
    graph = {"@context": "https://schema.org", "@graph": [article, page, person]}
    return _JSON.encode(graph)
