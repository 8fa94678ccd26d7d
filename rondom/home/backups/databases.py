"""The two databases behind one face: how each is copied while people write, laid beside the old one, and put in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from django.utils import timezone
from psycopg import sql

from rondom.base.keys import keep_on_disk
from rondom.home.backups.manifest import STAMP, Doubtful, Manifest, moment_in

PEOPLE = "people_person"
LATER = "Probeer het opnieuw als dat verholpen is. Er is niets veranderd."
COUNTED = "select count(*) from {}"


class Database(ABC):
    """The database of this house, by its name in the settings."""

    vendor: str
    file: str

    def __init__(self) -> None:
        self.name = str(connection.settings_dict["NAME"])

    @abstractmethod
    def copy_into(self, folder: Path, manifest: Manifest) -> None:
        """A copy that is true for one moment, made while people write; with what is in it noted in the list."""

    @abstractmethod
    def must_be_free(self) -> None:
        """Nobody else has the database open: who does would go on writing in the old one."""

    @abstractmethod
    def is_empty(self) -> bool: ...

    @abstractmethod
    def lay_beside(self, folder: Path) -> str:
        """What is in a backup as a database beside the one there is; its name."""

    @abstractmethod
    def rows_in(self, name: str) -> dict[str, int]: ...

    @abstractmethod
    def put_in_place(self, beside: str, now: datetime) -> str:
        """In one step the new is there under the name of the old, which stays under another name; that one, if any."""

    @abstractmethod
    def kept(self) -> dict[str, datetime]:
        """Databases that made way for a backup, with when they did."""

    @abstractmethod
    def drop(self, name: str) -> None: ...

    def tidy(self, days: int) -> int:
        limit = timezone.now() - timedelta(days=days)
        old = [name for name, since in self.kept().items() if since < limit]
        for name in old:
            self.drop(name)
        return len(old)

    @abstractmethod
    def clear(self) -> None:
        """What an earlier time left half-way is thrown away."""


@contextmanager
def working_in(name: str) -> Iterator[None]:
    """What is asked of the database within this, is asked of that one."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def this_database() -> Database:
    return Sqlite() if connection.vendor == "sqlite" else Postgres()


class Sqlite(Database):
    vendor, file = "sqlite", "database.sqlite3"

    def copy_into(self, folder: Path, manifest: Manifest) -> None:
        copy = folder / self.file
        copy.touch(mode=0o600)
        with closing(self.opened(self.name, mode="ro")) as source, closing(sqlite3.connect(copy)) as target:
            # All pages in one go: a reader keeps no writer waiting, and what is written meanwhile is not in it.
            source.backup(target, pages=-1)
            target.execute("pragma journal_mode=delete")
            self.look_over(target)
            manifest.rows = rows_of(target)
            manifest.migrations = migrations_of(target)

    def opened(self, name: str, mode: str = "rw") -> sqlite3.Connection:
        return sqlite3.connect(f"{Path(name).resolve().as_uri()}?mode={mode}", uri=True, timeout=1, isolation_level=None)

    def look_over(self, laid: sqlite3.Connection) -> None:
        said = [row[0] for row in laid.execute("pragma integrity_check(3)")]
        if said != ["ok"]:
            raise Doubtful("De database zelf is niet heel. Zet een eerdere kopie terug en bewaar dit bestand.")

    def must_be_free(self) -> None:
        if not Path(self.name).exists() or not self.is_readable():
            return
        with closing(self.opened(self.name)) as alone:
            try:
                alone.execute("pragma locking_mode=exclusive")
                alone.execute("begin exclusive")
                alone.execute("rollback")
            except sqlite3.OperationalError as error:
                raise Doubtful("Rondom draait nog. Stop eerst Rondom en de klok, en zet dan terug.") from error

    def is_readable(self) -> bool:
        with suppress(sqlite3.Error), closing(self.opened(self.name)) as asked:
            asked.execute("select count(*) from sqlite_master").fetchone()
            return True
        return False

    def is_empty(self) -> bool:
        file = Path(self.name)
        if not file.exists() or file.stat().st_size == 0:
            return True
        try:
            return not self.rows_in(self.name).get(PEOPLE)
        except sqlite3.Error:
            return False  # damaged, and so there is something

    def rows_in(self, name: str) -> dict[str, int]:
        with closing(self.opened(name, mode="ro")) as asked:
            return rows_of(asked)

    def lay_beside(self, folder: Path) -> str:
        beside = Path(f"{self.name}.beside")
        shutil.copyfile(folder / self.file, beside)
        beside.chmod(0o600)
        with closing(self.opened(str(beside))) as laid:
            self.look_over(laid)
        return str(beside)

    def put_in_place(self, beside: str, now: datetime) -> str:
        here, kept = Path(self.name), Path(f"{self.name}.before-{now.strftime(STAMP)}")
        self.settle(beside)
        there_was = here.exists() and here.stat().st_size > 0
        if there_was and self.is_readable():
            self.settle(self.name)  # what stands in its log goes into the file: no log may lie beside another file
        for log in (f"{here}-wal", f"{here}-shm"):
            if Path(log).exists():  # of a file that can not be read any more
                Path(log).rename(log.replace(str(here), str(kept), 1))
        if there_was:
            os.link(here, kept)
        Path(beside).replace(here)
        keep_on_disk(here.parent)
        return str(kept) if there_was else ""

    def settle(self, name: str) -> None:
        with closing(self.opened(name)) as laid:
            laid.execute("pragma journal_mode=delete")

    def clear(self) -> None:
        for left in Path(self.name).parent.glob(f"{Path(self.name).name}.beside*"):
            left.unlink()

    def kept(self) -> dict[str, datetime]:
        here = Path(self.name)
        found = here.parent.glob(f"{here.name}.before-*")
        return {str(file): since for file in found if (since := moment_in(file.name.removeprefix(f"{here.name}.before-")))}

    def drop(self, name: str) -> None:
        for file in (name, f"{name}-wal", f"{name}-shm"):
            Path(file).unlink(missing_ok=True)


def rows_of(asked: sqlite3.Connection) -> dict[str, int]:
    names = [row[0] for row in asked.execute("select name from sqlite_master where type = 'table' order by name")]
    names = [name for name in names if not name.startswith("sqlite_")]
    return {name: asked.execute(COUNTED.format(f'"{name}"')).fetchone()[0] for name in names}


def migrations_of(asked: sqlite3.Connection) -> list[str]:
    return [f"{app}.{name}" for app, name in asked.execute("select app, name from django_migrations order by app, name")]


class Postgres(Database):
    vendor, file = "postgresql", "database.dump"

    def given(self, name: str) -> dict[str, Any]:
        said = connection.settings_dict
        given = {"host": said["HOST"], "port": said["PORT"], "user": said["USER"], "password": said["PASSWORD"], "dbname": name}
        return {key: value for key, value in given.items() if value}

    def opened(self, name: str, *, autocommit: bool = True) -> psycopg.Connection[Any]:
        return psycopg.connect(**self.given(name), autocommit=autocommit, connect_timeout=10)

    def by_tool(self, tool: str, name: str, *more: str) -> None:
        found = shutil.which(tool)
        if found is None:
            raise Doubtful(f"{tool} staat niet op deze machine. Installeer de programma's van PostgreSQL (postgresql-client).")
        said = self.given(name)
        # Not among the words of the command: everybody on the machine could read the password there.
        surroundings = {**os.environ, "PGPASSWORD": said.pop("password", ""), "PGCONNECT_TIMEOUT": "10"}
        names = {"host": "--host", "port": "--port", "user": "--username", "dbname": "--dbname"}
        where = [f"{names[key]}={value}" for key, value in said.items()]
        done = subprocess.run([found, *where, "--no-password", *more], env=surroundings, capture_output=True, text=True)  # noqa: S603
        if done.returncode != 0:
            # What the tools say names tables and files, and in an error of a row the row itself: only its kind is told on.
            raise Doubtful(f"{tool} kon het werk niet afmaken: {why(done.stderr)} {LATER}")

    def copy_into(self, folder: Path, manifest: Manifest) -> None:
        with self.opened(self.name, autocommit=False) as asked:
            asked.execute("set transaction isolation level repeatable read, read only")
            moment = asked.execute("select pg_export_snapshot()").fetchone()
            assert moment is not None
            manifest.rows, manifest.migrations = self.rows_by(asked), self.migrations_by(asked)
            target = folder / self.file
            target.touch(mode=0o600)
            self.by_tool("pg_dump", self.name, *AS_IT_IS, f"--snapshot={moment[0]}", "--format=custom", f"--file={target}")

    def rows_by(self, asked: psycopg.Connection[Any]) -> dict[str, int]:
        names = asked.execute("select tablename from pg_tables where schemaname = current_schema() order by 1").fetchall()
        counted = {}
        for (name,) in names:
            found = asked.execute(sql.SQL(COUNTED).format(sql.Identifier(name))).fetchone()
            counted[name] = found[0] if found else 0
        return counted

    def migrations_by(self, asked: psycopg.Connection[Any]) -> list[str]:
        return [".".join(row) for row in asked.execute("select app, name from django_migrations order by app, name")]

    def others(self) -> int:
        with self.at_the_desk() as asked:
            return len(asked.execute("select 1 from pg_stat_activity where datname = %s", [self.name]).fetchall())

    def at_the_desk(self) -> psycopg.Connection[Any]:
        """Beside all databases: from here they are made and named."""
        try:
            return self.opened("postgres")
        except psycopg.OperationalError as error:
            raise Doubtful("De server van de database is niet te bereiken. Kijk of hij aan staat.") from error

    def is_there(self) -> bool:
        with self.at_the_desk() as asked:
            return asked.execute("select 1 from pg_database where datname = %s", [self.name]).fetchone() is not None

    def must_be_free(self) -> None:
        connection.close()
        if self.others():
            raise Doubtful("Rondom draait nog, of iemand anders heeft de database open. Stop eerst Rondom en de klok.")

    def is_empty(self) -> bool:
        return not self.is_there() or not self.rows_in(self.name).get(PEOPLE)

    def rows_in(self, name: str) -> dict[str, int]:
        with self.opened(name) as asked:
            return self.rows_by(asked)

    @property
    def beside(self) -> str:
        return f"{self.name}_beside"

    def lay_beside(self, folder: Path) -> str:
        try:
            with self.at_the_desk() as asked:
                made = sql.SQL("create database {} template template0 encoding 'UTF8'")
                asked.execute(made.format(sql.Identifier(self.beside)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise Doubtful("De gebruiker van de database mag er geen maken. Geef hem dat recht (createdb).") from error
        self.by_tool("pg_restore", self.beside, *AS_IT_IS, "--exit-on-error", "--single-transaction", str(folder / self.file))
        return self.beside

    def put_in_place(self, beside: str, now: datetime) -> str:
        kept = f"{self.name}_before_{now.strftime(STAMP)}"
        there_was = self.is_there()
        try:
            with self.at_the_desk() as asked, asked.transaction():  # both names change in one, or none does
                if there_was:
                    asked.execute(renamed(self.name, kept))
                asked.execute(renamed(beside, self.name))
        except psycopg.errors.ObjectInUse as error:
            raise Doubtful("Iemand heeft de database intussen geopend. Stop eerst Rondom en de klok.") from error
        return kept if there_was else ""

    def clear(self) -> None:
        with self.at_the_desk() as asked:
            asked.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(self.beside)))

    def kept(self) -> dict[str, datetime]:
        before = f"{self.name}_before_"
        with self.at_the_desk() as asked:
            names = [row[0] for row in asked.execute("select datname from pg_database").fetchall()]
        return {name: since for name in names if name.startswith(before) and (since := moment_in(name.removeprefix(before)))}

    def drop(self, name: str) -> None:
        with self.at_the_desk() as asked:
            asked.execute(sql.SQL("drop database {}").format(sql.Identifier(name)))


AS_IT_IS = ("--no-owner", "--no-privileges")


def renamed(old: str, new: str) -> sql.Composed:
    return sql.SQL("alter database {} rename to {}").format(sql.Identifier(old), sql.Identifier(new))


def why(said: str) -> str:
    """The reason of a tool of PostgreSQL in our words, as far as there is one that a person can do something about."""
    reasons = {
        "No space left": "de schijf is vol.",
        "server version mismatch": "het programma is ouder dan de server van de database.",
        "unsupported version": "de kopie is gemaakt met een nieuwer programma.",
        "Permission denied": "de map mag hier niet gelezen of beschreven worden.",
        "permission denied": "de gebruiker van de database mag dit niet.",
        "password authentication failed": "het wachtwoord van de database klopt niet.",
        "could not connect": "de server van de database is niet te bereiken.",
        "connection to server": "de server van de database is niet te bereiken.",
    }
    return next((told for sign, told in reasons.items() if sign in said), "de kopie of de database is niet in orde.")
