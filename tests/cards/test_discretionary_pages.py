"""The pages of sharing without consent, and what stands in the record of it (R51)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from rondom.base.models import Event
from rondom.cards.actions import (
    end_sharing,
    review_sharing,
    submit_sharing,
    tell_family,
)
from rondom.children.actions import mark_secret_address
from rondom.children.models import DiscretionaryShare, Place, Role
from tests.cards.in_danger import ANSWERS, Case
from tests.children.test_who_decides_at_the_door import of_age


@pytest.fixture
def case(world) -> Case:
    return Case(world)


def test_a_share_is_there_for_who_wrote_it_who_decides_and_who_looks_again(case, as_person):
    share = submit_sharing(case.sharer, share=case.written())
    path = f"/kinderen/{case.world.noor.pk}/zonder-toestemming/{share.pk}/"
    statuses = {
        role: as_person(case.world.person(role)).get(path).status_code
        for role in (Role.CARE_COORDINATOR, Role.SCHOOL_LEADER, Role.YOUTH_WORKER, Role.MOTHER, Role.CHILD, Role.TEACHER)
    }

    assert statuses == {
        Role.CARE_COORDINATOR: 200,
        Role.SCHOOL_LEADER: 200,
        Role.YOUTH_WORKER: 404,
        Role.MOTHER: 403,
        Role.CHILD: 403,
        Role.TEACHER: 403,
    }


def test_on_the_pages_from_writing_to_looking_again(case, as_person):
    sharer, leader = (as_person(case.world.person(role)) for role in (Role.CARE_COORDINATOR, Role.SCHOOL_LEADER))
    base = f"/kinderen/{case.world.noor.pk}/zonder-toestemming/"
    form = {
        "receiver": str(case.place(Role.YOUTH_WORKER).pk),
        "second": str(case.place(Role.SCHOOL_LEADER).pk),
        "cards": [str(card.pk) for card in case.cards()],
        "until": (timezone.localdate() + timedelta(days=5)).isoformat(),
        "tells_family": "no",
        "to_family": "Nu gevaarlijk",
        **ANSWERS,
    }
    assert "Kies iemand" in sharer.get(f"{base}nieuw/").text
    wrong = sharer.post(f"{base}nieuw/", {**form, "receiver": ""})
    assert wrong.status_code == 422
    assert "Omdat het niet anders kan" in wrong.text

    page = sharer.post(f"{base}nieuw/", form, follow=True)
    here = page.redirect_chain[-1][0]
    assert "Voorleggen aan Dirk Bos" in page.text
    changed = sharer.post(f"{here}schrijven/", {**form, "interest": "Zij is bang"}, follow=True)
    assert "Zij is bang" in changed.text
    assert sharer.post(f"{here}voorleggen/", follow=True).status_code == 200
    assert "Ben je het ermee eens?" in leader.get(here).text
    assert "leest deze kaartjes nu" in leader.post(f"{here}akkoord/", follow=True).text
    assert "Dirk Bos" in leader.post(f"{here}nakijken/", {"review": "Nodig"}, follow=True).text
    assert "De ouders krijgen bericht" in leader.post(f"{here}vertellen/", {"words": "Dit deelden wij"}, follow=True).text
    assert "Afgelopen." in sharer.post(f"{here}stoppen/", follow=True).text
    assert "Afgelopen." in sharer.get(base).text
    mother = as_person(case.world.person(Role.MOTHER))
    assert "Dit deelden wij" in mother.get(f"/kinderen/{case.world.noor.pk}/toestemmingen/").text
    assert mother.get(f"{here}kaartjes/").text.count('<article class="card') == 2


def test_which_cards_were_passed_on_is_for_the_family_once_it_was_told(case, as_person):
    def sees(share, role: str) -> int:
        path = f"/kinderen/{case.world.noor.pk}/zonder-toestemming/{share.pk}/kaartjes/"
        return as_person(case.world.person(role)).get(path).status_code

    share = case.agreed(tells_family=False)
    assert sees(share, Role.MOTHER) == 404, "not told yet"

    tell_family(case.sharer, share=share, words="Dit deelden wij")

    assert [sees(share, role) for role in (Role.MOTHER, Role.FATHER, Role.TEACHER)] == [200, 200, 403]
    assert sees(share, Role.CHILD) == 200
    of_age(case.world, 9)
    assert sees(share, Role.CHILD) == 404, "a child that does not decide yet has no page of consents either"
    father = Place.objects.get(child=case.world.noor, role=Role.FATHER)
    mark_secret_address(case.sharer, place=father, reason="Beslissing van de rechter")
    assert sees(share, Role.FATHER) == 403
    assert "Dit deelden wij" not in as_person(father.person).get(f"/kinderen/{case.world.noor.pk}/toestemmingen/").text


def test_a_heavy_act_asks_once_more_who_it_is_and_loses_nothing(case, as_person):
    share = case.written()
    browser = as_person(case.world.person(Role.CARE_COORDINATOR))
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        answer = browser.post(f"/kinderen/{case.world.noor.pk}/zonder-toestemming/{share.pk}/voorleggen/")

    assert answer.status_code == 302
    assert answer.url.startswith("/bevestigen/")
    assert DiscretionaryShare.objects.get().submitted_at is None


def test_every_step_stands_in_the_record(case):
    share = case.agreed()
    end_sharing(case.sharer, share=share)
    review_sharing(case.leader, share=share, review="Nodig")

    events = Event.objects.filter(child_id=case.world.noor.pk, event__startswith="discretionary.").order_by("number")
    assert [line.event.split(".")[1] for line in events] == ["written", "submitted", "agreed", "ended", "reviewed"]
    assert {line.object_ids for line in events} == {str(share.pk)}
