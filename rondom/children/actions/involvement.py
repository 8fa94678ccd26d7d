"""Coordinating, handing over, who is around the family, ending involvement, and access in an emergency."""

from typing import Any

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.children.actions.circle import lock
from rondom.children.actions.tell import tell_deciders
from rondom.children.authority_changes import why_not_known_at_work
from rondom.children.dossier import Dossier
from rondom.children.models import (
    EMERGENCY,
    Contact,
    Coordinator,
    EmergencyAccess,
    Ground,
    InformationKind,
    Place,
    PlaceEnded,
)
from rondom.children.rights import Right
from rondom.children.rules import why_not_coordinate, why_not_end, why_not_open_in_emergency, why_not_review


def about_involvement(dossier: Dossier) -> dict[str, Any]:
    kind = InformationKind.INVOLVEMENT
    return {"owner_id": dossier.organisation_id, "information_kind": kind, "ground": Ground.PUBLIC_TASK}


@action("circle.coordinator_named", needs=Right.NAME_COORDINATOR)
def name_coordinator(dossier: Dossier, *, place: Place, introduction: str = "") -> Coordinator:
    """Who has the overview from now on; the one before steps back in the same breath."""
    refuse_if(why_not_coordinate(place))
    now = timezone.now()
    Coordinator.objects.inside(dossier).filter(until__isnull=True).update(until=now)
    return Coordinator.objects.create(
        child=dossier.child,
        place=place,
        since=now,
        by_id=dossier.person_id,
        introduction=introduction,
        **about_involvement(dossier),
    )


@action("circle.place_ended", needs=Right.END_PLACE, act=Act.UPDATE)
def end_place(dossier: Dossier, *, place: Place) -> PlaceEnded:
    """From now on this person is no longer in the circle; what was written stays, in its own voice."""
    refuse_if(why_not_end(dossier, place))
    return ended_now(dossier, place)


def ended_now(dossier: Dossier, place: Place) -> PlaceEnded:
    """The place lets nobody in any more, and who had it no longer coordinates."""
    Coordinator.objects.inside(dossier).filter(place=place, until__isnull=True).update(until=timezone.now())
    ended, _is_new = PlaceEnded.objects.get_or_create(place=place, defaults={"by_id": dossier.person_id})
    return ended


@action("circle.contact_added", needs=Right.INVITE)
def add_contact(dossier: Dossier, *, name: str, relation: str, reach: str = "") -> Contact:
    """Somebody around the family who has no account and reads nothing."""
    return Contact.objects.create(
        child=dossier.child,
        name=name,
        relation=relation,
        reach=reach,
        by_id=dossier.person_id,
        **about_involvement(dossier) | {"ground": Ground.CONSENT},
    )


@action("circle.contact_ended", needs=Right.INVITE, act=Act.UPDATE)
def end_contact(dossier: Dossier, *, contact: Contact) -> Contact:
    Contact.objects.filter(pk=contact.pk).update(until=timezone.localdate())
    return contact


@action("emergency.opened", needs=Right.OPEN_IN_EMERGENCY, act=Act.EXECUTE)
def open_in_emergency(dossier: Dossier, *, reason: str) -> EmergencyAccess:
    """Read for an hour what is otherwise closed, with the reason; the family sees it, and somebody looks at it afterwards."""
    lock(dossier)  # two requests in the same moment are one hour, not two
    refuse_if(why_not_open_in_emergency(dossier, reason))
    assert dossier.place is not None
    now = timezone.now()
    about = {"owner_id": dossier.organisation_id, "information_kind": InformationKind.RECORD, "ground": Ground.VITAL_INTEREST}
    tell_deciders(dossier, InformationKind.values, is_of_reading=True)
    return EmergencyAccess.objects.create(place=dossier.place, reason=reason.strip(), at=now, until=now + EMERGENCY, **about)


@action("emergency.reviewed", needs=Right.REVIEW_EMERGENCY, act=Act.UPDATE)
def review_emergency(dossier: Dossier, *, emergency: EmergencyAccess, review: str) -> EmergencyAccess:
    """Say afterwards whether it was right, by somebody else; and not by the own invention, for which one held the paper."""
    refuse_if(why_not_review(dossier, emergency, review) or why_not_known_at_work(dossier))
    emergency.reviewed_by_id, emergency.reviewed_at, emergency.review = dossier.person_id, timezone.now(), review
    emergency.save(update_fields=["reviewed_by", "reviewed_at", "review"])
    return emergency
