"""A care team of Noor's school: the coordinator leads, who helps at home sits there too."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from rondom.careteam.actions import add_team_member, begin_team_meeting, bring_child, plan_team_meeting, start_team
from rondom.careteam.models import AgendaItem, CareTeam, TeamMeeting
from rondom.careteam.rhythm import holiday_on
from rondom.careteam.room import Sitting, TeamRoom, find_meeting, open_team
from rondom.children.models import Role
from rondom.people.desk import open_desk
from rondom.people.models import Membership

NAME = "Zorgteam De Wilg"
TEXT = "Dit kind komt vaak te laat en is dan moe. Wij vragen de ouders hoe de avonden gaan."


def school_day(days: int) -> datetime:
    """So many days on, or as soon after it as there is school."""
    day = timezone.localdate() + timedelta(days=days)
    while holiday_on(day) or day.weekday() > 4:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(15, 30)))


def works_at(person: Any) -> Any:
    return Membership.objects.filter(person=person).order_by("since", "pk")[0].pk


def begun(world: Any, *roles: str) -> CareTeam:
    """The coordinator leads; these sit there too."""
    leader = world.person(Role.CARE_COORDINATOR)
    team = start_team(open_desk(leader, world.school.pk), name=NAME, weeks=6)
    for role in roles:
        add_team_member(open_team(leader, team.pk), membership_id=works_at(world.person(role)))
    return team


def room(world: Any, team: CareTeam, role: str = Role.CARE_COORDINATOR) -> TeamRoom:
    return open_team(world.person(role), team.pk)


def planned(world: Any, team: CareTeam, days: int = 20) -> TeamMeeting:
    return plan_team_meeting(room(world, team), starts_at=school_day(days))


def sitting(world: Any, meeting: TeamMeeting, role: str = Role.CARE_COORDINATOR) -> Sitting:
    return find_meeting(room(world, meeting.team, role), meeting.pk)


def with_noor(world: Any, meeting: TeamMeeting) -> AgendaItem:
    here = room(world, meeting.team)
    brought = bring_child(
        here, sitting=find_meeting(here, meeting.pk), dossier=world.dossier(Role.CARE_COORDINATOR), reason="brought"
    )
    assert brought.item is not None
    return brought.item


def held(world: Any, *roles: str) -> TeamMeeting:
    """Begun, with nothing on its agenda."""
    team = begun(world, *roles)
    meeting = planned(world, team)
    begin_team_meeting(room(world, team), sitting=sitting(world, meeting))
    return meeting
