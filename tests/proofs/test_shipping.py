"""PostgreSQL's own way of keeping every write in a second place: a base backup, and each piece of its log as it is full.

The server is killed while it is written to; what was archived is put back elsewhere, and compared with what was acknowledged.
"""

import os
import shutil
import subprocess
import threading
import time

import psycopg
import pytest

from tests.proofs.killing.clusters import Cluster, a_cluster, as_server, free_port, why_not
from tests.proofs.walking import FULL, write_result

# A piece of log is sent on when it is full, and at the latest after so many seconds: that is what may be lost.
TIMEOUT, WRITES_FOR = (10, 45) if FULL else (2, 12)


@pytest.fixture
def cluster():
    if said := why_not():
        pytest.skip(said)
    archived = "test ! -f ../archive/%f && cp %p ../archive/.%f && mv ../archive/.%f ../archive/%f"
    with a_cluster(
        wal_level="replica", archive_mode="on", archive_command=f"'{archived}'", archive_timeout=f"{TIMEOUT}s"
    ) as made:
        yield made


def own(path) -> None:
    """The server reads and writes there."""
    path.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(path, "postgres", "postgres")


class Writer(threading.Thread):
    """Writes one row after another, and keeps when each was acknowledged."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.acknowledged = url, []

    def run(self) -> None:
        try:
            with psycopg.connect(self.url, autocommit=True) as server:
                while True:
                    number = len(self.acknowledged)
                    server.execute("insert into written (number, said) values (%s, %s)", [number, f"zin {number}"])
                    self.acknowledged.append(time.time())
                    time.sleep(0.005)
        except psycopg.Error:
            return  # the server was killed


@pytest.mark.proof
@pytest.mark.enable_socket
@pytest.mark.timeout(400)
def test_what_was_shipped_comes_back_whole_up_to_the_last_piece(cluster: Cluster):
    own(cluster.folder / "archive")
    cluster.ask("create table written (number int primary key, said text)")
    base = cluster.folder / "base"
    cluster.run("pg_basebackup", "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "rondom", "-D", base, "-c", "fast")
    cluster.run("pg_verifybackup", base)
    writer = Writer(cluster.url)
    writer.start()
    time.sleep(WRITES_FOR)
    cluster.kill()
    killed_at = time.time()
    writer.join(20)
    shutil.rmtree(cluster.data)  # the whole machine is gone: only base and archive are left

    began = time.monotonic()
    again = Cluster(cluster.bin, cluster.folder, free_port())
    base.rename(again.data)
    with (again.data / "postgresql.conf").open("a") as settings:
        settings.write(f"port = {again.port}\nrestore_command = 'cp ../archive/%f %p'\narchive_mode = off\n")
    subprocess.run(as_server("touch", again.data / "recovery.signal"), check=True)
    again.start()
    until_open(again)
    rows = again.ask("select number, said from written order by number")

    back = [number for number, _said in rows]
    assert back == list(range(len(back))), "all up to a point, and nothing twice or between"
    assert all(said == f"zin {number}" for number, said in rows)
    assert 0 < len(back) <= len(writer.acknowledged) + 1
    lost = writer.acknowledged[len(back) :]
    seconds = killed_at - lost[0] if lost else 0.0
    assert seconds < TIMEOUT + 5
    write_result(
        "shipping",
        {
            "archive timeout, seconds": TIMEOUT,
            "acknowledged": len(writer.acknowledged),
            "back": len(back),
            "lost, seconds of writes (RPO)": round(seconds, 2),
            "open again after, seconds (RTO of this small one)": round(time.monotonic() - began, 2),
        },
    )


def until_open(cluster: Cluster) -> None:
    until = time.monotonic() + 60
    while cluster.ask("select pg_is_in_recovery()") != [(False,)]:
        assert time.monotonic() < until
        time.sleep(0.2)
