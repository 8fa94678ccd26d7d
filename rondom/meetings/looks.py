"""That a link was opened, or somebody came to a door, for the first time: noted by the door itself, as a look is."""

from uuid import UUID

from django.utils import timezone

from rondom.meetings.models import AnswerLink, AnswerLinkOpened, TableGuest


def note_opened(link: AnswerLink) -> bool:
    """Whether this is the first time."""
    return AnswerLinkOpened.objects.get_or_create(link=link)[1]


def begins_to_wait(guest_id: UUID) -> bool:
    """Whether this is the first look of who waits at a table: nothing is shown there, so no next look is in the record."""
    return TableGuest.objects.filter(pk=guest_id, waits_since=None).update(waits_since=timezone.now()) > 0
