"""Which kinds of site were told where which ones would have been right."""

from collections import Counter


def confusion(told: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return a Markdown table for pairs of the kinds that would be right, divided by spaces, and the one that was told.

    >>> confusion([("blog other", "blog"), ("company", "unknown"), ("company", "company")])[2:]
    ('| blog, other | 1 | 1 | blog |', '| company | 2 | 1 | company, **unknown** |')
    """
    sets = [(tuple(sorted(right.split())), kind) for right, kind in told]
    rows = [_row(right, Counter(kind for other, kind in sets if other == right)) for right in sorted(set(dict(sets)))]
    return ("| right would be | sites | right | told, wrong ones in bold |", "|---|---|---|---|", *rows)


def _row(accepted: tuple[str, ...], kinds: Counter[str]) -> str:
    cells = ", ".join(_cell(kind, count, kind in accepted) for kind, count in sorted(kinds.items()))
    return f"| {', '.join(accepted)} | {kinds.total()} | {sum(kinds[kind] for kind in accepted)} | {cells} |"


def _cell(kind: str, count: int, is_right: bool) -> str:
    words = f"{kind} {count}" if count > 1 else kind
    return words if is_right else f"**{words}**"
