"""Writing the ranked lists of markets: one file a market, all of them or none."""

from contextlib import ExitStack
from pathlib import Path

import duckdb

from prospector.store.queries import copied

_COUNTS = "SELECT market, count(*) FROM new_lists GROUP BY market ORDER BY market"
_ONE_MARKET = """
  CREATE OR REPLACE TEMP TABLE one_market AS
  SELECT * EXCLUDE (market) FROM new_lists WHERE market = $market ORDER BY rank
"""


def write_lists(connection: duckdb.DuckDBPyConnection, folder: Path, written: ExitStack) -> dict[str, int]:
    """Write ``new_lists`` of *connection* below *folder*; return how many prospects each market has.

    The files take the place of those before when *written* closes; a market that has no prospects left is emptied.
    """
    counts = dict(connection.execute(_COUNTS).fetchall())
    emptied = {path.name.removeprefix("market=") for path in folder.glob("market=??")} - set(counts)
    for market in [*counts, *sorted(emptied)]:
        connection.execute(_ONE_MARKET, {"market": market})
        written.enter_context(copied(connection, "one_market", folder / f"market={market}" / "part-0.parquet"))
    return counts
