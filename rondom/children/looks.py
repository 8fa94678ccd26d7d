"""A look at the timeline, noted by the door: what came after the visit before is new to its reader.

A visit is a morning or an afternoon: while somebody reads, writes a card and reads on, what was new stays marked. Only the
door writes here, behind the lock of the child's record, and at most once in five minutes.
"""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from rondom.children.models import Looked, Place

# For who reads for many at once: each sees what is new by an own look.
LONG_AGO = datetime.min.replace(tzinfo=UTC)
VISIT, NOTED_EVERY = timedelta(hours=3), timedelta(minutes=5)


def seen_until(place: Place) -> datetime | None:
    """Since when something is new to who has the timeline open, as the look with which it was opened noted it."""
    looked: Looked | None = getattr(place, "looked", None)
    return looked.since if looked is not None else None


def note_look(place: Place) -> datetime | None:
    """Note that somebody looks now. A pause of hours begins a new visit: what the one before ended with has been seen."""
    looked: Looked | None = getattr(place, "looked", None)
    now = timezone.now()
    if looked is None:
        Looked.objects.create(place=place, at=now)
        return None
    if now - looked.at > VISIT:
        looked.since = looked.at
    if now - looked.at > NOTED_EVERY:
        Looked.objects.filter(pk=looked.pk).update(at=now, since=looked.since)
    return looked.since
