"""Asking for consent, answering, withdrawing, and writing down what somebody said."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
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
    return ConsentAnswered.objects.create(
        asked=asked,
        person_id=place.person_id,
        answer=answer,
        capacity="child" if place.role == Role.CHILD else "authority",
        text=text,
        text_hash=text_hash(text),
        **how,
        **about_consent(dossier),
    )


@action("consent.answered", needs=Right.ANSWER_CONSENT, act=Act.EXECUTE)
def answer_consent(dossier: Dossier, *, asked: ConsentAsked, answer: str, language: str, text: str) -> ConsentAnswered:
    """Yes, no, or stop: by somebody who decides, to the text that stood before them. Stopping asks for no reason."""
    refuse_if(why_not_answer(dossier, asked, answer))
    assert dossier.place is not None
    return answered(dossier, asked, dossier.place, Answer(answer), text, language=language)


@action("consent.noted", needs=Right.NOTE_ORAL_CONSENT)
def note_answer(
    dossier: Dossier, *, asked: ConsentAsked, place: Place, answer: str, how: str, language: str, text: str
) -> ConsentAnswered:
    """Write down what somebody said or signed, and let them know. A yes must be confirmed by themselves within thirty days."""
    refuse_if(why_not_note_answer(dossier, asked, place, answer))
    tell(dossier, [place])
    return answered(dossier, asked, place, Answer(answer), text, language=language, how=How(how), noted_by_id=dossier.person_id)
