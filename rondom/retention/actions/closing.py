"""Closing a case and opening it again, what an organisation takes along, when a pupil left, and destruction that waits."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base.actions import Refused, action, refuse_if
from rondom.base.letters import letter_to
from rondom.base.models import Act
from rondom.base.record import write_line
from rondom.children.actions.circle import lock
from rondom.children.actions.tell import tell
from rondom.children.dossier import Dossier
from rondom.children.models import CaseClosed, Child, Ground, InformationKind, Place
from rondom.children.queries import circle_in
from rondom.children.rights import Right
from rondom.people.models import Organisation
from rondom.retention.models import CopyTaken, Hold, SchoolLeft
from rondom.retention.rules import (
    open_closing,
    why_not_close,
    why_not_lift,
    why_not_note_leaving,
    why_not_pause,
    why_not_reopen,
)


def about_keeping(owner_id: Any) -> dict[str, Any]:
    return {"owner_id": owner_id, "information_kind": InformationKind.INVOLVEMENT, "ground": Ground.LEGAL_DUTY}


@action("case.closed", needs=Right.CLOSE_CASE)
def close_case(dossier: Dossier) -> CaseClosed:
    """The work together is done. Everybody hears that it was closed; organisations have two weeks to take their copy."""
    lock(dossier)
    refuse_if(why_not_close(dossier.child, dossier.role, dossier.person_id))
    tell(dossier, circle_in(dossier))
    return closed(dossier.child, by=dossier.person_id, owner_id=dossier.organisation_id)


def closed(child: Child, *, by: Any, owner_id: Any) -> CaseClosed:
    try:
        with transaction.atomic():
            return CaseClosed.objects.create(child=child, by_id=by, **about_keeping(owner_id))
    except IntegrityError as error:  # somebody else closed it in the same moment
        raise Refused(_("Dit is al afgesloten.")) from error


@transaction.atomic
def close_by_the_clock(child: Child) -> CaseClosed:
    """Nobody came here for a year: it is closed, and who takes part hears of it and can open it again."""
    closing = closed(child, by=None, owner_id=None)
    write_line(
        f"child:{child.pk}",
        event="case.closed",
        act=Act.CREATE,
        outcome="done",
        child_id=child.pk,
        object_kind="CaseClosed",
        object_ids=str(closing.pk),
        rule="B14: nobody came for a year",
        was_authorised=True,
    )
    here = Place.objects.filter(child=child, ended__isnull=True, taken__isnull=False).select_related("person")
    for place in here:
        letter_to(place.person, "news")
    return closing


@action("case.reopened", needs=Right.CLOSE_CASE, act=Act.UPDATE)
def reopen_case(dossier: Dossier) -> CaseClosed:
    lock(dossier)
    closing = open_closing(dossier.child)
    refuse_if(why_not_reopen(closing, timezone.localdate()))
    assert closing is not None
    closing.reopened_at, closing.reopened_by_id = timezone.now(), dossier.person_id
    closing.save(update_fields=["reopened_at", "reopened_by"])
    tell(dossier, circle_in(dossier))
    return closing


@action("case.copy_taken", needs=Right.TAKE_COPY, act=Act.EXECUTE)
def take_copy(dossier: Dossier, *, files: int, sha256: str) -> CopyTaken:
    """That an organisation has in its own system what it wrote and lawfully received (R79, R80)."""
    if dossier.organisation_id is None:
        raise Refused(_("Een kopie is voor een organisatie. Zelf meenemen kan ook: kies Meenemen."))
    about = about_keeping(dossier.organisation_id)
    return CopyTaken.objects.create(child=dossier.child, files=files, sha256=sha256, by_id=dossier.person_id, **about)


@action("retention.left_noted", needs=Right.NOTE_LEAVING)
def note_leaving(dossier: Dossier, *, left_on: date, is_referred: bool = False) -> SchoolLeft:
    """When a child left the school of who notes it: from that day its term runs (B01 to B04)."""
    own = dossier.organisation_id
    organisation = Organisation.objects.filter(pk=own).first() if own else None
    refuse_if(why_not_note_leaving(organisation, left_on, dossier.child, timezone.localdate()))
    tell(dossier, circle_in(dossier))  # the day on which it goes is another now, and stands on the page
    about = about_keeping(dossier.organisation_id) | {"information_kind": InformationKind.ATTENDANCE}
    return SchoolLeft.objects.create(
        child=dossier.child, left_on=left_on, is_referred=is_referred, by_id=dossier.person_id, **about
    )


@action("retention.paused", needs=Right.PAUSE_DESTRUCTION)
def pause(
    dossier: Dossier, *, reason: str, until: date, part: UUID | None = None, only: str = "", note: str = ""
) -> Hold:
    """Destruction of a part waits until a day; longer is a new row. `part`: the own organisation, or nothing."""
    if part is not None and part != dossier.organisation_id:
        raise Refused(_("Je kunt alleen het deel van je eigen organisatie uitstellen, of het deel van iedereen samen."))
    refuse_if(why_not_pause(until, timezone.localdate()))
    return Hold.objects.create(
        child=dossier.child,
        reason=reason,
        until=until,
        only=only,
        note=note,
        by_id=dossier.person_id,
        **about_keeping(part),
    )


@action("retention.pause_lifted", needs=Right.PAUSE_DESTRUCTION, act=Act.UPDATE)
def lift_pause(dossier: Dossier, *, hold: Hold) -> Hold:
    refuse_if(why_not_lift(hold, dossier.organisation_id))
    hold.lifted_at, hold.lifted_by_id = timezone.now(), dossier.person_id
    hold.save(update_fields=["lifted_at", "lifted_by"])
    return hold
