"""Django's SQLite, where those who write in one process wait in a row.

SQLite takes one writer at a time, and who comes meanwhile looks again after a nap that grows to a tenth of a second. With many
who write, threads sleep longer than all writing takes, and whoever only reads waits for a thread. A lock costs no nap. Another
process is waited for as before (decision 0048).
"""

from collections import defaultdict
from threading import Lock
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

TURNS: defaultdict[str, Lock] = defaultdict(Lock)


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection. It has the turn from the beginning of a transaction until it is through, undone, or the line is closed."""

    turn: "Lock | None" = None  # while it has one

    def _start_transaction_under_autocommit(self) -> None:
        turn = TURNS[str(self.settings_dict["NAME"])]
        if not turn.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 5)):
            raise OperationalError("database is locked")  # after as long, and in the same words, as SQLite says it
        self.turn = turn
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
        if self.turn is not None:
            turn, self.turn = self.turn, None
            turn.release()
