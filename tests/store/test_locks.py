"""A market is crawled by one run at a time; a lock goes with the processes that hold it and never stays behind."""

import os
import re
import socket
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest

from prospector.errors import MarketLocked, StoreWriteFailed
from prospector.store.locks import locked
from prospector.store.store import Store

RUN = "20261121T020000-crawl-abc123"


def free(store: Store, *markets: str) -> bool:
    """Say whether another run could crawl *markets* now."""
    try:
        with locked(store.path, markets, "another"):
            return True
    except MarketLocked:
        return False


def test_a_market_that_is_being_crawled_is_refused_with_its_owner_and_what_to_do(store: Store) -> None:
    with locked(store.path, ["DE"], RUN), pytest.raises(MarketLocked) as caught, locked(store.path, ["DE"], "another"):
        pass
    owner = rf"run {RUN} \(pid {os.getpid()} on {re.escape(socket.gethostname())}, since \S+ \S+ UTC\)"
    advice = "wait for its end, or stop it and start this again"
    assert re.fullmatch(rf"market 'de' is being crawled by {owner}; {advice}", str(caught.value))
    assert caught.value.exit_code == 75 == os.EX_TEMPFAIL


def test_other_markets_go_on(store: Store) -> None:
    with locked(store.path, ["DE"], RUN):
        assert free(store, "AT")
        assert not free(store, "DE")
    assert free(store, "DE", "AT")


def test_a_run_that_cannot_have_all_its_markets_has_none(store: Store) -> None:
    with locked(store.path, ["DE"], RUN):
        with pytest.raises(MarketLocked, match="market 'de'"), locked(store.path, ["FR", "DE", "AT"], "another"):
            pass
        assert free(store, "AT", "FR")


def test_locks_are_taken_in_one_order_and_each_once(store: Store) -> None:
    with ExitStack() as held:
        for market in ("AT", "FR"):
            held.enter_context(locked(store.path, [market], f"run-{market}"))
        for asked in (["FR", "AT", "FR"], ["AT", "FR"]):
            with pytest.raises(MarketLocked, match="market 'at' is being crawled by run run-AT"):
                held.enter_context(locked(store.path, asked, "another"))
    with locked(store.path, ["AT", "AT"], RUN) as locks:
        assert len(locks) == 1


@pytest.mark.parametrize("facts", ["", "{", "[]", '{"run": "x"}', '{"pid": 1, "run": "killed", "host": "h"}', "\0"])
def test_what_a_crash_left_in_the_file_stands_in_nobodys_way(facts: str, store: Store) -> None:
    (store.path / "locks").mkdir()
    (store.path / "locks" / "DE.lock").write_text(facts)
    assert free(store, "DE")


def test_an_owner_that_has_not_said_its_name_yet_is_one_all_the_same(store: Store) -> None:
    with locked(store.path, ["DE"], RUN):
        (store.path / "locks" / "DE.lock").write_text("")
        said = r"^market 'de' is being crawled by a run that has just begun; wait "
        with pytest.raises(MarketLocked, match=said), locked(store.path, ["DE"], "another"):
            pass


def test_a_lock_is_held_until_the_last_process_that_has_it_ends(store: Store) -> None:
    """A worker that outlives its parent is still crawling, so the market is not free."""
    with locked(store.path, ["DE"], RUN) as (lock,):
        worker = subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=[lock.descriptor])
        other = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    assert not free(store, "DE")
    worker.communicate()
    assert free(store, "DE"), "a process that was not given the lock does not hold it"
    other.communicate()


def test_a_place_that_cannot_be_locked_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreWriteFailed) as caught, locked(tmp_path / "gone", ["DE"], RUN):
        pass
    assert str(caught.value) == f"cannot write to {tmp_path}/gone/locks: No such file or directory"
