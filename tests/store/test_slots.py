"""A thing is done a limited number of times at once; what other processes hold is shown with turns."""

from pathlib import Path

from prospector.store.slots import Slots, slots_of
from prospector.store.store import Store


def test_a_key_has_so_many_slots_and_another_key_has_its_own(tmp_path: Path) -> None:
    slots = Slots(tmp_path / "locks" / "addresses.lock", 2)
    first, second = slots.take("192.0.2.1"), slots.take("192.0.2.1")
    assert None not in (first, second) and first != second
    assert slots.take("192.0.2.1") is None
    assert slots.take("192.0.2.2") is not None
    slots.give_back(first or 0)
    assert slots.take("192.0.2.1") == first


def test_the_file_of_the_slots_stays_empty(tmp_path: Path) -> None:
    assert Slots(tmp_path / "locks" / "addresses.lock", 4).take("2001:db8::1") is not None
    assert (tmp_path / "locks" / "addresses.lock").stat().st_size == 0


def test_without_a_store_to_write_to_nothing_is_shared(tmp_path: Path, store: Store) -> None:
    assert slots_of(tmp_path / "none", 4) is None
    (store.path / "locks").write_text("in the way")
    assert slots_of(store.path, 4) is None
