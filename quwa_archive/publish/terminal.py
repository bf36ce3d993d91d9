"""What readers wrote must not drive the terminal that shows it."""

from __future__ import annotations

#: Joiners of Urdu words and of emoji: not printable by themselves, and harmless.
_JOINERS = "\u200c\u200d"


def printable(text: str) -> str:
    """The text with control and direction characters made visible; tab and newline stay."""
    return "".join(
        c if c in "\n\t" or c in _JOINERS or c.isprintable() or c == "\xa0" else f"\\x{ord(c):02x}"
        for c in text
    )
