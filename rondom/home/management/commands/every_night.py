"""`every_night`: what has to happen once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from rondom.base.logs import frames_of
from rondom.base.reseal import sweep
from rondom.cards.actions import remind_of_reviews
from rondom.careteam.actions import end_team_meetings
from rondom.cases.actions import end_cases, lay_cases
from rondom.children.queries import without_a_child_since
from rondom.meetings.actions import hand_marks_down, remind_of_agreements
from rondom.people.actions import tidy_accounts
from rondom.retention.actions import destroy_what_is_due, night_before, note_night
from rondom.safety.actions import remind_of_safety
from rondom.schools.actions import end_scans
from rondom.surveys.actions import close_by_the_calendar


def empty_the_log() -> None:
    """What was destroyed lies in the log of SQLite, and in the file below it, until that is emptied: on quiet days for long."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Command(BaseCommand):
    help = "Het werk van elke nacht: wat zijn tijd gehad heeft wordt vernietigd; wie iets moet nakijken krijgt bericht."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--clock-is-right", action="store_true", help="ook na weken stilstand: de klok is nagekeken")

    def handle(self, *args: Any, **options: Any) -> None:
        now, today = timezone.now(), timezone.localdate()
        if not options["clock_is_right"] and (last := night_before(today)):
            raise CommandError(
                f"De vorige nacht was {last:%d-%m-%Y}, en volgens deze computer is het nu {today:%d-%m-%Y}. "
                "Er is niets vernietigd. Kijk de klok na. Klopt zij? Geef dan --clock-is-right."
            )
        try:
            counts = {**tidy_accounts(without_a_child_since), "reminded": remind_of_reviews(now)}
            counts |= {"safety": remind_of_safety(now), "laid": lay_cases(today), "ended": end_cases(today)}
            counts |= {"agreements": remind_of_agreements(today), "care_teams": end_team_meetings(now)}
            counts |= {"marks": hand_marks_down(now)}
            counts |= {"waves": close_by_the_calendar(today), "scans": end_scans(today)}
            counts |= destroy_what_is_due() | {"old_keys": sweep()}
            note_night(today)
            empty_the_log()
        except Exception as error:
            # A clock mails what goes wrong to somebody: where it went wrong, and no value.
            raise CommandError("\n".join(frames_of(error))) from None
        self.stdout.write("  ".join(f"{name}: {count}" for name, count in counts.items()))
