"""Charts as SVG, made on the server: bars, with their numbers in a table for who cannot see them.  Pure.

The labels are HTML around the SVG, so that they keep their size on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDTH, _HEIGHT = 600, 100
_MOST_BARS = 72


@dataclass(slots=True, frozen=True)
class Series:
    """Bars of one kind: a label and a value each, in order."""

    name: str
    css_class: str
    bars: Sequence[tuple[str, int]]


def over_time(months: Sequence[tuple[str, int, int]]) -> tuple[list[str], list[int], list[int]]:
    """Labels, articles and comments for every month, quarter or year of the span, empty ones included."""
    if not months:
        return [], [], []
    first, last = _month_number(months[0][0]), _month_number(months[-1][0])
    step = next((s for s in (1, 3) if (last - first) // s < _MOST_BARS), 12)
    start = first - first % step
    size = (last - start) // step + 1
    labels = [_label(start + step * place, step) for place in range(size)]
    articles, comments = [0] * size, [0] * size
    for month, a, c in months:
        place = (_month_number(month) - start) // step
        articles[place] += a
        comments[place] += c
    return labels, articles, comments


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _label(number: int, step: int) -> str:
    year, month = divmod(number, 12)
    if step == 12:
        return f"{year:04}"
    if step == 3:
        return f"{year:04} Q{month // 3 + 1}"
    return f"{year:04}-{month + 1:02}"


def bars(series: Series, *, axis: bool = True) -> Markup:
    """One row of bars with its highest value; each bar says its label and value to the mouse."""
    top = max((value for _, value in series.bars), default=0) or 1
    width = _WIDTH / max(1, len(series.bars))
    gap = 0 if width < 4 else min(2.0, width / 5)
    shapes = []
    for place, (label, value) in enumerate(series.bars):
        if not value:
            continue
        height = max(1.5, value / top * _HEIGHT)
        shapes.append(
            f'<rect x="{place * width + gap / 2:.2f}" y="{_HEIGHT - height:.2f}" width="{width - gap:.2f}"'
            f' height="{height:.2f}"><title>{escape(label)}: {value:,}</title></rect>'
        )
    total = sum(value for _, value in series.bars)
    summary = f"{series.name}: {total:,} in all, at most {top:,}"
    parts = [
        f'<div class="chart {series.css_class}"><p class="chart-name">{escape(series.name)}'
        f'<span class="chart-top">most: {top:,}</span></p>',
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" role="img" aria-label="{escape(summary)}">',
        *shapes,
        f'<line x1="0" x2="{_WIDTH}" y1="{_HEIGHT}" y2="{_HEIGHT}"/></svg>',
    ]
    if axis and series.bars:
        labels = [label for label, _ in series.bars]
        ticks = [labels[0], labels[len(labels) // 2], labels[-1]] if len(labels) > 2 else labels
        parts.append(
            '<p class="axis" aria-hidden="true">'
            + "".join(f"<span>{escape(t)}</span>" for t in ticks)
            + "</p>"
        )
    parts.append("</div>")
    return Markup("".join(parts))  # noqa: S704 (every text in it is escaped)


def numbers(head: str, labels: Sequence[str], columns: Sequence[Series]) -> Markup:
    """The same as a table that can be unfolded."""
    names = "".join(f'<th scope="col">{escape(s.name)}</th>' for s in columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th>'
        + "".join(f"<td>{s.bars[place][1]:,}</td>" for s in columns)
        + "</tr>"
        for place, label in enumerate(labels)
        if any(s.bars[place][1] for s in columns)
    )
    return Markup(  # noqa: S704 (every text in it is escaped)
        f'<details class="numbers"><summary>The numbers of the chart</summary><div class="scroll" tabindex="0"'
        f' role="region" aria-label="Numbers by {escape(head.lower())}">'
        f'<table><thead><tr><th scope="col">{escape(head)}</th>{names}</tr></thead><tbody>{rows}</tbody></table>'
        "</div></details>"
    )
