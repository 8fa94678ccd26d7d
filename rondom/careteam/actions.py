"""The verbs of a care team: begin one, who sits in it, when it meets, what stands on the agenda, what is noted and decided."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.keys import store
from rondom.base.letters import letter_to
from rondom.base.models import Act
from rondom.base.record import locked_head, record_system
from rondom.base.signs import clean
from rondom.careteam.models import (
    AgendaItem,
    AgreementOfItem,
    CareTeam,
    Happened,
    ItemNote,
    ItemOfChild,
    NoteOfChild,
    TeamDecision,
    TeamLead,
    TeamMeeting,
    TeamMeetingTurn,
    TeamMember,
    sealed_of,
)
from rondom.careteam.naming import group_of, named_to_all
from rondom.careteam.queries import child_named, is_of_child, items_of
from rondom.careteam.rights import TeamRight
from rondom.careteam.room import Sitting, TeamRoom
from rondom.careteam.rules import (
    why_not_bring,
    why_not_call_off,
    why_not_done,
    why_not_hold,
    why_not_join,
    why_not_lead,
    why_not_leave,
    why_not_meet,
    why_not_minutes,
    why_not_named,
    why_not_nameless,
    why_not_plan,
    why_not_say,
)
from rondom.children.dossier import Dossier
from rondom.children.models import Audience, Ground, Place
from rondom.meetings.actions import Agreed, agree
from rondom.meetings.models import MEETING
from rondom.meetings.rules import why_not_agree
from rondom.people.desk import Desk, working_on
from rondom.people.models import Membership
from rondom.people.rights import DeskRight

KEPT_FOR, AFTER_END = timedelta(days=366), timedelta(days=2 * 366)
PRESSED_TWICE = timedelta(seconds=10)
IN_DOSSIER = {"information_kind": MEETING, "ground": Ground.PUBLIC_TASK, "audience": Audience.CIRCLE}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@action("careteam.started", needs=DeskRight.KEEP_CARE_TEAM)
def start_team(desk: Desk, *, name: str, weeks: int) -> CareTeam:
    """Who begins a team sits in it and leads it. Sent again at once, it is the same team."""
    name = clean(name).strip()
    refuse_if(why_not_say(name))
    since = timezone.now() - PRESSED_TWICE
    locked_head(desk.chain)
    twice = CareTeam.objects.filter(organisation=desk.organisation, by=desk.person_id, name=name, at__gt=since).first()
    if twice is not None:
        return twice
    team = CareTeam.objects.create(organisation=desk.organisation, name=name, weeks=weeks, by_id=desk.person_id)
    if desk.person_id is not None:
        about = {"team": team, "person_id": desk.person_id, "organisation": desk.organisation, "by_id": desk.person_id}
        TeamLead.objects.create(member=TeamMember.objects.create(**about))
    return team


@action("careteam.member_added", needs=TeamRight.LEAD_TEAM)
def add_team_member(room: TeamRoom, *, membership_id: UUID | None) -> TeamMember:
    """A colleague, or somebody of another organisation, who hears by a letter that something is there."""
    locked_head(room.chain)
    works = (
        Membership.objects.filter(working_on(timezone.localdate()), pk__in=[membership_id] if membership_id else [])
        .select_related("person")
        .first()
    )
    is_here = works is not None and any(each.person_id == works.person_id for each in room.members)
    refuse_if(why_not_join(is_found=works is not None, is_here=is_here, members=len(room.members)))
    assert works is not None
    # Who sat here for a house that this person left since, sits here for the new one.
    TeamMember.objects.filter(team=room.team, person=works.person_id, until__isnull=True).update(until=timezone.now())
    letter_to(works.person, "news")
    return TeamMember.objects.create(
        team=room.team, person_id=works.person_id, organisation_id=works.organisation_id, by_id=room.person_id
    )


@action("careteam.member_left", needs=TeamRight.JOIN_TEAM, act=Act.UPDATE)
def end_team_member(room: TeamRoom, *, member: TeamMember) -> TeamMember:
    """At the next request this person finds nothing of the team any more."""
    is_own = member.pk == room.member.pk
    refuse_if(why_not_leave(is_own=is_own, leads=room.may(TeamRight.LEAD_TEAM), is_last=len(room.members) == 1))
    member.until = timezone.now()
    member.save(update_fields=["until"])
    return member


@action("careteam.lead_taken", needs=TeamRight.JOIN_TEAM)
def take_team_lead(room: TeamRoom) -> TeamLead:
    """Somebody of the organisation takes it over; nobody gives it away."""
    refuse_if(why_not_lead(is_of_house=room.member.organisation_id == room.team.organisation_id))
    if room.leader is not None and room.leader.pk == room.member.pk:
        return TeamLead.objects.filter(member=room.member).order_by("at").reverse()[0]
    return TeamLead.objects.create(member=room.member)


@action("careteam.planned", needs=TeamRight.LEAD_TEAM)
def plan_team_meeting(room: TeamRoom, *, starts_at: datetime, is_sure: bool = False) -> TeamMeeting:
    """The product proposes a day; who leads decides. Everyone of the team hears that something is there."""
    refuse_if(why_not_meet(timezone.localtime(starts_at), timezone.now(), is_sure=is_sure))
    locked_head(room.chain)
    same = TeamMeeting.objects.filter(team=room.team, starts_at=starts_at).exclude(turns__what=Happened.CALLED_OFF).first()
    if same is not None:
        return same
    for member in room.members:
        if member.pk != room.member.pk:
            letter_to(member.person, "news")
    return TeamMeeting.objects.create(team=room.team, starts_at=starts_at, by_id=room.person_id)


def turned(room: TeamRoom, sitting: Sitting, what: Happened) -> TeamMeetingTurn:
    row, _is_new = TeamMeetingTurn.objects.get_or_create(meeting=sitting.meeting, what=what, defaults={"by_id": room.person_id})
    return row


@action("careteam.called_off", needs=TeamRight.LEAD_TEAM, act=Act.UPDATE)
def call_off_team_meeting(room: TeamRoom, *, sitting: Sitting) -> TeamMeetingTurn:
    refuse_if(why_not_call_off(sitting))
    for member in room.members:
        if member.pk != room.member.pk:
            letter_to(member.person, "news")
    return turned(room, sitting, Happened.CALLED_OFF)


@action("careteam.begun", needs=TeamRight.LEAD_TEAM, act=Act.UPDATE)
def begin_team_meeting(room: TeamRoom, *, sitting: Sitting) -> TeamMeetingTurn:
    refuse_if(why_not_plan(sitting))
    return turned(room, sitting, Happened.BEGUN)


@action("careteam.closed", needs=TeamRight.LEAD_TEAM, act=Act.UPDATE)
def close_team_meeting(room: TeamRoom, *, sitting: Sitting) -> TeamMeetingTurn:
    """From now on there is one page of what was decided."""
    refuse_if(why_not_hold(sitting))
    return turned(room, sitting, Happened.CLOSED)


# ── the agenda ────────────────────────────────────────────────────────────────────────────────────


def laid(room: TeamRoom, sitting: Sitting, group: str, reason: str) -> AgendaItem:
    every = AgendaItem.objects.filter(meeting=sitting.meeting)
    nth, last = every.count(), every.aggregate(last=Max("position"))["last"]
    return AgendaItem.objects.create(
        meeting=sitting.meeting,
        group=group,
        reason=reason,
        position=(last or 0) + 1,
        letter=LETTERS[nth % 26] + (str(nth // 26) if nth >= 26 else ""),
        by_id=room.person_id,
    )


@action("careteam.child_brought", needs=TeamRight.JOIN_TEAM)
def bring_child(room: TeamRoom, *, sitting: Sitting, dossier: Dossier, reason: str) -> ItemOfChild:
    """A child of who brings it, by name: where all of the team may hear it."""
    refuse_if(why_not_plan(sitting))
    locked_head(room.chain)
    child, items = dossier.child, items_of(sitting.meeting)
    is_there = ItemOfChild.objects.filter(item__in=items, child=child).exists()
    refuse_if(why_not_bring(items=items.count(), is_there=is_there))
    refuse_if(why_not_named(is_named=child.pk in named_to_all(room.team.organisation_id, room.members, [child])))
    item = laid(room, sitting, group_of(child.birth_date, timezone.localdate()), reason)
    return ItemOfChild.objects.create(child=child, item=item, **IN_DOSSIER)


@action("careteam.item_brought", needs=TeamRight.JOIN_TEAM)
def bring_without_name(room: TeamRoom, *, sitting: Sitting, group: str, reason: str) -> AgendaItem:
    """A group and a reason, and nothing else."""
    refuse_if(why_not_plan(sitting))
    locked_head(room.chain)
    refuse_if(why_not_bring(items=items_of(sitting.meeting).count(), is_there=False))
    return laid(room, sitting, group, reason)


@action("careteam.item_set", needs=TeamRight.LEAD_TEAM, act=Act.UPDATE)
def set_item(room: TeamRoom, *, sitting: Sitting, item: AgendaItem, minutes: int, move: int = 0) -> AgendaItem:
    """How many minutes it gets, and one place up or down."""
    refuse_if(why_not_plan(sitting) or why_not_minutes(minutes))
    locked_head(room.chain)
    item.minutes = minutes
    item.save(update_fields=["minutes"])
    order = list(items_of(sitting.meeting))
    nth = next(nth for nth, each in enumerate(order) if each.pk == item.pk)
    if move and 0 <= nth + move < len(order):
        order[nth], order[nth + move] = order[nth + move], order[nth]
        for place, each in enumerate(order, start=1):
            AgendaItem.objects.filter(pk=each.pk).update(position=place)
    return item


@action("careteam.item_removed", needs=TeamRight.LEAD_TEAM, act=Act.UPDATE)
def remove_item(room: TeamRoom, *, sitting: Sitting, item: AgendaItem) -> AgendaItem:
    refuse_if(why_not_plan(sitting))
    item.removed_at = timezone.now()
    item.save(update_fields=["removed_at"])
    return item


# ── held ──────────────────────────────────────────────────────────────────────────────────────────


@action("careteam.noted", needs=TeamRight.JOIN_TEAM)
def note_item(room: TeamRoom, *, sitting: Sitting, item: AgendaItem, text: str) -> ItemNote:
    """At an item without a name. The words were gone along before: nothing in them points to somebody."""
    refuse_if(why_not_hold(sitting) or why_not_say(text) or why_not_nameless(is_of_child=is_of_child(item)))
    words, since = clean(text).strip(), timezone.now() - PRESSED_TWICE
    just_now = ItemNote.objects.filter(item=item, by=room.person_id, at__gt=since).select_related("item__meeting__team")
    twice = next((each for each in just_now if each.text == words), None)
    return twice or ItemNote.objects.create(item=item, text=words, by_id=room.person_id)


@action("careteam.child_noted", needs=TeamRight.JOIN_TEAM)
def note_child(room: TeamRoom, *, sitting: Sitting, item: AgendaItem, dossier: Dossier, text: str) -> NoteOfChild:
    """At an item with a name: in the dossier of that child, and nowhere else."""
    refuse_if(why_not_hold(sitting) or why_not_say(text))
    refuse_if(why_not_named(is_named=is_this(room, item, dossier)))
    words, since = clean(text).strip(), timezone.now() - PRESSED_TWICE
    just_now = NoteOfChild.objects.filter(item=item, by=room.person_id, at__gt=since)
    twice = next((each for each in just_now if each.text == words), None)
    return twice or NoteOfChild.objects.create(child=dossier.child, item=item, text=words, by_id=room.person_id, **IN_DOSSIER)


def is_this(room: TeamRoom, item: AgendaItem, dossier: Dossier) -> bool:
    child = child_named(room, item)
    return child is not None and child.pk == dossier.child.pk


@dataclass(frozen=True)
class Deciding:
    what: str
    ready_on: date


@action("careteam.decided", needs=TeamRight.JOIN_TEAM)
def decide_without_name(
    room: TeamRoom, *, sitting: Sitting, item: AgendaItem, deciding: Deciding, who: TeamMember
) -> TeamDecision:
    """It stays in the list of the team."""
    today = timezone.localdate()
    refuse_if(why_not_hold(sitting) or why_not_nameless(is_of_child=is_of_child(item)))
    refuse_if(why_not_agree(deciding.what, has_owner=True, ready_on=deciding.ready_on, today=today))
    what, since = clean(deciding.what).strip(), timezone.now() - PRESSED_TWICE
    just_now = TeamDecision.objects.filter(item=item, by=room.person_id, who=who, at__gt=since)
    for each in just_now.select_related("item__meeting__team"):
        if (each.what, each.ready_on) == (what, deciding.ready_on):
            return each
    return TeamDecision.objects.create(item=item, what=what, who=who, ready_on=deciding.ready_on, by_id=room.person_id)


@dataclass(frozen=True)
class ForChild:
    """An agreement as it goes to the dossier of a child, opened by who writes it down."""

    dossier: Dossier
    agreed: Agreed
    who: Place | None


@action("careteam.agreed", needs=TeamRight.JOIN_TEAM)
def decide_for_child(room: TeamRoom, *, sitting: Sitting, item: AgendaItem, of: ForChild) -> AgreementOfItem:
    """An agreement in the dossier of the child, by the rules that hold there; here stands that it came of this item."""
    refuse_if(why_not_hold(sitting) or why_not_named(is_named=is_this(room, item, of.dossier)))
    made = agree(of.dossier, agreed=of.agreed, who=of.who)
    row, _is_new = AgreementOfItem.objects.get_or_create(agreement=made, defaults={"item": item})
    return row


@action("careteam.decision_done", needs=TeamRight.JOIN_TEAM, act=Act.UPDATE)
def say_done(room: TeamRoom, *, decision: TeamDecision) -> TeamDecision:
    is_own = decision.who_id == room.member.pk
    refuse_if(why_not_done(is_own=is_own, leads=room.may(TeamRight.LEAD_TEAM), is_done=decision.done_at is not None))
    decision.done_at = timezone.now()
    decision.save(update_fields=["done_at"])
    return decision


# ── the night ─────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def end_team_meetings(now: datetime) -> int:
    """A year after its day rows and key of a meeting go together; what is of a child stays in its dossier, for its own day. Who
    left a team is forgotten two years later."""
    over = list(TeamMeeting.objects.filter(starts_at__lt=now - KEPT_FOR).select_related("team"))
    for meeting in over:
        subject = sealed_of(meeting.pk, meeting.team.organisation_id)[0]
        meeting.delete()
        transaction.on_commit(partial(store().destroy, subject))
    left = TeamMember.objects.filter(until__lt=now - AFTER_END).exclude(decisions__isnull=False)
    left.delete()
    if over:
        record_system("careteam.ended", Act.DELETE)
    return len(over)
