"""Prospector finds, country by country, the sites worth asking for a link or a mention.

In Python a store is asked with ``prospector.open_store("store").sql("SELECT site, country FROM sites")``.
"""

from typing import TYPE_CHECKING, Any

from prospector.version import __version__

if TYPE_CHECKING:
    from prospector.store.store import open_store

__all__ = ["__version__", "open_store"]


def __getattr__(name: str) -> Any:
    """Import `open_store` when it is first asked for: commands that need no store do not wait for one."""
    if name == "open_store":
        from prospector.store.store import open_store

        return open_store
    raise AttributeError(f"module 'prospector' has no attribute '{name}'")
