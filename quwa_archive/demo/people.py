"""Who writes for the sample site, and how it files what they write.  Every name is invented."""

from __future__ import annotations

from quwa_archive.demo.model import Author, Term

FOUNDER = Author(
    id=2,
    slug="mahnoor-velmani",
    name="Mahnoor Velmani",
    role="Founder",
    bio="Mahnoor Velmani founded this sample site to follow invented shipyards. She has “inspected” more docks "
    "than any map shows & still can’t weld.",
    website="https://velmani.example/",
)
AVIATION_WRITER = Author(
    id=3,
    slug="orhan-keskinoz",
    name="Orhan Keskinoz",
    role="Aviation Editor",
    bio="Orhan Keskinoz writes on engines, gearboxes and the people who lubricate them.",
)
NAVAL_WRITER = Author(
    id=4,
    slug="petra-hradsky",
    name="Petra Hradsky",
    role="Contributing Analyst",
    bio="Petra Hradsky covers sonars and minehunters; the opinions are her own.",
)
STAFF = Author(
    id=5, slug="sample-staff", name="Sample Staff", bio="Short notes by the staff of the sample site."
)
GUEST = Author(id=6, slug="guest-writer", name="Guest Writer")
NAMESAKE = Author(
    id=7,
    slug="daud-torwali",
    name="Daud Torwali",
    role="Correspondent",
    bio="Daud Torwali reports from the coast.",
)
OTHER_NAMESAKE = Author(
    id=8,
    slug="daud-torwali-2",
    name="Daud Torwali",
    role="Historian",
    bio="Daud Torwali, not to be confused with the correspondent, keeps the archive of a yard that never was.",
)

AUTHORS = (FOUNDER, AVIATION_WRITER, NAVAL_WRITER, STAFF, GUEST, NAMESAKE, OTHER_NAMESAKE)
REGULAR_AUTHORS = (FOUNDER, FOUNDER, AVIATION_WRITER, NAVAL_WRITER, STAFF, GUEST)
"""Who writes the ordinary posts, the busiest twice."""

DAILY_NEWS = Term(2, "category", "daily-news", "Daily News")
DAILY_VIEWS = Term(3, "category", "daily-views", "Daily Views")
ANALYSIS = Term(4, "category", "defence-analysis", "Defence Analysis & Opinion")
PREMIUM = Term(5, "category", "sample-premium", "Sample Premium")
NAVAL = Term(6, "category", "naval-news", "Naval News")

CATEGORIES = (DAILY_NEWS, DAILY_VIEWS, ANALYSIS, PREMIUM, NAVAL)

TAGS = tuple(
    Term(20 + number, "tag", slug, name)
    for number, (slug, name) in enumerate(
        (
            ("corvettes", "Corvettes"),
            ("radar", "Radar"),
            ("6x6", "6×6"),
            ("sonar", "Sonar"),
            ("turboshaft", "Turboshaft"),
            ("research-development", "Research & Development"),
            ("drones", "Drones"),
            ("budget", "Budget"),
        )
    )
)
