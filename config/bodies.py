"""Take a request in whole before it gets one of the few threads: who sends slowly or endlessly waits outside.

A thread that reads a body itself waits as long as the sender likes; eight such senders would stop the house.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# A photo is at most 2.4 MB, a timeline file 2 MB (base/uploads.py); the form around it is small.
LARGEST = 2_500_000
# So much more is still listened to and thrown away, since a browser shows our answer only when it has said all.
HEARD_OUT = 10_000_000
SECONDS = 20
TOO_LARGE = 413, "Dit is te groot. Een bestand of foto is kleiner dan 2 megabyte. Ga terug en kies een ander bestand."
TOO_SLOW = 408, "Het versturen duurde te lang. Ga terug en probeer het nog een keer; wat al bewaard was, is er nog."
UNREADABLE = 400, "Dit adres kunnen wij niet lezen. Kijk of de link helemaal klopt."


class TooLarge(Exception):
    """More came in than we take."""


class Gone(Exception):
    """The sender hung up before everything was there."""


def whole_bodies(app: App, *, largest: int = LARGEST, seconds: float = SECONDS) -> App:
    """The same application, which now gets each body at once; what is too large, too slow or unreadable never reaches it."""

    async def outside(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if not scope["query_string"].isascii():
            await say(send, *UNREADABLE)
            return
        try:
            body = await asyncio.wait_for(body_of(scope, receive, largest), seconds)
        except TooLarge:
            await say(send, *TOO_LARGE)
        except TimeoutError:
            await say(send, *TOO_SLOW)
        except Gone:
            return
        else:
            await app(scope, given(body, receive), send)

    return outside


async def body_of(scope: Scope, receive: Receive, largest: int) -> bytes:
    said = dict(scope["headers"]).get(b"content-length", b"0")
    if not said.isdigit() or int(said) > HEARD_OUT:
        raise TooLarge
    body, size = bytearray(), 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        size += len(message.get("body", b""))
        if size <= largest:
            body += message.get("body", b"")
        is_all = not message.get("more_body", False)
        if size > HEARD_OUT or (is_all and size > largest):
            raise TooLarge
        if is_all:
            return bytes(body)


def given(body: bytes, receive: Receive) -> Receive:
    """What the application receives: the whole body once, and after that what the server says."""
    waiting = [body]

    async def receive_whole() -> Message:
        return {"type": "http.request", "body": waiting.pop(), "more_body": False} if waiting else await receive()

    return receive_whole


async def say(send: Send, status: int, text: str) -> None:
    """A short answer; the connection closes, so that what is still under way is not waited for."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
