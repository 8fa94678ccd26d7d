"""Changes of authority: what is one, why it takes two people whom the school knows, and what waits for the second."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.children.dossier import Dossier
from rondom.children.models import NO_PROOF, AuthorityChange, Place
from rondom.children.rights import Right
from rondom.children.rules import others_with
from rondom.people.desk import working_on
from rondom.people.models import Membership
from rondom.people.queries import providers


@dataclass(frozen=True)
class ChangeWaiting:
    """That somebody saw that a person's authority is other than what stands here."""

    pk: UUID
    name: str
    is_ending: bool
    seen: str
    by: str
    is_own: bool


def changes_waiting(dossier: Dossier) -> tuple[ChangeWaiting, ...]:
    if not dossier.may(Right.RECORD_AUTHORITY):
        return ()
    waiting = AuthorityChange.objects.inside(dossier).filter(settled_at__isnull=True).select_related("place__person", "by")
    return tuple(
        ChangeWaiting(
            pk=each.pk,
            name=each.place.person.name,
            is_ending=each.proof == NO_PROOF,
            seen=each.get_proof_display(),
            by=each.by.name if each.by else "",
            is_own=each.by_id == dossier.person_id,
        )
        for each in waiting.order_by("at")
    )


def changes_authority(place: Place, proof: str, kind: str) -> bool:
    """Whether this is other than what was recorded before. To look again at the same is no change, nor is the first time."""
    last = place.authorities.order_by("recorded_at").last()
    if last is None:
        return place.has_custody is False and proof != NO_PROOF
    if last.until is not None:
        return proof != NO_PROOF
    return proof == NO_PROOF or kind != last.kind


def why_not_change_alone(dossier: Dossier, place: Place, proof: str, kind: str) -> str | None:
    """Two people see a change of what was recorded: with one hand nobody is put out of the door, or let in."""
    if not dossier.reader.is_house and changes_authority(place, proof, kind):
        return _("Gezag verander je met z'n tweeën. Leg het voor aan een tweede.")
    return None


def seconds(dossier: Dossier) -> tuple[Place, ...]:
    """Who else could look: in the circle already, keeps authority as well, and is known at the school of the child."""
    able = others_with(dossier, Right.RECORD_AUTHORITY)
    members = members_of_school(dossier).filter(person__in=[place.person_id for place in able])
    known = set(members.values_list("person", flat=True))
    return tuple(place for place in able if place.person_id in known)


def members_of_school(dossier: Dossier) -> QuerySet[Membership]:
    return Membership.objects.filter(working_on(timezone.localdate()), organisation=dossier.child.owner_id)


def why_not_propose_change(dossier: Dossier, place: Place) -> str | None:
    if AuthorityChange.objects.filter(place=place, settled_at__isnull=True).exists():
        return _("Hierover wacht al een voorstel. Laat een tweede er eerst naar kijken.")
    if not seconds(dossier):
        return _("Gezag verander je met z'n tweeën. Vraag in de kring eerst een collega erbij: de schoolleider of een ib'er.")
    return None


def why_not_known_at_work(dossier: Dossier) -> str | None:
    """Who makes an invitation holds the paper, and could come in with it as the own second. So both are known at the school
    itself: who runs the house wrote them down, and where the school gives out accounts they came in with one."""
    if dossier.reader.is_house:
        return None
    if not members_of_school(dossier).filter(person=dossier.person_id).exists():
        return _("Dit doen twee mensen die de school kent. Vraag de beheerder van Rondom om je erbij te schrijven.")
    vouching = providers().filter(organisation=dossier.child.owner_id)
    if vouching.exists() and not vouching.filter(links__person=dossier.person_id).exists():
        return _("Kom eerst binnen met het account van je werk. Dit doen jullie met twee mensen die de school kent.")
    return None


def why_not_settle_change(dossier: Dossier, change: AuthorityChange) -> str | None:
    if change.by_id == dossier.person_id:
        return _("Dit stelde je zelf voor. Laat een ander ernaar kijken.")
    return why_not_withdraw_change(change)


def why_not_withdraw_change(change: AuthorityChange) -> str | None:
    if change.settled_at is not None:
        return _("Hierover is al beslist.")
    return None
