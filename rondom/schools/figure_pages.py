"""The page with the figures of a school: of each definition a row of its own, so that two are never in one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from rondom.people.desk import Desk
from rondom.people.models import Organisation
from rondom.people.rights import DeskRight
from rondom.schools.definitions import HIDDEN_UNDER, SMALL, counts_children
from rondom.schools.drawing import Drawn, draw
from rondom.schools.models import Figure, FigureKind, FiguresShown
from rondom.schools.queries import Definition, definitions_of, may_be_shown_to, schools_read_by, shown_to, values_standing
from rondom.schools.years import name_of


@dataclass(frozen=True)
class Row:
    definition: Definition
    since: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One kind of figure over the years."""

    kind: str
    name: str
    years: tuple[str, ...]
    rows: tuple[Row, ...]
    drawn: Drawn | None
    is_small: bool
    has_break: bool


@dataclass(frozen=True)
class Told:
    """A row as it was written, for who wants to know where a figure comes from."""

    name: str
    year: str
    definition: int
    value: str
    source: str
    by: str
    at: datetime


@dataclass(frozen=True)
class FiguresPage:
    organisation: Organisation  # at whose desk one stands
    school: Organisation  # of whom the figures are
    sections: tuple[Section, ...]
    told: tuple[Told, ...]
    may_keep: bool
    may_show: bool
    shown: tuple[FiguresShown, ...]
    readers: tuple[Organisation, ...]
    others: tuple[Organisation, ...]

    @property
    def is_own(self) -> bool:
        return self.organisation.pk == self.school.pk


MOST_TOLD = 60


def figures_page(desk: Desk) -> FiguresPage:
    may_show = desk.may(DeskRight.SHOW_FIGURES)
    shown = shown_to(desk)
    reading = {each.reader_id for each in shown}
    return FiguresPage(
        organisation=desk.organisation,
        school=desk.organisation,
        sections=sections_of(desk.organisation, is_own=True),
        told=told_of(desk),
        may_keep=desk.may(DeskRight.KEEP_FIGURES),
        may_show=may_show,
        shown=tuple(shown) if may_show else (),
        readers=tuple(each for each in may_be_shown_to(desk) if each.pk not in reading) if may_show else (),
        others=tuple(schools_read_by(desk)),
    )


def others_page(desk: Desk, school: Organisation) -> FiguresPage:
    """What another school lets read: no small numbers, no sources, nobody's name."""
    return FiguresPage(desk.organisation, school, sections_of(school, is_own=False), (), False, False, (), (), ())


def sections_of(school: Organisation, *, is_own: bool) -> tuple[Section, ...]:
    values, definitions = values_standing(school.pk), definitions_of(school.pk)
    return tuple(
        section_of(kind, values[kind], definitions[kind], is_own=is_own) for kind in FigureKind if any(values[kind].values())
    )


def section_of(
    kind: FigureKind, values: Mapping[int, Mapping[int, Decimal]], definitions: Mapping[int, Definition], *, is_own: bool
) -> Section:
    counted = {number: row for number, row in values.items() if row}
    first, last = min(min(row) for row in counted.values()), max(max(row) for row in counted.values())
    years = range(first, last + 1)
    is_hidden = {
        (number, year): not is_own and counts_children(kind) and value < HIDDEN_UNDER
        for number, row in counted.items()
        for year, value in row.items()
    }
    said = {
        (number, year): _("minder dan 5") if is_hidden[number, year] else shown(value)
        for number, row in counted.items()
        for year, value in row.items()
    }
    rows = tuple(
        Row(
            definition=definitions[number],
            since=name_of(definitions[number].from_year) if number > 1 else "",
            cells=tuple(said.get((number, year), "") for year in years),
        )
        for number in sorted(counted)
    )
    name = str(kind.label)
    told = {
        number: {year: None if is_hidden[number, year] else value for year, value in row.items()}
        for number, row in counted.items()
    }
    return Section(
        kind=kind,
        name=name,
        years=tuple(name_of(year) for year in years),
        rows=rows,
        drawn=draw(name, told, said),
        is_small=counts_children(kind) and any(value < SMALL for row in counted.values() for value in row.values()),
        has_break=len(rows) > 1,
    )


def shown(value: Decimal) -> str:
    """As Dutch writes it: a comma, and no noughts that say nothing."""
    return f"{value.normalize():f}".replace(".", ",")


def told_of(desk: Desk) -> tuple[Told, ...]:
    """The last rows as they were written, the newest first: the reader sees what was corrected, by whom and when."""
    rows = Figure.objects.inside(desk).select_related("by", "organisation").order_by("-at", "-pk")[:MOST_TOLD]
    labels = dict(FigureKind.choices)
    return tuple(
        Told(
            name=str(labels[FigureKind(each.kind)]),
            year=name_of(each.year),
            definition=each.definition,
            value=shown(each.value) if each.value is not None else _("uit de tabel gehaald"),
            source=each.source,
            by=each.by.name if each.by else "",
            at=each.at,
        )
        for each in rows
    )
