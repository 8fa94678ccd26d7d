"""Phones at a table, as scripts: each keeps the page of a table up to date by its stream, loses the line and comes back.

What a phone holds is what its page would show: whole when it is loaded, and then part by part as the stream tells.
"""

import asyncio
import json
import random
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SAID = re.compile(r'<p[^>]* dir="auto">(Soak [^<]*)</p>')
MARK = re.compile(r'data-mark="([^"]*)"')


@dataclass
class Phone:
    """One page that stays open: the texts on it, in their order, and how often its line was cut."""

    address: str
    cookie: str
    page: str
    stream: str
    chance: random.Random
    cuts_one_in: int
    texts: list[str] = field(default_factory=list)
    mark: str = ""
    cuts: int = 0
    reloads: int = 0
    refused: list[str] = field(default_factory=list)
    is_open: bool = False

    async def ask(self, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, str]:
        where = urlsplit(self.address)
        reader, writer = await asyncio.open_connection(where.hostname, where.port, limit=2**24)
        lines = [f"GET {path} HTTP/1.1", f"Host: {where.netloc}", f"Cookie: {self.cookie}", "Connection: close", "", ""]
        writer.write("\r\n".join(lines).encode())
        return reader, writer, (await reader.readline()).decode().strip()

    async def load(self) -> None:
        reader, writer, status = await self.ask(self.page)
        told = (await reader.read()).decode()
        writer.close()
        if " 200 " not in status:
            self.refused.append(status)
            return
        self.texts, self.mark = SAID.findall(told), MARK.findall(told)[0]

    async def touch(self) -> None:
        """What somebody does who is still there: opens a page; else the visit ends by itself (R99)."""
        reader, writer, status = await self.ask(self.page)
        await reader.read()
        writer.close()
        if " 200 " not in status:
            self.refused.append(status)

    async def stay(self) -> None:
        """Until cancelled: follow, be cut, come back with the mark of what one has."""
        await self.load()
        while True:
            reader, writer, status = await self.ask(f"{self.stream}?staat={self.mark}")
            if " 200 " not in status:
                self.refused.append(status)
            try:
                await self.follow(reader)
            finally:
                self.is_open = False
                writer.close()
            await asyncio.sleep(self.chance.random() / 2)

    async def follow(self, reader: asyncio.StreamReader) -> None:
        """One line, until it is cut: by chance right after a message, or by the server."""
        event = number = ""
        while line := (await reader.readline()).decode():
            kind, _colon, value = line.strip().partition(": ")
            if kind == "id":
                number = value
            elif kind == "event":
                event, self.is_open = value, True
            elif kind == "data":
                await self.hear(event, json.loads(value), number)
                number = ""
                if self.chance.randrange(self.cuts_one_in) == 0:
                    self.cuts += 1
                    return

    async def hear(self, event: str, told: object, number: str) -> None:
        if event == "gone":
            self.refused.append(f"gone: {told}")
        elif event == "reload":
            self.reloads += 1
            await self.load()
        elif event == "board" and isinstance(told, dict):
            self.mark = number
            for name, part in told.items():
                if name.startswith("said_"):
                    self.texts = SAID.findall(part["html"])
