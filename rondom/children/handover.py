"""Handing over: what the family reads of it in the circle, and the one page for who takes over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondom.children.access import Reader, family_of
from rondom.children.dossier import Dossier
from rondom.children.models import Child, Handover, Place, Role
from rondom.children.queries import CirclePage, circle_in, circle_page
from rondom.children.rights import CHECKED_ROLES, PARENTS, RIGHTS, Facts, Level, Right, Standing, decide
from rondom.children.rules import may_change, may_hand_over, why_not_leave, why_not_without_handover

# How long a new face is news on the page of the circle.
IS_NEWS = timedelta(days=90)
# What who takes over wants to know, in the order in which it stands on the page.
NOTE: dict[str, Promise] = {
    "helps": gettext_lazy("Wat helpt"),
    "careful": gettext_lazy("Waar je op let"),
    "promised": gettext_lazy("Wat is beloofd"),
    "running": gettext_lazy("Wat loopt er nu"),
}


def family_reads_note(reader: Reader) -> bool:
    """Parents with authority and the child from twelve: for whom the matrix has all of who is involved (K15)."""
    if reader.role not in CHECKED_ROLES | {Role.CHILD} or not reader.reads_others:
        return False
    return decide(reader.column, "K15", "R", Facts(True, False, True, False)) == Level.ALL


def reads_note(dossier: Dossier, handover: Handover) -> bool:
    """Who leaves, who takes over and who wrote it; and, since nothing about a child is written behind its back, the family."""
    successor = handover.successor.person_id if handover.successor else None
    return dossier.person_id in {handover.place.person_id, successor, handover.by_id} or family_reads_note(dossier.reader)


def reads_introduction(reader: Reader) -> bool:
    """It is written to the family: to every child too, and to a parent whose authority was seen."""
    return reader.role in PARENTS | {Role.CHILD} and reader.standing == Standing.HOLDS and reader.reads_others


@dataclass(frozen=True)
class HandedOver:
    """A change of face as somebody of the circle reads it."""

    place_id: UUID
    leaver: str
    successor: str
    words: str
    day: date
    is_news: bool
    may_read: bool


def handovers_in(dossier: Dossier) -> tuple[HandedOver, ...]:
    """What there is for this reader, the newest first; who took over and has left too is no news any more."""
    since = timezone.now() - IS_NEWS
    rows = Handover.objects.inside(dossier).select_related("place__person", "successor__person", "successor__ended")
    return tuple(
        HandedOver(
            place_id=each.place_id,
            leaver=each.place.person.name,
            successor=each.successor.person.name if each.successor else "",
            words=each.introduction or each.why_nobody,
            day=timezone.localdate(each.at),
            is_news=each.at >= since and not (each.successor and hasattr(each.successor, "ended")),
            may_read=reads_note(dossier, each),
        )
        for each in rows
        if reads_introduction(dossier.reader) or reads_note(dossier, each)
    )


def leaving_place(dossier: Dossier, place_id: UUID) -> Place | None:
    """A place of this circle, ended or not, with what was handed over."""
    parts = ("person", "organisation", "taken", "ended", "handover__place", "handover__successor__person")
    places = Place.objects.inside(dossier).select_related(*parts, "handover__successor__ended")
    return places.filter(pk=place_id).first()


@dataclass(frozen=True)
class HandoverPage:
    """The one page for who takes over, and the form and the last step for who leaves."""

    child: Child
    leaver: Place
    is_own: bool
    is_successor: bool
    handover: Handover | None
    note: tuple[tuple[str, str], ...]
    circle: CirclePage
    successors: tuple[tuple[str, str], ...]
    also_read_by: str
    may_write: bool
    may_stop: bool
    may_invite: bool
    why_not_stop: str | None

    @property
    def initial(self) -> dict[str, str]:
        """What was written before, for who may read and change it."""
        if self.handover is None or not self.may_write:
            return {}
        before = self.handover
        words = {"introduction": before.introduction, "why_nobody": before.why_nobody, **before.note}
        return {"successor": str(before.successor_id or NOBODY), **words}


NOBODY = "nobody"


def handover_page(dossier: Dossier, place: Place) -> HandoverPage | None:
    """Nothing for who neither reads the note nor brings it about. Who ends it for another sees that it is there, not the note."""
    written = getattr(place, "handover", None)
    reads = written is not None and reads_note(dossier, written)
    handles = may_hand_over(dossier.rights, dossier.person_id, place)
    if not (reads or handles):
        return None
    is_own = place.person_id == dossier.person_id
    may_write = handles and (written is None or may_change(written, dossier.person_id))
    return HandoverPage(
        child=dossier.child,
        leaver=place,
        is_own=is_own,
        is_successor=bool(written and written.successor and written.successor.person_id == dossier.person_id),
        handover=written if reads else None,
        note=tuple((str(label), written.note[name]) for name, label in NOTE.items() if name in written.note)
        if written and reads
        else (),
        circle=circle_page(dossier),
        successors=successors_of(circle_in(dossier), place) if may_write else (),
        also_read_by=also_read_by(dossier.child, circle_in(dossier)) if may_write else "",
        may_write=may_write,
        may_stop=handles and written is not None,
        may_invite=dossier.may(Right.INVITE),
        why_not_stop=why_not_stop(dossier, place) if handles and written is not None else None,
    )


def why_not_stop(dossier: Dossier, place: Place) -> str | None:
    return why_not_leave(dossier, place) if place.person_id == dossier.person_id else why_not_without_handover(place)


def successors_of(circle: Iterable[Place], leaver: Place) -> tuple[tuple[str, str], ...]:
    """Who of the circle can take over: who has the same work at the same house first, then the same house."""
    able = [each for each in circle if each.pk != leaver.pk and Right.HAND_OVER in RIGHTS[each.role]]
    able.sort(key=lambda each: (each.organisation_id != leaver.organisation_id, each.role != leaver.role))
    return tuple((str(each.pk), f"{each.person.name}, {each.called}") for each in able)


def also_read_by(child: Child, circle: Iterable[Place]) -> str:
    """Who of the family will read the note, to say it before somebody writes."""
    family = family_of(child)
    readers = [each.called for each in circle if family_reads_note(family.reader_of(each))]
    return _("Dit lezen ook: %(who)s.") % {"who": ", ".join(readers)} if readers else ""
