"""Planning a meeting, asking people to come, moving it, calling it off; saying whether one comes, and preparing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.letters import letter_to
from rondom.base.models import Act
from rondom.base.signs import clean
from rondom.children.dossier import Dossier
from rondom.children.models import Audience, Ground, Place
from rondom.children.rights import FAMILY_ROLES, Right
from rondom.meetings.calendar import Enclosed
from rondom.meetings.models import (
    MEETING,
    InvitationAnswered,
    Invited,
    Meeting,
    MeetingCalledOff,
    MeetingClosed,
    MeetingMoved,
    Prepared,
    Seat,
    StepBegun,
)
from rondom.meetings.queries import invited_of, is_over, is_step_open, may_cancel, to_tell, why_not_each
from rondom.meetings.rules import (
    why_not_answer_for,
    why_not_cancel,
    why_not_change,
    why_not_hold,
    why_not_so_many,
    why_not_take_back,
    why_not_this_moment,
)

PRESSED_TWICE = timedelta(seconds=10)


@dataclass(frozen=True)
class Plan:
    """What somebody filled in to plan a meeting. `others`: names of who comes along, and as what."""

    form: str
    goal: str
    starts_at: datetime
    minutes: int
    where: str
    interpreter: str
    others: tuple[tuple[str, str], ...] = field(default=())


def lock(meeting: Meeting) -> Meeting:
    """Hold a meeting until the action is done: of two at once, the second sees what the first did."""
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)


def still_to_come(meeting: Meeting) -> Meeting:
    held = lock(meeting)
    is_off = MeetingCalledOff.objects.filter(meeting=held).exists()
    is_held = MeetingClosed.objects.filter(meeting=held).exists()
    refuse_if(why_not_change(is_called_off=is_off, is_over=is_held or is_over(held, timezone.now())))
    return held


def invite_all(dossier: Dossier, meeting: Meeting, places: tuple[Place, ...]) -> None:
    for _place, why_not in why_not_each(dossier, places):
        refuse_if(why_not)
    rows = [Invited(meeting=meeting, place=place, by_id=dossier.person_id) for place in places]
    tell_of(dossier, meeting, Invited.objects.bulk_create(rows), "invited")


def tell_of(dossier: Dossier, meeting: Meeting, rows: Iterable[Invited], kind: str) -> None:
    """A letter that says when and no more, with a file for the calendar; each next one of somebody has a higher number."""
    for row in to_tell(dossier, rows):
        assert row.place is not None
        letter_to(row.place.person, kind, Enclosed(meeting, row.told, is_off=kind == "called_off").file)


def tell_anew(dossier: Dossier, meeting: Meeting, rows: Iterable[Invited], kind: str) -> None:
    rows = list(rows)
    for row in rows:
        row.told += 1
        row.save(update_fields=["told"])
    tell_of(dossier, meeting, rows, kind)


@action("meeting.planned", needs=Right.PLAN_MEETING)
def plan_meeting(dossier: Dossier, *, plan: Plan, places: Sequence[Place]) -> Meeting:
    """Who plans it sits there too, and leads it unless somebody else does. Everybody gets a letter that does not say what."""
    assert dossier.place is not None
    refuse_if(why_not_this_moment(plan.starts_at, timezone.now()) or why_not_so_many(len(places)))
    since = timezone.now() - PRESSED_TWICE
    just_now = Meeting.objects.filter(child=dossier.child, planned_by=dossier.person_id, at__gt=since)
    if twice := just_now.filter(form=plan.form, starts_at=plan.starts_at).first():
        return twice
    meeting = Meeting.objects.create(
        child=dossier.child,
        form=plan.form,
        goal=clean(plan.goal),
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        where=clean(plan.where),
        interpreter=plan.interpreter,
        chair=dossier.place,
        planned_by_id=dossier.person_id,
        information_kind=MEETING,
        ground=Ground.CONSENT if dossier.role in FAMILY_ROLES else Ground.PUBLIC_TASK,
        audience=Audience.CIRCLE,
    )
    invite_all(dossier, meeting, tuple(dict.fromkeys((dossier.place, *places))))
    for name, seat in plan.others:
        Invited.objects.create(meeting=meeting, name=clean(name), seat=seat, by_id=dossier.person_id)
    return meeting


@action("meeting.moved", needs=Right.PLAN_MEETING, act=Act.UPDATE)
def move_meeting(dossier: Dossier, *, meeting: Meeting, starts_at: datetime) -> Meeting:
    """Another moment; who said to come is asked once more."""
    held = still_to_come(meeting)
    refuse_if(why_not_cancel(may_cancel=may_cancel(dossier, held)))
    refuse_if(why_not_this_moment(starts_at, timezone.now()))
    if held.starts_at == starts_at:
        return held
    MeetingMoved.objects.create(meeting=held, was_at=held.starts_at, starts_at=starts_at, by_id=dossier.person_id)
    held.starts_at = starts_at
    held.save(update_fields=["starts_at"])
    tell_anew(dossier, held, invited_of(held), "moved")
    return held


@action("meeting.called_off", needs=Right.PLAN_MEETING, act=Act.UPDATE)
def call_off(dossier: Dossier, *, meeting: Meeting, why: str = "") -> MeetingCalledOff:
    held = still_to_come(meeting)
    refuse_if(why_not_cancel(may_cancel=may_cancel(dossier, held)))
    tell_anew(dossier, held, invited_of(held), "called_off")
    return MeetingCalledOff.objects.create(meeting=held, why=clean(why), by_id=dossier.person_id)


@action("meeting.invited", needs=Right.PLAN_MEETING)
def invite_to(
    dossier: Dossier, *, meeting: Meeting, place: Place | None = None, name: str = "", seat: str = Seat.MEMBER
) -> Invited:
    """One more: of the circle, or somebody by name who comes along. Who was left out before is asked again."""
    held = still_to_come(meeting)
    here = list(invited_of(held))
    refuse_if(why_not_so_many(len(here) + 1))
    if place is None:
        return Invited.objects.create(meeting=held, name=clean(name), seat=seat, by_id=dossier.person_id)
    known = Invited.objects.filter(meeting=held, place=place).first()
    if known is None:
        invite_all(dossier, held, (place,))
        return Invited.objects.get(meeting=held, place=place)
    if known.left_out_at is not None:
        for _place, why_not in why_not_each(dossier, [place]):
            refuse_if(why_not)
        known.left_out_at, known.by_id = None, dossier.person_id
        known.save(update_fields=["left_out_at", "by"])
        tell_anew(dossier, held, [known], "invited")
    return known


@action("meeting.left_out", needs=Right.PLAN_MEETING, act=Act.UPDATE)
def leave_out(dossier: Dossier, *, invited: Invited) -> Invited:
    """By who planned it or leads the circle, and by who asked this one to come."""
    held = still_to_come(invited.meeting)
    is_own = invited.by_id is not None and invited.by_id == dossier.person_id
    refuse_if(why_not_cancel(may_cancel=is_own or may_cancel(dossier, held)))
    if invited.left_out_at is None:
        tell_anew(dossier, held, [invited], "called_off")
        invited.left_out_at = timezone.now()
        invited.save(update_fields=["left_out_at"])
    return invited


@action("meeting.answered", needs=Right.JOIN_MEETING)
def answer_invitation(dossier: Dossier, *, invited: Invited, answer: str) -> InvitationAnswered:
    still_to_come(invited.meeting)
    refuse_if(why_not_answer_for(is_own=invited.is_of(dossier.place), may_plan=dossier.may(Right.PLAN_MEETING)))
    return InvitationAnswered.objects.create(invited=invited, answer=answer, by_id=dossier.person_id)


@action("meeting.prepared", needs=Right.JOIN_MEETING)
def prepare(dossier: Dossier, *, invited: Invited, words: dict[str, str]) -> int:
    """What one thinks over beforehand: for oneself, until it is brought. What is empty is no answer. How many stand there.

    Other words under what lies on the table take it off, so that is only done while it may be taken back.
    """
    lock(invited.meeting)
    refuse_if(why_not_answer_for(is_own=invited.is_of(dossier.place), may_plan=False))
    here = {each.question: each for each in invited.prepared.all()}
    for code, text in words.items():
        text = clean(text).strip()
        row = here.pop(code, None) or Prepared(invited=invited, question=code)
        if row.brought_at is not None and row.text != text:
            refuse_if(why_not_take_back(is_step_open=may_still(row)))
        if not text:
            Prepared.objects.filter(invited=invited, question=code).delete()
        elif row.text != text:
            row.text, row.at, row.brought_at = text, timezone.now(), None
            row.save()
    return invited.prepared.count()


@action("meeting.brought", needs=Right.JOIN_MEETING, act=Act.UPDATE)
def bring(dossier: Dossier, *, prepared: Prepared) -> Prepared:
    """Lay one answer on the table: from now on everybody of this meeting reads it."""
    refuse_if(why_not_answer_for(is_own=prepared.invited.is_of(dossier.place), may_plan=False))
    is_closed = MeetingClosed.objects.filter(meeting=prepared.invited.meeting).exists()
    refuse_if(why_not_hold(is_called_off=False, is_closed=is_closed, is_over=False))
    if prepared.brought_at is None:
        prepared.brought_at = timezone.now()
        prepared.save(update_fields=["brought_at"])
    return prepared


@action("meeting.taken_back", needs=Right.JOIN_MEETING, act=Act.UPDATE)
def take_back(dossier: Dossier, *, prepared: Prepared) -> Prepared:
    """Take what one laid on the table off it again, while its step is open: from now on only who wrote it reads it."""
    refuse_if(why_not_answer_for(is_own=prepared.invited.is_of(dossier.place), may_plan=False))
    held = lock(prepared.invited.meeting)
    is_closed = MeetingClosed.objects.filter(meeting=held).exists()
    refuse_if(why_not_hold(is_called_off=False, is_closed=is_closed, is_over=False))
    if prepared.brought_at is not None:
        refuse_if(why_not_take_back(is_step_open=may_still(prepared)))
        prepared.brought_at = None
        prepared.save(update_fields=["brought_at"])
    return prepared


def may_still(prepared: Prepared) -> bool:
    """Whether what lies on the table may be taken off it."""
    meeting = prepared.invited.meeting_id
    if prepared.brought_at is None or MeetingClosed.objects.filter(meeting=meeting).exists():
        return False
    begun = StepBegun.objects.filter(meeting=meeting).order_by("at").values_list("at", "step")
    return is_step_open(list(begun), prepared.brought_at)
