"""Asking who looked, answering, and keeping watch over that."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.base.record import record_system
from rondom.base.scope import NotLetIn
from rondom.children.dossier import Dossier
from rondom.children.models import Ground, InformationKind, RecordAnswer, RecordQuestion
from rondom.children.oversight import concerned, findings, people_asked_about
from rondom.children.readings import About
from rondom.children.rights import Right
from rondom.children.rules import why_not_answer_question, why_not_see_record
from rondom.people.actions import draw_sample
from rondom.people.desk import Desk, house_desk, working_on
from rondom.people.models import Alert, AlertKind, LogManager, Organisation, Sample
from rondom.people.rights import DeskRight


@action("question.asked", needs=Right.SEE_RECORD)
def ask_about_record(dossier: Dossier, *, about: About, text: str) -> RecordQuestion:
    """Say that something in the record is not right; the log manager of the organisation that it is about answers."""
    refuse_if(why_not_see_record(dossier.role, dossier.child.birth_date, timezone.localdate()))
    assert dossier.person_id is not None, "the house asks nothing"
    return RecordQuestion.objects.create(
        child=dossier.child,
        asked_by_id=dossier.person_id,
        organisation=about.organisation,
        about_day=about.day,
        about_role=about.role,
        text=text,
        owner=about.organisation,
        information_kind=InformationKind.RECORD,
        ground=Ground.LEGAL_DUTY,
    )


@action("question.answered", needs=DeskRight.MANAGE_RECORD)
def answer_record_question(desk: Desk, *, number: UUID, text: str) -> RecordAnswer:
    """Answer in words. By its number: the question lies in a dossier, and the log manager stands before that door."""
    question = RecordQuestion.objects.filter(pk=number, organisation=desk.organisation).select_related("answer").first()
    if question is None:
        raise NotLetIn
    refuse_if(why_not_answer_question(question, people_asked_about([question], desk)[question.pk], desk.person_id))
    return RecordAnswer.objects.create(question=question, by_id=desk.person_id, text=text)


@transaction.atomic
def raise_alerts(now: datetime) -> list[Alert]:
    """Keep what stands out in the record for the log managers; what was told already is not told again."""
    raised = []
    for finding in findings(now):
        look = finding.look
        for organisation_id in concerned(finding, timezone.localdate(now)):
            same = Alert.objects.filter(
                kind=finding.kind, person=look.person_id, organisation=organisation_id, at__gte=finding.same_since
            )
            if finding.kind == AlertKind.OWN_CHILD:
                same = same.filter(chain=look.chain)
            if same.exists():
                continue
            told = {"at": look.at, "chain": look.chain, "first_line": look.number}
            raised.append(
                Alert.objects.create(kind=finding.kind, person_id=look.person_id, organisation_id=organisation_id, **told)
            )
    if raised:
        record_system("alert.raised", Act.CREATE, subject=raised)
    return raised


def draw_samples(today: date) -> int:
    """This month's sample for every organisation that has a log manager and no sample yet."""
    managed = LogManager.objects.filter(working_on(today)).values("organisation")
    drawn = Sample.objects.filter(month=today.replace(day=1)).values("organisation")
    waiting = Organisation.objects.filter(pk__in=managed).exclude(pk__in=drawn)
    return len([draw_sample(house_desk(organisation)) for organisation in waiting])
