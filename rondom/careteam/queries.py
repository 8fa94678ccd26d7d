"""What stands on the agenda of a care team and what came of it, as far as each member may know of whom it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils import timezone

from rondom.base.models import Act
from rondom.base.record import record_system
from rondom.careteam.models import (
    AgendaItem,
    AgreementOfItem,
    CareTeam,
    Happened,
    ItemNote,
    ItemOfChild,
    NoteOfChild,
    TeamDecision,
    TeamMeeting,
)
from rondom.careteam.naming import named_to_all
from rondom.careteam.room import Sitting, TeamRoom, seated, sitting_of
from rondom.careteam.rules import shown_count
from rondom.children.dossier import Dossier, weigh_again
from rondom.children.models import Child
from rondom.children.rights import Right
from rondom.meetings.models import Agreement
from rondom.meetings.rules import day_of, standing
from rondom.people.desk import Desk, working_on
from rondom.people.models import Membership, Person

LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True)
class Written:
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Decided:
    """What was decided: of a child with a name an agreement in its dossier, else a line of the team."""

    what: str
    who: str
    ready_on: date
    is_late: bool
    is_done: bool
    decision: TeamDecision | None = None
    agreement: Agreement | None = None


@dataclass(frozen=True)
class Row:
    """One item as one member gets it: with a name where all may hear it, else a group and a letter."""

    item: AgendaItem
    name: str
    opens: UUID | None  # the dossier that this member opens by the own door, where the name is said
    may_write: bool
    may_agree: bool
    notes: tuple[Written, ...]
    decided: tuple[Decided, ...]

    @property
    def is_named(self) -> bool:
        return bool(self.name)


def items_of(meeting: TeamMeeting) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True)


def children_of(meeting: TeamMeeting) -> dict[UUID, Child]:
    """Of which child each item is, of those laid there by name."""
    rows = ItemOfChild.objects.filter(item__meeting=meeting, item__removed_at__isnull=True).select_related("child")
    return {row.item_id: row.child for row in rows if row.item_id is not None}


def find_item(sitting: Sitting, item_id: UUID) -> AgendaItem:
    item = items_of(sitting.meeting).select_related("meeting__team").filter(pk=item_id).first()
    if item is None:
        raise Http404
    return item


def child_named(room: TeamRoom, item: AgendaItem) -> Child | None:
    """The child of an item, where all of the team may hear who it is."""
    found = ItemOfChild.objects.filter(item=item).select_related("child").first()
    if found is None or found.child_id not in named_to_all(room.team.organisation_id, room.members, [found.child]):
        return None
    return found.child


def is_of_child(item: AgendaItem) -> bool:
    """Whether it was laid there by name, also where the name is not said any more."""
    return ItemOfChild.objects.filter(item=item).exists()


def rows_of(room: TeamRoom, sitting: Sitting) -> tuple[Row, ...]:
    """Log first, then show: whose names are said to this member stands in the record."""
    items, children = list(items_of(sitting.meeting)), children_of(sitting.meeting)
    there = list({child.pk: child for child in children.values()}.values())
    named = named_to_all(room.team.organisation_id, room.members, there)
    if named:
        record_system(
            "careteam.named", Act.READ, person_id=room.person_id, subject=[child for child in there if child.pk in named]
        )
    assert room.person_id is not None
    mine = {child: each for (_person, child), each in weigh_again({(room.person_id, child.pk) for child in there}).items()}
    notes, decided = notes_at(items, named), decided_at(room, items, named, mine)
    return tuple(row_of(item, children.get(item.pk), named, mine, notes, decided) for item in items)


def row_of(
    item: AgendaItem,
    child: Child | None,
    named: frozenset[UUID],
    mine: dict[UUID, Dossier],
    notes: dict[UUID, list[Written]],
    decided: dict[UUID, list[Decided]],
) -> Row:
    dossier = mine.get(child.pk) if child else None
    is_named = child is not None and child.pk in named and dossier is not None
    return Row(
        item=item,
        name=dossier.child.name if is_named and dossier else "",
        opens=dossier.child.pk if is_named and dossier else None,
        may_write=child is None or is_named,
        may_agree=child is None or bool(is_named and dossier and dossier.may(Right.AGREE)),
        notes=tuple(notes.get(item.pk, ())),
        decided=tuple(decided.get(item.pk, ())),
    )


def notes_at(items: Iterable[AgendaItem], named: frozenset[UUID]) -> dict[UUID, list[Written]]:
    found: dict[UUID, list[Written]] = {}
    of_team = ItemNote.objects.filter(item__in=items).select_related("by", "item__meeting__team")
    of_children = NoteOfChild.objects.filter(item__in=items, child__in=named).select_related("by")
    rows: list[ItemNote | NoteOfChild] = [*of_team, *of_children]
    for row in rows:
        if row.item_id is not None:
            found.setdefault(row.item_id, []).append(Written(row.text, row.by.name if row.by else "", row.at))
    return found


def decided_at(
    room: TeamRoom, items: Iterable[AgendaItem], named: frozenset[UUID], mine: dict[UUID, Dossier]
) -> dict[UUID, list[Decided]]:
    found: dict[UUID, list[Decided]] = {}
    today = timezone.localdate()
    of_team = TeamDecision.objects.filter(item__in=items).select_related("who__person", "item__meeting__team")
    for row in of_team:
        is_late = row.done_at is None and row.ready_on < today
        each = Decided(row.what, row.who.person.name, row.ready_on, is_late, row.done_at is not None, decision=row)
        found.setdefault(row.item_id, []).append(each)
    rows = AgreementOfItem.objects.filter(item__in=items, agreement__child__in=named)
    for link in rows.select_related("agreement__who__person", "agreement__meeting").prefetch_related("agreement__turns"):
        dossier = mine.get(link.agreement.child_id)
        if dossier is not None and link.item_id is not None and link.agreement.is_visible_to(dossier):
            found.setdefault(link.item_id, []).append(decided_of(link.agreement, today))
    return found


def decided_of(agreement: Agreement, today: date) -> Decided:
    turns = list(agreement.turns.all())
    stands, ready_on = standing(turns), day_of(agreement, turns)
    who = agreement.who.person.name if agreement.who else agreement.outside
    is_open = stands == "open"
    return Decided(agreement.what, who, ready_on, is_open and ready_on < today, not is_open, agreement=agreement)


# ── teams ─────────────────────────────────────────────────────────────────────────────────────────


def teams_of(person: Person) -> tuple[CareTeam, ...]:
    here = seated().filter(person=person).values("team")
    return tuple(CareTeam.objects.filter(pk__in=here).select_related("organisation").order_by("name"))


def sittings_of(team: CareTeam) -> tuple[Sitting, ...]:
    return tuple(sitting_of(meeting) for meeting in TeamMeeting.objects.filter(team=team).prefetch_related("turns"))


def last_day(sittings: Iterable[Sitting]) -> date | None:
    """The day of the last meeting that goes on or went on."""
    days = [timezone.localdate(each.meeting.starts_at) for each in sittings if not each.is_off]
    return max(days, default=None)


def colleagues_to_ask(room: TeamRoom) -> tuple[Membership, ...]:
    """Who works at the team's own organisation and does not sit in it."""
    here = [member.person_id for member in room.members]
    works = Membership.objects.filter(working_on(timezone.localdate()), organisation=room.team.organisation_id)
    return tuple(works.exclude(person__in=here).select_related("person").order_by("pk"))


def at_work(person: Person | None) -> Membership | None:
    """Where somebody works now; nothing for who works nowhere."""
    if person is None:
        return None
    works = Membership.objects.filter(working_on(timezone.localdate()), person=person)
    return works.select_related("person", "organisation").order_by("since", "pk").first()


# ── for who may not read children ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Counts:
    """Of the meetings of a year that were closed; a small number is not told."""

    team: CareTeam
    held: int
    named: str
    nameless: str
    decisions: str
    late: str


def counts_of(desk: Desk) -> tuple[Counts, ...]:
    teams = CareTeam.objects.filter(organisation=desk.organisation).order_by("name")
    return tuple(count_of(team) for team in teams)


def count_of(team: CareTeam) -> Counts:
    since = timezone.now() - LOOKS_BACK
    held = TeamMeeting.objects.filter(team=team, turns__what=Happened.CLOSED, starts_at__gte=since)
    items = AgendaItem.objects.filter(meeting__in=held, removed_at__isnull=True)
    about = items.aggregate(all=Count("pk"), named=Count("of_child"))
    today = timezone.localdate()
    own = TeamDecision.objects.filter(item__in=items)
    links = AgreementOfItem.objects.filter(item__in=items).select_related("agreement").prefetch_related("agreement__turns")
    open_days = [day_of(link.agreement, turns) for link in links if standing(turns := list(link.agreement.turns.all())) == "open"]
    late = own.filter(done_at__isnull=True, ready_on__lt=today).count() + sum(day < today for day in open_days)
    return Counts(
        team=team,
        held=held.count(),
        named=shown_count(about["named"]),
        nameless=shown_count(about["all"] - about["named"]),
        decisions=shown_count(own.count() + len(links)),
        late=shown_count(late),
    )
