"""Colleagues who are known at the desk and can be asked into a circle as they are, without a paper in somebody's hands."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from rondom.children.dossier import Dossier
from rondom.children.models import Place
from rondom.children.rights import INVITES, Right
from rondom.people.desk import working_on
from rondom.people.models import Membership


def colleagues_of(dossier: Dossier) -> QuerySet[Membership]:
    """Who works where this reader works, has no place in this circle, and may be asked for one."""
    here = Place.objects.inside(dossier).filter(ended__isnull=True)
    if not dossier.may(Right.INVITE) or dossier.organisation_id is None:
        return Membership.objects.none()
    return (
        Membership.objects.filter(working_on(timezone.localdate()), organisation=dossier.organisation_id)
        .filter(function__in=INVITES.get(dossier.role, frozenset()))
        .exclude(person__in=here.values("person"))
        .select_related("person", "organisation")
        .order_by("person__name", "since")
    )


def known_at_a_desk(person_ids: Collection[UUID]) -> frozenset[UUID]:
    """Who of these works, or worked, somewhere that wrote them down: nobody of a circle gets a paper to come in as them."""
    if not person_ids:
        return frozenset()
    return frozenset(Membership.objects.filter(person__in=person_ids).values_list("person", flat=True))
