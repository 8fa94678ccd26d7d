"""The door of a table: who waits there, what a yes opens, and whose name a wall or a guest reads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rondom.base.models import Event
from rondom.children.models import Role
from rondom.meetings.actions import Agreed, agree, allow_guest, let_guest_in
from rondom.meetings.models import TableGuest
from rondom.meetings.onlooking import ON_WALL
from tests.meetings.table import agreed
from tests.meetings.test_joining import at_the_door, begun, guest, screen

__all__ = ["begun", "guest", "screen"]


@pytest.fixture
def table(world, begun):
    return f"/kinderen/{world.noor.pk}/overleg/{begun.pk}/tafel/"


def test_who_waits_leaves_one_line_however_often_they_look(begun, chair):
    phone, row = at_the_door(begun, chair)
    for _nth in range(3):
        phone.get("/gast/")
    assert Event.objects.filter(event="guest.waited").count() == 1
    assert TableGuest.objects.get(pk=row.pk).waits_since is not None


def test_who_was_let_in_is_written_down_at_each_look(begun, chair, world):
    phone, row = at_the_door(begun, chair)
    phone.get("/gast/")
    allow_guest(world.dossier(Role.MOTHER), guest=row)
    let_guest_in(chair, guest=row)
    for _nth in range(2):
        phone.get("/gast/")
    assert Event.objects.filter(event="guest.opened").count() == 2


def test_who_asks_stands_on_the_page_with_the_code_and_the_parent_reads_what_a_yes_opens(begun, chair, table, world, as_person):
    at_the_door(begun, chair)
    leading, mother, teacher = (as_person(world.person(role)) for role in (Role.CARE_COORDINATOR, Role.MOTHER, Role.TEACHER))
    page = leading.get(f"{table}deur/").text
    assert "Buurvrouw Els" in page.split('data-part="waiting"')[1]
    assert "stroom" in page, "it comes by itself"
    for where in (table, f"{table}deur/"):
        assert "Na een ja ziet deze persoon wat hier wordt gezegd, gekozen en afgesproken" in mother.get(where).text
    assert "Na een ja" not in page
    assert "Buurvrouw Els" not in teacher.get(f"{table}deur/").text


def test_a_wall_and_a_guest_read_no_name_of_who_does_not_sit_there(begun, chair, world, screen, guest):
    ready = timezone.localdate() + timedelta(days=7)
    agreed(world, Role.TEACHER, meeting=begun, what="Die hier zit belt")
    agreed(world, Role.YOUTH_WORKER, meeting=begun, what="Die er niet zit belt")
    agree(chair, agreed=Agreed("Een oom fietst mee", ready, "Oom Farid"), meeting=begun)
    teacher, worker = world.person(Role.TEACHER).name, world.person(Role.YOUTH_WORKER).name
    for page in (screen.get("/scherm/").text, guest.get("/gast/").text):
        assert "Een oom fietst mee" in page
        assert teacher in page
        assert worker not in page
        assert "jeugdhulpverlener" in page
        assert "Oom Farid" not in page
        assert "iemand anders" in page


def test_on_the_wall_stands_the_address_beside_the_code_and_what_was_agreed_last(begun, chair, world, screen):
    at_the_door(begun, chair)
    for nth in range(ON_WALL + 2):
        agreed(world, Role.TEACHER, meeting=begun, what=f"Afspraak nummer {nth}")
    page = screen.get("/scherm/").text
    assert 'dir="ltr">localhost/mee</bdi>' in page
    told = page.split('data-part="wall_agreed"')[1]
    assert "Afspraak nummer 0" not in told and "Afspraak nummer 1" not in told
    assert all(f"Afspraak nummer {nth}<" in told for nth in range(2, ON_WALL + 2))
    assert "en nog 2" in told
