"""Planning a meeting: who comes, who reads of it, moving it, calling it off, and what people think over beforehand."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Letter
from rondom.base.scope import Outside
from rondom.children.actions import mark_secret_address
from rondom.children.dossier import open_dossier
from rondom.children.models import ConsentAsked, Place, Role
from rondom.meetings.actions import (
    Agreed,
    Plan,
    agree,
    answer_invitation,
    bring,
    call_off,
    invite_to,
    leave_out,
    move_meeting,
    plan_meeting,
    prepare,
    say_of_agreement,
)
from rondom.meetings.models import Coming, InvitationAnswered, Invited, MeetingCalledOff, MeetingMoved, Prepared, Seat
from rondom.meetings.queries import find_meeting, invited_of, meetings_in, own_invitation
from tests.meetings.table import GOAL, in_days, planned, seat_of


def test_who_is_invited_finds_the_meeting_and_hears_of_it(world):
    for person in (world.person(Role.MOTHER), world.person(Role.TEACHER)):
        person.email = f"{person.pk}@voorbeeld.nl"
        person.save()
    meeting = planned(world, Role.MOTHER, Role.TEACHER)

    assert {each.place.role for each in invited_of(meeting)} == {Role.CARE_COORDINATOR, Role.MOTHER, Role.TEACHER}
    for role in (Role.MOTHER, Role.TEACHER, Role.CARE_COORDINATOR):
        assert find_meeting(world.dossier(role), meeting.pk).goal == GOAL
    assert Letter.objects.filter(kind="invited").count() == 2, "and none to who planned it"


def test_who_reads_only_own_invitations_finds_no_other_meeting(world):
    meeting = planned(world, Role.MOTHER)

    assert find_meeting(world.dossier(Role.FATHER), meeting.pk), "a parent reads every meeting about the own child"
    with pytest.raises(Http404):
        find_meeting(world.dossier(Role.TEACHER), meeting.pk)
    invite_to(world.dossier(Role.CARE_COORDINATOR), meeting=meeting, place=seat_of(world, Role.TEACHER))
    assert meetings_in(world.dossier(Role.TEACHER)) == (meeting,)
    leave_out(world.dossier(Role.CARE_COORDINATOR), invited=own_invitation(world.dossier(Role.TEACHER), meeting))
    assert meetings_in(world.dossier(Role.TEACHER)) == ()


def test_nobody_is_invited_who_may_not_read_along_yet(world):
    ConsentAsked.objects.update(until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="Vraag eerst toestemming"):
        planned(world, Role.YOUTH_WORKER)

    meeting = planned(world, Role.YOUTH_WORKER, by=Role.MOTHER)
    assert find_meeting(world.dossier(Role.YOUTH_WORKER), meeting.pk), "whom the family asks, it lets read this"


def test_a_parent_who_may_not_know_where_the_child_is_learns_of_no_meeting(world):
    mark_secret_address(world.dossier(Role.CARE_COORDINATOR), place=seat_of(world, Role.FATHER), reason="Voor de veiligheid")
    meeting = planned(world, Role.MOTHER)

    assert meetings_in(world.dossier(Role.FATHER)) == ()
    with pytest.raises(Refused, match="kan hier niet bij zijn"):
        invite_to(world.dossier(Role.CARE_COORDINATOR), meeting=meeting, place=seat_of(world, Role.FATHER))


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CHILD])
def test_who_may_not_plan_does_not(world, role):
    with pytest.raises(PermissionDenied):
        planned(world, Role.MOTHER, by=role)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"starts_at": in_days(-1)}, "al voorbij"),
        ({"starts_at": in_days(400)}, "meer dan een jaar"),
    ],
)
def test_what_can_not_be_planned_says_why_and_plans_nothing(world, changed, said):
    with pytest.raises(Refused, match=said):
        planned(world, Role.MOTHER, **changed)
    with pytest.raises(Refused, match="Kies wie er komen"):
        planned(world)
    assert meetings_in(world.dossier(Role.CARE_COORDINATOR)) == ()


def test_moved_and_called_off_are_rows_and_what_was_called_off_stays_so(world):
    coordinator, meeting = world.dossier(Role.CARE_COORDINATOR), planned(world, Role.MOTHER)
    was, later = meeting.starts_at, in_days(20)

    assert move_meeting(coordinator, meeting=meeting, starts_at=later).starts_at == later
    assert move_meeting(coordinator, meeting=meeting, starts_at=later).starts_at == later, "twice is once"
    assert [(row.was_at, row.starts_at) for row in MeetingMoved.objects.all()] == [(was, later)]
    call_off(coordinator, meeting=meeting, why="Griep")
    assert MeetingCalledOff.objects.get().why == "Griep"
    with pytest.raises(Refused, match="gaat niet door"):
        move_meeting(coordinator, meeting=meeting, starts_at=in_days(30))
    with pytest.raises(Refused, match="gaat niet door"):
        answer_invitation(world.dossier(Role.MOTHER), invited=own_invitation(world.dossier(Role.MOTHER), meeting), answer="yes")


def test_pressed_twice_is_planned_and_told_once(world):
    when = in_days(10)
    assert planned(world, Role.MOTHER, starts_at=when) == planned(world, Role.MOTHER, starts_at=when)
    assert len(meetings_in(world.dossier(Role.MOTHER))) == 1


def test_what_was_is_not_planned_any_more(world):
    meeting = planned(world, Role.MOTHER)
    with time_machine.travel(in_days(30)), pytest.raises(Refused, match="al geweest"):
        call_off(world.dossier(Role.CARE_COORDINATOR), meeting=meeting)


def test_the_last_answer_counts_and_somebody_may_come_along(world):
    meeting, mother = planned(world, Role.MOTHER), world.dossier(Role.MOTHER)
    mine = own_invitation(mother, meeting)
    for answer in (Coming.NO, Coming.ONLINE):
        answer_invitation(mother, invited=mine, answer=answer)

    assert InvitationAnswered.objects.filter(invited=mine).last().answer == Coming.ONLINE
    aunt = invite_to(mother, meeting=meeting, name="Tante Nadia", seat=Seat.TRUSTED)
    assert (aunt.place, aunt.name) == (None, "Tante Nadia")


def test_what_one_thinks_over_is_for_oneself_until_it_is_brought(world):
    meeting, mother = planned(world, Role.MOTHER), world.dossier(Role.MOTHER)
    mine = own_invitation(mother, meeting)

    assert prepare(mother, invited=mine, words={"p_well": "Zij leest weer", "p_worry": "  "}) == 1
    row = Prepared.objects.get()
    assert row.brought_at is None
    bring(mother, prepared=row)
    assert Prepared.objects.get().brought_at is not None
    prepare(mother, invited=mine, words={"p_well": "Zij leest elke dag"})
    assert Prepared.objects.get().brought_at is None, "other words are for oneself again"
    assert prepare(mother, invited=mine, words={"p_well": ""}) == 0


def test_nobody_answers_or_prepares_for_another(world):
    meeting, father = planned(world, Role.MOTHER, Role.FATHER), world.dossier(Role.FATHER)
    hers = own_invitation(world.dossier(Role.MOTHER), meeting)

    with pytest.raises(Refused, match="wie is uitgenodigd"):
        prepare(father, invited=hers, words={"p_well": "Van haar"})
    teacher = world.dossier(Role.TEACHER)
    invite_to(world.dossier(Role.CARE_COORDINATOR), meeting=meeting, place=seat_of(world, Role.TEACHER))
    with pytest.raises(Refused, match="wie is uitgenodigd"):
        answer_invitation(teacher, invited=hers, answer=Coming.NO)
    assert answer_invitation(world.dossier(Role.CARE_COORDINATOR), invited=hers, answer=Coming.YES), "told by telephone"


def test_what_another_prepared_is_not_there_until_it_is_brought(world):
    meeting, mother = planned(world, Role.MOTHER, Role.FATHER), world.dossier(Role.MOTHER)
    prepare(mother, invited=own_invitation(mother, meeting), words={"p_worry": "De nachten"})
    row = Prepared.objects.get()

    with pytest.raises(Outside):
        bring(world.dossier(Role.FATHER), prepared=row)
    bring(mother, prepared=row)
    assert Prepared.objects.get().is_visible_to(world.dossier(Role.FATHER))


def test_no_action_takes_a_row_of_another_child(world):
    """What lies elsewhere is refused, whatever one may do here."""
    elsewhere = open_dossier(world.person(Role.CARE_COORDINATOR, world.other), world.other.pk)
    theirs = Place.objects.filter(child=world.other, role=Role.MOTHER)[0]
    plan = Plan("parents", "Daar", in_days(9), 30, "", "")
    meeting = plan_meeting(elsewhere, plan=plan, places=[theirs])
    invited = Invited.objects.get(meeting=meeting, place=elsewhere.place)
    prepare(elsewhere, invited=invited, words={"s_sees": "Daar"})
    agreement = agree(elsewhere, agreed=Agreed("Daar", in_days(9).date()), who=theirs)
    here = world.dossier(Role.CARE_COORDINATOR)

    for act, given in (
        (plan_meeting, {"plan": plan, "places": [theirs]}),
        (agree, {"agreed": Agreed("Hier", in_days(9).date()), "meeting": meeting}),
        (agree, {"agreed": Agreed("Hier", in_days(9).date()), "who": theirs}),
        (move_meeting, {"meeting": meeting, "starts_at": in_days(9)}),
        (call_off, {"meeting": meeting}),
        (invite_to, {"meeting": meeting, "name": "Iemand"}),
        (leave_out, {"invited": invited}),
        (answer_invitation, {"invited": invited, "answer": Coming.NO}),
        (prepare, {"invited": invited, "words": {}}),
        (bring, {"prepared": Prepared.objects.get(invited=invited)}),
        (say_of_agreement, {"agreement": agreement, "turn": "done"}),
    ):
        with pytest.raises(Outside):
            act(here, **given)
