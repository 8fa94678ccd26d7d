"""`send_letters`: send what is queued. Let a timer run it every minute."""

from typing import Any

from django.core.management.base import BaseCommand

from rondom.base.letters import send_letters


class Command(BaseCommand):
    help = "Verstuurt de berichten die klaarliggen. Laat dit elke minuut draaien."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(send_letters()))
