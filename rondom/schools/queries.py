"""Finds what an organisation keeps about itself; what lies elsewhere is not there."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar, cast
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from rondom.base.models import Model
from rondom.people.desk import Desk
from rondom.people.models import Organisation
from rondom.schools.definitions import BROUGHT, FIRST, IN_A_FILE, WITH_PARTS
from rondom.schools.models import (
    Activity,
    Figure,
    FigureDefinition,
    FigureKind,
    FiguresShown,
    Goal,
    Scan,
    ScanAnswer,
)
from rondom.schools.reading import Limits
from rondom.schools.room import KINDS, lay_out_of
from rondom.schools.years import EARLIEST, year_of

M = TypeVar("M", bound=Model)


def find(desk: Desk, model: type[M], key: UUID) -> M:
    found = cast("M | None", model.objects.inside(desk).filter(pk=key).first())
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Definition:
    """What is counted, since which school year; of the first it is not known since when."""

    kind: str
    number: int
    text: str
    from_year: int = EARLIEST


def definitions_of(organisation_id: UUID) -> dict[str, dict[int, Definition]]:
    found = {kind: {FIRST: Definition(kind, FIRST, str(text))} for kind, text in BROUGHT.items()}
    for each in FigureDefinition.objects.filter(organisation=organisation_id).order_by("number"):
        found[each.kind][each.number] = Definition(each.kind, each.number, each.text, each.from_year)
    return found


def definition_choices(desk: Desk) -> list[tuple[str, str]]:
    """For a form: kind and number together, since a number alone says nothing."""
    labels = dict(FigureKind.choices)
    return [
        (f"{kind}.{each.number}", f"{labels[FigureKind(kind)]}, {each.number}: {each.text}")
        for kind, numbered in definitions_of(desk.organisation.pk).items()
        for each in numbered.values()
    ]


def limits_for(desk: Desk) -> Limits:
    there = definitions_of(desk.organisation.pk)
    return Limits(
        kinds={word: str(kind) for word, kind in IN_A_FILE.items()},
        parts=WITH_PARTS,
        has_definition=lambda kind, number: number in there[kind],
        this_year=year_of(timezone.localdate()),
    )


Place = tuple[str, int, int]  # kind, year, definition


def standing(organisation_id: UUID) -> dict[Place, Figure]:
    """Of each place the last row: what stands in the table now. Withdrawn ones are in it, without a value."""
    rows = Figure.objects.filter(organisation=organisation_id).select_related("by").order_by("at", "pk")
    return {(each.kind, each.year, each.definition): each for each in rows}


def values_standing(organisation_id: UUID) -> dict[str, dict[int, dict[int, Decimal]]]:
    """By kind, definition and year; what was withdrawn is gone."""
    found: dict[str, dict[int, dict[int, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for (kind, year, definition), row in standing(organisation_id).items():
        if row.value is not None:
            found[kind][definition][year] = row.value
    return found


def shown_to(desk: Desk) -> list[FiguresShown]:
    rows = FiguresShown.objects.inside(desk).filter(stopped_at__isnull=True)
    return list(rows.select_related("reader").order_by("reader__name"))


def may_be_shown_to(desk: Desk) -> list[Organisation]:
    """Schools, partnerships and boards of the same municipality."""
    near = Organisation.objects.filter(kind__in=KINDS, municipality=desk.organisation.municipality).exclude(municipality="")
    return list(near.exclude(pk=desk.organisation.pk).order_by("name"))


def schools_read_by(desk: Desk) -> list[Organisation]:
    """Who lets this organisation read its figures."""
    rows = FiguresShown.objects.filter(reader=desk.organisation, stopped_at__isnull=True)
    return list(Organisation.objects.filter(pk__in=rows.values("organisation")).order_by("name"))


def find_school_shown(desk: Desk, school_id: UUID) -> Organisation:
    for school in schools_read_by(desk):
        if school.pk == school_id:
            lay_out_of(school.pk)  # the words of its definitions are read along
            return school
    raise Http404


def people_in(scan: Scan) -> int:
    return ScanAnswer.objects.filter(scan=scan).values("person").distinct().count()


def state_of(activity: Activity) -> str:
    """The last word on an activity; nothing while nobody said one."""
    said = sorted(activity.turns.all(), key=lambda turn: turn.at)
    return said[-1].state if said else ""


def verdict_of(goal: Goal) -> str:
    """What was said of a goal when one last looked back."""
    held = sorted((each for each in goal.evaluations.all() if each.held_at), key=lambda each: str(each.held_at))
    return held[-1].verdict if held else ""
