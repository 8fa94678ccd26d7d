"""Who something waits for gets a letter that does not say what it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rondom.base.letters import text_of
from rondom.base.models import Letter
from rondom.children.actions import ask_consent, note_answer, open_in_emergency
from rondom.children.actions.consent import Line
from rondom.children.models import ConsentAnswered, ConsentAsked, InformationKind, Place, Purpose, Role
from rondom.people.models import Organisation, Person
from tests.sealed import rewrite

PARENTS = {Role.MOTHER, Role.FATHER}


@pytest.fixture
def reachable(world):
    """Everyone round Noor has an address."""
    for number, person in enumerate(Person.objects.filter(places__child=world.noor).distinct()):
        rewrite(Person.objects.filter(pk=person.pk), email=f"iemand{number}@voorbeeld.nl")
    return world


def written_to(world) -> set[str]:
    people = Letter.objects.values_list("person_id", flat=True)
    return set(Place.objects.filter(child=world.noor, person__in=list(people)).values_list("role", flat=True))


def test_who_decides_hears_that_a_question_waits(reachable):
    other = Organisation.objects.get(name="Jeugdteam Oost")
    line = Line(InformationKind.SCHOOL_ENTRY, reachable.school.pk, other.pk)
    until = timezone.localdate() + timedelta(days=30)
    ask_consent(reachable.dossier(Role.CARE_COORDINATOR), purpose=Purpose.HELP_TOGETHER, until=until, lines=[line])

    assert written_to(reachable) == PARENTS


def test_whose_words_were_written_down_hears_of_it(reachable):
    father = Place.objects.get(child=reachable.noor, role=Role.FATHER)
    asked = ConsentAsked.objects.filter(child=reachable.noor, lines__source=reachable.school).first()
    ConsentAnswered.objects.filter(asked=asked, person=father.person).delete()
    coordinator = reachable.dossier(Role.CARE_COORDINATOR)
    note_answer(coordinator, asked=asked, place=father, answer="yes", how="oral", language="tr", text="voorgelezen")

    assert written_to(reachable) == {Role.FATHER}


def test_of_access_in_need_who_decides_hears_at_once(reachable):
    open_in_emergency(reachable.dossier(Role.YOUTH_WORKER), reason="Noor is weggelopen en niemand weet waar zij is")

    assert written_to(reachable) >= PARENTS
    assert Role.YOUTH_WORKER not in written_to(reachable)


def test_the_letter_says_nothing_of_what_it_is_about(reachable):
    open_in_emergency(reachable.dossier(Role.YOUTH_WORKER), reason="Noor is weggelopen en niemand weet waar zij is")

    words = " ".join(text_of(Letter.objects.first().kind))
    assert not any(said in words for said in ("Noor", "Wilg", "Jeugdteam", "nood", "weggelopen"))
