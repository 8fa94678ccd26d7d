"""Recording who holds parental authority, and that it ended."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.children.dossier import Dossier
from rondom.children.models import Authority, AuthorityKind, Ground, InformationKind, Place, SecretAddress
from rondom.children.rights import Right
from rondom.children.rules import why_not_end_authority, why_not_hold_authority, why_not_shield

CHECK_EVERY = timedelta(days=365)


def about_authority(dossier: Dossier) -> dict[str, Any]:
    return {
        "owner_id": dossier.organisation_id,
        "information_kind": InformationKind.AUTHORITY,
        "ground": Ground.LEGAL_DUTY,
    }


@action("authority.recorded", needs=Right.RECORD_AUTHORITY)
def record_authority(
    dossier: Dossier, *, place: Place, proof: str, kind: str = AuthorityKind.PARENT, since: date | None = None
) -> Authority:
    """Keep that somebody decides for the child and what was seen of it: the fact, not the document."""
    refuse_if(why_not_hold_authority(place))
    today = timezone.localdate()
    return Authority.objects.create(
        place=place,
        kind=kind,
        proof=proof,
        since=since or dossier.child.birth_date,
        checked_by_id=dossier.person_id,
        checked_on=today,
        check_again_on=today + CHECK_EVERY,
        **about_authority(dossier),
    )


@action("authority.ended", needs=Right.RECORD_AUTHORITY, act=Act.UPDATE)
def end_authority(dossier: Dossier, *, authority: Authority, until: date) -> Authority:
    """Keep from which day somebody no longer decides. What was allowed before is asked again."""
    refuse_if(why_not_end_authority(authority))
    authority.until, authority.ended_at = until, timezone.now()
    authority.save(update_fields=["until", "ended_at"])
    return authority


@action("authority.none_found", needs=Right.RECORD_AUTHORITY, act=Act.UPDATE)
def find_no_authority(dossier: Dossier, *, place: Place) -> Place:
    """Keep that somebody does not decide, or no more from today. From then on the dossier is closed to this person."""
    refuse_if(why_not_hold_authority(place))
    now = timezone.now()
    Authority.objects.filter(place=place, until__isnull=True).update(until=timezone.localdate(), ended_at=now)
    place.has_custody = False
    place.save(update_fields=["has_custody"])
    return place


@action("secrecy.marked", needs=Right.RECORD_AUTHORITY)
def mark_secret_address(dossier: Dossier, *, place: Place, reason: str) -> SecretAddress:
    """From now on this parent reads nothing that may tell where the child is; no page says that something is missing."""
    refuse_if(why_not_shield(place, reason))
    made, _is_new = SecretAddress.objects.get_or_create(
        place=place,
        until=None,
        defaults={"reason": reason.strip(), "by_id": dossier.person_id, **about_authority(dossier)},
    )
    return made


@action("secrecy.lifted", needs=Right.RECORD_AUTHORITY, act=Act.UPDATE)
def lift_secret_address(dossier: Dossier, *, place: Place) -> Place:
    """This parent may know again where the child is."""
    SecretAddress.objects.inside(dossier).filter(place=place, until__isnull=True).update(until=timezone.now())
    return place
