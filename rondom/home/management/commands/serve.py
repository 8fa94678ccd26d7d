"""`serve`: bring the database up to date, lay the demo world at the first start, and serve."""

from types import FrameType
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.home.demo import lay_world, noor_of_the_world
from rondom.people.models import Person
from rondom.timeline.live import HUB


class Server(uvicorn.Server):
    """Lets the streams go as soon as it is asked to stop: it waits for what is open, and they would stay open."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        HUB.end_soon()
        super().handle_exit(sig, frame)


class Command(BaseCommand):
    help = "Start Rondom: werkt de database bij, legt bij de eerste start het voorbeeld van Noor, en opent de deur."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.STATIC_ROOT.joinpath("staticfiles.json").exists():
            raise CommandError("De opmaak is er nog niet. Draai eerst: make setup")
        call_command("migrate", verbosity=0)
        if settings.DEMO and not Person.objects.exists():
            lay_world()
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
            # A page that takes very long would keep the server from stopping for ever.
            timeout_graceful_shutdown=3,
        )
        Server(config).run()

    def welcome(self, address: str) -> str:
        """One line: where it is, and in the demo by which link to enter as whom."""
        if not (settings.DEMO and noor_of_the_world()):
            return f"Rondom: {address}/"
        links = {"moeder": "moeder", "vader": "vader", "intern begeleider": "ib", "jeugdhulp": "jeugdhulp", "kind": "noor"}
        return f"Rondom: {address}/  " + "  ".join(f"{name}: {address}/demo/{who}/" for name, who in links.items())
