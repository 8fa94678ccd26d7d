"""Who looked: the record of a child in plain words, for its family; for everyone else what they did themselves."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondom.base.models import Event
from rondom.base.record import month_after, start_of
from rondom.children.dossier import Dossier
from rondom.children.models import Child, DiscretionaryShare, EmergencyAccess, Place, RecordQuestion, Role
from rondom.children.rights import PARENTS, Right
from rondom.children.rules import why_not_see_record
from rondom.people.models import Organisation, Person

LONGEST_PERIOD = timedelta(days=366)
TIMES_SHOWN = 6
# What a line tells, by its event or by the first word of it.
DID: dict[str, Promise | str] = {
    "dossier.opened": gettext_lazy("Keek in het dossier"),
    "doorstep.seen": gettext_lazy("Zag wie er meedoet"),
    "timeline.printed": gettext_lazy("Drukte de tijdlijn af"),
    "timeline.pictured": gettext_lazy("Maakte een plaatje van de tijdlijn"),
    "timeline.blanks_printed": gettext_lazy("Drukte leeg papier af"),
    "timeline.blurred": gettext_lazy("Bekeek het verhaal zonder namen"),
    "timeline.exported": gettext_lazy("Nam de tijdlijn mee als bestand"),
    "board.left": gettext_lazy("Sloot het bord"),
    "board": gettext_lazy("Had het bord open"),
    "card.seen": gettext_lazy("Las een kaartje"),
    "card": gettext_lazy("Schreef aan de tijdlijn"),
    "typing": gettext_lazy("Typte kaartjes van papier over"),
    "attachment.read": gettext_lazy("Keek naar een tekening of luisterde"),
    "attachment": gettext_lazy("Tekende of vertelde iets"),
    "circle.handed_over": gettext_lazy("Droeg over aan wie het overneemt"),
    "circle.place_left": gettext_lazy("Stopte in de kring"),
    "circle": gettext_lazy("Veranderde wie er meedoet"),
    "child": gettext_lazy("Veranderde gegevens van het kind"),
    "statement": gettext_lazy("Zette een eigen verklaring bij een kaartje"),
    "data.taken_along": gettext_lazy("Nam alles mee"),
    "data": gettext_lazy("Vroeg iets over gegevens"),
    "question": gettext_lazy("Vroeg wie er gekeken heeft"),
    "emergency.opened": gettext_lazy("Las mee in nood"),
    "emergency.reviewed": gettext_lazy("Keek na of meelezen in nood nodig was"),
    "secrecy": gettext_lazy("Legde vast wie mag weten waar het kind is"),
    "case.copy_taken": gettext_lazy("Nam een kopie voor de eigen organisatie"),
    "case": gettext_lazy("Sloot dit af of heropende het"),
    "retention.destroyed": gettext_lazy("Een deel is op zijn dag vernietigd"),
    "retention": gettext_lazy("Legde vast hoelang iets blijft"),
    "wall": gettext_lazy("Liet een overleg zien"),
    "guest.waited": gettext_lazy("Vroeg om mee te doen"),
    "guest": gettext_lazy("Keek mee bij een overleg"),
    "meeting": gettext_lazy("Deed iets bij een overleg"),
    "discretionary": gettext_lazy("Deelde iets zonder toestemming, of dacht daarover mee"),
}
SOMETHING = gettext_lazy("Deed iets in het dossier")
REFUSED = gettext_lazy("Wilde iets zien of doen. Dat mocht niet.")
WHY: dict[str, Promise | str] = {
    "place in the circle": gettext_lazy("Doet mee in de kring."),
    "place offered": gettext_lazy("Is uitgenodigd voor de kring."),
    "guest at one table": gettext_lazy("Een ouder vond dit goed."),
}
# Who is at one table without a place in the circle (decision 0032).
BESIDE = {"wall": gettext_lazy("Het grote scherm"), "guest": gettext_lazy("Een gast"), "doorway": gettext_lazy("Een gast")}


@dataclass(frozen=True)
class Period:
    """From which day up to and with which day; a month unless other days were asked for."""

    since: date
    until: date
    is_month: bool
    hides_own: bool

    @property
    def label(self) -> str:
        if self.is_month:
            return date_format(self.since, "F Y")
        return _("%(since)s tot en met %(until)s") % {
            "since": date_format(self.since, "j F Y"),
            "until": date_format(self.until, "j F Y"),
        }


def period_of(given: Mapping[str, str], today: date) -> Period:
    """From the address; what can not be read there is passed over."""
    since, until = day_of(given.get("van", "")), day_of(given.get("tot", ""))
    hides_own = "zonder" in given
    if since or until:
        last = max(until or today, since or date.min)
        first = max(since or last - LONGEST_PERIOD, last - LONGEST_PERIOD)
        return Period(first, last, is_month=False, hides_own=hides_own)
    month = (day_of(f"{given.get('maand', '')}-01") or today).replace(day=1)
    return Period(month, month_after(month) - timedelta(days=1), is_month=True, hides_own=hides_own)


def day_of(text: str) -> date | None:
    """A day between the years in which a record can be; None for anything else."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day is not None and 2000 < day.year < 3000 else None


@dataclass(frozen=True)
class Someone:
    """One person behind a role, and when."""

    name: str
    times: str


@dataclass(frozen=True)
class InNeed:
    """Who read what is otherwise closed, and the reason that this person wrote down first."""

    name: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """What one role of one organisation did on one day; the same kind is told once, with how often."""

    who: str
    organisation: str
    is_own: bool
    did: tuple[str, ...]
    why: str
    was_emergency: bool
    emergencies: tuple[InNeed, ...]
    people: tuple[Someone, ...]
    key: str


@dataclass(frozen=True)
class Day:
    day: date
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class ReadingsPage:
    """Who looked in a period, newest day first, and what the reader asked about it."""

    child: Child
    period: Period
    days: tuple[Day, ...]
    earlier: str
    later: str
    sees_all: bool
    why_not_all: str | None
    is_formal: bool
    is_child: bool
    questions: tuple[RecordQuestion, ...]


@dataclass(frozen=True)
class Line:
    """What the page needs of a line of the record."""

    at: datetime
    event: str
    outcome: str
    person_id: UUID | None
    role: str
    organisation_id: UUID | None
    relation_rule: str
    consent_id: UUID | None
    was_emergency: bool | None

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date()

    @property
    def did(self) -> str:
        if self.outcome == "refused":
            return str(REFUSED)
        return str(DID.get(self.event) or DID.get(self.event.split(".")[0]) or SOMETHING)

    @property
    def key(self) -> str:
        return f"{self.organisation_id or ''}.{self.role}"


def why_not_all(dossier: Dossier) -> str | None:
    return why_not_see_record(dossier.role, dossier.child.birth_date, timezone.localdate())


def readings_page(dossier: Dossier, period: Period) -> ReadingsPage:
    why_not = why_not_all(dossier)
    sees_all = dossier.may(Right.SEE_RECORD) and why_not is None
    lines = lines_in(dossier, sees_all=sees_all, hides_own=period.hides_own)
    start, end = start_of(period.since), start_of(period.until + timedelta(days=1))
    fields = tuple(Line.__dataclass_fields__)
    told = [Line(*values) for values in lines.filter(at__gte=start, at__lt=end).order_by("-at").values_list(*fields)]
    before = lines.filter(at__lt=start).order_by("-at").values_list("at", flat=True).first() if period.is_month else None
    after = lines.filter(at__gte=end).order_by("at").values_list("at", flat=True).first() if period.is_month else None
    return ReadingsPage(
        child=dossier.child,
        period=period,
        days=days_of(told, dossier),
        earlier=f"{timezone.localtime(before):%Y-%m}" if before else "",
        later=f"{timezone.localtime(after):%Y-%m}" if after else "",
        sees_all=sees_all,
        why_not_all=why_not,
        is_formal=dossier.role in PARENTS,
        is_child=dossier.role == Role.CHILD,
        questions=questions_of(dossier),
    )


def lines_in(dossier: Dossier, *, sees_all: bool, hides_own: bool) -> QuerySet[Event]:
    lines = Event.objects.filter(child_id=dossier.child.pk)
    if not sees_all:
        return lines.filter(person_id=dossier.person_id)
    lines = without_untold(dossier, lines)
    return lines.exclude(person_id=dossier.person_id) if hides_own else lines


def without_untold(dossier: Dossier, lines: QuerySet[Event]) -> QuerySet[Event]:
    """Of sharing without consent a family sees only what it was told of: to know of the rest can be dangerous (R51)."""
    told = DiscretionaryShare.objects.inside(dossier).filter(told_at__isnull=False).values_list("pk", flat=True)
    is_untold = Q(event__startswith="discretionary.") & ~Q(object_ids__in=[str(share) for share in told])
    if dossier.role == Role.CHILD:
        is_untold |= Q(event__startswith="secrecy.")  # a child that reads it may tell it (decision 0010)
    return lines.exclude(is_untold)


def questions_of(dossier: Dossier) -> tuple[RecordQuestion, ...]:
    """What the reader asked, and what was answered: nobody else in the circle sees a question."""
    if dossier.reader.is_shielded:
        return ()  # they name who answered
    asked = RecordQuestion.objects.inside(dossier).filter(asked_by=dossier.person_id)
    return tuple(asked.select_related("organisation", "answer").order_by("-asked_at"))


def days_of(lines: Iterable[Line], dossier: Dossier) -> tuple[Day, ...]:
    """By day, and in a day by who: organisation and role, with oneself apart."""
    known = dict(places_in(dossier))
    groups: dict[date, dict[tuple[bool, str, bool], list[Line]]] = {}
    people: set[UUID] = set()
    houses: set[UUID] = set()
    for line in (placed(each, known) for each in lines):
        is_own = line.person_id == dossier.person_id
        group = (is_own, line.key, line.outcome == "refused")
        groups.setdefault(line.day, {}).setdefault(group, []).append(line)
        people |= {line.person_id} if line.person_id else set()
        houses |= {line.organisation_id} if line.organisation_id else set()
    names = {person.pk: person.name for person in Person.objects.filter(pk__in=people)}
    organisations = dict(Organisation.objects.filter(pk__in=houses).values_list("pk", "name"))
    in_need = emergencies_in(dossier)

    def told(by_who: dict[tuple[bool, str, bool], list[Line]]) -> tuple[Reading, ...]:
        return tuple(reading_of(group, key[0], dossier, names, organisations, in_need) for key, group in by_who.items())

    return tuple(Day(day, told(by_who)) for day, by_who in groups.items())


def emergencies_in(dossier: Dossier) -> tuple[EmergencyAccess, ...]:
    return tuple(EmergencyAccess.objects.inside(dossier).select_related("place__person").order_by("at"))


def told_in_need(lines: list[Line], emergencies: Iterable[EmergencyAccess]) -> tuple[InNeed, ...]:
    """Of the lines of one day: who of them read along in need then, and why."""
    day, people = lines[0].day, {line.person_id for line in lines if line.outcome != "refused"}
    return tuple(
        InNeed(each.place.person.name, each.reason)
        for each in emergencies
        if each.place.person_id in people and timezone.localdate(each.at) <= day <= timezone.localdate(each.until)
    )


def places_in(dossier: Dossier) -> Iterable[tuple[UUID, tuple[str, UUID | None]]]:
    """By person the role and organisation in this circle."""
    for person_id, role, organisation_id in Place.objects.inside(dossier).values_list("person", "role", "organisation"):
        yield person_id, (role, organisation_id)


def placed(line: Line, known: Mapping[UUID, tuple[str, UUID | None]]) -> Line:
    """A refusal names no role, since no door opened; who stands in this circle has one all the same."""
    if line.role or line.person_id is None or line.person_id not in known:
        return line
    role, organisation_id = known[line.person_id]
    return replace(line, role=role, organisation_id=organisation_id)


def reading_of(
    lines: list[Line],
    is_own: bool,
    dossier: Dossier,
    names: dict[UUID, str],
    organisations: dict[UUID, str],
    in_need: Iterable[EmergencyAccess],
) -> Reading:
    first = lines[0]
    emergencies = told_in_need(lines, in_need)
    organisation = organisations.get(first.organisation_id, "") if first.organisation_id else ""
    return Reading(
        who=own_name(dossier) if is_own else role_name(first.role),
        organisation=organisation,
        is_own=is_own,
        did=tuple(counted(did, times) for did, times in Counter(line.did for line in lines).items()),
        why=why_of(first),
        was_emergency=bool(emergencies) or any(line.was_emergency for line in lines),
        emergencies=emergencies,
        # Who was refused has no place here, and so no name here: that is for the log manager.
        people=() if is_own or not first.role else people_of(lines, names),
        key=first.key,
    )


def own_name(dossier: Dossier) -> str:
    return _("U zelf") if dossier.role in PARENTS else _("Jij zelf")


def role_name(role: str) -> str:
    if role in Role.values:
        name = str(Role(role).label)
        return name[:1].upper() + name[1:]
    return str(BESIDE.get(role) or (_("Beheer van Rondom") if role == "house" else _("Iemand die dit niet mocht")))


def counted(did: str, times: int) -> str:
    return did if times == 1 else _("%(did)s (%(times)s keer)") % {"did": did, "times": times}


def why_of(line: Line) -> str:
    if line.outcome == "refused":
        return _("Er is niets getoond.")
    if line.consent_id:
        return _("Met toestemming.")
    if line.role == "house":
        return _("Om de tijdlijn klaar te zetten.")
    return str(WHY.get(line.relation_rule, ""))


def people_of(lines: list[Line], names: dict[UUID, str]) -> tuple[Someone, ...]:
    times: dict[UUID, list[str]] = {}
    for line in reversed(lines):
        if line.person_id in names:
            moment = date_format(timezone.localtime(line.at), "H:i")
            seen = times.setdefault(line.person_id, [])
            if moment not in seen:
                seen.append(moment)
    return tuple(Someone(names[who], shortened(seen)) for who, seen in times.items())


def shortened(times: list[str]) -> str:
    return ", ".join(times if len(times) <= TIMES_SHOWN else [*times[: TIMES_SHOWN - 1], "…", times[-1]])


@dataclass(frozen=True)
class About:
    """What a question is about, and which organisation has to answer it."""

    organisation: Organisation
    day: date | None = None
    role: str = ""
    works_there: bool = False

    @property
    def label(self) -> str:
        who = role_name(self.role) if self.role else ""
        return f"{who}, {self.organisation.name}" if self.works_there else who


def about_of(dossier: Dossier, given: Mapping[str, Any]) -> About:
    """What somebody doubts, where the record indeed tells of it; else the record as a whole, of who keeps the dossier."""
    day, (house, _dot, role) = day_of(given.get("dag", "")), given.get("wie", "").partition(".")
    if day and role:
        lines = Event.objects.filter(
            child_id=dossier.child.pk, at__gte=start_of(day), at__lt=start_of(day + timedelta(days=1)), role=role
        )
        told = next((each for each in lines.values_list("organisation_id", flat=True) if str(each or "") == house), ...)
        if told is not ...:
            if told is None:
                return About(keeper_of(dossier), day, role)
            return About(Organisation.objects.get(pk=told), day, role, works_there=True)
    return About(keeper_of(dossier), day)


def keeper_of(dossier: Dossier) -> Organisation:
    """Whose dossier it is: its log manager answers where a line names no other organisation."""
    owner = dossier.child.owner
    assert owner is not None, "a dossier is started at a desk"
    return owner
