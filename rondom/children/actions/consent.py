"""Asking for consent, answering, withdrawing, and writing down what somebody said."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from rondom.base import forgotten
from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.base.record import record_again
from rondom.children.access import family_of
from rondom.children.actions.tell import tell, tell_deciders
from rondom.children.dossier import Dossier
from rondom.children.models import (
    Answer,
    ConsentAnswered,
    ConsentAsked,
    ConsentLine,
    Ground,
    How,
    InformationKind,
    Place,
    Role,
)
from rondom.children.rights import Right
from rondom.children.rules import why_not_answer, why_not_ask, why_not_note_answer
from rondom.people.models import Person

# What the journal keeps of a no: keys and codes, never its text.
OF_AN_ANSWER = (
    *("asked_id", "person_id", "answer", "how", "capacity", "language", "text_hash", "noted_by_id", "owner_id"),
    *("information_kind", "ground", "audience"),
)


@dataclass(frozen=True)
class Line:
    """What may be read: a kind of information, of one organisation, by another organisation or one named person."""

    kind: str
    source_id: UUID
    reader_id: UUID | None = None
    reader_place_id: UUID | None = None


def about_consent(dossier: Dossier) -> dict[str, Any]:
    return {"owner_id": dossier.organisation_id, "information_kind": InformationKind.CONSENT, "ground": Ground.CONSENT}


@action("consent.asked", needs=Right.ASK_CONSENT)
def ask_consent(dossier: Dossier, *, purpose: str, until: date, lines: Sequence[Line]) -> ConsentAsked:
    """Ask who decides whether these lines may be read, for one purpose, until a day. Nothing flows before they say yes."""
    refuse_if(why_not_ask(dossier, until, lines))
    asked = ConsentAsked.objects.create(
        child=dossier.child, purpose=purpose, until=until, asked_by_id=dossier.person_id, **about_consent(dossier)
    )
    ConsentLine.objects.bulk_create(
        ConsentLine(
            asked=asked,
            kind=line.kind,
            source_id=line.source_id,
            reader_id=line.reader_id,
            reader_place_id=line.reader_place_id,
        )
        for line in lines
    )
    tell_deciders(dossier, {line.kind for line in lines})
    return asked


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def answered(dossier: Dossier, asked: ConsentAsked, place: Place, answer: str, text: str, **how: Any) -> ConsentAnswered:
    given = ConsentAnswered(
        asked=asked,
        person_id=place.person_id,
        answer=answer,
        capacity="child" if place.role == Role.CHILD else "authority",
        text=text,
        text_hash=text_hash(text),
        **how,
        **about_consent(dossier),
    )
    if answer != Answer.YES:
        note_no(given)
    given.save(force_insert=True)
    return given


def note_no(given: ConsentAnswered) -> None:
    """A no stands in the journal too, before it counts: a restore of an older copy may not make a yes of it (R86)."""
    told = {name: str(getattr(given, name)) for name in OF_AN_ANSWER if getattr(given, name) is not None}
    forgotten.note("consent", at=given.at.isoformat(), **told)


def answer_no_again(told: dict[str, str]) -> bool:
    """A no from the journal, where older rows were put back that do not know of it. Of its text only the hash is known."""
    if not is_missing_no(told):
        return False
    about = {name: told[name] for name in OF_AN_ANSWER if name in told}
    with transaction.atomic():
        given = ConsentAnswered.objects.create(at=datetime.fromisoformat(told["at"]), text="", **about)
        record_again("consent.answered", Act.EXECUTE, given, child_id=given.asked.child_id, person_id=given.person_id)
    return True


def said_before(dossier: Dossier, asked: ConsentAsked, answer: str, text: str) -> ConsentAnswered | None:
    """The last own answer where it is this same one, to the same words: a browser that got no reply sends it once more."""
    last = ConsentAnswered.objects.filter(asked=asked, person=dossier.person_id).order_by("at").last()
    since = family_of(dossier.child).counts_from(asked.pk)
    if last is None or (last.answer, last.how, last.text_hash) != (answer, How.SELF, text_hash(text)):
        return None
    return last if since is None or last.at >= since else None


def is_missing_no(told: dict[str, str]) -> bool:
    """Whether the question and the person are here, and nothing that this person answered then or later."""
    asked = ConsentAsked.objects.filter(pk=told["asked_id"]).first()
    person = Person.objects.filter(pk=told["person_id"]).first()
    if asked is None or person is None:
        return False
    at = datetime.fromisoformat(told["at"])
    return not ConsentAnswered.objects.filter(asked=asked, person=person, at__gte=at).exists()


@action("consent.answered", needs=Right.ANSWER_CONSENT, act=Act.EXECUTE)
def answer_consent(dossier: Dossier, *, asked: ConsentAsked, answer: str, language: str, text: str) -> ConsentAnswered:
    """Yes, no, or stop: by somebody who decides, to the text that stood before them. Stopping asks for no reason."""
    refuse_if(why_not_answer(dossier, asked, answer))
    assert dossier.place is not None
    ConsentAsked.objects.select_for_update(no_key=True).get(pk=asked.pk)
    same = said_before(dossier, asked, Answer(answer), text)
    return same or answered(dossier, asked, dossier.place, Answer(answer), text, language=language)


@action("consent.noted", needs=Right.NOTE_ORAL_CONSENT)
def note_answer(
    dossier: Dossier, *, asked: ConsentAsked, place: Place, answer: str, how: str, language: str, text: str
) -> ConsentAnswered:
    """Write down what somebody said or signed, and let them know. A yes must be confirmed by themselves within thirty days."""
    refuse_if(why_not_note_answer(dossier, asked, place, answer))
    tell(dossier, [place])
    return answered(dossier, asked, place, Answer(answer), text, language=language, how=How(how), noted_by_id=dossier.person_id)
