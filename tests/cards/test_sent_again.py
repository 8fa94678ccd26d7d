"""A browser that got no answer sends its form once more: what came of it is there once."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from rondom.cards.actions import add_remark
from rondom.cards.models import Card, Remark
from rondom.children.models import Role


@pytest.fixture
def card(world) -> Card:
    return Card.objects.filter(child=world.noor, voice__letter="M", shares__isnull=False).first()


def test_a_remark_that_is_sent_again_an_hour_later_is_the_same(world, card, as_person):
    once, father = str(uuid4()), world.person(Role.FATHER)
    where = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/opmerkingen/"
    as_person(father).post(where, {"text": "Dat was in juli", "once": once})
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        again = as_person(father).post(where, {"text": "Dat was in juli", "once": once})

    assert again.status_code == 302
    assert [str(each.pk) for each in Remark.objects.filter(card=card, by=father)] == [once]


def test_the_page_of_a_card_gives_each_remark_a_key(world, card, as_person):
    browser, where = as_person(world.person(Role.FATHER)), f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/"

    one, other = (browser.get(where).text.split('name="once" value="')[1][:36] for _time in range(2))

    assert one != other


def test_the_key_of_what_another_wrote_gives_a_remark_of_its_own(world, card):
    theirs = add_remark(world.dossier(Role.FATHER), card=card, text="Van vader", once=uuid4())

    mine = add_remark(world.dossier(Role.MOTHER), card=card, text="Van moeder", once=theirs.pk)

    assert mine.pk != theirs.pk
    assert {each.text for each in Remark.objects.filter(pk__in=[mine.pk, theirs.pk])} == {"Van vader", "Van moeder"}


def test_a_key_that_is_none_is_said_and_nothing_is_written(world, card, as_person):
    where = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/opmerkingen/"

    answer = as_person(world.person(Role.FATHER)).post(where, {"text": "Dat was in juli", "once": "nergens"})

    assert answer.status_code == 422
