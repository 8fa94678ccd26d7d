"""Requests as they stand: whose, to whom, where their clock is, what was answered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from rondom.children.access import family_of, key_of
from rondom.children.deciders import CHILD
from rondom.children.dossier import Dossier
from rondom.children.kinds import kind_written_by
from rondom.children.models import Child, Place, Role
from rondom.children.queries import say_voice
from rondom.children.whereabouts import organisation_for
from rondom.mydata.clock import due_on
from rondom.mydata.models import ENDS, DataRequest, DataRequestStep, Outcome, Part, Wish
from rondom.people.desk import working_on
from rondom.people.models import Membership, Organisation
from rondom.people.rights import RIGHTS, DeskRight
from rondom.retention.clock import last_day
from rondom.retention.models import Hold, HoldReason
from rondom.retention.rules import LONGEST_HOLD

# For who sees it in the address: the Dutch word of each wish.
PATHS = {"bekijken": Wish.SEE, "verbeteren": Wish.CORRECT, "bezwaar": Wish.OBJECT, "vernietigen": Wish.DESTROY}


@dataclass(frozen=True)
class Answered:
    """A step that its reader sees: what, why and in which words, on which day."""

    outcome: str
    name: str
    reason: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Standing:
    """One request with its clock."""

    number: UUID
    reference: str
    wish: str
    organisation: str
    is_own_part: bool
    is_of_card: bool
    text: str
    asked_at: datetime
    due: date
    is_over: bool
    is_late: bool
    is_refused: bool
    steps: tuple[Answered, ...]


def step_told(step: DataRequestStep) -> Answered:
    reason = step.get_reason_display() if step.reason else ""
    return Answered(step.outcome, step.get_outcome_display(), reason, step.text, step.at)


def due_of(request: DataRequest, steps: Iterable[DataRequestStep]) -> date:
    is_extended = any(step.outcome == Outcome.EXTENDED for step in steps)
    return due_on(timezone.localdate(request.asked_at), is_extended=is_extended)


def standing_of(request: DataRequest, organisation: str) -> Standing:
    steps = tuple(request.steps.all())
    due, is_over = due_of(request, steps), any(step.outcome in ENDS for step in steps)
    return Standing(
        number=request.pk,
        reference=request.reference,
        wish=request.get_wish_display(),
        organisation=organisation,
        is_own_part=request.part == Part.OWN,
        is_of_card=request.is_of_card,
        text=request.text,
        asked_at=request.asked_at,
        due=due,
        is_over=is_over,
        is_late=not is_over and timezone.localdate() >= due,
        is_refused=any(step.outcome in (Outcome.REFUSED, Outcome.PARTLY) for step in steps),
        # That a first colleague said yes is between colleagues: nothing has gone yet.
        steps=tuple(step_told(step) for step in steps if step.outcome != Outcome.PROPOSED),
    )


def own_requests(dossier: Dossier) -> tuple[Standing, ...]:
    """What the reader asked, newest first; nobody else in the circle sees its words."""
    asked = DataRequest.objects.inside(dossier).filter(by=dossier.person_id).select_related("organisation")
    found = [standing_of(each, organisation_for(dossier.reader, each.organisation)) for each in asked.prefetch_related("steps")]
    return tuple(sorted(found, key=lambda each: (each.is_over, -each.asked_at.timestamp())))


def still_open(requests: QuerySet[DataRequest]) -> QuerySet[DataRequest]:
    return requests.exclude(steps__outcome__in=ENDS)


def what_of(request: DataRequest) -> tuple[UUID, UUID | None, bool]:
    """To whom and about which card. A request about a card that has gone is not one about all that there is."""
    return request.organisation_id, request.card_id, request.is_of_card


def of_others(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """What another who decides asks to let be destroyed, where the reader must ask it too: which voice, which organisation."""
    if dossier.place is None:
        return ()
    asked = still_open(DataRequest.objects.inside(dossier).filter(wish=Wish.DESTROY, part=Part.ORGANISATION))
    asked = asked.select_related("organisation", "by")
    mine = {what_of(each) for each in asked if each.by_id == dossier.person_id}
    family, key = family_of(dossier.child), key_of(dossier.place)
    voices = {place.person_id: say_voice(place.voice) for place in Place.objects.inside(dossier).select_related("voice")}
    return tuple(
        (voices.get(each.by_id, "") if each.by_id else "", each.organisation.name)
        for each in asked
        if what_of(each) not in mine
        and key in (family.deciders(kind_written_by(each.organisation)) or ())
    )


def alike(request: DataRequest) -> QuerySet[DataRequest]:
    """What others who decide asked about this same part, with the request itself."""
    same = {name: getattr(request, name) for name in ("child_id", "organisation_id", "wish", "part", "card_id", "is_of_card")}
    return DataRequest.objects.filter(**same)


def who_asked_too(request: DataRequest) -> set[str]:
    """The keys, as the engine of deciders names people, of everyone who asked to let this same part be destroyed."""
    people = set(still_open(alike(request)).values_list("by", flat=True))
    children = set(Place.objects.filter(child=request.child_id, role=Role.CHILD).values_list("person", flat=True))
    return {CHILD if person in children else str(person) for person in people}


def waits_for_an_answer(child_id: UUID | None, today: date) -> list[Hold]:
    """While nobody answered, what is asked about is not destroyed, for as long as anything may wait (R83). A request to destroy
    makes nothing wait. Of who keeps the dossier, what is of all waits too."""
    asked = still_open(DataRequest.objects.exclude(wish=Wish.DESTROY)).select_related("child")
    asked = asked.filter(child=child_id) if child_id else asked
    found = []
    for each in asked:
        until = last_day(timezone.localdate(each.asked_at), LONGEST_HOLD)
        owners = {each.organisation_id} | ({None} if each.child.owner_id == each.organisation_id else set())
        if until >= today:
            found += [Hold(child_id=each.child_id, owner_id=owner, until=until, reason=HoldReason.REQUEST) for owner in owners]
    return found


@dataclass(frozen=True)
class AtDesk:
    """How many requests wait at a desk, and by which day the first must be answered."""

    organisation: Organisation
    waiting: int
    due: date | None


def at_desks(organisations: Collection[Organisation]) -> tuple[AtDesk, ...]:
    if not organisations:
        return ()
    dues: dict[UUID, list[date]] = {}
    asked = DataRequest.objects.filter(organisation__in=organisations).defer("text")
    for request in still_open(asked).prefetch_related("steps"):
        dues.setdefault(request.organisation_id, []).append(due_of(request, request.steps.all()))
    return tuple(AtDesk(each, len(dues.get(each.pk, ())), min(dues.get(each.pk, ()), default=None)) for each in organisations)


def deciding_on(child: Child, organisation: Organisation) -> frozenset[str] | None:
    return family_of(child).deciders(kind_written_by(organisation))


def answering_at(organisations: Iterable[Organisation]) -> set[UUID]:
    """Which of these organisations have somebody at their desk who answers requests."""
    functions = [function for function, rights in RIGHTS.items() if DeskRight.ANSWER_DATA in rights]
    works = Membership.objects.filter(working_on(timezone.localdate()), function__in=functions)
    return set(works.filter(organisation__in=list(organisations)).values_list("organisation", flat=True))


def organisations_in(dossier: Dossier) -> tuple[Organisation, ...]:
    """Who keeps something here: whose people take or took part, and who keeps the dossier."""
    places = Place.objects.inside(dossier).filter(organisation__isnull=False).values("organisation")
    found = {each.pk: each for each in Organisation.objects.filter(pk__in=places)}
    if dossier.child.owner is not None:
        found[dossier.child.owner.pk] = dossier.child.owner
    return tuple(sorted(found.values(), key=lambda each: (each.pk != dossier.child.owner_id, each.name)))
