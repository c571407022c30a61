"""Running the stages again over everything stored: changed stages, phrases or models, no HTML and no fetching."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pyarrow.parquet as pq

from prospector.stages import Stages, judged, judging_stages
from prospector.store.parts import live_parts, replacing, retire
from prospector.store.rows import pages_of, pages_table
from prospector.store.schema import PAGES
from prospector.store.store import Store

_BATCH = 500


def rejudge_store(store: Store) -> int:
    """Judge every stored page again and return how many there were.

    Each part is replaced by a new one; killed in between, both stand there and the views take the page judged last.
    """
    stages = judging_stages()
    return sum(_rejudge_part(part, stages) for run in _runs(store) for part in live_parts(run))


def _runs(store: Store) -> list[Path]:
    return sorted(folder for folder in (store.path / "pages").iterdir() if folder.is_dir())


def _rejudge_part(part: Path, stages: Stages) -> int:
    count = 0
    new = part.with_name(f"part-{uuid4().hex}.parquet")
    with (
        pq.ParquetFile(part) as stored,
        replacing(new) as temporary,
        pq.ParquetWriter(temporary, PAGES, compression="zstd") as writer,
    ):
        for batch in stored.iter_batches(_BATCH):
            pages = [judged(page, stages) for page in pages_of(batch)]
            writer.write_table(pages_table(pages, datetime.now(UTC)))
            count += len(pages)
    retire([part])
    return count
