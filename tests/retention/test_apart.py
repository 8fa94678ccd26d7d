"""A concern about safety goes with the part of its organisation, on its day, and comes back with no restore."""

from django.utils import timezone

from rondom.base import forgotten
from rondom.base.keys import Subject, store
from rondom.base.models import Event
from rondom.retention.actions.apart import destroy_apart, files_of_part
from rondom.retention.models import DestructionProof
from rondom.retention.replay import replay
from rondom.safety.actions import note_report
from rondom.safety.models import SAFETY, SafetyFile, SafetyNote
from tests.safety.concern import begun, folder, leader, officer


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
