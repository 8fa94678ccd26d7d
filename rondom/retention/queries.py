"""What a family and who works here see of keeping and destroying: the day of each part, and what may be done about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondom.children.dossier import Dossier
from rondom.children.models import Child
from rondom.children.rights import PARENTS, Right
from rondom.people.models import Organisation, OrganisationKind
from rondom.retention.clock import Start
from rondom.retention.models import CopyTaken, Hold
from rondom.retention.parts import Part, Told, parts_of, told_of
from rondom.retention.rules import (
    is_locked,
    may_reopen_until,
    open_closing,
    said_until,
    why_not_close,
    why_not_lift,
    why_not_reopen,
)
from rondom.retention.schedule import SCHEDULE

# In one sentence, by line of the schedule.
WHY_SO_LONG: Mapping[str, Any] = {
    "B01": gettext_lazy("De school bewaart dit tot twee jaar nadat een leerling weg is. Aan- en afwezigheid blijft vijf jaar."),
    "B03": gettext_lazy("De leerling ging naar het speciaal onderwijs. Dan bewaart de school dit drie jaar."),
    "B08": gettext_lazy("De hulp bewaart dit twintig jaar na de laatste verandering. Dat zegt de wet."),
    "B09": gettext_lazy("De hulp bewaart dit twintig jaar na de laatste verandering. Dat zegt de wet."),
    "B10": gettext_lazy("De jeugdgezondheidszorg bewaart dit twintig jaar na de laatste verandering. Dat zegt de wet."),
    "B15": gettext_lazy("Dit blijft tot zes maanden na het afsluiten."),
}


@dataclass(frozen=True)
class Waiting:
    """That destruction of a part waits."""

    pk: UUID
    words: str
    reason: str
    note: str
    may_lift: bool


@dataclass(frozen=True)
class PartRow:
    """One part as its reader sees it."""

    name: str
    when: str
    why: str
    copy: str
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True)
class KeepingPage:
    """When each part of a child's file goes, whether the case is closed, and what the reader may do about it."""

    child: Child
    child_name: str
    is_formal: bool
    is_child: bool
    parts: tuple[PartRow, ...]
    closed_on: date | None
    locks_on: date | None
    is_locked: bool
    reopen_until: date | None
    may_close: bool
    why_not_close: str | None
    may_reopen: bool
    may_copy: bool
    may_note_leaving: bool
    left_on: date | None
    may_pause: bool
    pausable: tuple[tuple[str, str], ...]

    @property
    def is_keeper(self) -> bool:
        return self.may_copy or self.may_note_leaving or self.may_pause or self.may_close


def keeping_page(dossier: Dossier) -> KeepingPage:
    now = timezone.now()
    today = timezone.localdate(now)
    told = told_of(dossier.child, today, is_running=True)
    closing = open_closing(dossier.child)
    # Who may not know where the child is, reads here of no school and no help either (R38).
    parts = (told.part(None),) if dossier.reader.is_shielded else parts_of(told)
    own = Organisation.objects.filter(pk=dossier.organisation_id).first() if dossier.organisation_id else None
    left = told.left.get(own.pk) if own else None
    copies = {row.owner_id: row.at for row in CopyTaken.objects.inside(dossier).order_by("at")}
    return KeepingPage(
        child=dossier.child,
        child_name=dossier.child.first_name,
        is_formal=dossier.role in PARENTS,
        is_child=dossier.role == "child",
        parts=tuple(row_of(dossier, told, part, copies) for part in parts),
        closed_on=timezone.localdate(closing.at) if closing else None,
        locks_on=timezone.localdate(closing.locks_at) if closing else None,
        is_locked=is_locked(closing, now),
        reopen_until=may_reopen_until(closing) if closing else None,
        may_close=dossier.may(Right.CLOSE_CASE) and closing is None,
        why_not_close=why_not_close(dossier.child, dossier.role, dossier.person_id),
        may_reopen=dossier.may(Right.CLOSE_CASE) and why_not_reopen(closing, today) is None,
        may_copy=dossier.may(Right.TAKE_COPY) and own is not None,
        may_note_leaving=dossier.may(Right.NOTE_LEAVING) and own is not None and own.kind == OrganisationKind.SCHOOL,
        left_on=left.left_on if left else None,
        may_pause=dossier.may(Right.PAUSE_DESTRUCTION),
        pausable=pausable_by(dossier, own),
    )


def pausable_by(dossier: Dossier, own: Organisation | None) -> tuple[tuple[str, str], ...]:
    if not dossier.may(Right.PAUSE_DESTRUCTION):
        return ()
    return (*([(str(own.pk), own.name)] if own else []), ("", name_of(None)))


def name_of(owner: Organisation | None) -> str:
    return owner.name if owner else _("Van het gezin en van iedereen samen")


def row_of(dossier: Dossier, told: Told, part: Part, copies: Mapping[UUID | None, datetime]) -> PartRow:
    taken = copies.get(part.owner_id) if part.owner else None
    copy = ""
    if part.owner is not None and told.closed is not None and not dossier.reader.is_shielded:
        day = date_format(timezone.localdate(taken), "j F Y") if taken else ""
        before = date_format(timezone.localdate(told.closed.locks_at), "j F Y")
        copy = _("Kopie gemaakt op %(day)s.") % {"day": day}
        if not taken:
            copy = _("Nog geen kopie gemaakt. Graag vóór %(day)s.") % {"day": before}
    return PartRow(
        name=name_of(part.owner),
        when=when_of(told, part),
        why=str(WHY_SO_LONG.get(part.code, "")) if part.gone_at is None else "",
        copy=copy,
        waiting=tuple(waiting(dossier, hold) for hold in told.holds_on(part.owner_id)),
    )


def waiting(dossier: Dossier, hold: Hold) -> Waiting:
    """Everybody sees that it waits and until when; why, who may make it wait."""
    sees_why = dossier.may(Right.PAUSE_DESTRUCTION) and hold.owner_id in (None, dossier.organisation_id)
    return Waiting(
        pk=hold.pk,
        words=said_until(hold.until),
        reason=hold.get_reason_display() if sees_why else "",
        note=hold.note if sees_why else "",
        may_lift=sees_why and why_not_lift(hold, dossier.organisation_id) is None,
    )


def when_of(told: Told, part: Part) -> str:
    """The day in words: certain, at the latest, at the earliest, or not yet."""
    if part.gone_at is not None:
        return _("Vernietigd op %(day)s") % {"day": date_format(timezone.localdate(part.gone_at), "j F Y")}
    if part.on is None:
        return _("Nog geen dag. Die komt er als alles is afgesloten.")
    day = {"day": date_format(part.on, "j F Y")}
    start = SCHEDULE[part.code].start
    if start == Start.CHANGED and told.closed is None:
        return _("Wordt op zijn vroegst vernietigd op %(day)s") % day
    if start == Start.LEFT and told.closed is None and part.owner_id not in told.left:
        return _("Wordt uiterlijk vernietigd op %(day)s") % day
    return _("Wordt vernietigd op %(day)s") % day
