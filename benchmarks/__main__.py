"""``python -m benchmarks``, and with a word ``evaluate``, ``coverage``, ``plan``, ``campaigns`` or ``kills``.

Modules are loaded by need, because worker processes read this file again when they start.
"""

import sys
from importlib import import_module

if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "bench"
    import_module(f"benchmarks.{wanted}").main()
