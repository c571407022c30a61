"""How much is done at once with one thing by all processes that share a store: locks on single bytes of one file.

The kernel frees what a process held when it ends, however it ends. The file stays empty: bytes that are not there can
be locked too.
"""

import fcntl
from contextlib import suppress
from functools import cache
from pathlib import Path
from zlib import crc32

from prospector.errors import StoreWriteFailed
from prospector.store.locks import opened

_MOST = 1 << 16


class Slots:
    """*each* slots for every key, such as a network address.

    Locks on bytes belong to a process and not to what opened the file, so a process has one object for it: see
    `slots_of`. Two keys with the same checksum share their slots.
    """

    def __init__(self, path: Path, each: int) -> None:
        self._descriptor = opened(path)
        self._each = each
        self._held: set[int] = set()

    def take(self, key: str) -> int | None:
        """Take a slot of *key* and return its number; None when none is free. Never waits."""
        first = crc32(key.encode()) * _MOST
        free = (slot for slot in range(first, first + self._each) if slot not in self._held and self._lock(slot))
        slot = next(free, None)
        if slot is not None:
            self._held.add(slot)
        return slot

    def give_back(self, slot: int) -> None:
        """Let somebody else have a slot that was taken."""
        self._held.discard(slot)
        fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, slot)

    def _lock(self, slot: int) -> bool:
        try:
            fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, slot)
        except (BlockingIOError, PermissionError):  # which of the two is for the system to say
            return False
        return True


@cache
def slots_of(store: Path, each: int) -> Slots | None:
    """Return the slots that all crawls into *store* share, *each* for every key; None without a store to write to.

    A crawl has such a store. Who looks at a page or checks seeds may have none, or one to read only, and shares nothing.
    """
    if not (store / "store.json").is_file():
        return None
    with suppress(StoreWriteFailed):
        return Slots(store / "locks" / "addresses.lock", each)
    return None
