"""The cases that a reader sees: in the order of the alphabet of their themes, so that the order tells nothing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from rondom.cases.models import AnonymousCase, CaseRecognised, InTray, Sector, Theme
from rondom.cases.room import Room, mark_of, open_this

WHOLE, SHORT = 10_000, 160


@dataclass(frozen=True)
class Shown:
    """A case as its reader gets it."""

    id: UUID
    sector: str
    age: str
    theme: str
    region: str
    week: date
    text: str
    answers: int


@dataclass(frozen=True)
class AnswerShown:
    text: str
    region: str
    week: date


@dataclass(frozen=True)
class CasesPage:
    cases: tuple[Shown, ...]
    themes: tuple[tuple[str, str], ...]
    theme: str
    waiting: int


@dataclass(frozen=True)
class CasePage:
    case: Shown
    answers: tuple[AnswerShown, ...]
    is_own: bool
    ends_on: date


def closed_for(room: Room, case_ids: list[UUID]) -> set[UUID]:
    """Which of these this reader recognised; asked for by marks that are made anew each time."""
    assert room.person_id is not None
    marks = {mark_of(room.person_id, case_id, "recognised"): case_id for case_id in case_ids}
    return {marks[mark] for mark in CaseRecognised.objects.filter(mark__in=marks).values_list("mark", flat=True)}


def cases_page(room: Room, theme: str = "") -> CasesPage:
    found = list(AnonymousCase.objects.filter(**({"theme": theme} if theme in Theme.values else {})))
    closed = closed_for(room, [case.pk for case in found])
    seen = [shown(open_this(case), SHORT) for case in found if case.pk not in closed]
    # Of one week none stands before another for when it came: their keys are by chance.
    seen.sort(key=lambda case: (case.week, case.id), reverse=True)
    own = {mark_of(room.reader.pk, pk, "wrote"): pk for pk in InTray.objects.filter(case_id=None).values_list("pk", flat=True)}
    return CasesPage(
        cases=tuple(seen),
        themes=tuple((str(value), str(label)) for value, label in Theme.choices),
        theme=theme if theme in Theme.values else "",
        waiting=InTray.objects.filter(author_mark__in=own).count(),
    )


def shown(case: AnonymousCase, longest: int = WHOLE) -> Shown:
    text = case.text if len(case.text) <= longest else case.text[:longest].rsplit(" ", 1)[0] + " …"
    return Shown(
        id=case.pk,
        sector=str(Sector(case.sector).label),
        age=case.get_age_band_display(),
        theme=case.get_theme_display(),
        region=case.region,
        week=case.week,
        text=text,
        answers=case.answers.count(),
    )


def find_case(room: Room, case_id: UUID) -> AnonymousCase:
    """What is closed for this reader is not there any more."""
    case = AnonymousCase.objects.filter(pk=case_id).first()
    if case is None or closed_for(room, [case_id]):
        raise Http404
    return open_this(case)


def case_page(room: Room, case: AnonymousCase) -> CasePage:
    answers = [AnswerShown(each.text, each.region, each.week) for each in case.answers.order_by("week", "pk")]
    return CasePage(case=shown(case), answers=tuple(answers), is_own=is_own(room, case), ends_on=case.ends_on)


def is_own(room: Room, case: AnonymousCase) -> bool:
    return case.author_mark == mark_of(room.reader.pk, case.pk, "wrote")


