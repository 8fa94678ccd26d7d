"""Colleagues who are known at the desk and can be asked into a circle as they are, without a paper in somebody's hands."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from rondom.children.dossier import Dossier
from rondom.children.models import Place
from rondom.children.rights import Right
from rondom.children.roles import EMPLOYERS, INVITES
from rondom.people.desk import working_on
from rondom.people.models import Membership


def colleagues_of(dossier: Dossier) -> QuerySet[Membership]:
    """Who works where this reader works, has and had no place in this circle, and may be asked for one.

    A role is played in one kind of organisation here too: who is written down at school in the work of help is not asked.
    """
    fits = Q(pk__in=[])
    for role in INVITES.get(dossier.role, frozenset()) & EMPLOYERS.keys():
        fits |= Q(function=role, organisation__kind=EMPLOYERS[role])
    if not dossier.may(Right.INVITE) or dossier.organisation_id is None:
        return Membership.objects.none()
    return (
        Membership.objects.filter(working_on(timezone.localdate()), organisation=dossier.organisation_id)
        .filter(fits)
        .exclude(person__in=Place.objects.inside(dossier).values("person"))
        .select_related("person", "organisation")
        .order_by("since")
    )


def known_at_a_desk(person_ids: Collection[UUID]) -> frozenset[UUID]:
    """Who of these works, or worked, somewhere that wrote them down: nobody of a circle gets a paper to come in as them."""
    if not person_ids:
        return frozenset()
    return frozenset(Membership.objects.filter(person__in=person_ids).values_list("person", flat=True))
