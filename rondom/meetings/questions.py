"""With which questions a meeting is held, and how an organisation words them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rondom.meetings.guide import STEPS, Step
from rondom.meetings.guide_own import steps_with
from rondom.meetings.guide_review import STEPS_OF_REVIEW
from rondom.meetings.models import Form, Meeting, QuestionsChosen, QuestionsVersion
from rondom.people.desk import Desk
from rondom.people.models import Organisation


def steps_of(meeting: Meeting) -> tuple[Step, ...]:
    """The steps as this meeting began with them, or as they are for everybody."""
    chosen = QuestionsChosen.objects.filter(meeting=meeting).select_related("version").first()
    return steps_as(meeting, chosen)


def steps_as(meeting: Meeting, chosen: QuestionsChosen | None) -> tuple[Step, ...]:
    """A case review asks the same everywhere, so that many can be laid side by side."""
    if meeting.form == Form.REVIEW:
        return STEPS_OF_REVIEW
    return steps_with(chosen.version.texts, chosen.version.language) if chosen else STEPS


@dataclass(frozen=True)
class Kept:
    """A version that was made: the how manieth, when and by whom."""

    number: int
    at: datetime
    by: str


@dataclass(frozen=True)
class QuestionsPage:
    organisation: Organisation
    texts: Mapping[str, str]
    versions: tuple[Kept, ...]


def questions_page(desk: Desk) -> QuestionsPage:
    rows = list(QuestionsVersion.objects.inside(desk).select_related("by").order_by("-number"))
    versions = tuple(Kept(each.number, each.at, each.by.name if each.by else "") for each in rows)
    return QuestionsPage(desk.organisation, rows[0].texts if rows else {}, versions)
