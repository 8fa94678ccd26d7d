"""A concern about the safety of a child whose case is closed: read and reported, and nothing else written any more."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from rondom.base.models import Letter
from rondom.children.models import CaseClosed, Role, SafetyTold
from rondom.safety.actions import begin_file, note_report, print_summary, remind_of_safety, say_openness
from rondom.safety.folder import open_shelf
from tests.safety.concern import FACTS, begun, first_note, folder, with_addresses


@pytest.fixture
def closed(world):
    """A concern of the teacher, and the case locked since."""
    file = begun(world)
    ago = timezone.now() - timedelta(days=1)
    CaseClosed.objects.create(child=world.noor, at=ago, locks_at=ago, information_kind="K15", ground="legal_duty")
    return file


def test_nothing_is_written_and_the_family_is_told_nothing_any_more(world, closed):
    with pytest.raises(PermissionDenied):
        say_openness(folder(world, closed), is_told=True, words="Samen besproken", summary="Dit staat er")
    with pytest.raises(PermissionDenied):
        begin_file(open_shelf(world.person(Role.TEACHER), world.noor.pk), note=first_note(), is_told=True, words="Verteld")

    assert not SafetyTold.objects.exists()


def test_a_report_can_still_be_made_and_noted(world, closed, as_person):
    opened = folder(world, closed)
    print_summary(opened)
    note_report(opened, on=timezone.localdate())

    page = as_person(world.person(Role.TEACHER)).get(f"/kinderen/{world.noor.pk}/veiligheid/{closed.pk}/").text
    assert FACTS in page and "Maak meldtekst" in page
    assert "Schrijven bij stap" not in page and "Iemand op de lijst zetten" not in page


def test_nobody_is_reminded_of_what_can_not_be_answered(world, closed):
    with_addresses(world)
    before = Letter.objects.count()

    assert remind_of_safety(timezone.now() + timedelta(days=14)) == 0
    assert Letter.objects.count() == before
