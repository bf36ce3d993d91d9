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
            warc_record_id TEXT NOT NULL UNIQUE
        ) STRICT""",
        "CREATE INDEX captures_url ON captures (url)",
        "CREATE INDEX captures_payload ON captures (payload_sha256)",
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
            failures INTEGER NOT NULL DEFAULT 0,
            error TEXT
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX urls_state ON urls (state, next_check_at)",
        "CREATE INDEX urls_article ON urls (article_id)",
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
            body_text TEXT NOT NULL,
            body_html TEXT NOT NULL,
            posted_local TEXT NOT NULL,
            posted_at TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            first_seen_at TEXT NOT NULL,
            capture_id INTEGER NOT NULL REFERENCES captures (id)
        ) STRICT""",
        "CREATE INDEX comment_api_article ON comment_api (article_id)",
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
    """Full-text search: external content, kept in step by triggers that unchanged rows do not fire."""
    for table, columns in (("articles", ("title", "body_text")), ("comments", ("author_name", "body_text"))):
        names = ", ".join(columns)
        old = ", ".join(f"old.{c}" for c in columns)
        new = ", ".join(f"new.{c}" for c in columns)
        remove = f"INSERT INTO {table}_fts ({table}_fts, rowid, {names}) VALUES ('delete', old.id, {old});"  # noqa: S608
        add = f"INSERT INTO {table}_fts (rowid, {names}) VALUES (new.id, {new});"  # noqa: S608
        _run(
            db,
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content='{table}', content_rowid='id',"
            " tokenize='unicode61 remove_diacritics 2')",
            f"CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {add} END",
            f"CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {remove} END",
            f"CREATE TRIGGER {table}_fts_update AFTER UPDATE OF {names} ON {table} BEGIN {remove} {add} END",
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
