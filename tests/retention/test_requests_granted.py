"""What a granted request to destroy takes away, and what it leaves where it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.cards.actions import add_remark, begin_card, share_card
from rondom.cards.models import Card, CardVersion, Remark
from rondom.children.models import Role
from rondom.mydata.actions import answer_request
from rondom.mydata.models import DataRequestStep, Outcome, Part, Wish
from rondom.retention.actions import pause
from rondom.retention.replay import replay
from tests.mydata.test_requests import age, asked, coordinator, leader


def test_destroying_a_part_is_no_answer_that_takes_everything(world, as_person):
    age(world.noor, 9)
    for role in (Role.MOTHER, Role.FATHER):
        request = asked(world.dossier(role), world.school, wish=Wish.DESTROY)
    where = f"/organisaties/{world.school.pk}/gegevens/{request.pk}/"
    said = {"outcome": "partly", "reason": "somebody_else", "text": "De rest bewaren wij."}

    assert as_person(world.person(Role.CARE_COORDINATOR)).post(where, said).status_code == 422
    for desk in (coordinator(world), leader(world)):
        with pytest.raises(Refused, match="per kaartje"):
            answer_request(desk, number=request.pk, **said)

    assert Card.objects.filter(child=world.noor, owner=world.school).exists()
    assert not DataRequestStep.objects.exists()
    asked_else = asked(world.dossier(Role.MOTHER), world.school)
    assert answer_request(leader(world), number=asked_else.pk, **said).outcome == Outcome.PARTLY


def test_what_another_organisation_wrote_beside_an_own_card_is_not_taken_along(world):
    mother, worker = world.dossier(Role.MOTHER), world.dossier(Role.YOUTH_WORKER)
    own = begin_card(mother, kind="home")
    share_card(mother, card=own, words={"text": "Dit wil ik kwijt"})
    remark = add_remark(worker, card=own, text="Dit ligt bij de rechter")
    pause(worker, reason="court", until=timezone.localdate() + timedelta(days=90), part=worker.organisation_id)
    request = asked(mother, world.school, wish=Wish.DESTROY, part=Part.OWN, card=own)

    for desk in (coordinator(world), leader(world)):
        answer_request(desk, number=request.pk, outcome=Outcome.GRANTED, reason="", text="Weg")

    assert Remark.objects.get(pk=remark.pk).text == "Dit ligt bij de rechter"
    assert not CardVersion.objects.filter(card=own).exists()
    replay()
    assert Remark.objects.filter(pk=remark.pk).exists()
