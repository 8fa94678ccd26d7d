"""Setting up a child with its circle in one go: who, whose authority was seen, and what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from rondom.base.actions import refuse_if
from rondom.children.actions.authority import record_authority
from rondom.children.actions.circle import first_dossier, invite, seat, start_dossier
from rondom.children.actions.consent import Line, ask_consent
from rondom.children.actions.involvement import name_coordinator
from rondom.children.kinds import kind_written_by
from rondom.children.models import Child, Place, Purpose
from rondom.children.rules import why_not_start_twice
from rondom.people.actions import Paper
from rondom.people.desk import Desk
from rondom.people.models import Organisation


@dataclass(frozen=True)
class Newcomer:
    """Somebody for the circle of a new child."""

    name: str
    role: str
    language: str = "nl"
    organisation: str = ""
    proof: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked of who decides, with each organisation that joins: may they read us, may we read them."""

    they: bool
    we: bool
    until: date


@dataclass(frozen=True)
class Started:
    child: Child
    papers: tuple[tuple[Place, Paper], ...]


def start_with_circle(
    desk: Desk, *, name: str, birth_date: date, newcomers: Sequence[Newcomer], question: Question, once: UUID
) -> Started:
    """The child, everybody round it with a paper to come in by, and the question that each parent gets. All or nothing."""
    try:
        return started(desk, name=name, birth_date=birth_date, newcomers=newcomers, question=question, once=once)
    except IntegrityError:
        # Two presses in the same moment: the other one was first.
        refuse_if(why_not_start_twice(once))
        raise


@transaction.atomic
def started(
    desk: Desk, *, name: str, birth_date: date, newcomers: Sequence[Newcomer], question: Question, once: UUID
) -> Started:
    refuse_if(why_not_start_twice(once))
    child = start_dossier(desk, name=name, birth_date=birth_date, key=once)
    dossier = first_dossier(desk, child)
    if dossier.place is not None:
        name_coordinator(dossier, place=dossier.place)
    papers = []
    for newcomer in newcomers:
        place = seat(
            dossier,
            name=newcomer.name,
            role=newcomer.role,
            language=newcomer.language,
            organisation=newcomer.organisation,
        )
        if newcomer.proof:
            record_authority(dossier, place=place, proof=newcomer.proof)
        papers.append((place, invite(dossier, place)))
    joining = {place.organisation for place, _paper in papers if place.organisation}
    for other in joining - {desk.organisation}:
        if lines := lines_between(desk.organisation, other, question):
            ask_consent(dossier, purpose=Purpose.HELP_TOGETHER, until=question.until, lines=lines)
    return Started(child, tuple(papers))


def lines_between(own: Organisation, other: Organisation, question: Question) -> list[Line]:
    lines = []
    if question.they:
        lines.append(Line(kind_written_by(own), own.pk, other.pk))
    if question.we:
        lines.append(Line(kind_written_by(other), other.pk, own.pk))
    return lines
