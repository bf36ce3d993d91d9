"""Which part of a record is the comment's own text, inferred from all records of the page together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from lxml import etree

from quwa_archive.pages.general.parts import Anatomy, Key, Part, is_under

Element = etree._Element


BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "pre"})


def find_texts(
    sample: list[Anatomy],
    by_key: dict[Key, list[tuple[int, Part]]],
    taken: Sequence[Key],
    no_text: Sequence[Key] = (),
) -> tuple[list[Key], Key | None]:
    """The keys of the outermost parts that hold the text alone; else the part whose children hold it, beside the rest.

    ``taken`` are the keys of author, date and time: what holds one of them is not the text alone; ``no_text`` are
    other parts that are none.
    """
    barred = _barred(sample, taken)
    rejected = [*(key for key in taken if key in barred and not _holds_text(sample, key, taken)), *no_text]
    totals: dict[Key, int] = defaultdict(int)
    counts: dict[Key, set[int]] = defaultdict(set)
    whole = 0
    for number, anatomy in enumerate(sample):
        for part in anatomy.parts:
            size = len(part.said)
            if not size or part.chrome or any(is_under(part.key, key) for key in rejected):
                continue
            whole += size
            for depth in range(len(part.key) + 1):
                key = part.key[:depth]
                totals[key] += size
                counts[key].add(number)
    scored = []
    for key, total in totals.items():
        if key in barred or key not in by_key:
            continue
        held = by_key[key]
        hint = any(part.mark.text for _, part in held[:3])
        several = len(held) > 1.3 * len({number for number, _ in held})
        score = total / max(1, whole) + 0.35 * hint + 0.2 * len(counts[key]) / len(sample)
        if several and not hint:
            score -= 0.6
        scored.append((score, -len(key), key, total, several))
    scored.sort(key=lambda entry: (-round(entry[0], 3), -entry[1]))
    if scored:
        score, _, key, total, several = scored[0]
        if key and key[-1] in BLOCKS:
            return [], _bare(sample, barred, rejected, whole)  # one of several blocks, not what holds them
        if (score >= 0.75 and not several and total >= 0.5 * whole) or score > 1.1:
            others = (entry[2] for entry in scored[1:] if not is_under(entry[2], key) and entry[0] > 0.5)
            return [key, *others][:3], None
    return [], _bare(sample, barred, rejected, whole)


def _holds_text(sample: list[Anatomy], key: Key, taken: Sequence[Key]) -> bool:
    """Whether the part that prints a date or a name is the one around all of the text, too."""
    others = [other for other in taken if other != key and is_under(other, key)]
    own = below = beside = 0
    for anatomy in sample:
        for part in anatomy.parts:
            size = len(part.said)
            if not size or part.chrome:
                continue
            if part.key == key:
                own += size
            elif not is_under(part.key, key):
                beside += not any(is_under(part.key, other) for other in taken) and size
            elif not any(is_under(part.key, other) for other in others):
                below += size
    return 0 < own < below and below > 4 * beside


def _barred(sample: list[Anatomy], taken: Sequence[Key]) -> set[Key]:
    """The keys of what is or holds an author, a date or a time in any record."""
    barred: set[Key] = set()
    for anatomy in sample:
        meta = {part.element for key in taken if (part := anatomy.by_key.get(key))}
        above = {node for element in meta for node in element.iterancestors()} | meta
        barred.update(part.key for part in anatomy.parts if part.element in above)
    return barred


def _bare(sample: list[Anatomy], barred: set[Key], rejected: list[Key], whole: int) -> Key:
    """The deepest part that holds author or date or both, and nearly all that is said beside them."""
    best: Key = ()
    for key in sorted(barred, key=lambda key: (len(key), key)):
        if any(is_under(key, other) for other in rejected) or any(
            sum(part.key == key for part in anatomy.parts) > 1 for anatomy in sample
        ):
            continue
        held = sum(
            len(part.said)
            for anatomy in sample
            for part in anatomy.parts
            if part.said
            and not part.chrome
            and is_under(part.key, key)
            and not any(is_under(part.key, other) for other in rejected)
        )
        if held >= 0.9 * whole and is_under(key, best):
            best = key
    return best
