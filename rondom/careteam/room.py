"""The door of a care team: for who sits in it and still works where this person sits for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from rondom.base.models import Act
from rondom.base.record import record, record_refusal, record_system
from rondom.base.scope import NotLetIn, Scope
from rondom.base.seal import lay_out, lay_out_apart
from rondom.careteam.models import CareTeam, Happened, TeamLead, TeamMeeting, TeamMember, sealed_of
from rondom.careteam.rights import LEADER, MEMBER
from rondom.people.desk import working_on
from rondom.people.models import Membership, Person


@dataclass(frozen=True)
class TeamRoom(Scope):
    """A care team and who of it came in. To hold it says nothing of any child: for each child there is its own door."""

    team: CareTeam
    member: TeamMember
    members: tuple[TeamMember, ...]
    leader: TeamMember | None

    @property
    def chain(self) -> str:
        return f"careteam:{self.team.pk}"

    @property
    def inside(self) -> UUID:
        return self.team.pk


@dataclass(frozen=True)
class Sitting:
    """A meeting of the team, with what happened to it."""

    meeting: TeamMeeting
    turns: dict[str, datetime]

    @property
    def is_begun(self) -> bool:
        return Happened.BEGUN in self.turns

    @property
    def is_closed(self) -> bool:
        return Happened.CLOSED in self.turns

    @property
    def is_off(self) -> bool:
        return Happened.CALLED_OFF in self.turns


def seated() -> QuerySet[TeamMember]:
    """Who sits in a team now: not left, and still at work where this person sits for."""
    works = Membership.objects.filter(
        working_on(timezone.localdate()), person=OuterRef("person"), organisation=OuterRef("organisation")
    )
    return TeamMember.objects.filter(Exists(works), until__isnull=True).select_related("person", "organisation").order_by("since")


def leader_among(members: tuple[TeamMember, ...]) -> TeamMember | None:
    """Who took the lead last, of who sits there still."""
    taken = TeamLead.objects.filter(member__in=members).order_by("at").values_list("member", flat=True).last()
    return next((each for each in members if each.pk == taken), None)


def open_team(person: Person, team_id: UUID) -> TeamRoom:
    """Let in who sits in the team; for everyone else there is none."""
    members = tuple(seated().filter(team=team_id).select_related("team__organisation"))
    member = next((each for each in members if each.person_id == person.pk), None)
    if member is None:
        record_refusal(person.pk, "careteam.refused", rule="no member of the team")
        raise NotLetIn
    leader = leader_among(members)
    is_leader = leader is not None and leader.pk == member.pk
    room = TeamRoom(
        person_id=person.pk,
        role="leader" if is_leader else "member",
        rights=LEADER if is_leader else MEMBER,
        organisation_id=member.organisation_id,
        team=member.team,
        member=member,
        members=members,
        leader=leader,
    )
    record(room, "careteam.opened", Act.READ, room.team)
    lay_out()
    return room


def sitting_of(meeting: TeamMeeting) -> Sitting:
    return Sitting(meeting, {turn.what: turn.at for turn in meeting.turns.all()})


def find_meeting(room: TeamRoom, meeting_id: UUID) -> Sitting:
    """A meeting of this team, with the key of what was written there without a name."""
    meeting = TeamMeeting.objects.inside(room).filter(pk=meeting_id).prefetch_related("turns").first()
    if meeting is None:
        raise Http404
    lay_out_apart(sealed_of(meeting.pk, room.team.organisation_id)[0])
    return sitting_of(meeting)


def open_teams(person: Person) -> Person:
    """The list of one's own teams, for who works somewhere; for everyone else there is no such page."""
    if not Membership.objects.filter(working_on(timezone.localdate()), person=person).exists():
        record_refusal(person.pk, "careteam.refused", rule="no membership")
        raise NotLetIn
    record_system("careteam.listed", Act.READ, person_id=person.pk)
    lay_out()
    return person
