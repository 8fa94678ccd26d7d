"""`every_night`: what has to happen once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from rondom.cards.actions import remind_of_reviews
from rondom.children.queries import without_a_child_since
from rondom.people.actions import tidy_accounts


class Command(BaseCommand):
    help = "Het werk van elke nacht: rekeningen zonder kind gaan dicht en later weg; wie iets moet nakijken krijgt bericht."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = {**tidy_accounts(without_a_child_since), "reminded": remind_of_reviews(timezone.now())}
        self.stdout.write("  ".join(f"{name}: {count}" for name, count in counts.items()))
