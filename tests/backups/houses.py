"""A house with people in it, on a database of its own, to be copied, damaged and put back by the commands that people use."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from django.conf import settings

from tests.processes import surroundings

URL = os.environ.get("DATABASE_URL", "")
ON_SERVER = URL.startswith("postgres")


@dataclass
class House:
    var: Path
    url: str = ""

    @property
    def surroundings(self) -> dict[str, str]:
        return surroundings(self.var, self.url)

    def run(self, *command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        said = [sys.executable, *map(str, command)]
        return subprocess.run(said, cwd=settings.ROOT, env={**self.surroundings, **more}, capture_output=True, text=True)

    def manage(self, *command: str | Path, **more: str) -> str:
        done = self.run("manage.py", *command, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def refused(self, *command: str | Path, **more: str) -> str:
        """What somebody reads who can not do this: one sentence of ours, and nothing of the machine."""
        done = self.run("manage.py", *command, **more)
        assert done.returncode == 1, done.stdout
        assert done.stderr.startswith("CommandError: ")
        assert "Traceback" not in done.stderr
        return done.stderr

    def refusals(self, *commands: list[str | Path]) -> list[str]:
        done = self.run("-m", "tests.backups.asking", json.dumps([[str(word) for word in command] for command in commands]))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    @property
    def file(self) -> Path:
        return self.var / "rondom.sqlite3"

    @contextmanager
    def opened(self) -> Iterator[Any]:
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as server:
                yield server
        else:
            with closing(sqlite3.connect(self.file, isolation_level=None)) as found:
                yield found

    def tables(self) -> dict[str, str]:
        """All rows of each table, as one hash a table."""
        with self.opened() as asked:
            return {name: hashed(asked.execute(f'select * from "{name}"').fetchall()) for name in names_in(asked)}

    def events(self) -> list[tuple]:
        with self.opened() as asked:
            return asked.execute("select event, hash from base_event order by chain, number").fetchall()

    def change(self, sql: str) -> None:
        with self.opened() as asked:
            asked.execute(sql)


def names_in(asked: Any) -> list[str]:
    listed = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    if isinstance(asked, psycopg.Connection):
        listed = "select tablename from pg_tables where schemaname = 'public'"
    return [row[0] for row in asked.execute(listed).fetchall()]


def hashed(rows: list[tuple]) -> str:
    said = sorted(repr([bytes(each) if isinstance(each, memoryview) else each for each in row]) for row in rows)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def the_one_in(place: Path) -> Path:
    (found,) = place.glob("rondom-*")
    return found


@contextmanager
def a_database(template: str = "") -> Iterator[str]:
    """An empty database of its own on the server, or one that is a copy of another; none for SQLite."""
    if not ON_SERVER:
        yield ""
        return
    server, _slash, _name = URL.rpartition("/")
    name = f"backups_{uuid4().hex[:12]}"
    with psycopg.connect(URL, autocommit=True) as house:
        house.execute(f"create database {name}" + (f" template {template.rpartition('/')[2]}" if template else ""))
        try:
            yield f"{server}/{name}"
        finally:
            left = house.execute("select datname from pg_database where datname like %s", [f"{name}%"]).fetchall()
            for (each,) in left:
                house.execute(f"drop database if exists {each} with (force)")


@contextmanager
def a_house(var: Path, like: House | None = None) -> Iterator[House]:
    with a_database(like.url if like else "") as url:
        if like:
            shutil.copytree(like.var, var)
        else:
            var.mkdir(parents=True)
        yield House(var, url)


@contextmanager
def a_fresh_house(var: Path, like: House) -> Iterator[House]:
    """Another machine: nothing there yet but the master key, which somebody brought on paper."""
    with a_house(var) as fresh:
        (var / "keys").mkdir()
        shutil.copy(like.var / "keys" / "master.key", var / "keys")
        yield fresh
