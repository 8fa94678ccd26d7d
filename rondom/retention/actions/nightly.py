"""Every night: look anew at what is due, and destroy it; each thing in a transaction of its own, so much a night and no more."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from rondom.base.letters import letter_to
from rondom.base.record import destroy_month
from rondom.base.seal import Broken, NotOpened, lay_out, nothing_laid_out
from rondom.children.dossier import open_places
from rondom.children.models import Child, Place, PlaceEnded
from rondom.people.actions import forget_unlinked
from rondom.people.models import Organisation
from rondom.retention.actions.apart import destroy_apart, files_of_part
from rondom.retention.actions.closing import close_by_the_clock
from rondom.retention.actions.destroying import LAST, PART, ROWS, Doom, destroy, in_lines, settle
from rondom.retention.actions.replaying import is_behind, replay
from rondom.retention.due import (
    CODES,
    KEPT_ON,
    drafts_over,
    drafts_to_warn,
    holds_by_child,
    idle_children,
    months_over,
    proofs_over,
    rows_over,
    unfinished_over,
)
from rondom.retention.models import DraftWarned
from rondom.retention.parts import (
    Told,
    is_empty,
    is_kept_apart,
    is_over,
    owners_of,
    rows_of_child,
    rows_of_part,
    told_of,
    with_what_hangs_on,
)
from rondom.safety.models import SafetyFile

MOST = 500  # acts of destroying in one night


class Enough(Exception):
    """So much for tonight; the rest goes tomorrow."""


@dataclass
class Night:
    """What one night did, in numbers."""

    today: date
    most: int = MOST
    counts: dict[str, int] = field(default_factory=dict)

    def did(self, what: str, many: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + many

    def destroy(self, doom: Doom, what: str) -> None:
        if sum(self.counts.get(each, 0) for each in ("parts", "rows", "children")) >= self.most:
            raise Enough
        if doom.rows or doom.sort == LAST:
            destroy(doom)
            self.did(what)


def destroy_what_is_due(today: date | None = None, *, most: int = MOST) -> dict[str, int]:
    """All that is over by now. Twice is the same as once; broken off is gone on with."""
    with nothing_laid_out():
        lay_out()  # letters go by name and language
        return whole_night(Night(today or timezone.localdate(), most))


def whole_night(night: Night) -> dict[str, int]:
    if is_behind():  # older rows were put back, and nobody forgot again
        night.did("again", replay().destroyed)
    night.did("finished", settle())
    warn(night)
    for child in list(idle_children(night.today)):
        close_by_the_clock(child)
        night.did("closed")
    try:
        single_rows(night)
        for child in Child.objects.order_by("pk").iterator(chunk_size=500):
            with nothing_laid_out():
                lay_out(child.pk)  # its term may hang on its age
                try:
                    parts_of_child(night, child)
                except (NotOpened, Broken):  # its key is gone (restored with gaps): that of others goes on its day
                    night.did("not to be read")
    except Enough:
        night.did("left for tomorrow")
    of_the_house(night)
    return {name: count for name, count in night.counts.items() if count}


def warn(night: Night) -> None:
    """A week before: whose draft it is hears that it goes."""
    for card in drafts_to_warn(night.today):
        with transaction.atomic():
            DraftWarned.objects.update_or_create(card=card, defaults={"at": timezone.now()})
            for place in open_places().filter(child=card.child_id, voice=card.voice_id, taken__isnull=False):
                letter_to(place.person, "draft")
        night.did("warned")


# ── rows with a day of their own ──────────────────────────────────────────────────────────────────────


def single_rows(night: Night) -> None:
    holds = holds_by_child(night.today)
    for model, code in CODES.items():
        destroy_rows(night, rows_over(model, night.today, holds), code)
    destroy_rows(night, drafts_over(night.today, holds), "B33")
    for rows in unfinished_over(night.today):
        destroy_rows(night, rows, "B33")


def destroy_rows(night: Night, rows: Sequence[Model], code: str) -> None:
    for (child_id, owner_id), some in grouped(rows, whose_row):
        for few in in_lines(some):
            night.destroy(doom_of_rows(few, code, child_id, owner_id), "rows")


def doom_of_rows(rows: Sequence[Model], code: str, child_id: UUID, owner_id: UUID | None) -> Doom:
    return Doom(ROWS, code, "R82", child_id, owner_id, with_what_hangs_on(rows), is_quiet=True)


def whose_row(row: Any) -> tuple[UUID, UUID | None]:
    if hasattr(row, "child_id"):
        return row.child_id, row.owner_id
    holder = row.card if hasattr(row, "card") else row.invited.meeting if hasattr(row, "invited") else row.place
    return holder.child_id, row.owner_id if hasattr(row, "owner_id") else holder.owner_id


def grouped(rows: Iterable[Any], key: Callable[[Any], tuple[Any, ...]]) -> list[tuple[tuple[Any, ...], list[Any]]]:
    ordered = sorted(rows, key=lambda row: tuple(map(str, key(row))))
    return [(found, list(some)) for found, some in groupby(ordered, key=key)]


# ── the parts of a child, and the last of it ──────────────────────────────────────────────────────────


def parts_of_child(night: Night, child: Child) -> None:
    told = told_of(child, night.today)
    concerns_of_child(night, told)
    for owner in owners_of(child.pk):
        part = told.part(owner)
        kinds = part.kinds_due(night.today)
        if kinds:
            rows = rows_of_part(child.pk, part.owner_id, kinds)
            night.destroy(Doom(PART, part.code, "R82", child.pk, part.owner_id, rows, kinds, ends=True), "parts")
    if is_last(told, night.today):
        if SafetyFile.objects.filter(child=child).exists():
            end_all_but_its_list(child)
        else:
            night.destroy(Doom(LAST, "B15", "R82", child.pk, None, rows_of_child(child.pk)), "children")


def concerns_of_child(night: Night, told: Told) -> None:
    """What is kept apart goes with the part of its organisation, also of one that wrote nothing else."""
    owners = SafetyFile.objects.filter(child=told.child).values("owner")
    for owner in Organisation.objects.filter(pk__in=owners):
        part = told.part(owner)
        if not part.held and is_over(part.on, night.today):
            for file in files_of_part(told.child.pk, owner.pk):
                destroy_apart(file)
                night.did("rows")


def end_all_but_its_list(child: Child) -> None:
    """All else is gone, and only a concern about safety is kept on: nobody but its organisation finds the child any more, as if
    there were none."""
    owners = SafetyFile.objects.filter(child=child).values("owner")
    for place in Place.objects.filter(child=child, ended__isnull=True).exclude(organisation__in=owners):
        PlaceEnded.objects.create(place=place)


def is_last(told: Told, today: date) -> bool:
    """The shared part is over, nothing waits, and nobody has anything in the dossier that is kept on."""
    if told.holds or not is_over(told.part(None).on, today) or not is_empty(told.child.pk) or is_kept_apart(told.child.pk):
        return False
    return not any(model.objects.filter(child=told.child).exists() for model in KEPT_ON)


# ── what is about no child ────────────────────────────────────────────────────────────────────────────


def of_the_house(night: Night) -> None:
    night.did("persons", forget_unlinked())
    for month in months_over(timezone.now()):
        night.did("lines of the record", destroy_month(month, timezone.now()))
    night.did("proofs", proofs_over(night.today).delete()[0])

