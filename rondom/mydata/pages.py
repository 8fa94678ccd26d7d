"""All that one template of this app prints, as finished goods."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base.seal import one_text
from rondom.cards.models import Card, CardKind
from rondom.cards.queries import cards_in, find_card
from rondom.cards.rules import is_own
from rondom.children.dossier import Dossier
from rondom.children.models import Child, Place, Role
from rondom.children.readings import role_name
from rondom.children.rights import FAMILY_ROLES, PARENTS, Right
from rondom.mydata.actions import cards_that_go, why_not_now
from rondom.mydata.bundle import size_of_media, taken_today
from rondom.mydata.contents import cards_to_take
from rondom.mydata.kept import Kept, kept_in
from rondom.mydata.models import DataRequest, Outcome, Part, PrivacyContact, Wish
from rondom.mydata.requests import PATHS, Standing, answering_at, due_of, of_others, organisations_in, own_requests, still_open
from rondom.mydata.rules import (
    MOST_A_DAY,
    is_over,
    why_not_answer,
    why_not_ask,
    why_not_confirm,
    why_not_extend,
    why_not_take_along,
)
from rondom.people.desk import Desk, working_on
from rondom.people.models import Membership, Organisation, OrganisationKind
from rondom.people.rights import RIGHTS, DeskRight


@dataclass(frozen=True)
class DataPage:
    """What is kept about me and my child, and what I can do about it."""

    child: Child
    kept: tuple[Kept, ...]
    requests: tuple[Standing, ...]
    of_others: tuple[tuple[str, str], ...]
    contacts: tuple[PrivacyContact, ...]
    may_ask: bool
    why_not_ask: str | None
    may_take: bool
    may_state: bool
    is_formal: bool
    is_child: bool
    is_at_work: bool
    desks: tuple[Organisation, ...]


def data_page(dossier: Dossier) -> DataPage:
    may_ask = dossier.may(Right.ASK_ABOUT_DATA)
    organisations = organisations_in(dossier) if dossier.reader.reads_others else ()
    return DataPage(
        child=dossier.child,
        kept=kept_in(dossier),
        requests=own_requests(dossier),
        of_others=of_others(dossier) if may_ask else (),
        contacts=tuple(PrivacyContact.objects.filter(organisation__in=organisations).select_related("organisation")),
        may_ask=may_ask,
        why_not_ask=why_not_ask(dossier, timezone.localdate()) if may_ask else None,
        may_take=dossier.may(Right.EXPORT_TIMELINE),
        may_state=dossier.may(Right.STATE_OWN),
        is_formal=dossier.role in PARENTS,
        is_child=dossier.role == Role.CHILD,
        is_at_work=dossier.role not in FAMILY_ROLES,
        desks=desks_of(dossier),
    )


def desks_of(dossier: Dossier) -> tuple[Organisation, ...]:
    """At which desk somebody who works here answers what families ask."""
    works = Membership.objects.filter(working_on(timezone.localdate()), person=dossier.person_id).select_related("organisation")
    return tuple(each.organisation for each in works if DeskRight.ANSWER_DATA in RIGHTS[each.function])


@dataclass(frozen=True)
class TakePage:
    child: Child
    is_formal: bool
    is_child: bool
    cards: int
    has_media: bool
    left_today: int
    why_not: str | None
    why_not_media: str | None


def take_page(dossier: Dossier) -> TakePage:
    taken, size = taken_today(dossier), size_of_media(dossier)
    return TakePage(
        child=dossier.child,
        is_formal=dossier.role in PARENTS,
        is_child=dossier.role == Role.CHILD,
        cards=len(cards_to_take(dossier)),
        has_media=bool(size),
        left_today=max(0, MOST_A_DAY - taken),
        why_not=why_not_take_along(taken, 0),
        why_not_media=why_not_take_along(0, size),
    )


@dataclass(frozen=True)
class GoesAndStays:
    """Before somebody asks to destroy: of each owner how much goes, and what stays all the same."""

    owner: str
    cards: int


@dataclass(frozen=True)
class AskPage:
    """A form for one wish, with who can be asked."""

    child: Child
    wish: str
    path: str
    heading: str
    question: str
    organisations: tuple[Organisation, ...]
    not_here: tuple[str, ...]
    keeper: Organisation | None
    goes: tuple[GoesAndStays, ...]
    card: Card | None
    card_name: str
    is_own_card: bool
    why_not: str | None
    is_formal: bool
    is_child: bool


def ask_page(dossier: Dossier, path: str, card_id: UUID | None) -> AskPage:
    if path not in PATHS:
        raise Http404
    wish, everyone = PATHS[path], organisations_in(dossier)
    answering = answering_at(everyone)
    card = find_card(dossier, card_id) if card_id else None
    can_be_asked = tuple(each for each in everyone if each.pk in answering)
    if card is not None:  # who wrote it answers; of what is of the family the keeper of the dossier
        owner_id = card.owner_id or dossier.child.owner_id
        can_be_asked = tuple(each for each in can_be_asked if each.pk == owner_id)
    return AskPage(
        child=dossier.child,
        wish=wish,
        path=path,
        heading=str(Wish(wish).label),
        question=question_of(wish),
        organisations=can_be_asked,
        not_here=tuple(each.name for each in everyone if each.pk not in answering),
        keeper=dossier.child.owner if dossier.child.owner_id in answering else None,
        goes=what_goes(dossier, everyone) if wish == Wish.DESTROY else (),
        card=card,
        card_name=str(CardKind(card.kind).label) if card is not None else "",
        is_own_card=card is not None and card.owner_id is None and is_own(dossier, card),
        why_not=why_not_ask(dossier, timezone.localdate()),
        is_formal=dossier.role in PARENTS,
        is_child=dossier.role == Role.CHILD,
    )


def question_of(wish: str) -> str:
    return {
        Wish.SEE: _("Wat staat hier niet, en moet er wel zijn? Schrijf het zo precies mogelijk."),
        Wish.CORRECT: _("Wat klopt er niet, en hoe is het wel?"),
        Wish.OBJECT: _("Wat mag niet worden gebruikt, en waarom?"),
        Wish.DESTROY: _("Wat moet er weg, en waarom?"),
    }[Wish(wish)]


def what_goes(dossier: Dossier, everyone: tuple[Organisation, ...]) -> tuple[GoesAndStays, ...]:
    """Of what the reader can read; an organisation may keep more, and says so in its answer."""
    counts = Counter(card.owner_id for card in cards_in(dossier) if card.is_shared)
    own = sum(card.is_own and card.owner_id is None for card in cards_in(dossier))
    rows = [GoesAndStays(each.name, counts[each.pk]) for each in everyone]
    return (*rows, GoesAndStays(_("Mijn eigen kaartjes"), own))


@dataclass(frozen=True)
class InQueue:
    """A request as it lies at a desk: of whom, about which child, and how long there still is."""

    number: UUID
    reference: str
    wish: str
    asker: str
    role: str
    child: str
    asked_at: datetime
    due: date
    days_left: int
    is_over: bool
    is_waiting_for_second: bool


def in_queue(request: DataRequest) -> InQueue:
    steps, today = list(request.steps.all()), timezone.localdate()
    due = due_of(request, steps)
    place = Place.objects.filter(child=request.child_id, person=request.by_id).first()
    return InQueue(
        number=request.pk,
        reference=request.reference,
        wish=request.get_wish_display(),
        asker=request.by.name if request.by else "",
        role=role_name(place.role) if place else "",
        child=one_text(request.child, "name"),
        asked_at=request.asked_at,
        due=due,
        days_left=(due - today).days,
        is_over=is_over(steps),
        is_waiting_for_second=not is_over(steps) and any(step.outcome == Outcome.PROPOSED for step in steps),
    )


@dataclass(frozen=True)
class DeskPage:
    organisation: Organisation
    waiting: tuple[InQueue, ...]
    answered: tuple[InQueue, ...]
    contact: PrivacyContact | None


def desk_page(desk: Desk) -> DeskPage:
    """What waits, the shortest clock first; and what was answered in the last quarter."""
    asked = DataRequest.objects.filter(organisation=desk.organisation).select_related("child", "by").prefetch_related("steps")
    waiting = [in_queue(each) for each in still_open(asked)]
    answered = [in_queue(each) for each in asked.exclude(pk__in=[each.number for each in waiting]).order_by("-asked_at")[:30]]
    return DeskPage(
        organisation=desk.organisation,
        waiting=tuple(sorted(waiting, key=lambda each: each.due)),
        answered=tuple(answered),
        contact=PrivacyContact.objects.inside(desk).first(),
    )


@dataclass(frozen=True)
class AnswerPage:
    """One request to answer."""

    organisation: Organisation
    queued: InQueue
    wish: str
    text: str
    part: str
    card_name: str
    card_id: UUID | None
    child_id: UUID
    is_to_destroy: bool
    is_school: bool
    why_not: str | None
    why_not_destroy: str | None
    why_not_confirm: str | None
    why_not_extend: str | None
    goes: int
    is_to_correct: bool
    steps: tuple[tuple[str, str, datetime], ...]


def answer_page(desk: Desk, number: UUID) -> AnswerPage:
    found = DataRequest.objects.filter(organisation=desk.organisation, pk=number)
    request = found.select_related("child", "by", "card", "organisation").prefetch_related("steps").first()
    if request is None:
        raise Http404
    steps, queued = list(request.steps.all()), in_queue(request)
    is_to_destroy = request.wish == Wish.DESTROY and not queued.is_over
    return AnswerPage(
        organisation=desk.organisation,
        queued=queued,
        wish=request.wish,
        text=one_text(request, "text"),
        part=str(Part(request.part).label),
        card_name=str(CardKind(request.card.kind).label) if request.card else "",
        card_id=request.card_id,
        child_id=request.child_id,
        is_to_destroy=is_to_destroy,
        is_school=desk.organisation.kind == OrganisationKind.SCHOOL,
        why_not=why_not_answer(request, desk.person_id, steps),
        why_not_destroy=why_not_now(request) if is_to_destroy else None,
        why_not_confirm=why_not_confirm(steps, desk.person_id) if is_to_destroy else None,
        why_not_extend=why_not_extend(steps, queued.due, timezone.localdate()),
        goes=cards_that_go(request) if is_to_destroy else 0,
        is_to_correct=request.wish == Wish.CORRECT,
        steps=tuple((each.get_outcome_display(), one_text(each, "text"), each.at) for each in steps),
    )
