"""Sharing without consent, tried by who should not come through: what was found, and holds now."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Letter
from rondom.cards.actions import agree_to_sharing, submit_sharing
from rondom.cards.models import Card
from rondom.children.actions import mark_secret_address
from rondom.children.models import Audience, Child, PlaceEnded, Role
from tests.cards.in_danger import Case, read_by_worker
from tests.sealed import rewrite


@pytest.fixture
def case(world) -> Case:
    return Case(world)


def test_the_second_does_not_agree_about_what_may_no_longer_be_read(case):
    share = submit_sharing(case.sharer, share=case.written())
    Card.objects.filter(pk=case.cards()[0].pk).update(audience=Audience.TEACHER)

    with pytest.raises(Refused, match="niet meer al deze kaartjes"):
        agree_to_sharing(case.leader, share=share)

    assert read_by_worker(case) == set()


def test_what_somebody_wrote_who_left_is_not_opened_any_more(case):
    share = submit_sharing(case.sharer, share=case.written())
    PlaceEnded.objects.create(place=case.place(Role.CARE_COORDINATOR))

    with pytest.raises(Refused, match="doet niet meer mee"):
        agree_to_sharing(case.leader, share=share)


@pytest.mark.parametrize(("years", "status"), [(10, 404), (13, 200)])
def test_a_young_child_does_not_open_what_its_parents_were_told(case, as_person, years, status):
    share = case.agreed()
    rewrite(Child.objects.filter(pk=case.world.noor.pk), birth_date=timezone.localdate() - timedelta(days=years * 366))

    page = reverse("cards:sharing_told", args=[case.world.noor.pk, share.pk])

    assert as_person(case.world.person(Role.CHILD)).get(page).status_code == status


def test_who_may_not_know_where_the_child_is_gets_no_letter_of_a_share_that_is_not_there(case, as_person):
    father = case.place(Role.FATHER)
    mark_secret_address(case.sharer, place=father, reason="Beslissing van de rechter")
    share = case.agreed()

    page = reverse("cards:sharing_told", args=[case.world.noor.pk, share.pk])

    assert not Letter.objects.filter(person_id=father.person_id).exists()
    assert as_person(father.person).get(page).status_code == 403
    assert as_person(case.world.person(Role.MOTHER)).get(page).status_code == 200
