"""That a link was opened for the first time: noted by the door itself, as a look is."""

from rondom.meetings.models import AnswerLink, AnswerLinkOpened


def note_opened(link: AnswerLink) -> bool:
    """Whether this is the first time."""
    return AnswerLinkOpened.objects.get_or_create(link=link)[1]
