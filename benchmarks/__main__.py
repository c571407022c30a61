"""``python -m benchmarks``, and with a word ``evaluate``, ``coverage`` or ``plan``.

Imports stand inside, because worker processes read this file again when they start.
"""

import sys

if __name__ == "__main__":
    if "evaluate" in sys.argv[1:]:
        from benchmarks.evaluate import main
    elif "coverage" in sys.argv[1:]:
        from benchmarks.coverage import main
    elif "plan" in sys.argv[1:]:
        from benchmarks.plan import main
    else:
        from benchmarks.bench import main
    main()
