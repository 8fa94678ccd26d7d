"""Answering what people ask about their data, at the desk of the organisation that must; and the clock that reminds it."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.letters import letter_to
from rondom.base.models import Act
from rondom.base.record import record_system
from rondom.base.scope import NotLetIn
from rondom.base.signs import clean
from rondom.cards.models import Card
from rondom.mydata.actions.asking import tell_desk
from rondom.mydata.clock import days_to_remind
from rondom.mydata.models import DataReminder, DataRequest, DataRequestStep, Outcome, Part, PrivacyContact, Wish
from rondom.mydata.requests import alike, deciding_on, due_of, still_open, who_asked_too
from rondom.mydata.rules import (
    why_not_answer,
    why_not_confirm,
    why_not_extend,
    why_not_this_answer,
    why_not_without_the_others,
)
from rondom.people.desk import Desk
from rondom.people.models import Organisation, OrganisationKind
from rondom.people.rights import DeskRight
from rondom.retention.actions import destroy_on_request, why_not_destroy_on_request


@action("data.answered", needs=DeskRight.ANSWER_DATA)
def answer_request(desk: Desk, *, number: UUID, outcome: str, reason: str, text: str) -> DataRequestStep:
    """Answer, or say why it takes longer. By its number: a request lies in a dossier, and who answers stands before that door.

    What is to be destroyed goes when a second colleague says yes too.
    """
    request = DataRequest.objects.select_for_update(no_key=True, of=("self",)).filter(organisation=desk.organisation, pk=number)
    found = request.select_related("child", "card", "by").first()
    if found is None:
        raise NotLetIn
    steps = list(found.steps.all())
    refuse_if(why_not_answer(found, desk.person_id, steps) or why_not_this_answer(found.wish, outcome, reason, text))
    if outcome == Outcome.EXTENDED:
        refuse_if(why_not_extend(steps, due_of(found, steps), timezone.localdate()))
    proof = None
    if found.wish == Wish.DESTROY and outcome == Outcome.GRANTED:
        refuse_if(why_not_now(found) or why_not_confirm(steps, desk.person_id))
        if not any(step.outcome == Outcome.PROPOSED for step in steps):
            return step_of(desk, found, Outcome.PROPOSED, "", text)
        others = [] if found.part == Part.OWN else list(still_open(alike(found)).exclude(pk=found.pk))
        proof = destroy_on_request(
            desk, child_id=found.child_id, owner_id=owner_of(found), rows=rows_of(found), law=law_of(desk.organisation)
        ).pk
        for each in others:  # they asked for the same, and are answered by the same
            step_of(desk, each, outcome, reason, text, proof)
    return step_of(desk, found, outcome, reason, text, proof)


def step_of(
    desk: Desk, request: DataRequest, outcome: str, reason: str, text: str, proof: UUID | None = None
) -> DataRequestStep:
    if outcome != Outcome.PROPOSED and request.by is not None:
        letter_to(request.by, "news")
    return DataRequestStep.objects.create(
        request=request, outcome=outcome, reason=reason, text=clean(text), by_id=desk.person_id, proof=proof
    )


def why_not_now(request: DataRequest) -> str | None:
    """Whether this can be destroyed now: everyone who decides asked, the law lets it, nothing holds it up."""
    if request.part == Part.ORGANISATION:
        alone = why_not_without_the_others(deciding_on(request.child, request.organisation), who_asked_too(request))
        if alone:
            return alone
    return why_not_destroy_on_request(request.child_id, owner_of(request), rows_of(request), law=law_of(request.organisation))


def owner_of(request: DataRequest) -> UUID | None:
    return request.organisation_id if request.part == Part.ORGANISATION else None


def rows_of(request: DataRequest) -> list[Card] | None:
    """The cards that are to go; nothing where all goes that the organisation wrote."""
    if request.part == Part.OWN:
        own = Card.objects.filter(child=request.child_id, owner=None, voice__places__person=request.by_id)
        cards = [card for card in own.distinct() if card.written_by_id in (None, request.by_id)]
        return [card for card in cards if not request.is_of_card or card.pk == request.card_id]
    if request.is_of_card:
        return [card for card in [request.card] if card is not None and card.owner_id == request.organisation_id]
    return None


def cards_that_go(request: DataRequest) -> int:
    """How many cards a yes takes away: for who answers to see before it is said."""
    rows = rows_of(request)
    return len(rows) if rows is not None else Card.objects.filter(child=request.child_id, owner=request.organisation_id).count()


def law_of(organisation: Organisation) -> str:
    return "R44" if organisation.kind == OrganisationKind.SCHOOL else "R43"


@action("privacy.contact_named", needs=DeskRight.ANSWER_DATA, act=Act.UPDATE)
def name_privacy_contact(desk: Desk, *, officer: str, complaint: str) -> PrivacyContact:
    """Where people turn to with a question or a complaint, in the organisation's own words."""
    found, _is_new = PrivacyContact.objects.update_or_create(
        organisation=desk.organisation,
        defaults={"officer": clean(officer), "complaint": clean(complaint), "by_id": desk.person_id, "at": timezone.now()},
    )
    return found


def remind_desks(now: datetime) -> int:
    """A letter to who answers, on the 21st and 28th day, and before a longer clock ends. How many requests it was about.

    A clock that stood still for days reminds once, and not once for each day that it missed.
    """
    today, reminded = timezone.localdate(now), 0
    for request in still_open(DataRequest.objects.select_related("organisation")).prefetch_related("steps", "reminders"):
        longer = next((step.at for step in request.steps.all() if step.outcome == Outcome.EXTENDED), None)
        days = days_to_remind(
            timezone.localdate(request.asked_at), today, extended=timezone.localdate(longer) if longer else None
        )
        new = set(days) - {each.day for each in request.reminders.all()}
        if new and remind(request, new, now):
            reminded += 1
    return reminded


def remind(request: DataRequest, days: set[date], now: datetime) -> bool:
    """Two clocks at once: one of them reminds."""
    try:
        with transaction.atomic():
            DataReminder.objects.bulk_create(DataReminder(request=request, day=day, at=now) for day in sorted(days))
            tell_desk(request.organisation)
            record_system("data.desk_reminded", Act.CREATE, subject=request)
    except IntegrityError:
        return False
    return True
