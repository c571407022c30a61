"""``python -m benchmarks``, with the name of a part of the bench or of a measurement of its own.

Modules are loaded by need, because worker processes read this file again when they start.
"""

import sys
from importlib import import_module

_OF_THEIR_OWN = ("campaigns", "coverage", "evaluate", "kills", "plan", "rank", "topics")

if __name__ == "__main__":
    wanted = next((name for name in sys.argv[1:] if name in _OF_THEIR_OWN), "bench")
    import_module(f"benchmarks.{wanted}").main()
