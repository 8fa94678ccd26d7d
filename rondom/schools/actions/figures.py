"""Figures are written down, one by one or from a file; what changes is a new row."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base.actions import Refused, action, refuse_if
from rondom.base.models import Act
from rondom.people.desk import Desk
from rondom.people.rights import DeskRight
from rondom.schools.models import Figure, FigureDefinition, FiguresShown
from rondom.schools.queries import definitions_of, may_be_shown_to, shown_to, standing
from rondom.schools.reading import Line, Wrong
from rondom.schools.rules import to_do, why_not_defined, why_not_shown, why_not_this_value, why_not_this_year


@dataclass(frozen=True)
class Written:
    """A figure as somebody writes it down; without a value it is withdrawn."""

    kind: str
    year: int
    definition: int
    value: Decimal | None
    source: str


@action("figure.written", needs=DeskRight.KEEP_FIGURES)
def write_figure(desk: Desk, *, written: Written) -> Figure:
    refuse_if(why_not_this_year(written.year, timezone.localdate()))
    if written.value is not None:
        refuse_if(why_not_this_value(written.kind, written.value))
    if written.definition not in definitions_of(desk.organisation.pk)[written.kind]:
        raise Refused(to_do(Wrong(0, "definition", str(written.definition))))
    return laid(desk, written)


@action("figure.imported", needs=DeskRight.KEEP_FIGURES)
def import_figures(desk: Desk, *, lines: Sequence[Line]) -> list[Figure]:
    """All of a file, or by one wrong line nothing. What stands there already is not written twice."""
    there = standing(desk.organisation.pk)
    found = []
    for line in lines:
        now = there.get((line.kind, line.year, line.definition))
        if now is None or now.value != line.value or now.source != line.source:
            found.append(laid(desk, Written(line.kind, line.year, line.definition, line.value, line.source)))
    return found


def laid(desk: Desk, written: Written) -> Figure:
    return Figure.objects.create(
        organisation=desk.organisation,
        by_id=desk.person_id,
        kind=written.kind,
        year=written.year,
        definition=written.definition,
        value=written.value,
        source=written.source,
    )


@action("figure.defined", needs=DeskRight.KEEP_FIGURES)
def define(desk: Desk, *, kind: str, from_year: int, text: str) -> FigureDefinition:
    """What is counted from a year on; what was counted before stays under the definition of before."""
    refuse_if(why_not_this_year(from_year, timezone.localdate()))
    last = list(definitions_of(desk.organisation.pk)[kind].values())[-1]
    refuse_if(why_not_defined(from_year=from_year, last_from=last.from_year))
    given = {"kind": kind, "number": last.number + 1, "from_year": from_year, "text": text}
    return FigureDefinition.objects.create(organisation=desk.organisation, by_id=desk.person_id, **given)


@action("figures.shown", needs=DeskRight.SHOW_FIGURES)
def show_figures(desk: Desk, *, reader_id: str) -> FiguresShown:
    """Another organisation reads them from now on, without what is under five."""
    found = {str(each.pk): each for each in may_be_shown_to(desk)}
    readers = {each.reader_id for each in shown_to(desk)}
    reader = found.get(reader_id)
    if reader is None:
        raise Refused(_("Kies een organisatie uit de lijst."))
    refuse_if(why_not_shown(is_there=reader.pk in readers))
    return FiguresShown.objects.create(organisation=desk.organisation, by_id=desk.person_id, reader=reader)


@action("figures.stopped", needs=DeskRight.SHOW_FIGURES, act=Act.UPDATE)
def stop_showing(desk: Desk, *, shown: FiguresShown) -> FiguresShown:
    if shown.stopped_at is None:
        shown.stopped_at = timezone.now()
        shown.save(update_fields=["stopped_at"])
    return shown
