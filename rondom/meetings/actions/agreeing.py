"""Agreeing on something, and saying what became of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.letters import letter_to
from rondom.base.models import Act
from rondom.base.signs import clean
from rondom.cards.models import Card
from rondom.children.actions.tell import tell
from rondom.children.dossier import Dossier
from rondom.children.models import Audience, Ground, Place
from rondom.children.rights import FAMILY_ROLES, Right
from rondom.meetings.models import MEETING, Agreement, AgreementTurn, Meeting, Said, Turn
from rondom.meetings.queries import owners_to_remind
from rondom.meetings.rules import standing, why_not_agree, why_not_this_day, why_not_turn

BEFORE, PRESSED_TWICE = timedelta(days=2), timedelta(seconds=10)


@dataclass(frozen=True)
class Agreed:
    """What somebody filled in: what, by when, and by whom where that is nobody of the circle."""

    what: str
    ready_on: date
    outside: str = ""
    sent_as: UUID | None = None  # the key that the page gave it


@action("agreement.made", needs=Right.AGREE)
def agree(
    dossier: Dossier,
    *,
    agreed: Agreed,
    who: Place | None = None,
    meeting: Meeting | None = None,
    said: Said | None = None,
    card: Card | None = None,
) -> Agreement:
    """In a meeting, of what was said there or of a card; or without one. Who is to do it gets a letter that does not say what."""
    made = Agreement.objects.filter(child=dossier.child, by=dossier.person_id)
    if agreed.sent_as is not None and (twice := made.filter(sent_as=agreed.sent_as).first()):
        return twice
    outside = clean(agreed.outside).strip()
    has_owner = who is not None or bool(outside)
    refuse_if(why_not_agree(agreed.what, has_owner=has_owner, ready_on=agreed.ready_on, today=timezone.localdate()))
    since, what = timezone.now() - PRESSED_TWICE, clean(agreed.what).strip()
    just_now = made.filter(at__gt=since, who=who)
    if twice := next((each for each in just_now if (each.what, each.ready_on) == (what, agreed.ready_on)), None):
        return twice
    if who is not None:
        tell(dossier, [who])
    return Agreement.objects.create(
        child=dossier.child,
        meeting=meeting,
        said=said,
        card=card,
        what=what,
        who=who,
        outside="" if who else outside,
        ready_on=agreed.ready_on,
        by_id=dossier.person_id,
        sent_as=agreed.sent_as,
        information_kind=MEETING,
        ground=Ground.CONSENT if dossier.role in FAMILY_ROLES else Ground.PUBLIC_TASK,
        audience=Audience.CIRCLE,
    )


@action("agreement.turned", needs=Right.JOIN_MEETING, act=Act.UPDATE)
def say_of_agreement(
    dossier: Dossier, *, agreement: Agreement, turn: str, why: str = "", ready_on: date | None = None
) -> AgreementTurn:
    """Done, not done and why, moved, not needed any more; and by the family whether it helped. "Not yet" opens it again."""
    held = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    turns = list(held.turns.all())
    is_owner = held.who_id is not None and dossier.place is not None and held.who_id == dossier.place.pk
    refuse_if(
        why_not_turn(
            turn,
            standing(turns),
            is_owner=is_owner,
            is_family=dossier.role in FAMILY_ROLES,
            may_help=dossier.may(Right.AGREE),
            why=why,
        )
    )
    if turn in {Turn.MOVED, Turn.NOT_YET}:
        refuse_if(why_not_this_day(ready_on or date.min, timezone.localdate()))
    else:
        ready_on = None
    if turn == Turn.NOT_YET and held.who is not None:
        tell(dossier, [held.who])
    return AgreementTurn.objects.create(
        agreement=held, turn=turn, why=clean(why).strip(), ready_on=ready_on, by_id=dossier.person_id
    )


def remind_of_agreements(today: date) -> int:
    """Each night: whose agreement is ready in two days, or today, gets a letter that does not say what. Nobody else does."""
    people = {person.pk: person for day in (today, today + BEFORE) for person in owners_to_remind(day)}
    return sum(letter_to(person, "agreement") is not None for person in people.values())
