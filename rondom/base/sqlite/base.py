"""Django's SQLite, where those who write in one process wait in a row.

SQLite takes one writer at a time, and who comes meanwhile looks again after a nap that grows to a tenth of a second. With many
who write, threads sleep longer than all writing takes, and whoever only reads waits for a thread. A lock costs no nap. Another
process is waited for as before (decision 0048).
"""

from collections import defaultdict
from threading import Lock
from typing import Any

from django.db.backends.sqlite3 import base

TURNS: defaultdict[str, Lock] = defaultdict(Lock)


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection. It has the turn from the beginning of a transaction until it is through, undone, or the line is closed."""

    has_turn = False

    @property
    def turn(self) -> Lock:
        return TURNS[str(self.settings_dict["NAME"])]

    def _start_transaction_under_autocommit(self) -> None:
        # Whoever waits as long as SQLite would hears of it from SQLite itself.
        self.has_turn = self.turn.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 5))
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # not in its stubs
        except BaseException:
            self.let_go()
            raise

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]
        self.let_go()
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self.let_go()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self.let_go()

    def let_go(self) -> None:
        if self.has_turn:
            self.has_turn = False
            self.turn.release()
