"""What the server runs: static files, the streams, and Django on a fixed pool of threads.

Under ASGI, Django runs each request's database code in a thread of its own, so that a kept connection is never
met again. Its WSGI application on a fixed pool keeps one connection a thread (docs/decisions/0001-serving.md).
"""

import ctypes
import gc
import os
import re
import sys
from contextlib import suppress
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from servestatic import ServeStaticASGI

from config.bodies import App, Scope, whole_bodies
from config.headers import guarded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

THREADS = 8
YEAR = 31_536_000
django = get_wsgi_application()
pages: Any = whole_bodies(cast("App", WSGIMiddleware(cast("Any", django), workers=THREADS)))

from rondom.base.live import streamed  # noqa: E402 — the apps are there only once Django is
from rondom.timeline.live import HUB  # noqa: E402

# The path of each stream and the ASGI application behind it. Each is a route of Django as well, by which it is opened: so
# gate, door and house tests treat it like any page (tests/house/test_streams.py).
stays_open = streamed(pages, HUB)
STREAMS: list[tuple[str, App]] = [
    (r"/kinderen/[0-9a-f-]{36}/stroom/", stays_open),
    (r"/kinderen/[0-9a-f-]{36}/overleg/[0-9a-f-]{36}/stroom/", stays_open),
    (r"/scherm/stroom/", stays_open),
    (r"/gast/stroom/", stays_open),
]


# What is loaded by now stays: looked through for rubbish again and again, it took a seventh of the time of a full board.
gc.freeze()
gc.set_threshold(50_000, 10, 10)
# Who must tell that something changed waits no longer than this for who is still at work on a page.
sys.setswitchinterval(0.0005)
# Threads share their memory: a heap for each of them keeps what none of them uses (with 200 open boards 3 MB).
M_ARENA_MAX, ARENAS = -8, 2
with suppress(AttributeError, OSError):  # other systems have other ways
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def is_hashed(path: str, url: str) -> bool:
    """A name with a hash in it never changes: a browser may keep it for a year."""
    parts = url.rsplit("/", 1)[-1].split(".")
    return len(parts) > 2 and len(parts[-2]) == 12


with_static: App = ServeStaticASGI(
    pages,
    root=str(settings.STATIC_ROOT),
    prefix=settings.STATIC_URL,
    max_age=3600,
    immutable_file_test=is_hashed,
    allow_all_origins=False,
)


async def answered(scope: Scope, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return
    for path, stream in STREAMS:
        if re.fullmatch(path, scope["path"]):
            await stream(scope, receive, send)
            return
    await with_static(scope, receive, send)


application: App = guarded(answered, is_secure=settings.SECURE_ONLY)


async def lifespan(receive: Any, send: Any) -> None:
    """Say yes to starting and stopping; at the end write down whose streams ended with it."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await HUB.rest()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
