"""The peer of who answers: oTree, in an environment of its own by its own lock, with the same questions on one page."""

import hashlib
import http.client
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.peers import HERE
from bench.running import ROOT, Server, free_port, wait_for

PROJECT = HERE / "otree"
# What a session of it is made with; one for each who answers, and it makes them slowly.
PATIENCE = 600


class NotThere(RuntimeError):
    """The peer does not install or does not run here; says why."""


def install_otree(into: Path) -> Path:
    """By pip, each package by its hash; again only if the lock changed. The folder of its programs."""
    lock = PROJECT / "requirements.txt"
    stamp, is_now = into / ".stamp", hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != is_now:
        shutil.rmtree(into, ignore_errors=True)
        venv.create(into, with_pip=True)
        command = [str(into / "bin" / "pip"), "install", "-q", "--require-hashes", "-r", str(lock)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise NotThere(f"oTree did not install on Python {sys.version.split()[0]}: {done.stderr.strip()[-400:]}")
        stamp.write_text(is_now)
    return into / "bin"


@contextmanager
def serving_otree(items: list[dict[str, Any]], people: int, where: Path) -> Iterator[tuple[Server, str]]:
    """As for production, on the database file that it takes by itself; and the link by which so many can come in."""
    programs = install_otree(ROOT / "var" / "peers-otree")
    project = shutil.copytree(PROJECT, where / "otree", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("_static", "_templates"):
        (project / folder).mkdir(exist_ok=True)
    (project / "items.json").write_text(json.dumps(items), encoding="utf-8")
    key, port = secrets.token_hex(16), free_port()
    chosen = {
        "OTREE_PRODUCTION": "1",
        "OTREE_AUTH_LEVEL": "STUDY",
        "OTREE_REST_KEY": key,
        "OTREE_SECRET_KEY": secrets.token_hex(16),
    }
    chosen |= {"OTREE_ADMIN_PASSWORD": secrets.token_hex(16), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | chosen
    made = subprocess.run(
        [str(programs / "otree"), "resetdb", "--noinput"], cwd=project, env=surroundings, capture_output=True, text=True
    )
    if made.returncode:
        raise NotThere(f"oTree made no database: {made.stderr.strip()[-400:]}")
    command = [str(programs / "otree"), "prodserver", f"127.0.0.1:{port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # It starts a second process for its timeouts, which stays when the first goes: both are one group.
    with subprocess.Popen(command, cwd=project, env=surroundings, start_new_session=True, **quiet) as process:  # type: ignore[call-overload]
        try:
            wait_for(port)
            yield Server(f"http://127.0.0.1:{port}", process.pid), link_for(port, key, people)
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def link_for(port: int, key: str, people: int) -> str:
    """A session for so many, by its own interface."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    said = json.dumps({"session_config_name": "asked", "num_participants": people})
    asking.request("POST", "/api/sessions", said, {"otree-rest-key": key, "Content-Type": "application/json"})
    answer = asking.getresponse()
    told = answer.read().decode()
    if answer.status != 200:
        raise NotThere(f"oTree made no session: {answer.status} {told[:300]}")
    return urlsplit(json.loads(told)["session_wide_url"]).path
