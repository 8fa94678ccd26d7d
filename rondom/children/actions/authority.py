"""Recording who holds parental authority, and that it ended."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.children.actions.tell import tell
from rondom.children.authority_changes import (
    seconds,
    why_not_change_alone,
    why_not_known_at_work,
    why_not_propose_change,
    why_not_settle_change,
    why_not_withdraw_change,
)
from rondom.children.dossier import Dossier
from rondom.children.models import (
    NO_PROOF,
    Authority,
    AuthorityChange,
    AuthorityKind,
    Ground,
    InformationKind,
    Place,
    SecretAddress,
)
from rondom.children.queries import circle_in
from rondom.children.rights import CHECKED_ROLES, Right
from rondom.children.rules import others_with, why_not_end_authority, why_not_hold_authority, why_not_shield

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
    refuse_if(why_not_hold_authority(place) or why_not_change_alone(dossier, place, proof, kind))
    if not place.authorities.exists():
        tell_parents(dossier, place)
    return _record(dossier, place, proof, kind, since)


def tell_parents(dossier: Dossier, place: Place) -> None:
    """Somebody comes to decide beside them, or does no more: whoever decides, or may, gets a letter."""
    tell(dossier, circle_in(dossier).filter(role__in=CHECKED_ROLES).exclude(pk=place.pk))


def _record(dossier: Dossier, place: Place, proof: str, kind: str, since: date | None) -> Authority:
    today = timezone.localdate()
    return Authority.objects.create(
        place=place,
        kind=kind,
        proof=proof,
        since=since,
        checked_by_id=dossier.person_id,
        checked_on=today,
        check_again_on=today + CHECK_EVERY,
        **about_authority(dossier),
    )


@action("authority.ended", needs=Right.RECORD_AUTHORITY, act=Act.UPDATE)
def end_authority(dossier: Dossier, *, authority: Authority, until: date) -> Authority:
    """Keep from which day somebody no longer decides. What was allowed before is asked again."""
    alone = why_not_change_alone(dossier, authority.place, NO_PROOF, authority.kind)
    refuse_if(why_not_end_authority(authority) or alone)
    authority.until, authority.ended_at = until, timezone.now()
    authority.save(update_fields=["until", "ended_at"])
    return authority


@action("authority.none_found", needs=Right.RECORD_AUTHORITY, act=Act.UPDATE)
def find_no_authority(dossier: Dossier, *, place: Place) -> Place:
    """Keep that somebody does not decide, or no more from today. From then on the dossier is closed to this person."""
    refuse_if(why_not_hold_authority(place) or why_not_change_alone(dossier, place, NO_PROOF, AuthorityKind.PARENT))
    return _find_none(place)


def _find_none(place: Place) -> Place:
    now = timezone.now()
    Authority.objects.filter(place=place, until__isnull=True).update(until=timezone.localdate(), ended_at=now)
    place.has_custody = False
    place.save(update_fields=["has_custody"])
    return place


@action("authority.change_proposed", needs=Right.RECORD_AUTHORITY)
def propose_change(dossier: Dossier, *, place: Place, proof: str, kind: str = AuthorityKind.PARENT) -> AuthorityChange:
    """Lay a change of what was recorded before a second person at school; until that one agrees it stays as it was."""
    refuse_if(why_not_hold_authority(place) or why_not_known_at_work(dossier) or why_not_propose_change(dossier, place))
    change, _is_new = AuthorityChange.objects.get_or_create(
        place=place,
        settled_at=None,
        defaults={"proof": proof, "kind": kind, "by_id": dossier.person_id, **about_authority(dossier)},
    )
    tell(dossier, seconds(dossier))
    return change


@action("authority.change_agreed", needs=Right.RECORD_AUTHORITY, act=Act.EXECUTE)
def agree_to_change(dossier: Dossier, *, change: AuthorityChange) -> AuthorityChange:
    """The second saw it too: from now on it holds."""
    change = locked(change)
    refuse_if(why_not_settle_change(dossier, change) or why_not_known_at_work(dossier))
    tell_parents(dossier, change.place)
    if change.proof == NO_PROOF:
        _find_none(change.place)
    else:
        _record(dossier, change.place, change.proof, change.kind, None)
        Place.objects.filter(pk=change.place_id).update(has_custody=True)
    return settled(dossier, change, is_agreed=True)


@action("authority.change_declined", needs=Right.RECORD_AUTHORITY, act=Act.UPDATE)
def decline_change(dossier: Dossier, *, change: AuthorityChange) -> AuthorityChange:
    """The second did not see it so, or who proposed it takes it back: what was recorded stays."""
    change = locked(change)
    refuse_if(why_not_withdraw_change(change))
    return settled(dossier, change, is_agreed=False)


def locked(change: AuthorityChange) -> AuthorityChange:
    return AuthorityChange.objects.select_for_update(of=("self",)).select_related("place").get(pk=change.pk)


def settled(dossier: Dossier, change: AuthorityChange, *, is_agreed: bool) -> AuthorityChange:
    change.settled_by_id, change.settled_at, change.is_agreed = dossier.person_id, timezone.now(), is_agreed
    change.save(update_fields=["settled_by", "settled_at", "is_agreed"])
    return change


@action("secrecy.marked", needs=Right.RECORD_AUTHORITY)
def mark_secret_address(dossier: Dossier, *, place: Place, reason: str) -> SecretAddress:
    """From now on this parent reads nothing that may tell where the child is; no page says that something is missing."""
    refuse_if(why_not_shield(place, reason))
    made, _is_new = SecretAddress.objects.get_or_create(
        place=place,
        until=None,
        defaults={"reason": reason.strip(), "by_id": dossier.person_id, **about_authority(dossier)},
    )
    tell(dossier, others_with(dossier, Right.RECORD_AUTHORITY))
    return made


@action("secrecy.lifted", needs=Right.RECORD_AUTHORITY, act=Act.UPDATE)
def lift_secret_address(dossier: Dossier, *, place: Place) -> Place:
    """This parent may know again where the child is."""
    SecretAddress.objects.inside(dossier).filter(place=place, until__isnull=True).update(until=timezone.now())
    tell(dossier, others_with(dossier, Right.RECORD_AUTHORITY))
    return place
