"""What can be a person's name, in a line of a theme's: by its form, and by what it is not."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from quwa_archive.pages.document import Document
from quwa_archive.pages.metadata import Person

LABEL = re.compile(
    r"^(?:(?:posted|written|published|article|text|words|story|reported|comment|left|sent|submitted)?\s*by|author|autor(?:e|a|en)?|auteur|verfasser"
    r"|(?:(?:geschrieben|verfasst|veröffentlicht|gepostet|eingestellt|erstellt|beitrag|artikel|text|kommentar)\s+)?von(?!\s+(?:der|den|dem)\b)"
    r"|(?:(?:publicad[oa]|escrito|enviado|creado|postado)\s+)?por|(?:(?:publié|écrit|rédigé|posté|proposé)\s+)?par"
    r"|(?:(?:geplaatst|geschreven|gepost|gepubliceerd)\s+)?door|(?:(?:napisan[ey]|dodan[ey]|opublikowan[ey])\s+)?przez"
    r"|(?:scritto|pubblicato|inserito|postato)\s+da|(?:skrevet|skrivet|postet|publisert|publicerat|publicerad)\s+a[vf]|(?:ditulis\s+)?oleh"
    r"|(?-i:di|da|de|od|av|af)|автор|от|опубликовал|yazan|yazar|penulis|"
    r"بقلم|کاتب|از|مصنف|توسط|लेखक|द्वारा|লেখক|作者|文|著者)\s*[:：]?\s+(?=\S)|^由\s*(?=[^\s。，、])",
    re.IGNORECASE,
)
"""What themes print before a name: `by`, `Posted by:`, in the languages of WordPress."""
EDGES = " ,;:|/–—-·•\u200e\u200f"
LONGEST_NAME = 60


def unlabelled(name: str) -> str:
    """A name without `by` before it, in any language."""
    return LABEL.sub("", name).strip(EDGES) or name


def is_name(said: str) -> bool:
    """Whether words can be a name: no address, no question, no label."""
    return (
        0 < len(said) <= LONGEST_NAME
        and _ADDRESS.search(said) is None
        and _ARROW.search(said) is None
        and not said.endswith(("?", ":", "："))
        and _THEMES_WORDS.fullmatch(said.casefold()) is None
    )


def looks_like_name(said: str) -> bool:
    """Whether words that no mark calls a name look like one: few, with capitals, none of a theme's own words."""
    words = said.strip(EDGES).split()
    return (
        is_name(said)
        and 0 < len(words) <= 5
        and not re.search(r"\d", said)
        and all(
            word[0].isupper() or _PARTICLES.fullmatch(word) or not word[0].islower() or len(words) == 1
            for word in words
        )
        and not any(_THEMES_WORDS.fullmatch(word.strip(".,:;").casefold()) for word in words)
    )


_ARROW = re.compile(r"[←→◀▶◄►]")
_ADDRESS = re.compile(r"://|\S@\S+\.\w")
_PARTICLES = re.compile(
    r"de|del|della|der|den|di|da|do|dos|das|du|la|le|les|el|al|ul|bin|ibn|van|von|vom|zu|zum|zur|ter|ten|und|and|y|e|et|i|&|af|av"
)
# Words of themes, alone or beside others: never a name's.
_THEMES_WORDS = re.compile(
    r"google ?\+|by|on|at|in|posted|published|updated|last|modified|date|time|author|categories|category|tags|tag|filed|under|comments|comment|views|view|"
    r"read|reading|min|mins|minutes|share|print|edit|permalink|leave|reply|no|one|reads|likes|topics|topic|section|uncategorized|"
    r"von|am|um|datum|autor|verfasst|veröffentlicht|erschienen|zuletzt|aktualisiert|kategorie|kategorien|kommentare|kommentar|schlagwörter|lesezeit|uhr|"
    r"par|le|publié|mis|jour|auteur|catégorie|catégories|commentaires|étiquettes|por|el|publicado|fecha|autora|categoría|categorías|comentarios|etiquetas|"
    r"data|autore|pubblicato|categoria|categorie|commenti|door|geplaatst|reacties|tarih|yazar|kategori|yorum|tanggal|penulis|oleh|komentar|"
    r"автор|дата|опубликовано|категория|рубрика|комментарии|комментариев|метки|opublikowano|komentarze|tagi|作者|日期|分类|标签|评论|投稿者|カテゴリー"
)


def trusted(person: Person | None, document: Document) -> Person | None:
    """Whom the head names, unless that is an address: the theme's maker's, or the site's own."""
    if person is None or not person.name:
        return person
    host = urlsplit(document.url).netloc.casefold().removeprefix("www.")
    return person if is_name(person.name) and person.name.casefold() != host else None
