"""`serve`: bring the database up to date, lay the demo world at the first start, and serve."""

import os
import sys
import time
from threading import Thread
from types import FrameType
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.base.maintenance import is_restoring
from rondom.home.demo import LOG_MANAGER, noor_of_the_world
from rondom.home.demo_table import lay_demo
from rondom.home.demo_waves import RESEARCHER
from rondom.people.models import Person
from rondom.retention.replay import is_behind
from rondom.timeline.live import HUB


class Server(uvicorn.Server):
    """Lets the streams go as soon as it is asked to stop: it waits for what is open, and they would stay open."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        HUB.end_soon()
        super().handle_exit(sig, frame)


def stop_when_restored(server: Server) -> None:
    while is_restoring():
        time.sleep(0.5)
    server.should_exit = True


class Command(BaseCommand):
    help = "Start Rondom: werkt de database bij, legt bij de eerste start het voorbeeld van Noor, en opent de deur."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.STATIC_ROOT.joinpath("staticfiles.json").exists():
            raise CommandError("De opmaak is er nog niet. Draai eerst: make setup")
        if is_restoring():
            self.say_so_until_done(options)
        is_first = not settings.KEYS.is_dir()
        call_command("migrate", verbosity=0)
        if is_first:
            self.stdout.write(self.about_keys())
        if is_behind():  # older rows stand here than the journal knows: what was destroyed may not open with them
            call_command("forget_again", stdout=self.stdout)
        if settings.DEMO and not Person.objects.exists():
            lay_demo()
        self.stdout.write(self.welcome(f"http://{options['host']}:{options['port']}"))
        self.stdout.flush()
        config = uvicorn.Config(
            "config.asgi:application",
            host=options["host"],
            port=options["port"],
            log_level="warning",
            access_log=False,
            # Its own log would print errors with their values; ours (settings) does not.
            log_config=None,
            server_header=False,
            # Who a request comes from is said by a proxy of ours alone; else anyone could say it.
            proxy_headers=settings.BEHIND_PROXY,
            # We speak no WebSocket: what opens one is refused.
            ws="none",
            # A page that takes very long would keep the server from stopping for ever.
            timeout_graceful_shutdown=3,
        )
        Server(config).run()

    def say_so_until_done(self, options: dict[str, Any]) -> None:
        """Whoever knocks while a backup is put back reads that; when it is done, Rondom starts as it would have."""
        self.stdout.write("Rondom wordt teruggezet. Tot dat klaar is, staat dat op elke bladzijde.")
        self.stdout.flush()
        at = {"host": options["host"], "port": options["port"]}
        config = uvicorn.Config("config.asgi:application", log_config=None, timeout_graceful_shutdown=1, **at)
        server = Server(config)
        Thread(target=stop_when_restored, args=[server], daemon=True).start()
        server.run()
        if is_restoring():
            raise SystemExit  # somebody stopped us
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 — the same words it was started with

    def about_keys(self) -> str:
        """Said once: losing these is losing everything, and keeping them beside the database is as good as having none."""
        where = "RONDOM_MASTER_KEY" if settings.MASTER_KEY else settings.MASTER_KEY_FILE
        return (
            f"De sleutels van deze Rondom liggen in {settings.KEYS}; de hoofdsleutel staat in {where}.\n"
            "Zonder die twee is niets te lezen van wat mensen hier schrijven, door niemand. Bewaar van beide een kopie, "
            "apart van kopieën van de database."
        )

    def welcome(self, address: str) -> str:
        """One line: where it is, and in the demo by which link to enter as whom."""
        if not (settings.DEMO and noor_of_the_world()):
            return f"Rondom: {address}/"
        links = {"moeder": "moeder", "vader": "vader", "intern begeleider": "ib", "jeugdhulp": "jeugdhulp", "kind": "noor"}
        links |= {"schoolleider": LOG_MANAGER, "onderzoeker": RESEARCHER}
        return f"Rondom: {address}/  " + "  ".join(f"{name}: {address}/demo/{who}/" for name, who in links.items())
