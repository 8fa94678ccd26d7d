"""Visits: where somebody is signed in, and tries to come in that failed."""

from collections.abc import Iterable

from django.contrib.sessions.models import Session
from django.db import transaction

from rondom.base.models import Act
from rondom.base.record import record_refusal, record_system
from rondom.people.models import Person, Visit, VisitEnded, WrongTry
from rondom.people.queries import counted_for


@transaction.atomic
def begin_visit(person: Person, *, session_key: str, device: str, how: str) -> Visit:
    """Somebody is in. How, stands in the record; with what words the browser named itself does not stay here."""
    visit = Visit.objects.create(person=person, session_key=session_key, device=device)
    record_system(f"visit.begun_by_{how}", Act.EXECUTE, person_id=person.pk, subject=visit)
    return visit


@transaction.atomic
def move_visit(*, old_key: str, new_key: str) -> None:
    """The same visit under a new number: after showing a key nobody goes on under a number that was known before."""
    Visit.objects.filter(session_key=old_key).update(session_key=new_key)


@transaction.atomic
def end_visit(visit: Visit) -> Visit:
    end_visits([visit])
    return visit


@transaction.atomic
def end_visits(visits: Iterable[Visit]) -> int:
    """From now on these devices have to come in again."""
    open_visits = [visit for visit in visits if not VisitEnded.objects.filter(visit=visit).exists()]
    for visit in open_visits:
        VisitEnded.objects.create(visit=visit)
        Session.objects.filter(session_key=visit.session_key).delete()
        record_system("visit.ended", Act.EXECUTE, person_id=visit.person_id, subject=visit)
    return len(open_visits)


def end_other_visits(person: Person, *, but: str | None = None) -> int:
    """End every visit of a person except that of one session: after a key changed, or because its owner wants it."""
    return end_visits(Visit.objects.filter(person=person, ended=None).exclude(session_key=but or ""))


@transaction.atomic
def confirm_self(person: Person, *, how: str) -> Person:
    """Somebody who is in has just shown once more who it is."""
    record_system(f"person.confirmed_by_{how}", Act.EXECUTE, person_id=person.pk, subject=person)
    return person


@transaction.atomic
def note_wrong_link(address: str) -> None:
    """Count a link that is none, for the address it was tried from. A look is no line in the record, so this is none either."""
    WrongTry.objects.create(counted_for=counted_for("link", address))


def note_failure(*, account: str, address: str, event: str, person: Person | None = None) -> None:
    """Count a try that failed, for the account and for the address, and write it down without what was typed."""
    WrongTry.objects.create(counted_for=counted_for("account", account))
    WrongTry.objects.create(counted_for=counted_for("address", address))
    record_refusal(person.pk if person else None, event)
