"""Values to Arrow tables and back, column by column: a page with 200 links costs no 200 dictionaries."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

import pyarrow as pa

from prospector.judging.niche import searchable
from prospector.models import Alternate, Contact, Evidence, Link, Organisation, Page, Visit
from prospector.store.schema import PAGES, VISITS

_NESTED: dict[str, type] = {
    "alternates": Alternate,
    "organisations": Organisation,
    "links": Link,
    "direct": Link,
    "evidence": Evidence,
    "contacts": Contact,
}


def pages_table(pages: Sequence[Page], judged_at: datetime | None = None) -> pa.Table:
    """Return *pages* as rows of the ``pages`` table, stamped with the moment they were judged (now)."""
    moment = judged_at or datetime.now(UTC)
    derived = [{"judged_at": moment, **searchable(page)} for page in pages]
    columns = [
        _column(
            [more[field.name] if field.name in more else getattr(page, field.name) for page, more in zip(pages, derived, strict=True)],
            field.type,
        )
        for field in PAGES
    ]
    return pa.Table.from_arrays(columns, schema=PAGES)


def visits_table(visits: Sequence[Visit]) -> pa.Table:
    """Return *visits* as rows of the ``visits`` table."""
    rows = [{**_plain(visit.planned), **_plain(visit), "spent": _spent(visit)} for visit in visits]
    return pa.Table.from_arrays([_column([row[f.name] for row in rows], f.type) for f in VISITS], schema=VISITS)


def pages_of(table: pa.Table) -> list[Page]:
    """Return the rows of a ``pages`` table as pages; facts that a part of an earlier version lacks are unknown."""
    known = [field.name for field in fields(Page) if field.name in table.schema.names]
    return [_page(row) for row in table.select(known).to_pylist()]


def _plain(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _spent(visit: Visit) -> list[dict[str, Any]]:
    return [{"role": role, "pages": pages} for role, pages in visit.spent]


def _column(values: list[Any], kind: pa.DataType) -> pa.Array:
    """Return *values* as an Arrow array; lists of values with named parts become lists of structs, part by part."""
    if not pa.types.is_list(kind) or not pa.types.is_struct(kind.value_type):
        return pa.array(values, kind)
    offsets, flat = [0], []
    for parts in values:
        flat.extend(parts)
        offsets.append(len(flat))
    if flat and isinstance(flat[0], dict):
        return pa.array(values, kind)
    struct = pa.StructArray.from_arrays(
        [_column(list(map(attrgetter(field.name), flat)), field.type) for field in kind.value_type],
        fields=list(kind.value_type),
    )
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), struct, type=kind)


def _page(row: dict[str, Any]) -> Page:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    for name, kind in _NESTED.items():
        values[name] = tuple(kind(**_tuples(part)) for part in row[name])
    return Page(**values)


def _tuples(part: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in part.items()}
