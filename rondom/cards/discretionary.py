"""Sharing without consent (R51): which shares of a dossier somebody may see, and what can be passed on by whom to whom."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from rondom.cards.models import Card
from rondom.cards.queries import cards_in
from rondom.cards.tell import Told
from rondom.children.access import family_of
from rondom.children.dossier import Dossier
from rondom.children.models import DiscretionaryShare, Place
from rondom.children.queries import circle_in
from rondom.children.rights import PROFESSIONALS, Right


def shares_in(dossier: Dossier) -> QuerySet[DiscretionaryShare]:
    """Of who wrote it; once it was laid before the second, of that one too, and of who looks again in the same organisation."""
    if dossier.place is None:
        return DiscretionaryShare.objects.none()
    seen = Q(by=dossier.person_id) | Q(second=dossier.place, submitted_at__isnull=False)
    if dossier.may(Right.REVIEW_EMERGENCY) and dossier.organisation_id is not None:
        seen |= Q(owner=dossier.organisation_id, submitted_at__isnull=False)
    shares = DiscretionaryShare.objects.inside(dossier).filter(seen)
    return shares.select_related("by", "second__person", "receiver__person", "receiver__organisation", "reviewed_by")


def find_share(dossier: Dossier, share_id: UUID) -> DiscretionaryShare:
    return get_object_or_404(shares_in(dossier), pk=share_id)


def may_be_passed_on(dossier: Dossier) -> tuple[Told, ...]:
    """What somebody can pass on at all: shared cards that the own organisation wrote. Who keeps a secret may break only that."""
    own = dossier.organisation_id
    return tuple(card for card in cards_in(dossier) if card.is_shared and own is not None and card.owner_id == own)


def people_at_work(dossier: Dossier) -> tuple[Place, ...]:
    """Who stands in the circle for the work and came in, beside oneself."""
    places = circle_in(dossier).filter(taken__isnull=False, role__in=PROFESSIONALS).exclude(person=dossier.person_id)
    return tuple(places)


def named(place: Place) -> str:
    where = f", {place.organisation.name}" if place.organisation else ""
    return f"{place.person.name} ({place.called}{where})"


def read_by(dossier: Dossier, place: Place, cards: Sequence[Card]) -> tuple[bool, ...]:
    """Of each card, whether somebody in the circle reads it already, by the same gate as everywhere."""
    reader = family_of(dossier.child).reader_of(place)
    return tuple(reader.may_read(card.information_kind, card.owner_id, card.audience, card.voice_id) for card in cards)


def state_of(share: DiscretionaryShare, today: date) -> str:
    """How a share stands, in one short sentence."""
    if share.submitted_at is None:
        return _("Nog niet voorgelegd.")
    if share.confirmed_at is None:
        return _("Niet doorgegaan.") if share.ended_at else _("Wacht op %(name)s.") % {"name": share.second.person.name}
    return _("Nu gedeeld.") if share.is_live(today) else _("Afgelopen.")
