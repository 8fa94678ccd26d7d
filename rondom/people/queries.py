"""Finding an invitation by what stands on the paper; who keeps an eye on the record, and what a sample draws."""

import hashlib
from random import Random

from django.db.models import QuerySet
from django.utils import timezone

from rondom.base.models import Act, Event
from rondom.people.desk import Desk, working_on
from rondom.people.models import Invitation, LogManager, Membership, Sample

SAMPLE_SIZE = 25


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_of(token: str) -> Invitation | None:
    return Invitation.objects.filter(token_hash=hashed(token)).select_related("person", "used").first()


def log_managers_at(desk: Desk) -> QuerySet[LogManager]:
    return LogManager.objects.inside(desk).filter(working_on(timezone.localdate())).select_related("person")


def members_at(desk: Desk) -> QuerySet[Membership]:
    today = timezone.localdate()
    return Membership.objects.inside(desk).filter(working_on(today)).select_related("person").order_by("since", "pk")


def drawn_by(sample: Sample) -> list[tuple[str, int]]:
    """The readings that a sample's seed draws: the same lines again, whoever asks."""
    lines = Event.objects.filter(
        organisation_id=sample.organisation_id,
        at__gte=sample.since,
        at__lt=sample.until,
        act=Act.READ,
        child_id__isnull=False,
        person_id__isnull=False,
    ).order_by("chain", "number")
    among = list(lines.values_list("chain", "number"))
    return Random(sample.seed).sample(among, min(SAMPLE_SIZE, len(among)))
