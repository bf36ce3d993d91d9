"""The answers of an invented site, ``gazette.example``, as files."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent.parent / "fixtures" / "discovery"
SITE = "https://gazette.example/"
PORT_SITE = "http://gazette.example:8088/"


def answer(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
