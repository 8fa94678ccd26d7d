"""What the demo shows of a case review round Noor: begun, with key moments and what helped and hindered. Tests lay their own."""

from datetime import timedelta

from django.utils import timezone

from rondom.cards.queries import cards_in
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.models import Child, Place, Role
from rondom.meetings.actions import Plan, Pointed, begin_step, mark_factors, plan_meeting, point_out, say
from rondom.meetings.models import Form, Meeting
from rondom.meetings.review_forms import can_point_at

TALK = "N37"
SOON = timedelta(minutes=5)  # a moment that is over is not planned
ROLES = (Role.MOTHER, Role.FATHER, Role.TEACHER, Role.YOUTH_WORKER)
# Per role what helped and what hindered.
MARKS = {
    Role.MOTHER: {"f_heard": "helped", "f_trust": "helped", "f_same_faces": "hindered", "f_told": "hindered"},
    Role.TEACHER: {"f_meeting": "helped", "f_told": "hindered", "f_lead": "hindered"},
    Role.YOUTH_WORKER: {"f_trust": "helped", "f_same_faces": "hindered", "f_meeting": "helped", "f_lead": "helped"},
}


def lay_review(child: Child, seats: dict[str, Place]) -> Meeting:
    """Right now; who leads has begun it, and goes on with key moments."""
    coordinator = open_dossier(seats[Role.CARE_COORDINATOR].person, child.pk)
    plan = Plan(
        form=Form.REVIEW,
        goal="Wat leren we van het jaar van Noor?",
        starts_at=timezone.now() + SOON,
        minutes=60,
        where="De kamer van Anouk, boven",
        interpreter="",
    )
    meeting = plan_meeting(coordinator, plan=plan, places=[seats[role] for role in ROLES])
    begin_step(coordinator, meeting=meeting, step=1)
    dossiers = {role: open_dossier(seats[role].person, child.pk) for role in MARKS}
    say(dossiers[Role.MOTHER], meeting=meeting, question="c_right", text="Ja, zo was het.", language="nl")
    begin_step(coordinator, meeting=meeting, step=2)
    point_at(dossiers[Role.MOTHER], meeting, "Iedereen praatte. Niemand vroeg of ik het begreep.")
    point_at(dossiers[Role.TEACHER], meeting, "Wij vertelden veel. Een tolk had geholpen.")
    stopped = Pointed("De gezinscoach stopte", "zomer 2023", "Wij gaven aan school niets door.", "nl")
    point_out(dossiers[Role.YOUTH_WORKER], meeting=meeting, pointed=stopped)
    for role, marks in MARKS.items():
        mark_factors(dossiers[role], meeting=meeting, marks=marks)
    return meeting


def point_at(dossier: Dossier, meeting: Meeting, why: str) -> None:
    """The big talk in group 3, as the story of Noor tells it."""
    told = next(each for each in can_point_at(cards_in(dossier)) if each.file_id == TALK)
    card = dossier.child.cards.get(pk=told.id)
    point_out(dossier, meeting=meeting, pointed=Pointed("", "", why, "nl"), card=card)
