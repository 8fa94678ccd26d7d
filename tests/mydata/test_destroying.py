"""What a granted request to destroy takes away, and what it leaves where it is."""

import pytest

from rondom.base.actions import Refused
from rondom.cards.models import Card
from rondom.children.models import Role
from rondom.mydata.actions import answer_request
from rondom.mydata.models import DataRequestStep, Outcome, Wish
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
