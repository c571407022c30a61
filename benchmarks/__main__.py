"""``python -m benchmarks``, ``python -m benchmarks evaluate`` and ``python -m benchmarks kills``.

Imports stand inside, because worker processes read this file again when they start.
"""

import sys

if __name__ == "__main__":
    if "evaluate" in sys.argv[1:]:
        from benchmarks.evaluate import main
    elif "kills" in sys.argv[1:]:
        from benchmarks.kills import main
    else:
        from benchmarks.bench import main
    main()
