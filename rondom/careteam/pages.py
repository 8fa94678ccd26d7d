"""All that one template of a care team prints, as finished goods."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from rondom.careteam.due import Due, due_for
from rondom.careteam.models import CareTeam, TeamMember
from rondom.careteam.naming import named_to_all
from rondom.careteam.queries import Row, children_of, last_day, rows_of, sittings_of, teams_of
from rondom.careteam.rhythm import is_long, next_day
from rondom.careteam.rights import TeamRight
from rondom.careteam.room import Sitting, TeamRoom
from rondom.careteam.rules import in_holiday
from rondom.children.caseload import Caseload
from rondom.children.models import Child
from rondom.people.desk import working_on
from rondom.people.models import Membership, Organisation, Person
from rondom.people.rights import RIGHTS, DeskRight


@dataclass(frozen=True)
class TeamsPage:
    teams: tuple[CareTeam, ...]
    keeps: tuple[Organisation, ...]  # where one may begin a team
    counts: tuple[Organisation, ...]  # where one sees numbers


def teams_page(person: Person) -> TeamsPage:
    works = list(Membership.objects.filter(working_on(timezone.localdate()), person=person).select_related("organisation"))

    def where(right: DeskRight) -> tuple[Organisation, ...]:
        return tuple({each.organisation_id: each.organisation for each in works if right in RIGHTS[each.function]}.values())

    return TeamsPage(teams_of(person), where(DeskRight.KEEP_CARE_TEAM), where(DeskRight.COUNT_CARE_TEAM))


@dataclass(frozen=True)
class Proposed:
    """The day that comes by the rhythm; about which holiday it is in, and whether it is more than six weeks on."""

    day: date
    holiday: str
    is_long: bool


def proposed(room: TeamRoom) -> Proposed:
    last = last_day(sittings_of(room.team))
    day = next_day(last, room.team.weeks, timezone.localdate())
    return Proposed(day, in_holiday(day), is_long(last, day))


@dataclass(frozen=True)
class TeamPage:
    team: CareTeam
    members: tuple[TeamMember, ...]
    me: TeamMember
    leader: TeamMember | None
    coming: tuple[Sitting, ...]
    past: tuple[Sitting, ...]
    proposed: Proposed
    leads: bool
    may_lead: bool


def team_page(room: TeamRoom) -> TeamPage:
    sittings = sittings_of(room.team)
    coming = tuple(each for each in sittings if not each.is_closed and not each.is_off)
    return TeamPage(
        team=room.team,
        members=room.members,
        me=room.member,
        leader=room.leader,
        coming=coming,
        past=tuple(each for each in reversed(sittings) if each.is_closed or each.is_off),
        proposed=proposed(room),
        leads=room.may(TeamRight.LEAD_TEAM),
        may_lead=room.member.organisation_id == room.team.organisation_id,
    )


@dataclass(frozen=True)
class Proposal:
    """A child of the reader that could be spoken of, why, and whether with its name."""

    due: Due
    is_named: bool


@dataclass(frozen=True)
class AgendaPage:
    team: CareTeam
    sitting: Sitting
    rows: tuple[Row, ...]
    minutes: int
    proposals: tuple[Proposal, ...]
    others: tuple[Child, ...]
    leads: bool
    note: Any = None

    @property
    def is_open(self) -> bool:
        return not self.sitting.is_closed and not self.sitting.is_off

    @property
    def is_today(self) -> bool:
        """On another day than was planned it is asked once before it begins."""
        return timezone.localdate(self.sitting.meeting.starts_at) == timezone.localdate()


def agenda_page(room: TeamRoom, sitting: Sitting, caseload: Caseload) -> AgendaPage:
    rows = rows_of(room, sitting)
    proposals, others = proposals_for(room, sitting, caseload)
    return AgendaPage(
        team=room.team,
        sitting=sitting,
        rows=rows,
        minutes=sum(row.item.minutes for row in rows),
        proposals=proposals,
        others=others,
        leads=room.may(TeamRight.LEAD_TEAM),
    )


def proposals_for(room: TeamRoom, sitting: Sitting, caseload: Caseload) -> tuple[tuple[Proposal, ...], tuple[Child, ...]]:
    """What is due of the reader's own children and is not said here by name; and the others, to bring by hand. What was
    laid there without a name stays among them: nothing tells that it was this one."""
    if sitting.is_closed or sitting.is_off:
        return (), ()
    there = named_to_all(room.team.organisation_id, room.members, list(children_of(sitting.meeting).values()))
    due = [each for each in due_for(caseload) if each.child.pk not in there]
    named = named_to_all(room.team.organisation_id, room.members, [each.child for each in due])
    proposed = {each.child.pk for each in due}
    others = tuple(child for child in caseload.children if child.pk not in proposed and child.pk not in there)
    return tuple(Proposal(each, each.child.pk in named) for each in due), others


@dataclass(frozen=True)
class ResultPage:
    """What was decided, for who sits in the team."""

    team: CareTeam
    sitting: Sitting
    rows: tuple[Row, ...]
    me: UUID
    leads: bool
    proposed: Proposed


def result_page(room: TeamRoom, sitting: Sitting) -> ResultPage:
    return ResultPage(
        team=room.team,
        sitting=sitting,
        rows=rows_of(room, sitting),
        me=room.member.pk,
        leads=room.may(TeamRight.LEAD_TEAM),
        proposed=proposed(room),
    )
