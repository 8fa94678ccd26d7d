"""What the log manager of an organisation sees: questions, alerts and a sample. Of a child not even the name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base.models import Event
from rondom.base.record import start_of
from rondom.base.seal import one_text
from rondom.children.models import Child, Place, RecordQuestion
from rondom.children.readings import Line, role_name
from rondom.children.rights import PARENTS
from rondom.children.rules import why_not_answer_question
from rondom.children.watch import Finding, Look, strange_use
from rondom.people.desk import Desk, working_on
from rondom.people.models import Alert, LogManager, Membership, Organisation, Person, Sample
from rondom.people.queries import log_managers_at, members_at
from rondom.people.rights import DeskRight

LOOKED_BACK = timedelta(hours=26)
ALERTS_SHOWN = 50


@dataclass(frozen=True)
class ShownQuestion:
    """A question without the child: a reference, the day, the role, who of one's own people it was, and the words."""

    number: UUID
    reference: str
    asked_at: datetime
    day: date | None
    role: str
    people: tuple[str, ...]
    text: str
    answer: str
    why_not: str | None


@dataclass(frozen=True)
class ShownAlert:
    number: UUID
    said: str
    person: str
    at: datetime
    is_seen: bool


@dataclass(frozen=True)
class ShownReading:
    """One reading of the sample: when, who, in which role, what; not of whom."""

    number: UUID
    at: datetime | None
    person: str
    role: str
    did: str
    verdict: str


@dataclass(frozen=True)
class OversightPage:
    organisation: Organisation
    may_manage: bool
    may_name: bool
    questions: tuple[ShownQuestion, ...]
    alerts: tuple[ShownAlert, ...]
    is_drawn: bool
    readings: tuple[ShownReading, ...]
    left: int
    managers: tuple[LogManager, ...]
    members: tuple[Membership, ...]


def oversight_page(desk: Desk) -> OversightPage:
    may_manage, may_name = desk.may(DeskRight.MANAGE_RECORD), desk.may(DeskRight.NAME_LOG_MANAGER)
    sample = sample_of(desk) if may_manage else None
    readings = readings_of(sample) if sample else ()
    return OversightPage(
        organisation=desk.organisation,
        may_manage=may_manage,
        may_name=may_name,
        questions=questions_at(desk) if may_manage else (),
        alerts=alerts_at(desk) if may_manage else (),
        is_drawn=sample is not None,
        readings=readings,
        left=sum(not reading.verdict for reading in readings),
        managers=tuple(log_managers_at(desk)),
        members=tuple(members_at(desk)) if may_name else (),
    )


def questions_at(desk: Desk) -> tuple[ShownQuestion, ...]:
    """Open ones first, then what was answered."""
    asked = RecordQuestion.objects.filter(organisation=desk.organisation).select_related("answer").order_by("-asked_at")
    questions = sorted(asked, key=lambda question: hasattr(question, "answer"))
    about = people_asked_about(questions, desk)
    names = names_of({each for people in about.values() for each in people})
    return tuple(
        ShownQuestion(
            number=question.pk,
            reference=question.reference,
            asked_at=question.asked_at,
            day=question.about_day,
            role=role_name(question.about_role) if question.about_role else "",
            people=tuple(sorted(names[each] for each in about[question.pk])),
            text=one_text(question, "text"),
            answer=one_text(question.answer, "text") if hasattr(question, "answer") else "",
            why_not=why_not_answer_question(question, about[question.pk], desk.person_id),
        )
        for question in questions
    )


def people_asked_about(questions: Iterable[RecordQuestion], desk: Desk) -> dict[UUID, frozenset[UUID]]:
    """Who of the desk's own people the lines tell of that a question is about."""
    dated = [question for question in questions if question.about_day]
    found: dict[tuple[UUID | None, date, str], set[UUID]] = {}
    if dated:
        days = [question.about_day for question in dated if question.about_day]
        lines = Event.objects.filter(
            organisation_id=desk.organisation_id,
            child_id__in={question.child_id for question in dated},
            role__in={question.about_role for question in dated},
            at__gte=start_of(min(days)),
            at__lt=start_of(max(days) + timedelta(days=1)),
            person_id__isnull=False,
        )
        for child_id, at, role, person_id in lines.values_list("child_id", "at", "role", "person_id"):
            who = found.setdefault((child_id, timezone.localtime(at).date(), role), set())
            who |= {person_id} if person_id else set()
    return {
        question.pk: frozenset(found.get((question.child_id, question.about_day, question.about_role), ()))
        if question.about_day
        else frozenset()
        for question in questions
    }


def names_of(people: set[UUID]) -> dict[UUID, str]:
    return {person.pk: person.name for person in Person.objects.filter(pk__in=people)}


def alerts_at(desk: Desk) -> tuple[ShownAlert, ...]:
    alerts = Alert.objects.inside(desk).select_related("person", "seen").order_by("seen__at", "-at")[:ALERTS_SHOWN]
    own = set(Membership.objects.inside(desk).values_list("person_id", flat=True))
    return tuple(
        ShownAlert(
            number=alert.pk,
            said=alert.get_kind_display(),
            person=alert.person.name if alert.person_id in own else _("Iemand van buiten"),
            at=alert.at,
            is_seen=hasattr(alert, "seen"),
        )
        for alert in sorted(alerts, key=lambda alert: hasattr(alert, "seen"))
    )


def sample_of(desk: Desk) -> Sample | None:
    return Sample.objects.inside(desk).filter(month=timezone.localdate().replace(day=1)).first()


def readings_of(sample: Sample) -> tuple[ShownReading, ...]:
    drawn = tuple(sample.readings.select_related("checked"))
    fields = tuple(Line.__dataclass_fields__)
    asked = Event.objects.filter(chain__in={each.chain for each in drawn}, number__in={each.number for each in drawn})
    lines = {(chain, number): Line(*told) for chain, number, *told in asked.values_list("chain", "number", *fields)}
    names = names_of({line.person_id for line in lines.values() if line.person_id})
    return tuple(
        ShownReading(
            number=each.pk,
            at=line.at if line else None,
            person=names.get(line.person_id, "") if line and line.person_id else "",
            role=role_name(line.role) if line else "",
            did=line.did if line else _("Deze regel is er niet meer."),
            verdict=each.checked.get_verdict_display() if hasattr(each, "checked") else "",
        )
        for each in drawn
        for line in [lines.get((each.chain, each.number))]
    )


def findings(now: datetime) -> list[Finding]:
    """Strange use in the lines of the last day: a clock that missed some hours catches up."""
    asked = Event.objects.filter(at__gte=now - LOOKED_BACK, at__lte=now, person_id__isnull=False).filter(
        Q(event="dossier.opened") | Q(outcome="refused")
    )
    fields = ("person_id", "organisation_id", "child_id", "at", "chain", "number", "outcome")
    looks = [
        Look(person_id, organisation_id, child_id, timezone.localtime(at), chain, number, outcome == "refused")
        for person_id, organisation_id, child_id, at, chain, number, outcome in asked.values_list(*fields).iterator()
        if person_id
    ]
    return strange_use(looks, own_children(looks))


def own_children(looks: Iterable[Look]) -> dict[UUID, frozenset[UUID]]:
    """Of which of the children they opened professionals are a parent: by their place, or by their name in another account."""
    readers = {look.person_id for look in looks if look.organisation_id and not look.is_refused}
    children = {look.child_id for look in looks if look.organisation_id and not look.is_refused}
    parents = Place.objects.filter(child__in=children, role__in=PARENTS).select_related("person")
    by_name: dict[str, set[UUID]] = {}
    by_person: dict[UUID, set[UUID]] = {}
    for place in parents:
        by_name.setdefault(plain(place.person.name), set()).add(place.child_id)
        by_person.setdefault(place.person_id, set()).add(place.child_id)
    return {
        person_id: frozenset(by_person.get(person_id, set()) | by_name.get(plain(name), set()))
        for person_id, name in names_of(readers).items()
    }


def plain(name: str) -> str:
    return " ".join(name.casefold().split())


def concerned(finding: Finding, today: date) -> list[UUID | None]:
    """Whose log manager has to know: where the reader works; else who keeps the dossiers that were tried."""
    if finding.look.organisation_id is not None:
        return [finding.look.organisation_id]
    works = Membership.objects.filter(working_on(today), person=finding.look.person_id)
    at_work: list[UUID | None] = list(works.order_by("organisation").values_list("organisation", flat=True).distinct())
    owners = Child.objects.filter(pk__in=finding.children, owner__isnull=False).order_by("owner")
    return at_work or list(owners.values_list("owner", flat=True).distinct()) or [None]
