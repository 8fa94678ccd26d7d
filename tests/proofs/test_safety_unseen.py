"""A hundred notes about safety change nothing for who is not on the list: every answer stays the same to the byte (R49)."""

from contextlib import suppress

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from rondom.base.models import Letter
from rondom.children.dossier import open_dossier
from rondom.children.models import Place, Role
from rondom.people.models import Person
from rondom.safety.actions import add_note, begin_file, note_report, print_summary, remind_of_safety, review_file, say_openness
from rondom.safety.folder import open_safety, open_shelf
from rondom.safety.models import SafetyFile, SafetyNote
from rondom.safety.papers import summary_pdf
from tests.proofs.bodies import body
from tests.proofs.test_unseen_changes import ALWAYS
from tests.proofs.walking import FULL, ROUTES, address, ask, log_manager_of, readable, undone, write_result
from tests.sealed import rewrite

NOTES = 100
WRITER = Role.TEACHER
# Who asks for every page in the sample; all others do in the whole proof.
SAMPLE = (Role.MOTHER, Role.CARE_COORDINATOR, Role.SCHOOL_LEADER)
SENT = ("timeline:export", "timeline:papers", "children:consents_file", "children:ask")
TWISTS = {
    "timeline:board": ("?beeld=side-by-side", "?maat=year"),
    "children:readings": ("?zonder=1",),
    "timeline:list": ("?alleen=nieuw",),
}


def write_a_hundred(circle) -> None:
    """By the doors and actions of the page: some files with notes in every step, openness, a report, reviews and papers."""
    writer = circle.people[WRITER]
    for nth in range(NOTES):
        if nth % 20 == 0:
            note = {"step": "signals", "on": timezone.localdate(), "facts": f"Verborgen {nth}", "is_acute": nth == 0}
            shelf = open_shelf(writer, circle.child.pk)
            file = begin_file(shelf, note=note, is_told=False, words="Nog te gevaarlijk")
        folder = open_safety(writer, circle.child.pk, file.pk)
        step = ("consult", "talk", "weigh", "signals")[nth % 4]
        more = {"consulted": "both"} if step == "consult" else {}
        add_note(folder, note={"step": step, "on": timezone.localdate(), "facts": f"Verborgen {nth}", **more})
    say_openness(folder, is_told=False, words="Nog steeds")
    note_report(folder, on=timezone.localdate(), words="Verborgen")
    review_file(folder, words="Verborgen")
    print_summary(folder)
    summary_pdf(folder)
    remind_of_safety(timezone.now())


# A new secret, and keys of new lines, at every look.
NEW_EACH_TIME = ("people:app", "cards:typing")


def all_answers(circle, person: Person) -> dict[str, str]:
    """What somebody gets on every page there is, and on what is sent without changing anything."""
    given = {}
    for name, path in ROUTES.items():
        if name in NEW_EACH_TIME:
            continue
        where = address(path, circle, circle.child, file_id=circle.child.pk)
        for twist in ("", *TWISTS.get(name, ())):
            answer = ask(circle, person, "GET", where + twist)
            given[name + twist] = f"{answer.status_code}{ALWAYS.sub('', readable(answer))}"
        if name in SENT:
            with suppress(KeyError):
                answer = ask(circle, person, "POST", where, body(name, circle, person))
                given[f"{name} POST"] = f"{answer.status_code}{ALWAYS.sub('', readable(answer))}"
    return given


def readers_of(circle) -> dict[str, Person]:
    everyone = {who: person for who, person in circle.everyone.items() if who != WRITER}
    everyone = everyone if FULL else {who: everyone[who] for who in SAMPLE}
    return {**everyone, "log manager": log_manager_of(circle)}


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.timeout(3600)
def test_a_hundred_notes_about_safety_change_no_answer_of_anybody_else(circle):
    for place in Place.objects.filter(child=circle.child).select_related("person"):
        rewrite(Person.objects.filter(pk=place.person_id), email=f"{place.pk.hex}@voorbeeld.nl")
    different, compared = [], 0
    with time_machine.travel(timezone.now(), tick=False):
        readers = readers_of(circle)
        for person in readers.values():  # what is filled in is found by coming in once, and that stands in the record
            circle.browser(person)
            body("timeline:export", circle, person)
        before = {who: all_answers(circle, person) for who, person in readers.items()}
        guest = Client(SERVER_NAME="localhost").get("/binnenkomen/").content
        letters = set(Letter.objects.values_list("pk", flat=True))
        with undone():
            write_a_hundred(circle)
            assert SafetyNote.objects.filter(file__by=circle.people[WRITER]).count() >= NOTES
            for who, person in readers.items():
                after = all_answers(circle, person)
                compared += len(after)
                different += [(who, name) for name in after if before[who][name] != after[name]]
            told = set(Letter.objects.exclude(pk__in=letters).values_list("person_id", flat=True))
            assert len(guest) == len(Client(SERVER_NAME="localhost").get("/binnenkomen/").content)
    write_result("safety-unseen", {"notes": NOTES, "readers": len(readers), "answers compared": compared, "different": different})

    assert different == []
    assert told <= {circle.people[WRITER].pk}
    assert compared > 100 * len(readers)


@pytest.mark.proof
@pytest.mark.built_in
def test_one_look_by_the_ordinary_door_would_be_seen(circle):
    """A planted trace: the comparison above hears it."""
    mother = circle.people[Role.MOTHER]
    with time_machine.travel(timezone.now(), tick=False):
        where = address(ROUTES["children:readings"], circle, circle.child)
        before = readable(ask(circle, mother, "GET", where))
        with undone():
            open_dossier(circle.people[WRITER], circle.child.pk)
            after = readable(ask(circle, mother, "GET", where))
    assert ALWAYS.sub("", before) != ALWAYS.sub("", after)


@pytest.mark.proof
@pytest.mark.built_in
def test_what_is_there_and_not_for_me_is_like_what_is_not_there(circle):
    """The page of a file that exists, and of one that does not: the same answer to the byte."""
    (file,) = SafetyFile.objects.filter(child=circle.child)
    nowhere = circle.child.pk
    for who, person in circle.everyone.items():
        if person.pk == file.by_id:
            continue
        for name in ("safety:file", "safety:step", "safety:summary"):
            method = "POST" if name == "safety:summary" else "GET"
            there = ask(circle, person, method, address(ROUTES[name], circle, circle.child, file_id=file.pk))
            not_there = ask(circle, person, method, address(ROUTES[name], circle, circle.child, file_id=nowhere))
            said = [ALWAYS.sub("", readable(each)) for each in (there, not_there)]
            same = [each.replace(str(file.pk), "").replace(str(nowhere), "") for each in said]
            assert there.status_code == not_there.status_code == 404, (who, name)
            assert same[0] == same[1], (who, name)
