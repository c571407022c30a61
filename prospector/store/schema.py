"""The columns of visits and pages as Arrow types. Their meaning is in ``docs/schema.md``, held current by a test."""

import pyarrow as pa

VERSION = 2
_TEXT = pa.string()
_TEXTS = pa.list_(pa.string())
_MOMENT = pa.timestamp("us", tz="UTC")

LINK = pa.struct(
    {
        "url": _TEXT,
        "anchor": _TEXT,
        "rel": _TEXTS,
        "placement": _TEXT,
        "external": pa.bool_(),
        "hidden": pa.bool_(),
        "site": _TEXT,
    }
)
ALTERNATE = pa.struct({"lang": _TEXT, "url": _TEXT})
ORGANISATION = pa.struct(
    {
        name: _TEXTS if name == "ids" else _TEXT
        for name in (
            "type",
            "name",
            "url",
            "street",
            "postcode",
            "locality",
            "region",
            "country",
            "phone",
            "email",
            "ids",
        )
    }
)
EVIDENCE = pa.struct(
    {"subject": _TEXT, "signal": _TEXT, "value": _TEXT, "quote": _TEXT, "strength": pa.float64(), "by": _TEXT}
)
CONTACT = pa.struct({"kind": _TEXT, "value": _TEXT, "role": _TEXT, "quote": _TEXT})
ROBOTS = pa.struct(
    {
        "host": _TEXT,
        "status": pa.int32(),
        "verdict": _TEXT,
        "crawl_delay": pa.float64(),
        "sitemaps": _TEXTS,
        "blocked_crawlers": _TEXTS,
    }
)
FAILURE = pa.struct({"url": _TEXT, "error": _TEXT})
SPENT = pa.struct({"role": _TEXT, "pages": pa.int32()})

PAGES = pa.schema(
    {
        "url": _TEXT,
        "site": _TEXT,
        "section": _TEXT,
        "fetched_at": _MOMENT,
        "requested_url": _TEXT,
        "visit": _TEXT,
        "role": _TEXT,
        "depth": pa.int32(),
        "status": pa.int32(),
        "content_type": _TEXT,
        "encoding": _TEXT,
        "bytes": pa.int64(),
        "cut": pa.bool_(),
        "needs_browser": pa.bool_(),
        "rendered": pa.bool_(),
        "etag": _TEXT,
        "last_modified": _TEXT,
        "read_at": _MOMENT,
        "read_by": _TEXT,
        "server_date": _MOMENT,
        "title": _TEXT,
        "description": _TEXT,
        "headings": _TEXTS,
        "text": _TEXT,
        "main_text": _TEXT,
        "footer_text": _TEXT,
        "html_lang": _TEXT,
        "og_locale": _TEXT,
        "og_type": _TEXT,
        "site_name": _TEXT,
        "generator": _TEXT,
        "canonical": _TEXT,
        "robots": _TEXTS,
        "alternates": pa.list_(ALTERNATE),
        "feeds": _TEXTS,
        "types": _TEXTS,
        "organisations": pa.list_(ORGANISATION),
        "published": pa.date32(),
        "modified": pa.date32(),
        "authors": _TEXTS,
        "owner_ids": _TEXTS,
        "has_form": pa.bool_(),
        "text_hash": _TEXT,
        "links": pa.list_(LINK),
        "direct": pa.list_(LINK),
        "language": _TEXT,
        "language_confidence": pa.float64(),
        "evidence": pa.list_(EVIDENCE),
        "contacts": pa.list_(CONTACT),
        "judged_by": _TEXT,
        "judged_at": _MOMENT,
        "folded_title": _TEXT,
        "folded_anchors": _TEXT,
        "folded_text": _TEXT,
    }
)

VISITS = pa.schema(
    {
        "visit": _TEXT,
        "site": _TEXT,
        "url": _TEXT,
        "market": _TEXT,
        "kind": _TEXT,
        "reason": _TEXT,
        "name": _TEXT,
        "language": _TEXT,
        "source": _TEXT,
        "started_at": _MOMENT,
        "ended_at": _MOMENT,
        "outcome": _TEXT,
        "pages": pa.int32(),
        "requests": pa.int32(),
        "moved_to": _TEXT,
        "robots": pa.list_(ROBOTS),
        "sitemaps": _TEXTS,
        "feeds": _TEXTS,
        "spent": pa.list_(SPENT),
        "errors": pa.list_(FAILURE),
    }
)
