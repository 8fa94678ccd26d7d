"""What an attacker found on the pages of a child, kept as tests: a closed page stays closed, a list says no more than it may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rondom.base.models import Event
from rondom.base.scope import NotLetIn
from rondom.children.actions import ask_consent, end_authority
from rondom.children.actions.consent import Line
from rondom.children.caseload import caseload_page, open_caseload
from rondom.children.dossier import house_dossier, open_welcome
from rondom.children.models import Authority, InformationKind, Place, Purpose, Role
from rondom.people.models import Organisation


def place_of(world, role: str) -> Place:
    return Place.objects.get(child=world.noor, role=role)


def end_authority_of(world, role: str) -> None:
    authority = Authority.objects.get(place=place_of(world, role))
    end_authority(house_dossier(world.noor), authority=authority, until=timezone.localdate())


def texts(cases) -> list[str]:
    return [each.words for case in cases for each in case.attention]


def test_without_authority_the_doorstep_is_shut_as_well(world, as_person):
    end_authority_of(world, Role.FATHER)
    father = world.person(Role.FATHER)

    for method in ("get", "post"):
        assert getattr(as_person(father), method)(f"/kinderen/{world.noor.pk}/welkom/").status_code == 404
    with pytest.raises(NotLetIn):
        open_welcome(father, world.noor.pk)
    assert Event.objects.filter(event="dossier.refused", person_id=father.pk, rule="no parental authority").exists()


def test_without_authority_a_child_is_not_in_the_list_and_the_record_does_not_say_it_was(world, as_person):
    end_authority_of(world, Role.FATHER)
    father = world.person(Role.FATHER)

    assert caseload_page(open_caseload(father)) == ()
    assert "Noor" not in as_person(father).get("/").text
    listed = Event.objects.filter(event="children.listed", person_id=father.pk)
    assert not listed.filter(object_ids__contains=str(world.noor.pk)).exists()


@pytest.mark.parametrize(
    ("role", "is_told"),
    [(Role.MOTHER, False), (Role.CHILD, False), (Role.TEACHER, False), (Role.CARE_COORDINATOR, True), (Role.YOUTH_WORKER, True)],
)
def test_who_must_still_answer_stands_in_the_list_of_who_can_deal_with_it(world, role, is_told):
    coordinator, youth = world.dossier(Role.CARE_COORDINATOR), Organisation.objects.get(name="Jeugdteam Oost")
    until = timezone.localdate() + timedelta(days=60)
    lines = [Line(InformationKind.SCHOOL_ENTRY, world.school.pk, youth.pk)]
    ask_consent(coordinator, purpose=Purpose.HELP_TOGETHER, until=until, lines=lines)

    cases = caseload_page(open_caseload(world.person(role)))

    assert [case.child for case in cases] == [world.noor]
    assert any("toestemming wacht op" in words for words in texts(cases)) is is_told
    assert bool(texts(cases)) is is_told
