"""Who comes to a table without an account: the screen on the wall, and guests, let in by the family and a nod of the chair."""

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.base.signs import clean
from rondom.children.dossier import Dossier
from rondom.children.rights import FAMILY_ROLES, Right
from rondom.meetings.actions.holding import at_the_table, leading
from rondom.meetings.actions.planning import PRESSED_TWICE, lock
from rondom.meetings.codes import code_of, key_of
from rondom.meetings.models import (
    GuestAnswered,
    Invited,
    Meeting,
    MeetingCalledOff,
    MeetingClosed,
    Nod,
    Said,
    Seat,
    StepBegun,
    TableCode,
    TableGuest,
    Wall,
)
from rondom.meetings.onlookers import DOORWAY, GUEST, WALL, Onlooker, may_let_in
from rondom.meetings.queries import chair_of, invited_of
from rondom.meetings.rules import (
    why_not_allow,
    why_not_answer_for,
    why_not_answer_guest,
    why_not_hold,
    why_not_knock,
    why_not_let_in,
    why_not_say,
    why_not_show_here,
    why_not_so_many,
)


@action("meeting.code_made", needs=Right.JOIN_MEETING)
def make_code(dossier: Dossier, *, meeting: Meeting) -> TableCode:
    """A short code by which people come to this table; the one before it is worth nothing from now on."""
    held = leading(dossier, meeting)
    TableCode.objects.filter(meeting=held, ended_at=None).update(ended_at=timezone.now())
    made = TableCode(meeting=held, by_id=dossier.person_id)
    made.key = key_of(DOORWAY, code_of(str(made.pk)))
    made.save()
    return made


@action("meeting.wall_opened", needs=Right.JOIN_MEETING)
def show_on_wall(dossier: Dossier, *, meeting: Meeting, code: str) -> Wall:
    """This meeting, on the screen that says this code."""
    held, key = leading(dossier, meeting), key_of(WALL, code)
    standing = Wall.objects.filter(key=key, ended_at=None).first()
    refuse_if(why_not_show_here(is_elsewhere=standing is not None and standing.meeting_id != held.pk))
    return standing or Wall.objects.create(meeting=held, key=key, by_id=dossier.person_id)


@action("meeting.wall_ended", needs=Right.JOIN_MEETING, act=Act.UPDATE)
def end_walls(dossier: Dossier, *, meeting: Meeting) -> Meeting:
    """No screen shows this meeting any more."""
    held = leading(dossier, meeting)
    Wall.objects.filter(meeting=held, ended_at=None).update(ended_at=timezone.now())
    return held


@action("meeting.guest_knocked", needs=Right.JOIN_MEETING)
def knock(doorway: Onlooker, *, name: str, capacity: str, language: str, secret: str) -> TableGuest:
    """Somebody without an account asks to sit here, by name and as what. It opens nothing."""
    held = lock(doorway.meeting)
    waiting = TableGuest.objects.filter(meeting=held, seat=None).exclude(answers__answer=Nod.OUT)
    refuse_if(why_not_knock(waiting.count()))
    told = {"name": clean(name).strip(), "capacity": clean(capacity).strip()}
    return TableGuest.objects.create(meeting=held, language=language, key=key_of(GUEST, secret), **told)


@action("meeting.guest_allowed", needs=Right.JOIN_MEETING)
def allow_guest(dossier: Dossier, *, guest: TableGuest) -> GuestAnswered:
    """The family says that this person may hear what is said here; without that nobody lets a guest in."""
    at_the_table(dossier, guest.meeting)
    refuse_if(why_not_answer_guest(is_refused=said_of(guest, Nod.OUT)))
    refuse_if(why_not_allow(may_let_in=may_let_in(dossier)))
    twice = GuestAnswered.objects.filter(guest=guest, answer=Nod.FAMILY).first()
    return twice or GuestAnswered.objects.create(guest=guest, answer=Nod.FAMILY, by_id=dossier.person_id)


@action("meeting.guest_let_in", needs=Right.JOIN_MEETING)
def let_guest_in(dossier: Dossier, *, guest: TableGuest) -> GuestAnswered:
    """The nod of who leads: from here there is a seat, until the meeting is closed."""
    held = leading(dossier, guest.meeting)
    refuse_if(why_not_answer_guest(is_refused=said_of(guest, Nod.OUT)))
    refuse_if(why_not_let_in(is_allowed=said_of(guest, Nod.FAMILY), is_at_work=dossier.role not in FAMILY_ROLES))
    if twice := GuestAnswered.objects.filter(guest=guest, answer=Nod.IN).first():
        return twice
    refuse_if(why_not_so_many(invited_of(held).count() + 1))
    name = f"{guest.name} ({guest.capacity})"
    guest.seat = Invited.objects.create(meeting=held, name=name, seat=Seat.GUEST, by_id=dossier.person_id)
    guest.save(update_fields=["seat"])
    return GuestAnswered.objects.create(guest=guest, answer=Nod.IN, by_id=dossier.person_id)


@action("meeting.guest_refused", needs=Right.JOIN_MEETING)
def refuse_guest(dossier: Dossier, *, guest: TableGuest) -> GuestAnswered:
    """Not let in, or sent away: who leads says so, or the family whose yes it takes."""
    held, mine = at_the_table(dossier, guest.meeting)
    if mine.place_id != chair_of(held):
        refuse_if(why_not_allow(may_let_in=may_let_in(dossier)))
    if guest.seat is not None and guest.seat.left_out_at is None:
        Invited.objects.filter(pk=guest.seat.pk).update(left_out_at=timezone.now())
    twice = GuestAnswered.objects.filter(guest=guest, answer=Nod.OUT).first()
    return twice or GuestAnswered.objects.create(guest=guest, answer=Nod.OUT, by_id=dossier.person_id)


def said_of(guest: TableGuest, answer: str) -> bool:
    return GuestAnswered.objects.filter(guest=guest, answer=answer).exists()


@action("meeting.guest_said", needs=Right.JOIN_MEETING)
def say_as_guest(onlooker: Onlooker, *, question: str, text: str, language: str, face: str = "") -> Said:
    """What a guest answers to a question of a step, for everybody at the table."""
    held, seat = lock(onlooker.meeting), onlooker.seat
    is_here = seat is not None and Invited.objects.filter(pk=seat.pk, left_out_at=None).exists()
    refuse_if(why_not_answer_for(is_own=is_here, may_plan=False))
    is_off = MeetingCalledOff.objects.filter(meeting=held).exists()
    refuse_if(why_not_hold(is_called_off=is_off, is_closed=MeetingClosed.objects.filter(meeting=held).exists(), is_over=False))
    text = clean(text).strip()
    refuse_if(why_not_say(text, is_begun=StepBegun.objects.filter(meeting=held).exists()))
    assert seat is not None
    just_now = Said.objects.filter(invited=seat, question=question, at__gt=timezone.now() - PRESSED_TWICE)
    if twice := next((each for each in just_now if (each.text, each.face) == (text, face)), None):
        return twice
    return Said.objects.create(meeting=held, invited=seat, question=question, text=text, language=language, face=face)
