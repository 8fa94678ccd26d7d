"""A PostgreSQL of one's own in a folder: to be killed, filled up and put back without anybody else noticing."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

NAME = "rondom"
# A disk that says it has written has written; and a crash is seen to within the time of the proof.
SETTINGS = {"fsync": "on", "synchronous_commit": "on", "max_connections": "40", "shared_buffers": "32MB"}


def tools() -> Path | None:
    """Where PostgreSQL's own programs lie, the newest."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name))
    found = shutil.which("pg_ctl")
    return places[-1] if places else Path(found).resolve().parent if found else None


def why_not() -> str:
    """Why no server of one's own is started: none here, or this is a sample on the built-in database."""
    if tools() is None:
        return "no PostgreSQL here"
    asked = os.environ.get("RONDOM_PROOF") == "full" or os.environ.get("DATABASE_URL", "").startswith("postgres")
    return "" if asked else "a sample on the built-in database"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def as_server(*command: str | Path) -> list[str]:
    """The programs of the server refuse to be root."""
    said = [str(part) for part in command]
    return ["runuser", "-u", "postgres", "--", *said] if os.geteuid() == 0 else said


@dataclass
class Cluster:
    bin: Path
    folder: Path
    port: int

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"postgres://rondom@127.0.0.1:{self.port}/{NAME}"

    def run(self, program: str, *given: str | Path) -> str:
        done = subprocess.run(as_server(self.bin / program, *given), capture_output=True, text=True, cwd=self.folder)
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self, seconds: float = 60) -> None:
        """Also right after a kill: then what the old one left behind may hold its memory for a moment."""
        until = time.monotonic() + seconds
        command = as_server(self.bin / "pg_ctl", "start", "-w", "-D", self.data, "-l", self.folder / "log")
        while subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder).returncode != 0:
            assert time.monotonic() < until, (self.folder / "log").read_text()[-2000:]
            time.sleep(0.1)

    def postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def kill(self) -> None:
        os.kill(self.postmaster(), signal.SIGKILL)

    def stop(self, mode: str) -> None:
        command = as_server(self.bin / "pg_ctl", "stop", "-D", self.data, "-m", mode)
        subprocess.run(command, capture_output=True, cwd=self.folder)

    def ask(self, sql: str) -> list[tuple]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            asked = connection.execute(sql)
            return asked.fetchall() if asked.description else []


@contextmanager
def a_cluster(**more: str) -> Iterator[Cluster]:
    bin_folder = tools()
    assert bin_folder is not None
    with tempfile.TemporaryDirectory(prefix="rondom-pg-") as place:
        folder = Path(place)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        cluster = Cluster(bin_folder, folder, free_port())
        cluster.run("initdb", "-D", cluster.data, "-U", "rondom", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        said = {**SETTINGS, "port": str(cluster.port), "unix_socket_directories": f"'{folder}'", **more}
        with (cluster.data / "postgresql.conf").open("a") as settings:
            settings.writelines(f"{name} = {value}\n" for name, value in said.items())
        cluster.start()
        try:
            with psycopg.connect(f"postgres://rondom@127.0.0.1:{cluster.port}/postgres", autocommit=True) as server:
                server.execute(f"create database {NAME}")
            yield cluster
        finally:
            with suppress(OSError):
                cluster.stop("immediate")
