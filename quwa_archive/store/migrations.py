"""The schema, as small append-only steps; each runs in one transaction together with its record.

A step is never edited once released: a change is a new step at the end.  `sqlite-utils migrate` can apply
them too.  Meaning, unit and source of each column stand in `records.py` and in `docs/schema.md`.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("quwa_archive")

APPLICATION_ID = 0x51757761  # "Quwa": tells our files from other SQLite files


def _run(db: Database, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)


@migrations()
def m001_evidence(db: Database) -> None:
    """Captures, and the tables that say what runs did."""
    _run(
        db,
        f"PRAGMA application_id = {APPLICATION_ID}",
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        """CREATE TABLE captures (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL,
            fetched_at TEXT NOT NULL,
            status INTEGER NOT NULL,
            payload_sha256 TEXT NOT NULL,
            warc_file TEXT NOT NULL,
            warc_offset INTEGER NOT NULL,
            warc_record_id TEXT NOT NULL
        ) STRICT""",
        # A few digits tell payloads and records apart well enough to find them, at a quarter of the space: an
        # unchanged look adds a capture and nothing else, so its size is what the archive grows by.
        "CREATE INDEX captures_payload ON captures (substr(payload_sha256, 1, 12))",
        "CREATE INDEX captures_record ON captures (substr(warc_record_id, 10, 8))",
        """CREATE TABLE warc_files (
            name TEXT PRIMARY KEY,
            applied_to INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE runs (
            id INTEGER PRIMARY KEY,
            started_at TEXT NOT NULL,
            ended_at TEXT,
            site TEXT NOT NULL,
            exit_code INTEGER,
            outcome TEXT,
            report TEXT
        ) STRICT""",
        """CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL,
            reason TEXT NOT NULL,
            detail TEXT NOT NULL,
            capture_id INTEGER REFERENCES captures (id),
            first_seen_at TEXT NOT NULL,
            last_seen_at TEXT NOT NULL,
            resolved_at TEXT
        ) STRICT""",
        "CREATE UNIQUE INDEX quarantine_open ON quarantine (url) WHERE resolved_at IS NULL",
        """CREATE TABLE zone_evidence (
            source TEXT NOT NULL,
            day TEXT NOT NULL,
            offset_minutes INTEGER NOT NULL,
            subject TEXT NOT NULL,
            local TEXT,
            utc TEXT,
            zone TEXT,
            capture_id INTEGER REFERENCES captures (id),
            PRIMARY KEY (source, day, offset_minutes)
        ) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m002_frontier(db: Database) -> None:
    """Every address ever seen, and which of them are the same article."""
    _run(
        db,
        """CREATE TABLE urls (
            url TEXT PRIMARY KEY,
            state TEXT NOT NULL,
            article_id INTEGER,
            post_id INTEGER,
            discovered_by TEXT NOT NULL,
            first_seen_at TEXT NOT NULL,
            published_hint TEXT,
            published_hint_source TEXT,
            modified_hint TEXT,
            modified_hint_source TEXT,
            modified_at_fetch TEXT,
            fetched_at TEXT,
            last_run INTEGER,
            next_check_at TEXT,
            due_because TEXT,
            listed_in TEXT,
            failures INTEGER NOT NULL DEFAULT 0,
            error TEXT
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX urls_state ON urls (state, next_check_at)",
        "CREATE INDEX urls_article ON urls (article_id)",
        "CREATE INDEX urls_listed ON urls (listed_in)",
        """CREATE TABLE validators (
            url TEXT PRIMARY KEY,
            etag TEXT,
            last_modified TEXT,
            seen_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE url_aliases (
            url TEXT PRIMARY KEY,
            article_id INTEGER NOT NULL,
            first_seen_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX url_aliases_article ON url_aliases (article_id)",
    )


@migrations()
def m003_content(db: Database) -> None:
    """Articles, authors, terms, comments, pings, links and images."""
    _run(
        db,
        """CREATE TABLE authors (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            url TEXT,
            role TEXT,
            bio TEXT,
            avatar_url TEXT,
            first_seen_at TEXT NOT NULL,
            capture_id INTEGER NOT NULL REFERENCES captures (id)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE articles (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            body_text TEXT NOT NULL,
            body_html TEXT NOT NULL,
            author_id TEXT REFERENCES authors (id),
            published_at TEXT,
            published_local TEXT,
            published_raw TEXT,
            published_precision TEXT,
            published_certainty TEXT,
            published_source TEXT,
            published_doubt TEXT,
            modified_at TEXT,
            modified_raw TEXT,
            modified_source TEXT,
            access TEXT NOT NULL CHECK (access IN ('open', 'excerpt', 'password')),
            word_count INTEGER NOT NULL,
            words_total INTEGER,
            language TEXT,
            layout TEXT NOT NULL,
            comments_declared INTEGER,
            comments_captured INTEGER NOT NULL,
            pings_captured INTEGER NOT NULL,
            first_seen_at TEXT NOT NULL,
            last_seen_at TEXT NOT NULL,
            missing_since TEXT,
            gone_at TEXT,
            content_hash TEXT NOT NULL,
            capture_id INTEGER NOT NULL REFERENCES captures (id)
        ) STRICT""",
        "CREATE INDEX articles_published ON articles (published_at)",
        "CREATE INDEX articles_author ON articles (author_id)",
        """CREATE TABLE comments (
            id INTEGER PRIMARY KEY,
            article_id INTEGER NOT NULL REFERENCES articles (id),
            parent_id INTEGER,
            parent_source TEXT NOT NULL CHECK (parent_source IN ('nesting', 'api', 'inferred')),
            parent_on_page INTEGER,
            depth INTEGER,
            position INTEGER,
            author_name TEXT NOT NULL,
            author_url TEXT,
            body_text TEXT NOT NULL,
            body_html TEXT NOT NULL,
            likes INTEGER,
            posted_raw TEXT,
            posted_machine TEXT,
            posted_local TEXT,
            posted_at TEXT,
            posted_at_earliest TEXT,
            posted_at_latest TEXT,
            posted_precision TEXT,
            posted_certainty TEXT CHECK (posted_certainty IN ('exact', 'ambiguous', 'nonexistent', 'assumed')),
            zone_source TEXT CHECK (zone_source IN ('page', 'api', 'feed', 'config', 'assumed')),
            first_seen_at TEXT NOT NULL,
            last_seen_at TEXT NOT NULL,
            missing_since TEXT,
            gone_at TEXT,
            content_hash TEXT NOT NULL,
            capture_id INTEGER NOT NULL REFERENCES captures (id)
        ) STRICT""",
        "CREATE INDEX comments_article ON comments (article_id, position)",
        "CREATE INDEX comments_parent ON comments (parent_id)",
        "CREATE INDEX comments_posted ON comments (posted_at)",
        """CREATE TABLE comment_api (
            id INTEGER PRIMARY KEY,
            article_id INTEGER NOT NULL,
            parent_id INTEGER,
            author_name TEXT NOT NULL,
            author_url TEXT,
            body_html TEXT NOT NULL,
            posted_local TEXT NOT NULL,
            posted_at TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            first_seen_at TEXT NOT NULL,
            capture_id INTEGER NOT NULL REFERENCES captures (id)
        ) STRICT""",
        "CREATE INDEX comment_api_article ON comment_api (article_id)",
        """CREATE TABLE comment_feed (
            id INTEGER PRIMARY KEY,
            posted_at TEXT NOT NULL,
            capture_id INTEGER NOT NULL REFERENCES captures (id)
        ) STRICT""",
        """CREATE TABLE pings (
            article_id INTEGER NOT NULL REFERENCES articles (id),
            position INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('pingback', 'trackback')),
            title TEXT NOT NULL,
            url TEXT,
            PRIMARY KEY (article_id, position)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE terms (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('category', 'tag')),
            slug TEXT NOT NULL,
            name TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE article_terms (
            article_id INTEGER NOT NULL REFERENCES articles (id),
            term_id TEXT NOT NULL REFERENCES terms (id),
            PRIMARY KEY (article_id, term_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX article_terms_term ON article_terms (term_id)",
        """CREATE TABLE links (
            article_id INTEGER NOT NULL REFERENCES articles (id),
            comment_id INTEGER REFERENCES comments (id),
            position INTEGER NOT NULL,
            url TEXT NOT NULL,
            domain TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX links_article ON links (article_id, comment_id)",
        "CREATE INDEX links_comment ON links (comment_id) WHERE comment_id IS NOT NULL",
        "CREATE INDEX links_domain ON links (domain)",
        """CREATE TABLE images (
            article_id INTEGER NOT NULL REFERENCES articles (id),
            position INTEGER NOT NULL,
            url TEXT NOT NULL,
            alt TEXT,
            caption TEXT,
            PRIMARY KEY (article_id, position)
        ) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m004_history(db: Database) -> None:
    """Earlier states, and counters over time."""
    _run(
        db,
        """CREATE TABLE article_versions (
            article_id INTEGER NOT NULL REFERENCES articles (id),
            version INTEGER NOT NULL,
            url TEXT NOT NULL,
            title TEXT NOT NULL,
            body_text TEXT NOT NULL,
            body_html TEXT NOT NULL,
            author_id TEXT,
            access TEXT NOT NULL,
            modified_at TEXT,
            content_hash TEXT NOT NULL,
            capture_id INTEGER NOT NULL REFERENCES captures (id),
            replaced_at TEXT NOT NULL,
            replaced_by INTEGER NOT NULL REFERENCES captures (id),
            PRIMARY KEY (article_id, version)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE comment_versions (
            comment_id INTEGER NOT NULL REFERENCES comments (id),
            version INTEGER NOT NULL,
            author_name TEXT NOT NULL,
            author_url TEXT,
            body_text TEXT NOT NULL,
            body_html TEXT NOT NULL,
            posted_raw TEXT,
            content_hash TEXT NOT NULL,
            capture_id INTEGER NOT NULL REFERENCES captures (id),
            replaced_at TEXT NOT NULL,
            replaced_by INTEGER NOT NULL REFERENCES captures (id),
            PRIMARY KEY (comment_id, version)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE author_versions (
            author_id TEXT NOT NULL REFERENCES authors (id),
            version INTEGER NOT NULL,
            name TEXT NOT NULL,
            url TEXT,
            role TEXT,
            bio TEXT,
            avatar_url TEXT,
            capture_id INTEGER NOT NULL REFERENCES captures (id),
            replaced_at TEXT NOT NULL,
            PRIMARY KEY (author_id, version)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            article_id INTEGER,
            comment_id INTEGER,
            kind TEXT NOT NULL,
            detail TEXT,
            capture_id INTEGER REFERENCES captures (id)
        ) STRICT""",
        "CREATE INDEX events_article ON events (article_id)",
        """CREATE TABLE observations (
            article_id INTEGER NOT NULL REFERENCES articles (id),
            comment_id INTEGER REFERENCES comments (id),
            name TEXT NOT NULL,
            value INTEGER NOT NULL,
            capture_id INTEGER NOT NULL REFERENCES captures (id)
        ) STRICT""",
        "CREATE INDEX observations_subject ON observations (article_id, comment_id, name, capture_id)",
    )


@migrations()
def m005_search(db: Database) -> None:
    """Full-text search: external content; rows wait in `search_pending` until `index_pending` takes them in together.

    An index that is written with every article costs as much as all the rest of the article.  What is waiting
    has no entry in the index, so only rows that are not waiting have one to take out.
    """
    _run(
        db,
        "CREATE TABLE search_pending (kind TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (kind, id)) STRICT,"
        " WITHOUT ROWID",
    )
    for table, columns in (("articles", ("title", "body_text")), ("comments", ("author_name", "body_text"))):
        names = ", ".join(columns)
        old = ", ".join(f"old.{c}" for c in columns)
        changed = " OR ".join(f"old.{c} IS NOT new.{c}" for c in columns)
        # No OR IGNORE: an upsert that fires the trigger would override it.
        add = (
            f"INSERT INTO search_pending (kind, id) SELECT '{table}', new.id"  # noqa: S608
            f" WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE kind = '{table}' AND id = new.id);"
        )
        remove = (
            f"INSERT INTO {table}_fts ({table}_fts, rowid, {names}) SELECT 'delete', old.id, {old}"  # noqa: S608
            f" WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE kind = '{table}' AND id = old.id);"
        )
        forget = f"DELETE FROM search_pending WHERE kind = '{table}' AND id = old.id;"  # noqa: S608
        _run(
            db,
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content='{table}', content_rowid='id',"
            " tokenize='unicode61 remove_diacritics 2')",
            f"CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {add} END",
            f"CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {remove} {forget} END",
            f"CREATE TRIGGER {table}_fts_update AFTER UPDATE OF {names} ON {table} WHEN {changed}"
            f" BEGIN {remove} {add} END",
        )


@migrations()
def m006_views(db: Database) -> None:
    """Views for people who did not build this: completeness, threads, activity by day."""
    _run(
        db,
        """CREATE VIEW completeness AS
        SELECT id AS article_id, url, title, access, comments_declared AS declared,
               comments_captured + pings_captured AS captured, comments_captured, pings_captured,
               CASE
                 WHEN access = 'password' THEN 'withheld'
                 WHEN comments_declared IS NULL THEN 'undeclared'
                 WHEN comments_captured + pings_captured < comments_declared THEN 'short'
                 WHEN comments_captured + pings_captured > comments_declared THEN 'over'
                 ELSE 'complete'
               END AS status,
               max(0, coalesce(comments_declared, 0) - comments_captured - pings_captured) AS short_by
        FROM articles WHERE gone_at IS NULL""",
        """CREATE VIEW threads AS
        WITH RECURSIVE walk (id, article_id, root_id, level, path) AS (
            SELECT id, article_id, id, 1, printf('%012d', id)
            FROM comments
            WHERE parent_id IS NULL OR parent_id NOT IN (SELECT id FROM comments)
            UNION ALL
            SELECT c.id, c.article_id, w.root_id, w.level + 1, w.path || '/' || printf('%012d', c.id)
            FROM comments c JOIN walk w ON c.parent_id = w.id
        )
        SELECT w.article_id, w.root_id, w.id AS comment_id, c.parent_id, w.level, w.path,
               c.author_name, c.posted_at, c.posted_local, c.posted_certainty, c.body_text, c.gone_at
        FROM walk w JOIN comments c ON c.id = w.id""",
        """CREATE VIEW activity_by_day AS
        SELECT day, sum(articles) AS articles, sum(comments) AS comments FROM (
            SELECT substr(published_local, 1, 10) AS day, 1 AS articles, 0 AS comments
            FROM articles WHERE length(published_local) >= 10
            UNION ALL
            SELECT substr(posted_local, 1, 10), 0, 1 FROM comments WHERE length(posted_local) >= 10
        ) GROUP BY day""",
    )


@migrations()
def m007_extractor(db: Database) -> None:
    """Which version of the extractor read a capture into rows."""
    _run(db, "ALTER TABLE captures ADD COLUMN extractor TEXT")


@migrations()
def m008_search_words(db: Database) -> None:
    """Full-text search that keeps a word with vowel signs whole, and one over the earlier states.

    By default unicode61 takes a combining mark that stands inside an Arabic or Devanagari word for a space.
    """
    tokenizer = "unicode61 remove_diacritics 2 categories ''L* N* Co Mn Mc''"
    for table, columns in (("articles", "title, body_text"), ("comments", "author_name, body_text")):
        _run(
            db,
            f"DROP TABLE {table}_fts",
            # sqlite-utils looks for a name in double quotes.
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, content=\"{table}\", content_rowid='id',"
            f" tokenize='{tokenizer}')",
            f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')",  # noqa: S608
        )
    _run(db, "DELETE FROM search_pending")
    for table, key, columns in (
        ("article_versions", "article_id", "title, body_text"),
        ("comment_versions", "comment_id", "author_name, body_text"),
    ):
        names = f"{columns}, {key}, version"
        values = ", ".join(f"new.{name}" for name in names.split(", "))
        _run(
            db,
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, {key} UNINDEXED, version UNINDEXED,"
            f" tokenize='{tokenizer}')",
            f"INSERT INTO {table}_fts ({names}) SELECT {names} FROM {table}",  # noqa: S608
            f"CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table}"  # noqa: S608
            f" BEGIN INSERT INTO {table}_fts ({names}) VALUES ({values}); END",
        )


@migrations()
def m009_desk_indexes(db: Database) -> None:
    """What counts over the whole archive read instead of every body: one narrow index for each of the two big tables."""
    _run(
        db,
        "CREATE INDEX comments_overview ON comments (author_name, article_id, posted_local, posted_certainty, gone_at)",
        "CREATE INDEX articles_overview ON articles (gone_at, access, layout, comments_declared, comments_captured,"
        " pings_captured, published_local)",
        "CREATE INDEX comments_gone ON comments (gone_at) WHERE gone_at IS NOT NULL",
    )


@migrations()
def m010_desk_views(db: Database) -> None:
    """Views for an analyst: who and what is discussed, who answers whom, what is cited, what changed, and when."""
    _run(
        db,
        """CREATE VIEW most_discussed AS
        SELECT a.id AS article_id, a.title, a.url, a.published_local, count(*) AS comments,
               count(DISTINCT c.author_name) AS commenters, sum(c.gone_at IS NOT NULL) AS gone,
               min(c.posted_local) AS first_comment, max(c.posted_local) AS last_comment
        FROM comments c JOIN articles a ON a.id = c.article_id
        GROUP BY c.article_id ORDER BY comments DESC, a.id""",
        """CREATE VIEW most_active AS
        SELECT author_name, count(*) AS comments, count(DISTINCT article_id) AS articles,
               sum(gone_at IS NOT NULL) AS gone, min(posted_local) AS first_comment, max(posted_local) AS last_comment
        FROM comments GROUP BY author_name ORDER BY comments DESC, author_name""",
        """CREATE VIEW cited_domains AS
        SELECT domain, count(*) AS links, sum(comment_id IS NULL) AS in_articles,
               sum(comment_id IS NOT NULL) AS in_comments, count(DISTINCT article_id) AS articles
        FROM links WHERE domain <> '' GROUP BY domain ORDER BY links DESC, domain""",
        """CREATE VIEW replies AS
        SELECT c.id AS comment_id, c.article_id, c.author_name, c.parent_id, p.author_name AS parent_author,
               c.parent_source, c.posted_at, p.posted_at AS parent_posted_at,
               (strftime('%s', c.posted_at) - strftime('%s', p.posted_at)) / 60 AS minutes_later
        FROM comments c JOIN comments p ON p.id = c.parent_id""",
        """CREATE VIEW reply_edges AS
        SELECT c.author_name AS from_name, p.author_name AS to_name, count(*) AS replies,
               count(DISTINCT c.article_id) AS articles, sum(c.parent_source = 'inferred') AS inferred
        FROM comments c JOIN comments p ON p.id = c.parent_id
        GROUP BY c.author_name, p.author_name ORDER BY replies DESC, from_name, to_name""",
        """CREATE VIEW edits_and_deletions AS
        SELECT v.replaced_at AS at, 'article_edited' AS kind, v.article_id, NULL AS comment_id, v.version,
               v.title AS subject, v.body_text AS text_before, v.replaced_by AS capture_id
        FROM article_versions v
        UNION ALL
        SELECT v.replaced_at, 'comment_edited', c.article_id, v.comment_id, v.version,
               v.author_name, v.body_text, v.replaced_by
        FROM comment_versions v JOIN comments c ON c.id = v.comment_id
        UNION ALL
        SELECT a.gone_at, 'article_gone', a.id, NULL, NULL, a.title, a.body_text,
               (SELECT max(e.capture_id) FROM events e WHERE e.article_id = a.id AND e.kind = 'article_gone')
        FROM articles a WHERE a.gone_at IS NOT NULL
        UNION ALL
        SELECT c.gone_at, 'comment_gone', c.article_id, c.id, NULL, c.author_name, c.body_text,
               (SELECT max(e.capture_id) FROM events e
                WHERE e.article_id = c.article_id AND e.comment_id = c.id AND e.kind = 'comment_gone')
        FROM comments c WHERE c.gone_at IS NOT NULL""",
        """CREATE VIEW activity_by_hour AS
        SELECT weekday, hour, sum(articles) AS articles, sum(comments) AS comments FROM (
            SELECT CAST(strftime('%w', published_local) AS INTEGER) AS weekday,
                   CAST(substr(published_local, 12, 2) AS INTEGER) AS hour, 1 AS articles, 0 AS comments
            FROM articles WHERE length(published_local) >= 13
            UNION ALL
            SELECT CAST(strftime('%w', posted_local) AS INTEGER), CAST(substr(posted_local, 12, 2) AS INTEGER), 0, 1
            FROM comments WHERE length(posted_local) >= 13
        ) GROUP BY weekday, hour""",
        """CREATE VIEW activity_by_month AS
        SELECT month, sum(articles) AS articles, sum(comments) AS comments FROM (
            SELECT substr(published_local, 1, 7) AS month, 1 AS articles, 0 AS comments
            FROM articles WHERE length(published_local) >= 7
            UNION ALL
            SELECT substr(posted_local, 1, 7), 0, 1 FROM comments WHERE length(posted_local) >= 7
        ) GROUP BY month""",
        """CREATE VIEW terms_discussed AS
        SELECT t.kind, t.slug, t.name, count(*) AS articles, sum(a.comments_captured) AS comments
        FROM article_terms x JOIN terms t ON t.id = x.term_id JOIN articles a ON a.id = x.article_id
        GROUP BY t.id ORDER BY articles DESC, t.id""",
    )


@migrations()
def m011_readings(db: Database) -> None:
    """How sure the general layout is of what it read, which checks say so, and what became of it."""
    _run(
        db,
        "ALTER TABLE articles ADD COLUMN confidence REAL",
        "ALTER TABLE quarantine ADD COLUMN reading TEXT",
        """CREATE TABLE readings (
            article_id INTEGER PRIMARY KEY,
            url TEXT NOT NULL,
            layout TEXT NOT NULL,
            confidence REAL NOT NULL,
            why TEXT NOT NULL,
            instead_of TEXT,
            checks TEXT NOT NULL,
            capture_id INTEGER NOT NULL REFERENCES captures (id)
        ) STRICT""",
        """CREATE TABLE run_layouts (
            run INTEGER PRIMARY KEY,
            recognised INTEGER NOT NULL,
            displaced INTEGER NOT NULL
        ) STRICT""",
    )


@migrations()
def m012_statements(db: Database) -> None:
    """What feeds and the API state of posts, which readings by inference are held against."""
    _run(
        db,
        """CREATE TABLE post_statements (
            url TEXT NOT NULL,
            source TEXT NOT NULL CHECK (source IN ('feed', 'rest')),
            title TEXT NOT NULL,
            opening TEXT NOT NULL,
            closing TEXT,
            capture_id INTEGER NOT NULL REFERENCES captures (id),
            PRIMARY KEY (url, source)
        ) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m013_boilerplate(db: Database) -> None:
    """What a reading met of the lines that the site repeats: the next one of the article knows them, too."""
    _run(db, "ALTER TABLE readings ADD COLUMN boilerplate TEXT NOT NULL DEFAULT ''")
