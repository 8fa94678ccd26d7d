"""People with a link, each by HTTP: the page is opened, what it offers is filled in, and it is sent."""

import http.client
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from urllib.parse import urlencode

from tools.monitor_demo.people import Person

AT_ONCE = 6
ROOT = Path(__file__).resolve().parents[2]
KEY = re.compile(r'name="key" value="([0-9a-f]{32})"')
OFFERED = re.compile(r'name="(a_\w+|also|code_\d)"')


def free_port() -> int:
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served() -> Iterator[int]:
    """Rondom as people run it, on the surroundings of this process; until all is asked."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as server:  # noqa: S603 — our own command
        try:
            wait_for(port, server)
            yield port
        finally:
            server.terminate()


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        try:
            asked(port, "GET", "/vragen/nergens/")
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("Rondom does not answer")


def asked(port: int, method: str, path: str, words: dict[str, str] | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Accept-Language": "nl", "Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request(method, path, urlencode(words) if words else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def send(port: int, path: str, person: Person, answers: dict[str, str]) -> None:
    """What is sent was offered by the page; anything else than that it arrived stops the whole."""
    status, page = asked(port, "GET", path)
    key, offered = KEY.search(page), set(OFFERED.findall(page))
    if status != 200 or key is None:
        raise RuntimeError(f"the page of a link said {status}")
    filled = {f"a_{code}": value for code, value in answers.items()}
    filled |= {f"code_{nth}": part for nth, part in enumerate(person.code, start=1) if part}
    filled |= {"also": person.also} if person.also else {}
    if lacking := filled.keys() - offered:
        raise RuntimeError(f"not asked of {person.role}: {sorted(lacking)}")
    status, _said = asked(port, "POST", path, {"key": key[1], **filled})
    if status != 302:
        raise RuntimeError(f"sending said {status}")


def send_all(port: int, letters: Sequence[tuple[str, Person, dict[str, str]]]) -> None:
    """Some at the same time, as people do."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(send, port, *each) for each in letters]:
            done.result()
