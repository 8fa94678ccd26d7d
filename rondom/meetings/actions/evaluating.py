"""Looking back on a meeting, or on a whole period."""

from collections.abc import Mapping

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.signs import clean
from rondom.children.dossier import Dossier
from rondom.children.rights import Right
from rondom.meetings.actions.planning import PRESSED_TWICE, lock
from rondom.meetings.models import Evaluation, EvaluationAnswer, Meeting, MeetingClosed
from rondom.meetings.queries import own_invitation
from rondom.meetings.rules import why_not_answer_for, why_not_look_back


@action("meeting.evaluated", needs=Right.JOIN_MEETING)
def evaluate(
    dossier: Dossier,
    *,
    meeting: Meeting,
    instrument: str,
    faces: Mapping[str, str],
    words: Mapping[str, str],
    language: str,
) -> Evaluation:
    """What somebody marks, and writes, in one go; to do it again is allowed, and the last one counts."""
    held = lock(meeting)
    mine = own_invitation(dossier, held)
    refuse_if(why_not_answer_for(is_own=mine is not None, may_plan=False))
    assert mine is not None
    told = {code: clean(text).strip() for code, text in words.items()}
    given = {code: (face, "") for code, face in faces.items() if face} | {code: ("", text) for code, text in told.items() if text}
    closed = MeetingClosed.objects.filter(meeting=held).first()
    refuse_if(why_not_look_back(instrument, closed.at if closed else None, timezone.now(), says_something=bool(given)))
    rows = Evaluation.objects.filter(invited=mine, instrument=instrument, at__gt=timezone.now() - PRESSED_TWICE)
    for just_now in rows.prefetch_related("answers"):
        if {each.question: (each.face, each.text) for each in just_now.answers.all()} == given:
            return just_now
    made = Evaluation.objects.create(meeting=held, invited=mine, instrument=instrument, language=language)
    answers = [EvaluationAnswer(evaluation=made, question=code, face=face, text=text) for code, (face, text) in given.items()]
    EvaluationAnswer.objects.bulk_create(answers)
    return made
