"""Who read because of a yes, and all consents on one paper to keep (R24)."""

from datetime import timedelta
from io import BytesIO

import time_machine
from django.utils import timezone
from pypdf import PdfReader

from rondom.base.models import Event
from rondom.base.verify import faults_in_record
from rondom.children.actions import answer_consent
from rondom.children.consent_file import own_answers, readings_under
from rondom.children.consents import consent_text
from rondom.children.dossier import open_dossier
from rondom.children.models import Answer, ConsentAnswered, ConsentAsked, Role
from tests.children.test_who_decides_at_the_door import of_age
from tests.proofs.walking import everyone_says


def between_school_and_youth(world) -> ConsentAsked:
    youth = world.dossier(Role.YOUTH_WORKER).organisation_id
    return ConsentAsked.objects.filter(child=world.noor, lines__reader=youth, lines__source=world.school).first()


def test_a_reading_counts_from_the_yes_until_the_stop_and_ten_are_shown(world):
    everyone_says(world.noor, Answer.NO)
    asked, worker = between_school_and_youth(world), world.person(Role.YOUTH_WORKER)
    open_dossier(worker, world.noor.pk)
    mother = world.dossier(Role.MOTHER)
    assert readings_under(mother)[asked.pk] == ()

    answer_consent(mother, asked=asked, answer="yes", language="nl", text=consent_text(mother, asked))
    for minute in range(1, 13):
        with time_machine.travel(timezone.now() + timedelta(minutes=minute)):
            open_dossier(worker, world.noor.pk)
    assert len(readings_under(mother)[asked.pk]) == 10
    assert "jeugdhulpverlener" in readings_under(mother)[asked.pk][0]
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        everyone_says(world.noor, Answer.NO)
        shown = readings_under(mother)[asked.pk]
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            open_dossier(worker, world.noor.pk)
            assert readings_under(mother)[asked.pk] == shown


def test_what_others_answered_is_not_there(world):
    everyone_says(world.noor, Answer.YES)
    mother = world.dossier(Role.MOTHER)

    mine = own_answers(mother)
    assert {each.person_id for answers in mine.values() for each in answers} == {mother.person_id}
    kept = ConsentAnswered.objects.filter(person=mother.person_id, asked__child=world.noor)
    assert sum(map(len, mine.values())) == kept.count()


def test_the_paper_holds_each_own_answer_with_the_words_that_were_read(world, as_person):
    everyone_says(world.noor, Answer.YES)
    browser = as_person(world.person(Role.MOTHER))
    path = f"/kinderen/{world.noor.pk}/toestemmingen/"
    assert "Mijn toestemmingen meenemen op papier" in browser.get(path).text

    answer = browser.post(f"{path}meenemen/")

    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    mine = ConsentAnswered.objects.filter(person=world.person(Role.MOTHER), asked__child=world.noor)
    hashes = mine.values_list("text_hash", flat=True)
    flat = "".join(said.split())
    assert len(hashes) > 0
    assert all(each in flat for each in hashes)
    assert str(timezone.localdate().year) in said
    assert Event.objects.filter(event="consent.taken_along", child_id=world.noor.pk).count() == 1
    assert faults_in_record() == []


def test_it_is_for_who_decides_and_asks_once_more_who_it_is(world, as_person):
    path = f"/kinderen/{world.noor.pk}/toestemmingen/meenemen/"

    assert as_person(world.person(Role.CARE_COORDINATOR)).post(path).status_code == 403
    browser = as_person(world.person(Role.FATHER))
    session = browser.session
    session["fresh_at"] = 0
    session.save()
    answer = browser.post(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/bevestigen/")


def test_a_child_that_does_not_decide_yet_has_no_paper_of_questions_either(world, as_person):
    path, child = f"/kinderen/{world.noor.pk}/toestemmingen/", world.person(Role.CHILD)
    assert as_person(child).post(f"{path}meenemen/").status_code == 200

    of_age(world, 9)

    assert as_person(child).get(path).status_code == 403
    assert as_person(child).post(f"{path}meenemen/").status_code == 403
    assert Event.objects.filter(event="consent.taken_along", child_id=world.noor.pk).count() == 1
