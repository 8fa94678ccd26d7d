"""The door of who answers: a link, and no person. It writes no line in the record: that would tell when somebody answered."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import F

from rondom.base.keys import Subject, store
from rondom.base.prepared import Prepared
from rondom.base.record import SYSTEM
from rondom.base.scope import NotLetIn, Scope
from rondom.base.seal import lay_out_apart
from rondom.surveys.models import BOX, OPEN_ANSWERS, QuestionnaireVersion, Respondent, Wave, WaveSchool
from rondom.surveys.passes import Pass, pass_of
from rondom.surveys.rights import SurveyRight

TIE = "survey_tie"
VERSIONS_KEPT = 16
SCHOOL = Prepared(
    lambda wave, number: (
        WaveSchool.objects.filter(wave=wave, number=number)
        .select_related("wave")
        .annotate(released_at=F("wave__version__released_at"))
    )
)


@dataclass(frozen=True)
class Seat(Scope):
    """A wave, and the school and role of whoever holds the link; who that is, nobody knows."""

    wave: Wave
    school: WaveSchool
    respondent: Respondent
    by: Pass

    @property
    def chain(self) -> str:
        return SYSTEM

    @property
    def inside(self) -> UUID:
        return self.wave.organisation_id


def open_wave(token: str) -> Seat:
    """Let in who holds a link of ours. A wrong one finds nothing, and nothing is written of the try: there is no person."""
    by = pass_of(token)
    school = school_of(by) if by else None
    if by is None or school is None or by.role >= len(school.wave.roles):
        raise NotLetIn
    wave = school.wave
    return Seat(
        person_id=None,
        role="",
        rights=frozenset({SurveyRight.ANSWER}),
        organisation_id=None,
        wave=wave,
        school=school,
        respondent=Respondent(wave.roles[by.role]),
        by=by,
    )


def school_of(by: Pass) -> WaveSchool | None:
    """With its wave as it stands now, and the questionnaire as it was released."""
    for school in SCHOOL(wave=by.wave_id, number=by.school):
        school.wave.version = as_released(school.wave.version_id, school.released_at)
        return school
    return None


@lru_cache(maxsize=VERSIONS_KEPT)
def as_released(version_id: UUID, _released_at: datetime) -> QuestionnaireVersion:
    """A released version, read once: it does not change any more. What was put back from a backup has another moment."""
    return QuestionnaireVersion.objects.get(pk=version_id)


def lay_out_boxes(wave: Wave) -> None:
    """For the one moment in which a wave closes."""
    lay_out_apart(Subject(BOX, wave.pk))


def lay_out_open_answers(wave: Wave) -> None:
    """For the desk of who researches, after closing."""
    lay_out_apart(Subject(OPEN_ANSWERS, wave.pk))


def destroy_box_key(wave_id: UUID) -> None:
    store().destroy(Subject(BOX, wave_id))


def tie_secret(questionnaire_id: UUID) -> bytes:
    """Of all waves of one questionnaire, and of no other: codes of two questionnaires can not be laid side by side."""
    return store().key_for(Subject(TIE, questionnaire_id), None).index
