"""What goes down to the monitor of how people look back: marks in batches, at night, apart from any meeting (decision 0042)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from rondom.children.rights import PARENTS, PROFESSIONALS, SCHOOL_ROLES
from rondom.children.schooling import school_year_of
from rondom.meetings.evaluating import that_count
from rondom.meetings.guide_back import WITHIN
from rondom.meetings.models import Evaluation, EvaluationAnswer, Instrument
from rondom.surveys.actions import count_marks
from rondom.surveys.marks import ABOUT, BATCH, Batch

# Ten marks of one family are no figures of a school: of so many children at least.
CHILDREN = 3


class Kind(NamedTuple):
    """Which marks go into one batch."""

    school: UUID
    side: str
    question: str


@transaction.atomic
def hand_marks_down(now: datetime) -> int:
    """Each night: the marks that nobody can change any more, as soon as there are enough of a kind. How many came down.

    What is too few waits. A child's marks stay: the child is asked other questions under the same codes.
    """
    waiting: dict[Kind, list[EvaluationAnswer]] = {}
    for kind, answer in marks_that_stand(now):
        waiting.setdefault(kind, []).append(answer)
    ready = {kind: answers for kind, answers in waiting.items() if are_enough(answers)}
    year = "-".join(str(day.year) for day in school_year_of(now.date()))
    batches = [
        Batch(kind.school, year, Instrument.MINUTE, kind.side, kind.question, Counter(each.face for each in answers))
        for kind, answers in sorted(ready.items(), key=lambda each: tuple(map(str, each[0])))
    ]
    counted = [each.pk for answers in ready.values() for each in answers]
    EvaluationAnswer.objects.filter(pk__in=counted).update(is_counted=True)
    return count_marks(batches)


def marks_that_stand(now: datetime) -> Iterator[tuple[Kind, EvaluationAnswer]]:
    """Each mark that counts and was not counted yet, after the last day on which it could be given anew."""
    last = now - timedelta(days=WITHIN[Instrument.MINUTE])
    rows = Evaluation.objects.filter(instrument=Instrument.MINUTE, meeting__closed__at__lt=last).order_by("at")
    rows = rows.select_related("invited__place", "meeting").prefetch_related("answers", "meeting__invited__place")
    for row in that_count(rows):
        school, side = school_of(row), side_of(row)
        if school is None or not side:
            continue
        for answer in row.answers.all():
            if answer.face and answer.question in ABOUT and not answer.is_counted:
                yield Kind(school, side, answer.question), answer


def are_enough(answers: Iterable[EvaluationAnswer]) -> bool:
    rows = list(answers)
    return len(rows) >= BATCH and len({each.evaluation.meeting.child_id for each in rows}) >= CHILDREN


def school_of(row: Evaluation) -> UUID | None:
    """The school that sat at that meeting; where none did, there is no desk that asks."""
    places = [each.place for each in row.meeting.invited.all() if each.place and each.place.role in SCHOOL_ROLES]
    return min((each.organisation_id for each in places if each.organisation_id), key=str, default=None)


def side_of(row: Evaluation) -> str:
    role = row.invited.place.role if row.invited.place else ""
    return "parents" if role in PARENTS else "work" if role in PROFESSIONALS else ""
