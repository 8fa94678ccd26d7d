"""What people agree: what, who, when ready; done, not done and why, moved; and by the family whether it helped."""


import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404

from rondom.base.actions import Refused
from rondom.base.scope import Outside
from rondom.children.actions import mark_secret_address
from rondom.children.models import Role
from rondom.meetings.actions import say_of_agreement
from rondom.meetings.models import Agreement, AgreementTurn, Turn
from rondom.meetings.queries import agreements_in, find_agreement
from tests.meetings.table import WHAT, agreed, in_days, planned, seat_of, soon


def stands(world, role: str = Role.MOTHER) -> list[str]:
    return [each.stands for each in agreements_in(world.dossier(role))]


def test_an_agreement_is_there_for_its_owner_and_for_who_reads_what_is_agreed(world):
    agreement = agreed(world)

    for role in (Role.TEACHER, Role.MOTHER, Role.CARE_COORDINATOR):
        assert find_agreement(world.dossier(role), agreement.pk).agreement.what == WHAT
    theirs = agreed(world, who=Role.MOTHER)
    with pytest.raises(Http404):
        find_agreement(world.dossier(Role.TEACHER), theirs.pk)
    with pytest.raises(Outside):
        say_of_agreement(world.dossier(Role.TEACHER), agreement=theirs, turn=Turn.DONE)


def test_one_of_a_meeting_is_there_for_who_sat_in_it(world):
    meeting = planned(world, Role.MOTHER, Role.TEACHER)
    agreed(world, who=Role.MOTHER, meeting=meeting)

    assert stands(world, Role.TEACHER) == ["open"]


def test_who_may_not_know_where_the_child_is_reads_none(world):
    agreed(world)
    mark_secret_address(world.dossier(Role.CARE_COORDINATOR), place=seat_of(world, Role.FATHER), reason="Voor de veiligheid")

    assert agreements_in(world.dossier(Role.FATHER)) == ()


def test_the_doer_says_done_and_the_family_whether_it_helped(world):
    agreement = agreed(world)
    mother, teacher = world.dossier(Role.MOTHER), world.dossier(Role.TEACHER)

    with pytest.raises(Refused, match="nog niet gedaan"):
        say_of_agreement(mother, agreement=agreement, turn=Turn.HELPED)
    say_of_agreement(teacher, agreement=agreement, turn=Turn.DONE)
    with pytest.raises(Refused, match="zegt het gezin"):
        say_of_agreement(teacher, agreement=agreement, turn=Turn.HELPED)
    say_of_agreement(mother, agreement=agreement, turn=Turn.NOT_YET, ready_on=soon(14))
    assert stands(world) == ["open"], "not yet opens it again"
    assert agreements_in(mother)[0].ready_on == soon(14)
    say_of_agreement(teacher, agreement=agreement, turn=Turn.DONE)
    say_of_agreement(mother, agreement=agreement, turn=Turn.HELPED)
    assert stands(world) == ["helped"]
    assert list(AgreementTurn.objects.values_list("turn", flat=True)) == ["done", "not_yet", "done", "helped"]


def test_not_done_says_why_and_moved_says_when(world):
    agreement, teacher = agreed(world), world.dossier(Role.TEACHER)

    with pytest.raises(Refused, match="waarom"):
        say_of_agreement(teacher, agreement=agreement, turn=Turn.NOT_DONE)
    with pytest.raises(Refused, match="al voorbij"):
        say_of_agreement(teacher, agreement=agreement, turn=Turn.MOVED)
    say_of_agreement(teacher, agreement=agreement, turn=Turn.MOVED, ready_on=soon(20))
    assert agreements_in(teacher)[0].ready_on == soon(20)
    say_of_agreement(teacher, agreement=agreement, turn=Turn.NOT_DONE, why="Zij was ziek")
    with pytest.raises(Refused, match="al afgerond"):
        say_of_agreement(teacher, agreement=agreement, turn=Turn.DONE)
    assert [(row.turn, row.why) for row in AgreementTurn.objects.all()] == [("moved", ""), ("not_done", "Zij was ziek")]


def test_for_who_stands_outside_somebody_who_coordinates_says_it(world):
    agreement = agreed(world, who=None, outside="Fysiotherapeut Jansen")

    assert agreement.outside == "Fysiotherapeut Jansen"
    say_of_agreement(world.dossier(Role.CARE_COORDINATOR), agreement=agreement, turn=Turn.DONE)
    assert stands(world) == ["done"]


def test_late_is_what_is_open_after_its_day_and_open_stands_first(world):
    late, done = agreed(world), agreed(world, ready_on=soon(2))
    say_of_agreement(world.dossier(Role.TEACHER), agreement=done, turn=Turn.DONE)

    with time_machine.travel(in_days(9)):
        found = agreements_in(world.dossier(Role.MOTHER))
    assert [(each.agreement.pk, each.is_late) for each in found] == [(late.pk, True), (done.pk, False)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"what": "  "}, "Schrijf op wat er gebeurt"),
        ({"who": None}, "Kies wie dit doet"),
        ({"ready_on": soon(-1)}, "al voorbij"),
        ({"ready_on": soon(500)}, "meer dan een jaar"),
    ],
)
def test_what_can_not_be_agreed_says_why(world, given, said):
    with pytest.raises(Refused, match=said):
        agreed(world, **given)
    assert not Agreement.objects.exists()


def test_pressed_twice_is_agreed_once(world):
    assert agreed(world) == agreed(world)
    assert Agreement.objects.count() == 1


def test_who_may_not_agree_does_not(world):
    with pytest.raises(PermissionDenied):
        agreed(world, by=Role.TEACHER)
