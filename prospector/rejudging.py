"""Running the stages again over everything stored: changed stages, phrases or models, no HTML and no fetching."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pyarrow.parquet as pq

from prospector.stages import judged, judging_stages
from prospector.store.parts import replacing
from prospector.store.rows import pages_of, pages_table
from prospector.store.schema import PAGES
from prospector.store.store import Store

_BATCH = 500


def rejudge_store(store: Store) -> int:
    """Judge every stored page again and return how many there were.

    Each part is replaced by a new one; killed in between, both stand there and the views take the page judged last.
    """
    stages = judging_stages()
    count = 0
    for part in sorted((store.path / "pages").glob("*/part-*.parquet")):
        new = part.with_name(f"part-{uuid4().hex}.parquet")
        with replacing(new) as temporary, pq.ParquetWriter(temporary, PAGES, compression="zstd") as writer:
            for batch in pq.ParquetFile(part).iter_batches(_BATCH):
                pages = [judged(page, stages) for page in pages_of(batch)]
                writer.write_table(pages_table(pages, datetime.now(UTC)))
                count += len(pages)
        _drop(part)
    return count


def _drop(part: Path) -> None:
    part.unlink(missing_ok=True)
