"""Rondom in a process of its own, with a database of its own, as `serve` runs it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# Of one person no more boards stay open.
BOARDS_OF_ONE = 4


@dataclass(frozen=True)
class Place:
    """Where everything of one run is kept."""

    var: Path

    @property
    def static(self) -> Path:
        return self.var / "static"

    @property
    def surroundings(self) -> dict[str, str]:
        return {**os.environ, "RONDOM_VAR": str(self.var), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "bench.settings"}

    def run(self, *command: str) -> str:
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=self.surroundings, stdout=subprocess.PIPE, check=True)
        return done.stdout.decode().strip()

    def ask(self, module: str, *given: object) -> Any:
        return json.loads(self.run("-m", module, *map(str, given)).splitlines()[-1])


@dataclass(frozen=True)
class Server:
    address: str
    pid: int

    def memory(self) -> float:
        """What the process holds in memory, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


def free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def a_place() -> Iterator[Place]:
    with tempfile.TemporaryDirectory() as var:
        place = Place(Path(var))
        shutil.copytree(ROOT / "var" / "static", place.static)
        place.run("manage.py", "migrate", "-v0")
        yield place


@contextmanager
def serving(place: Place) -> Iterator[Server]:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)], cwd=ROOT, env=place.surroundings, stdout=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(port)
            yield Server(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()


def wait_for(port: int, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with closing(socket.socket()) as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"nobody answers on port {port}")
