"""Captures: HTTP exchanges as WARC files. The only package that knows WARC.

`layout.py` says how files and records are named, `writer.py` appends, `reader.py` reads back and tells a cut
tail from damage.
"""
