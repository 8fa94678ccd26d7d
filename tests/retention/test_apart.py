"""A concern about safety goes with the part of its organisation, on its day, and comes back with no restore."""

from datetime import date

from django.utils import timezone

from rondom.base import forgotten
from rondom.base.keys import Subject, store
from rondom.base.models import Event
from rondom.children.actions import take_place
from rondom.children.actions.circle import seat
from rondom.children.dossier import house_dossier
from rondom.children.models import Child, Place, Role
from rondom.people.actions import add_member
from rondom.people.models import Function
from rondom.retention.actions.apart import destroy_apart, files_of_part
from rondom.retention.models import DestructionProof
from rondom.retention.replay import replay
from rondom.safety.actions import begin_file, note_report
from rondom.safety.folder import open_safety, open_shelf
from rondom.safety.models import SAFETY, SafetyFile, SafetyNote
from tests.retention.night import closed_on, night_of
from tests.safety.concern import begun, first_note, folder, leader, officer


def test_its_rows_and_key_go_but_not_while_a_report_runs(world, django_capture_on_commit_callbacks):
    reported, other = begun(world), begun(world)
    note_report(folder(world, reported), on=timezone.localdate(), words="mevrouw van Veilig Thuis")
    key = other.pk
    lines = Event.objects.filter(child_id=world.noor.pk).count()

    assert files_of_part(world.noor.pk, world.school.pk) == [other]
    with django_capture_on_commit_callbacks(execute=True):
        proof = destroy_apart(other)

    assert list(SafetyFile.objects.filter(child=world.noor)) == [reported]
    assert not SafetyNote.objects.filter(file=key).exists()
    assert store().ring_of(Subject(SAFETY, key)) == {}
    assert store().ring_of(Subject(SAFETY, reported.pk)) != {}
    assert (proof.code, str(proof.organisation_id), proof.keys != "") == ("B18", str(world.school.pk), True)
    assert Event.objects.filter(child_id=world.noor.pk).count() == lines, "the record of the child tells nothing of it"


def test_after_a_restore_it_goes_again(world, django_capture_on_commit_callbacks):
    file = begun(world)
    key, child, owner = file.pk, file.child, file.owner
    with django_capture_on_commit_callbacks(execute=True):
        destroy_apart(file)
    SafetyFile.objects.create(pk=key, child=child, owner=owner, information_kind="K14", ground="safety_reporting")
    back = store().key_for(Subject(SAFETY, key), owner.pk)
    DestructionProof.objects.all().delete()

    done = replay()

    assert (done.destroyed, SafetyFile.objects.filter(pk=key).exists()) == (1, False)
    assert back.name not in store().ring_of(Subject(SAFETY, key))
    assert [line.sort for line in forgotten.lines()][-2:] == ["apart", "done"]


def test_that_it_was_there_shows_in_no_declaration_but_the_officers(world, as_person, django_capture_on_commit_callbacks):
    where = f"/organisaties/{world.school.pk}/vernietigd/"
    other, looks_along = leader(world).person, officer(world)
    before = as_person(other).get("/").text.count("/vernietigd/")
    file = begun(world)
    with django_capture_on_commit_callbacks(execute=True):
        destroy_apart(file)

    assert "Er is niets vernietigd." in as_person(other).get(where).text
    assert as_person(other).get("/").text.count("/vernietigd/") == before
    assert "veiligheid" in as_person(looks_along).get(where).text


def of_who_wrote_nothing_else(world):
    place = seat(house_dossier(world.noor), name="Ine Vos", role=Role.YOUTH_WORKER, language="nl", organisation="Jeugdhulp West")
    add_member(person=place.person, organisation=place.organisation, function=Function.YOUTH_WORKER)
    take_place(place)
    return begin_file(open_shelf(place.person, world.noor.pk), note=first_note(), is_told=False, words="Nog niet")


def test_it_goes_too_where_its_organisation_wrote_nothing_else(world):
    of_who_wrote_nothing_else(world)
    closed_on(world.noor, date(2027, 1, 4))

    night_of(date(2047, 12, 1))

    assert not SafetyFile.objects.exists()
    assert not Child.objects.filter(pk=world.noor.pk).exists()


def test_while_it_is_kept_on_alone_nobody_but_its_organisation_finds_the_child(world, as_person):
    file, family = of_who_wrote_nothing_else(world), world.person(Role.MOTHER)
    note_report(open_safety(file.by, world.noor.pk, file.pk), on=timezone.localdate())
    closed_on(world.noor, date(2027, 1, 4))

    night_of(date(2047, 12, 1))

    assert SafetyFile.objects.get() == file
    assert [place.person_id for place in Place.objects.filter(child=world.noor, ended__isnull=True)] == [file.by_id]
    assert as_person(family).get(f"/kinderen/{world.noor.pk}/").status_code == 404
