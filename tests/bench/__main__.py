"""``make bench``: every benchmark, one after the other; ``python -m tests.bench pages crawl`` runs some.

Speeds are ratios measured side by side in one run: absolute times mean little on a shared machine.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main() -> int:
    """Runs the benchmarks named on the command line, or all; returns the exit code."""
    known = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    wanted = sys.argv[1:] or known
    for name in wanted:
        if name not in known:
            print(f"no benchmark is called {name}; there are: {', '.join(known)}", file=sys.stderr)
            return 2
        print(f"== {name}", flush=True)
        sys.argv[1:] = []  # a benchmark by itself takes a size
        importlib.import_module(f"tests.bench.bench_{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
