"""Many people who answer a questionnaire, in one process that costs little: each gets the page, thinks, sends, thinks, and the
next one comes. `python -m bench.crowd` reads on its input what to do, and prints as JSON how long each waited.

Each page is asked over a new connection, as by a browser that was quiet for as long as somebody thinks.
"""

import asyncio
import json
import random
import sys
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

OPEN, AGAIN, TRIES = "Meer rust, en iemand die even meekijkt.", 4.0, 5
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
MOST_STEPS = 6  # of being led on
OVERTIME = 60.0  # for who is there when the time is over; who still waits then is counted as cut off


@dataclass
class Heard:
    status: int
    path: str
    body: bytes


@dataclass
class Crowd:
    """What was waited for, in milliseconds: by each request, and by each who answered, all requests together."""

    asked: dict[str, Any]
    chance: random.Random
    waits: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    acknowledged: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    again: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    bytes: int = 0

    async def all_of_them(self) -> dict[str, Any]:
        started = time.monotonic()
        until = started + self.asked["seconds"]
        sessions = [asyncio.create_task(self.session(nth, until)) for nth in range(self.asked["sessions"])]
        _done, waiting = await asyncio.wait(sessions, timeout=self.asked["seconds"] + OVERTIME)
        for each in waiting:
            each.cancel()
        await asyncio.gather(*sessions, return_exceptions=len(waiting) > 0)
        told = {"waits": self.waits, "whole": self.whole, "acknowledged": self.acknowledged, "answers": self.answers}
        told |= {"again": self.again, "cut": len(waiting), "failed": self.failed}
        return told | {"seconds": time.monotonic() - started, "bytes": self.bytes}

    async def session(self, nth: int, until: float) -> None:
        """One after another at the same place; none comes any more when the time is over, and who is there finishes."""
        await asyncio.sleep(self.chance.random() * self.asked["think"])
        while time.monotonic() < until:
            await self.one(self.asked["links"][nth % len(self.asked["links"])])
            await asyncio.sleep(self.asked["think"])

    async def one(self, link: str) -> None:
        page, waited = await self.step("GET", link, "")
        if page is None or page.status != 200:
            self.failed[f"page {page.status if page else 'broken'}"] += 1
            return
        await asyncio.sleep(self.asked["think"])
        answers = self.answered()
        # The key of a script: with it the same sending, sent again, is the same.
        sent = urlencode({"key": str(uuid.uuid4()), **{self.asked["prefix"] + code: value for code, value in answers.items()}})
        if self.chance.random() < self.asked["code"]:
            sent += "&" + urlencode({f"code_{part + 1}": self.chance.choice("abcdefgh") + "a" for part in range(3)})
        for _try in range(TRIES):
            heard, more = await self.step("POST", page.path, sent)
            waited += more
            if heard is not None and heard.status == 200 and (self.asked["is_script"] or heard.path != page.path):
                self.acknowledged += 1
                self.answers.update(f"{code}={value if value != OPEN else ''}" for code, value in answers.items())
                self.whole.append(waited)
                return
            self.again += 1
            await asyncio.sleep(AGAIN)
        self.failed["answer"] += 1

    def answered(self) -> dict[str, str]:
        """To everything that is asked after what was answered before."""
        given: dict[str, str] = {}
        for item in self.asked["items"]:
            if not item["if"] or given.get(item["if"]) in item["values"]:
                given[item["code"]] = self.chance.choice(item["choices"])[0] if item["choices"] else OPEN
        return given

    async def step(self, method: str, path: str, body: str) -> tuple[Heard | None, float]:
        """One page, over one connection, with all that it leads on to; and how long it took."""
        began = time.perf_counter()
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.asked["port"], limit=2**20)
            try:
                for _step in range(MOST_STEPS):
                    heard = await self.request(reader, writer, method, path, body)
                    if heard.status not in (302, 303, 307):
                        break
                    method, path, body = ("GET", heard.path, "") if heard.status != 307 else (method, heard.path, body)
                heard.path = path
            finally:
                writer.close()
        except (OSError, asyncio.IncompleteReadError, ValueError):
            return None, (time.perf_counter() - began) * 1000
        return heard, (time.perf_counter() - began) * 1000

    async def request(self, reader: Any, writer: Any, method: str, path: str, body: str) -> Heard:
        began = time.perf_counter()
        accept = "text/plain" if self.asked["is_script"] and method == "POST" else "text/html"
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\nAccept-Encoding: gzip\r\n"
        head += f"{FORM}Content-Length: {len(body)}\r\n" if method == "POST" else ""
        writer.write(f"{head}\r\n{body}".encode())
        heard = await answer_from(reader)
        self.waits.append((time.perf_counter() - began) * 1000)
        self.bytes += len(heard.body)
        return heard


async def answer_from(reader: Any) -> Heard:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    said = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in head[1:] if line)}
    if said.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
    else:
        body = await reader.readexactly(int(said.get("content-length", "0")))
    parts = urlsplit(said.get("location", ""))
    return Heard(int(head[0].split()[1]), f"{parts.path}?{parts.query}" if parts.query else parts.path, body)


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sys.stdout.write(json.dumps(asyncio.run(Crowd(asked, random.Random(asked["seed"])).all_of_them())))
