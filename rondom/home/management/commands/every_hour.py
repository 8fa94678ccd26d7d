"""`every_hour`: what the clock does: look for strange use, draw samples, close months of the record, set an anchor."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rondom.base.anchor import write_anchor
from rondom.base.logs import frames_of
from rondom.base.record import close_months
from rondom.base.seal import lay_out, nothing_laid_out
from rondom.children.actions import draw_samples, raise_alerts
from rondom.mydata.actions import remind_desks


class Command(BaseCommand):
    help = "Voor de klok, elk uur: zoekt vreemd gebruik, trekt steekproeven, sluit maanden van het logboek, zet een anker."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.keep_watch()
        except Exception as error:
            # A clock mails what goes wrong to somebody: where it went wrong, and no value.
            raise CommandError("\n".join(frames_of(error))) from None

    def keep_watch(self) -> None:
        now = timezone.now()
        with nothing_laid_out():
            lay_out()  # who looks at whose child is found by names too
            alerts = raise_alerts(now)
        reminded = remind_desks(now)
        samples = draw_samples(timezone.localdate(now))
        months = close_months(timezone.localdate(now))
        if settings.ANCHOR:
            write_anchor(Path(settings.ANCHOR), timezone.now())
        unseen = sum(alert.organisation_id is None for alert in alerts)
        self.stdout.write(f"{len(alerts)} meldingen, {samples} steekproeven, {len(months)} maanden gesloten.")
        if reminded:
            self.stdout.write(f"{reminded} vragen over gegevens: het bureau kreeg bericht.")
        if unseen:
            self.stdout.write(f"{unseen} meldingen horen bij geen organisatie: kijk zelf in het logboek.")
