# ruff: noqa: T201, S608 (a notebook prints, and names its own files in SQL)
# %% [markdown]
# # An archive in pandas and DuckDB
#
#     .venv/bin/python docs/notebook.py data/demo docs
#
# Exports the archive as Parquet, reads it with pandas and DuckDB, asks four questions, and writes three plots
# `notebook-*.svg` into the folder named last. The `# %%` marks are cells for Jupyter, VS Code or Spyder.

# %%
import sys
from pathlib import Path

import duckdb
import matplotlib as mpl
import pandas as pd

from quwa_archive.publish.export import export_archive

mpl.use("Agg")
mpl.rcParams["svg.hashsalt"] = "quwa"  # the same archive gives the same files
import matplotlib.pyplot as plt  # noqa: E402

archive = Path(sys.argv[1] if len(sys.argv) > 1 else "data/demo")
plots = Path(sys.argv[2] if len(sys.argv) > 2 else ".")
parquet = archive / "exports" / "tables-parquet"
export_archive(archive, "parquet")


def save(name: str) -> None:
    """Writes the current plot."""
    plt.tight_layout()
    plt.savefig(plots / f"notebook-{name}.svg", metadata={"Date": None})
    plt.close()


# %% [markdown]
# ## With pandas: instants are instants

# %%
articles = pd.read_parquet(parquet / "articles.parquet")
comments = pd.read_parquet(parquet / "comments.parquet")
print(
    f"{len(articles)} articles, {len(comments)} comments, {comments['gone_at'].notna().sum()} of them deleted since"
)
print(comments["posted_at"].dtype)

# %%
by_year = pd.DataFrame(
    {
        "articles": articles.groupby(articles["published_at"].dt.year).size(),
        "comments": comments.groupby(comments["posted_at"].dt.year).size(),
    }
).fillna(0)
by_year.plot.bar(
    subplots=True, figsize=(8, 5), title=["articles by year", "comments by year"], legend=False, xlabel=""
)
save("years")

# %% [markdown]
# ## With DuckDB: SQL on the same files

# %%
print(
    duckdb.sql(
        f"""SELECT a.title, count(*) AS comments, count(DISTINCT c.author_name) AS commenters
            FROM '{parquet}/comments.parquet' c JOIN '{parquet}/articles.parquet' a ON a.id = c.article_id
            GROUP BY a.id, a.title ORDER BY comments DESC, a.title LIMIT 5"""
    ).df()
)

# %%
hours = duckdb.sql(
    f"""SELECT hour(CAST(posted_local AS TIMESTAMP)) AS hour, count(*) AS comments
        FROM '{parquet}/comments.parquet' WHERE length(posted_local) >= 13 GROUP BY hour ORDER BY hour"""
).df()
hours.set_index("hour").plot.bar(
    figsize=(8, 3), legend=False, title="comments by hour of the site's clock", xlabel=""
)
save("hours")

# %% [markdown]
# ## How soon answers come

# %%
answers = comments.merge(
    comments[["id", "posted_at"]], left_on="parent_id", right_on="id", suffixes=("", "_before")
)
wait = (answers["posted_at"] - answers["posted_at_before"]).dt.total_seconds() / 3600
print(f"{len(answers)} answers; half of them within {wait.median():.1f} hours")
wait.clip(0.1, 1000).plot.hist(bins=[0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000], logx=True, figsize=(8, 3))
plt.title("hours between a comment and its answer")
save("answers")
