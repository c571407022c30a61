"""Build the sample web from its sources: `python data/sources/sample_web/build.py [--check] [--out DIR]`."""

import argparse
import csv
import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from sample_links import check_links
from sample_site import HERE, BadSource, Site, read_sites
from sample_warc import responses, warc

OUT = HERE.parents[1] / "sample"
LIMIT = 3_000_000
TRUTH = [
    *["site", "host", "home_url", "market", "country", "language", "kind", "topic", "link_selling"],
    *["listed", "seed", "note"],
]
SEEDS = ["url", "market", "kind", "name", "language", "region", "source"]


def main(arguments: list[str] | None = None) -> int:
    """Build or check; 0 done, 1 a source is wrong or the built files are not current."""
    options = _options(arguments)
    try:
        files = build(read_sites(options.sites))
    except BadSource as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return _check(files, options.out) if options.check else _write(files, options.out)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when the built files are old")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="folder to build into")
    parser.add_argument("--sites", type=Path, default=HERE / "sites", metavar="DIR", help="folder of the site files")
    return parser.parse_args(arguments)


def build(sites: list[Site]) -> dict[str, bytes]:
    """Return the built files by name; raises BadSource for sources that cannot be built."""
    made = responses(sites)
    check_links(sites, {response.url for response in made})
    archive = warc(made)
    if len(archive) > LIMIT:
        raise BadSource(f"web.warc.gz would have {len(archive):,} bytes; the limit is {LIMIT:,}")
    return {
        "seeds.csv": _csv(SEEDS, (_seed(site) for site in sites if site.truth.seed)),
        "truth.csv": _csv(TRUTH, (_truth(site) for site in sites)),
        "web.warc.gz": archive,
    }


def _truth(site: Site) -> dict[str, str]:
    """Return the row of truth.csv."""
    row = {name: str(getattr(site.truth, name, "")) for name in TRUTH}
    row |= {"listed": row["listed"].lower(), "seed": row["seed"].lower()}
    return row | {"site": site.key, "host": site.root.partition("//")[2], "home_url": site.home_url}


def _seed(site: Site) -> dict[str, str]:
    """Return the row of seeds.csv."""
    truth = site.truth
    return {
        "url": truth.seed_url or site.home_url,
        "market": truth.market or truth.country,
        "kind": truth.seed_kind or truth.kind,
        "name": site.name,
        "language": truth.language,
        "region": truth.region,
        "source": "sample web",
    }


def _csv(columns: list[str], rows: Iterable[dict[str, str]]) -> bytes:
    """Rows as CSV, sorted."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: tuple(row.values())))
    return out.getvalue().encode()


def _write(files: dict[str, bytes], folder: Path) -> int:
    """Write every file whose content has changed and say what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content):,} bytes\n")
    return 0


def _check(files: dict[str, bytes], folder: Path) -> int:
    """Name the files that a build would change; compressed content counts, not how zlib packed it."""
    old = [name for name, content in files.items() if _content(folder / name) != b"".join(_unpack(content))]
    for name in old:
        sys.stderr.write(f"{folder / name} is not current: run {Path(__file__).name}\n")
    return 1 if old else 0


def _content(file: Path) -> bytes | None:
    """Return what a built file holds, or None when it is absent."""
    return b"".join(_unpack(file.read_bytes())) if file.is_file() else None


def _unpack(content: bytes) -> Iterator[bytes]:
    """Yield the gzip members of *content*, or *content* itself when it is no gzip file."""
    while content.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(31)
        yield member.decompress(content)
        content = member.unused_data
    yield content


if __name__ == "__main__":
    sys.exit(main())
