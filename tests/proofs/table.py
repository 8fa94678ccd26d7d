"""Shared by the proofs: a meeting round the child with what was prepared and agreed, what each form sends, who may hear it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from rondom.children.models import Child, Place, Role
from rondom.meetings.actions import (
    Agreed,
    Plan,
    Pointed,
    agree,
    allow_guest,
    answer_invitation,
    begin_step,
    bring,
    close_meeting,
    correct,
    evaluate,
    knock,
    let_guest_in,
    make_code,
    mark_factors,
    plan_meeting,
    point_out,
    prepare,
    say,
    show_on_wall,
)
from rondom.meetings.actions.by_link import lay_link
from rondom.meetings.by_link import hash_of_token
from rondom.meetings.codes import code_of, new_secret
from rondom.meetings.models import (
    Agreement,
    AnswerLink,
    Correction,
    EvaluationAnswer,
    Form,
    Instrument,
    Invited,
    Meeting,
    MomentPointedOut,
    Prepared,
    Said,
    Seat,
    TableCode,
    TableGuest,
)
from rondom.meetings.onlookers import GUEST, open_doorway
from rondom.meetings.queries import own_invitation
from tests.proofs.expecting import column, now_is_now, reads_meeting
from tests.sealed import rewrite

# Asked by who coordinates: two of the family, who teaches, and who helps.
ASKED = (Role.MOTHER, Role.CHILD, Role.TEACHER, Role.YOUTH_WORKER)
SEATED = (*ASKED, Role.CARE_COORDINATOR)  # who plans it sits there too
HERS, ON_THE_TABLE = "p_well", "p_worry"
LINK = "by-this-link-somebody-without-an-account-answers"


def seat_of(child: Child, role: str) -> Place:
    return Place.objects.filter(child=child, role=role, taken__isnull=False, ended__isnull=True).order_by("offered_at")[0]


def in_days(days: int) -> Any:
    return timezone.localtime().replace(hour=15, minute=30, second=0, microsecond=0) + timedelta(days=days)


def lay_table(world: Any) -> None:
    coordinator, mother = world.dossier(Role.CARE_COORDINATOR), world.dossier(Role.MOTHER)
    plan = Plan(
        form=Form.EVERYONE,
        goal="Kiezen welke hulp nodig is",
        starts_at=in_days(10),
        minutes=45,
        where="Kamer 4",
        interpreter="",
        others=(("Tante", str(Seat.TRUSTED)),),
    )
    meeting = plan_meeting(coordinator, plan=plan, places=[seat_of(world.noor, role) for role in ASKED])
    mine = own_invitation(mother, meeting)
    assert mine is not None
    answer_invitation(mother, invited=mine, answer="yes")
    prepare(mother, invited=mine, words={HERS: "Zij leest", ON_THE_TABLE: "De nachten"})
    bring(mother, prepared=Prepared.objects.get(invited=mine, question=ON_THE_TABLE))
    hold_tables(world, plan, meeting)
    ready = timezone.localdate() + timedelta(days=7)
    helper = seat_of(world.noor, Role.YOUTH_WORKER)
    agree(coordinator, agreed=Agreed("Elke week bellen", ready), who=helper, meeting=meeting)
    outside = agree(coordinator, agreed=Agreed("Samen fietsen", ready, "Oom"), meeting=meeting)
    lay_link(coordinator, agreement=outside, token_hash=hash_of_token(LINK), address="oom@example.org")


def hold_tables(world: Any, plan: Plan, meeting: Meeting) -> None:
    """One that has begun, and one that was held and closed."""
    coordinator, mother = world.dossier(Role.CARE_COORDINATOR), world.dossier(Role.MOTHER)
    seats = [seat_of(world.noor, role) for role in ASKED]
    is_review = replace(plan, form=Form.REVIEW, starts_at=in_days(11), others=())
    held = plan_meeting(coordinator, plan=is_review, places=seats)
    review = plan_meeting(coordinator, plan=replace(is_review, starts_at=in_days(12)), places=seats)
    for table in (meeting, held, review):
        begin_step(coordinator, meeting=table, step=1)
        say(mother, meeting=table, question="c_whole", text="Het is compleet", language="nl")
    mine = own_invitation(mother, meeting)
    assert mine is not None
    prepare(mother, invited=mine, words={"c_right": "Bijna"})
    let_others_in(world, meeting)
    say(mother, meeting=meeting, question="h_well", text="Elke week iemand", language="nl", face="good")
    for table in (held, review):
        point_out(mother, meeting=table, pointed=Pointed("De verhuizing", "2021", "Alles werd anders", "nl"))
        mark_factors(mother, meeting=table, marks={"f_trust": "helped"})
    close_meeting(coordinator, meeting=held)
    faces, words = {"e_heard": "good"}, {"e_wish": "Zonder haast"}
    evaluate(mother, meeting=held, instrument=Instrument.MINUTE, faces=faces, words=words, language="nl")
    correct(mother, meeting=held, text="Het was een dinsdag")


def let_others_in(world: Any, meeting: Meeting) -> None:
    """A screen that shows it, a guest who sits there, and one who waits for the nod."""
    coordinator, mother = world.dossier(Role.CARE_COORDINATOR), world.dossier(Role.MOTHER)
    make_code(coordinator, meeting=meeting)
    show_on_wall(coordinator, meeting=meeting, code=code_of("nog een scherm"))
    doorway = open_doorway(code_at(meeting))
    assert doorway is not None
    told = {"capacity": "buurvrouw", "language": "nl"}
    seated, _waits = (knock(doorway, name=name, secret=new_secret(GUEST), **told) for name in ("Els", "Ada"))
    allow_guest(mother, guest=seated)
    let_guest_in(coordinator, guest=seated)


def code_at(meeting: Meeting | None) -> str:
    row = TableCode.objects.filter(meeting=meeting, ended_at=None).last()
    return code_of(str(row.pk)) if row is not None else "nergens"


def parts_of_address(child: Child) -> dict[str, Any]:
    """The parts of an address."""

    def first(rows: Any) -> Any:
        return rows.values_list("pk", flat=True).first() or child.pk

    return {
        "meeting_id": lambda: first(Meeting.objects.filter(child=child, closed=None)),
        "review_id": lambda: first(Meeting.objects.filter(child=child, form=Form.REVIEW, closed=None)),
        "moment_id": lambda: first(MomentPointedOut.objects.filter(meeting__child=child, meeting__closed=None)),
        "principle": "r_duty",
        "held_id": lambda: first(Meeting.objects.filter(child=child, closed__isnull=False)),
        "invited_id": lambda: first(Invited.objects.filter(meeting__child=child, place=None)),
        "said_id": lambda: first(Said.objects.filter(meeting__child=child, meeting__closed=None, face="good")),
        "guest_id": lambda: first(TableGuest.objects.filter(meeting__child=child, seat=None)),
        "code": lambda: code_at(Meeting.objects.filter(child=child, closed=None).first()),
        "agreement_id": lambda: first(Agreement.objects.filter(child=child).exclude(who=None)),
        "outside_id": lambda: first(Agreement.objects.filter(child=child, who=None)),
        "link_token": "nergens",  # the page behind one that works is walked by itself: it is open to whoever has it
        "question": HERS,
        "brought": ON_THE_TABLE,
    }


def bodies_at_the_table(circle: Any) -> dict[str, dict[str, Any]]:
    day, teacher = in_days(20).date().isoformat(), str(seat_of(circle.child, Role.TEACHER).pk)
    moment = {"day": day, "at": "09:00"}
    return {
        "meetings:plan": {**moment, "goal": "Samen kijken", "form": "parents", "people": [teacher], "minutes": "30"},
        "meetings:answer": {"answer": "yes"},
        "meetings:prepare": {HERS: "Zij leest", "s_sees": "Zij leest"},
        "meetings:move": moment,
        "meetings:call_off": {"why": "Griep"},
        "meetings:invite": {"name": "Oom"},
        "meetings:agree": {"what": "Samen lopen", "outside": "Oom", "ready_on": day},
        "meetings:card": {"language": "nl"},
        "meetings:agreement": {"turn": "done"},
        "meetings:link": {"address": ""},
        "meetings:by_link": {"turn": "done"},
        "meetings:table": {"question": "c_whole", "text": "Het is compleet"},
        "meetings:show_on_wall": {"code": code_of("een scherm")},
        "meetings:answer_guest": {"answer": "refuse"},
        "meetings:join_code": {"code": code_of("een code")},
        "meetings:join": {"name": "Ome Jan", "capacity": "oom"},
        "meetings:draft": {"question": "c_whole", "text": "Het is"},
        "meetings:step": {"step": "2"},
        "meetings:moment": {"m_what": "De verhuizing", "when": "2021", "m_why": "Alles werd anders"},
        "meetings:factors": {"f_trust": "hindered"},
        "meetings:result": {"text": "Het was een dinsdag"},
        "meetings:paper": {"language": "nl"},
        "meetings:questions": {"c_whole": "Staat alles erop?", "q5_1": "Wie belt wie?"},
        "meetings:evaluate": {"over": "minute", "e_heard": "good", "e_wish": "Met thee"},
    }


def at_the_table(aviary: Any) -> None:
    """By the rules, for each who asks."""

    def reads(place: Any, _person: Any) -> bool:
        return place is not None and reads_meeting(aviary.told, place, is_invited=place.role in SEATED)

    def agreed(place: Any, person: Any) -> bool:
        return reads(place, person) or (place is not None and place.role == Role.YOUTH_WORKER)

    told_at_the_table(aviary, reads, agreed)


def told_at_the_table(aviary: Any, reads: Any, reads_agreement: Any) -> None:
    """What a meeting is about is for who reads it; what was prepared for its writer, until it is on the table."""
    meeting = Meeting.objects.filter(child=aviary.circle.child, closed=None).exclude(form=Form.REVIEW).get()
    held = Meeting.objects.get(child=aviary.circle.child, closed__isnull=False)
    about = {"goal": aviary.bird("goal of a meeting", reads), "where": aviary.bird("where a meeting is", reads)}
    rewrite(Meeting.objects.filter(pk=meeting.pk), **about)
    rewrite(Invited.objects.filter(meeting=meeting, place=None), name=aviary.bird("who comes along", reads))
    lets_in = (Role.MOTHER, Role.CARE_COORDINATOR)  # who leads, and the parent who was asked to come

    def hears_of_guests(place: Any, person: Any) -> bool:
        if not reads(place, person):
            return False
        with now_is_now():
            return place.role in lets_in or column(aviary.told, place) == "child_16_up"  # from then on the child says so itself

    asks = {"name": aviary.bird("name of a guest", hears_of_guests), "capacity": aviary.bird("guest as what", hears_of_guests)}
    rewrite(TableGuest.objects.filter(meeting=meeting), **asks)
    mother = seat_of(aviary.circle.child, Role.MOTHER).person_id
    hers = aviary.bird("prepared", lambda _place, person: person.pk == mother)
    rewrite(Prepared.objects.filter(question=HERS), text=hers)
    rewrite(Prepared.objects.filter(question=ON_THE_TABLE), text=aviary.bird("on the table", reads))
    typed = aviary.bird("draft at the table", lambda _place, person: person.pk == mother)
    rewrite(Prepared.objects.filter(question="c_right"), text=typed)
    rewrite(Meeting.objects.filter(pk=held.pk), goal=aviary.bird("goal of what was held", reads))
    rewrite(Said.objects.filter(meeting=meeting), text=aviary.bird("said at the table", reads))
    rewrite(Said.objects.filter(meeting=held), text=aviary.bird("said at what was held", reads))
    moment = {name: aviary.bird(f"key moment, {name}", reads) for name in ("what", "when", "why")}
    rewrite(MomentPointedOut.objects.filter(meeting=held), **moment)
    rewrite(Correction.objects.filter(meeting=held), text=aviary.bird("written beside it", reads))
    sits = aviary.bird("wish after it", lambda place, person: place is not None and place.role in SEATED and reads(place, person))
    rewrite(EvaluationAnswer.objects.filter(question="e_wish"), text=sits)
    rewrite(Agreement.objects.filter(meeting=meeting).exclude(who=None), what=aviary.bird("agreement", reads_agreement))
    by_nobody_here = {"what": aviary.bird("agreement of another", reads), "outside": aviary.bird("who is no member", reads)}
    rewrite(Agreement.objects.filter(meeting=meeting, who=None), **by_nobody_here)
    hers = aviary.bird("where a link went", lambda place, _person: place is not None and place.role == Role.CARE_COORDINATOR)
    rewrite(AnswerLink.objects.filter(agreement__meeting=meeting), address=hers)
