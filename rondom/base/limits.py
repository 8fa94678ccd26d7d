"""How often somebody did something lately, read from the record: what is heavy is not done without end (rule R116)."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base.models import Event

DAY = timedelta(days=1)
# What one person may do in a day; far more than anybody does who works with it, far less than who copies all.
EXPORTS, PAPERS, INVITATIONS, LINKS = "exports", "papers", "invitations", "links"
ANSWERS = "answers"
EVENTS = {
    EXPORTS: ("timeline.exported",),
    PAPERS: (
        *("timeline.printed", "timeline.pictured", "timeline.blanks_printed", "agreements.printed", "meeting.printed"),
        *("careteam.printed", "plan.printed", "slips.printed"),
    ),
    INVITATIONS: ("invitation.made",),
    LINKS: ("link.made",),
    ANSWERS: ("answers.taken_out",),
}
MOST_A_DAY = {EXPORTS: 10, PAPERS: 60, INVITATIONS: 100, LINKS: 30, ANSWERS: 40}


def left_today(person_id: Any, what: str) -> int:
    """How often somebody may still do this, in the twenty-four hours that go before."""
    done = Event.objects.filter(at__gt=timezone.now() - DAY, person_id=person_id, event__in=EVENTS[what], outcome="done")
    return max(0, MOST_A_DAY[what] - done.count())


def why_not_again(person_id: Any, what: str) -> str | None:
    if left_today(person_id, what):
        return None
    return _("Dit is vandaag al heel vaak gedaan. Morgen kan het weer.")
