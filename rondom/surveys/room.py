"""The door of who answers: a link, and no person. It writes no line in the record: that would tell when somebody answered."""

from dataclasses import dataclass
from uuid import UUID

from rondom.base.keys import Subject, store
from rondom.base.record import SYSTEM
from rondom.base.scope import NotLetIn, Scope
from rondom.base.seal import lay_out_apart
from rondom.surveys.models import BOX, OPEN_ANSWERS, Questionnaire, Respondent, Wave, WaveSchool
from rondom.surveys.passes import Pass, pass_of
from rondom.surveys.rights import SurveyRight

TIE = "survey_tie"


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
    wave = Wave.objects.filter(pk=by.wave_id).select_related("version").prefetch_related("turns").first() if by else None
    school = WaveSchool.objects.filter(wave=wave, number=by.school).first() if by and wave else None
    if by is None or wave is None or school is None or by.role >= len(wave.roles):
        raise NotLetIn
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


def lay_out_boxes(wave: Wave) -> None:
    """For the one moment in which a wave closes."""
    lay_out_apart(Subject(BOX, wave.pk))


def lay_out_open_answers(wave: Wave) -> None:
    """For the desk of who researches, after closing."""
    lay_out_apart(Subject(OPEN_ANSWERS, wave.pk))


def destroy_box_key(wave_id: UUID) -> None:
    store().destroy(Subject(BOX, wave_id))


def tie_secret(questionnaire: Questionnaire) -> bytes:
    """Of all waves of one questionnaire, and of no other: codes of two questionnaires can not be laid side by side."""
    return store().key_for(Subject(TIE, questionnaire.pk), None).index
