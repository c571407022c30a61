"""The names of topics, as people write them."""

from prospector.errors import BadRequest
from prospector.markets.files import data_path, read_csv


def topic_name(written: str) -> str:
    """Return the topic of ``data/topics/taxonomy.csv`` that *written* names, whatever its case.

    Raises BadRequest for one that does not exist.
    """
    names = {row["name"].casefold(): row["name"] for row in read_csv(data_path("topics", "taxonomy.csv"))}
    if written.strip().casefold() not in names:
        raise BadRequest(f"unknown topic '{written}'; there are {', '.join(sorted(names.values()))}")
    return names[written.strip().casefold()]
