"""The safety compartment: for its list alone, with a key and a record of its own; for everyone else it is not there."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import Http404
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event, Letter
from rondom.base.scope import NotLetIn, Outside
from rondom.base.seal import NotOpened, nothing_laid_out
from rondom.base.verify import faults_in_record
from rondom.children.dossier import open_dossier
from rondom.children.models import Place, PlaceEnded, Role, SafetyTold
from rondom.people.desk import house_desk, open_desk
from rondom.people.models import Membership
from rondom.safety.actions import (
    add_note,
    begin_file,
    name_attention_officer,
    note_report,
    print_summary,
    put_on_list,
    remind_of_safety,
    review_file,
    say_openness,
    take_off_list,
)
from rondom.safety.folder import open_safety, open_shelf
from rondom.safety.models import AttentionOfficer, Openness, Reported, SafetyNote
from rondom.safety.papers import summary
from rondom.safety.queries import file_page, next_of
from rondom.safety.rights import SafetyRight
from tests.safety.concern import FACTS, WHY, begun, first_note, folder, leader, officer, with_addresses

BEGINNERS = {Role.TEACHER, Role.CARE_COORDINATOR, Role.YOUTH_WORKER, Role.SCHOOL_SOCIAL_WORKER}


def test_its_writer_and_the_attention_officer_read_it_and_nobody_else(world):
    officer(world)
    file = begun(world)
    readers = set()
    for place in Place.objects.filter(child=world.noor, taken__isnull=False).select_related("person"):
        try:
            open_safety(place.person, world.noor.pk, file.pk)
            readers.add(place.role)
        except Http404:
            pass

    assert readers == {Role.TEACHER, Role.CARE_COORDINATOR}
    with pytest.raises(NotLetIn):
        open_safety(world.stranger, world.noor.pk, file.pk)


@pytest.mark.parametrize("role", [Role.MOTHER, Role.FATHER, Role.CHILD])
def test_a_family_finds_no_shelf(world, role):
    with pytest.raises(Http404):
        open_shelf(world.person(role), world.noor.pk)


@pytest.mark.parametrize("role", sorted(BEGINNERS))
def test_who_may_begin_finds_the_same_shelf_whatever_others_keep(world, role):
    assert open_shelf(world.person(role), world.noor.pk).may(SafetyRight.BEGIN_SAFETY)
    begun(world, Role.SCHOOL_SOCIAL_WORKER if role != Role.SCHOOL_SOCIAL_WORKER else Role.TEACHER)

    assert open_shelf(world.person(role), world.noor.pk).files == ()


def test_school_and_care_do_not_find_each_others_concerns(world):
    officer(world)
    of_care = begun(world, Role.YOUTH_WORKER)

    with pytest.raises(Http404):
        folder(world, of_care, Role.CARE_COORDINATOR)
    assert folder(world, of_care, Role.YOUTH_WORKER).may(SafetyRight.WRITE_SAFETY)


def test_a_school_leader_reads_only_where_put_on_the_list_and_writes_nothing(world):
    file, place = begun(world), leader(world)
    with pytest.raises(Http404):
        open_shelf(place.person, world.noor.pk)
    put_on_list(folder(world, file), place_id=place.pk)

    opened = open_safety(place.person, world.noor.pk, file.pk)

    assert not opened.may(SafetyRight.WRITE_SAFETY)
    assert [each.pk for each in open_shelf(place.person, world.noor.pk).files] == [file.pk]
    with pytest.raises(PermissionDenied):
        add_note(opened, note=first_note())
    take_off_list(folder(world, file), place_id=place.pk)
    with pytest.raises(Http404):
        open_safety(place.person, world.noor.pk, file.pk)


def test_nobody_of_another_house_or_without_the_column_is_put_on_the_list(world):
    file = begun(world)
    for role in (Role.MOTHER, Role.YOUTH_WORKER):
        place = Place.objects.filter(child=world.noor, role=role).first()
        with pytest.raises(Refused, match="kan hier niet meelezen"):
            put_on_list(folder(world, file), place_id=place.pk)


def test_who_leaves_the_circle_reads_it_no_more(world):
    file = begun(world)
    place = Place.objects.get(child=world.noor, person=world.person(Role.TEACHER))
    PlaceEnded.objects.create(place=place)

    with pytest.raises(NotLetIn):
        open_safety(place.person, world.noor.pk, file.pk)


def test_a_file_of_another_child_is_not_found_under_this_one(world):
    file = begun(world)
    with pytest.raises(Http404 if Place.objects.filter(child=world.other, person=world.person(Role.TEACHER)) else NotLetIn):
        open_safety(world.person(Role.TEACHER), world.other.pk, file.pk)


# ── its key ───────────────────────────────────────────────────────────────────────────────────────


def test_the_ordinary_door_lays_out_no_key_of_it(world):
    file = begun(world)
    note = SafetyNote.objects.get(file=file)
    for role in (Role.TEACHER, Role.CARE_COORDINATOR, Role.MOTHER):
        with nothing_laid_out():
            open_dossier(world.person(role), world.noor.pk)
            with pytest.raises(NotOpened):
                _ = SafetyNote.objects.get(pk=note.pk).facts
    with nothing_laid_out():
        open_safety(world.person(Role.TEACHER), world.noor.pk, file.pk)
        assert SafetyNote.objects.get(pk=note.pk).facts == FACTS


def test_the_door_of_one_concern_opens_no_other(world):
    mine, other = begun(world), begun(world, Role.YOUTH_WORKER)
    with nothing_laid_out():
        open_safety(world.person(Role.TEACHER), world.noor.pk, mine.pk)
        with pytest.raises(NotOpened):
            _ = SafetyNote.objects.get(file=other).facts


def test_nothing_of_it_stands_readable_in_the_database(world):
    begun(world)
    with connection.cursor() as cursor:
        for table in ("safety_safetynote", "safety_openness"):
            cursor.execute(f"select * from {table}")
            said = str(cursor.fetchall())
            assert "Kanarie" not in said and said != "[]"


# ── its record ────────────────────────────────────────────────────────────────────────────────────


def test_its_lines_stand_on_a_chain_of_its_own_and_name_no_child(world):
    file = begun(world)
    opened = folder(world, file)
    add_note(opened, note=first_note(step="consult", consulted="colleague"))
    print_summary(opened)

    lines = Event.objects.filter(chain=f"safety:{file.pk}").order_by("number")

    assert [line.event for line in lines] == ["safety.begun", "safety.opened", "safety.noted", "safety.summary_printed"]
    assert {line.child_id for line in lines} == {None}
    assert not Event.objects.filter(child_id=world.noor.pk, event__startswith="safety.").exists()
    assert faults_in_record() == []


def test_opening_it_leaves_no_line_in_the_record_of_the_child(world):
    file = begun(world)
    before = Event.objects.filter(child_id=world.noor.pk).count()
    folder(world, file)
    open_shelf(world.person(Role.TEACHER), world.noor.pk)

    assert Event.objects.filter(child_id=world.noor.pk).count() == before


# ── the steps ─────────────────────────────────────────────────────────────────────────────────────


def test_steps_come_in_any_order_and_each_keeps_its_day(world):
    file = begun(world)
    opened, yesterday = folder(world, file), timezone.localdate() - timedelta(days=1)
    add_note(opened, note=first_note(step="decide", on=yesterday, needs_report="yes", help_is_possible="yes", facts=""))
    add_note(opened, note=first_note(step="weigh", on=yesterday))

    page = file_page(opened)

    assert [len(step.notes) for step in page.steps] == [1, 0, 0, 1, 1]
    assert page.steps[4].notes[0].on == yesterday
    assert page.next_step.nth == 2


def test_in_danger_nobody_is_sent_to_the_parents(world):
    file = begun(world, is_acute=True)
    opened = folder(world, file)
    add_note(opened, note=first_note(step="consult", consulted="both", is_acute=True))

    page = file_page(opened)

    assert page.is_acute
    assert page.next_step.nth == 4
    assert next_of(page.steps, is_acute=False).nth == 3


def test_what_is_lacking_is_said(world):
    opened = folder(world, begun(world))
    with pytest.raises(Refused, match="allebei de vragen"):
        add_note(opened, note=first_note(step="decide", needs_report="yes"))
    with pytest.raises(Refused, match="wat je zag of hoorde"):
        add_note(opened, note=first_note(facts=" ", opinions=""))
    with pytest.raises(Refused, match="moet nog komen"):
        add_note(opened, note=first_note(on=timezone.localdate() + timedelta(days=1)))
    with pytest.raises(Refused, match="moet nog komen"):
        note_report(opened, on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(Refused, match="waarom jullie"):
        review_file(opened, words="  ")
    with pytest.raises(Refused, match="waarom de ouders"):
        begin_file(open_shelf(world.person(Role.TEACHER), world.noor.pk), note=first_note(), is_told=False, words="")


def test_a_row_of_another_file_is_refused(world):
    mine, other = begun(world), begun(world, Role.YOUTH_WORKER)
    with pytest.raises(Outside):
        folder(world, mine).must_hold(SafetyNote.objects.get(file=other))


# ── openness ──────────────────────────────────────────────────────────────────────────────────────


def test_not_told_is_looked_at_again_every_fourteen_days_by_the_list_alone(world):
    with_addresses(world)
    officer(world)
    begin = timezone.now()
    with time_machine.travel(begin, tick=False):
        file = begun(world)
        Letter.objects.all().delete()
        assert remind_of_safety(begin) == 0
    for days, letters in ((13, 0), (14, 2), (15, 0), (21, 2)):
        with time_machine.travel(begin + timedelta(days=days), tick=False):
            assert remind_of_safety(begin + timedelta(days=days)) == letters, days
    people = {world.person(Role.TEACHER).pk, world.person(Role.CARE_COORDINATOR).pk}
    assert set(Letter.objects.values_list("person_id", flat=True)) == people
    with time_machine.travel(begin + timedelta(days=21), tick=False):
        assert file_page(folder(world, file)).waits.may_tell
        say_openness(folder(world, file), is_told=False, words="Nog steeds te gevaarlijk")
        assert not file_page(folder(world, file)).waits.may_tell
        assert Openness.objects.filter(file=file).order_by("at").last().look_again_on == timezone.localdate() + timedelta(days=14)


def test_once_told_it_is_not_asked_again_and_after_a_year_somebody_looks(world):
    with_addresses(world)
    begin = timezone.now()
    file = begun(world, is_told=True, words="Aan tafel, met allebei")
    assert not file_page(folder(world, file)).waits

    with time_machine.travel(begin + timedelta(days=366), tick=False):
        assert file_page(folder(world, file)).waits.review
        review_file(folder(world, file), words="Er loopt nog hulp")
        assert not file_page(folder(world, file)).waits.review


def test_parents_read_nothing_until_a_summary_is_let_out_and_then_that_alone(world, as_person):
    with_addresses(world)
    mother, page = as_person(world.person(Role.MOTHER)), f"/kinderen/{world.noor.pk}/toestemmingen/"
    before = mother.get(page).text
    file = begun(world)
    assert mother.get(page).text.count("<article") == before.count("<article")
    with pytest.raises(Refused, match="Vertel het eerst"):
        say_openness(folder(world, file), is_told=False, words=WHY, summary="Alvast")
    Letter.objects.all().delete()

    told = {"words": "Bij het hek Kanariesnavel99", "summary": "Wij maakten ons zorgen om thuis."}
    say_openness(folder(world, file), is_told=True, **told)

    said = mother.get(page).text
    assert "Wij maakten ons zorgen om thuis." in said
    assert "Kanarie" not in said
    told = set(Letter.objects.values_list("person_id", flat=True))
    assert world.person(Role.MOTHER).pk in told and world.person(Role.YOUTH_WORKER).pk not in told
    assert "Wij maakten" not in as_person(world.person(Role.YOUTH_WORKER)).get(page).text
    assert SafetyTold.objects.count() == 1


# ── reporting ─────────────────────────────────────────────────────────────────────────────────────


def test_the_summary_is_on_paper_and_dated_and_nothing_leaves_otherwise(world, as_person, mailoutbox):
    file = begun(world)
    teacher = as_person(world.person(Role.TEACHER))
    answer = teacher.post(f"/kinderen/{world.noor.pk}/veiligheid/{file.pk}/meldtekst/")
    said = summary(folder(world, file))

    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert FACTS in said["notes"][0]["facts"]
    lines = {line["label"]: line["said"] for line in said["lines"]}
    assert "Noor" in lines["Over"] and str(timezone.localdate().year) in lines["Gemaakt op"]
    assert mailoutbox == []
    note_report(folder(world, file), on=timezone.localdate())
    assert Reported.objects.get(file=file).on == timezone.localdate()


# ── who looks along ───────────────────────────────────────────────────────────────────────────────


def test_the_school_leader_names_the_attention_officer_at_the_desk(world, as_person):
    member = Membership.objects.get(person=world.person(Role.CARE_COORDINATOR), organisation=world.school)
    head = Membership.objects.get(organisation=world.school, function="school_leader").person
    where = f"/organisaties/{world.school.pk}/aandachtsfunctionaris/"
    assert where in as_person(head).get("/").text and where not in as_person(member.person).get("/").text
    answer = as_person(head).post(where, {"chosen": str(member.pk)})

    assert answer.status_code == 302
    assert AttentionOfficer.objects.get().person == member.person
    teacher = Membership.objects.filter(organisation=world.school, function="teacher").first()
    with pytest.raises(Refused, match="kan de meldcode niet meelezen"):
        name_attention_officer(open_desk(head, world.school.pk), member_id=teacher.pk)
    name_attention_officer(house_desk(world.school), member_id=Membership.objects.get(person=head).pk)
    assert AttentionOfficer.objects.get().person == head


def test_at_the_command_line_somebody_is_named_too(world, capsys):
    with_addresses(world)
    call_command("attention_officer", world.school.name, world.person(Role.CARE_COORDINATOR).email)
    assert AttentionOfficer.objects.get().person == world.person(Role.CARE_COORDINATOR)
    with pytest.raises(CommandError, match="niet precies"):
        call_command("attention_officer", world.school.name, "Niemand")
    with pytest.raises(CommandError, match="niet"):
        call_command("attention_officer", "Nergens", "Niemand")
