"""What a desk reads of its questionnaires and waves, and for who builds on it: the answers as rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Sum
from django.http import Http404

from rondom.people.desk import Desk
from rondom.people.rights import DeskRight
from rondom.surveys.items import Difference, Item, differences
from rondom.surveys.models import (
    OpenAnswer,
    Questionnaire,
    QuestionnaireVersion,
    SurveyAnswer,
    TakeOut,
    Turnout,
    Wave,
    WaveSchool,
)
from rondom.surveys.room import lay_out_open_answers
from rondom.surveys.rules import CLOSED, turns_of

LAST_TAKEN = 50
FEWEST_OPEN = 10  # of fewer no open answer is read (R132)


@dataclass(frozen=True)
class AnswerRow:
    """One answer as the measures take it. Who gave it stands nowhere; a tie says that two rows are of one person."""

    school: str
    role: str
    year: str
    item: str
    value: str
    tie: str | None


def questionnaire_at(desk: Desk, questionnaire_id: UUID) -> Questionnaire:
    found = Questionnaire.objects.inside(desk).filter(pk=questionnaire_id).first()
    if found is None:
        raise Http404
    return found


def last_version(questionnaire: Questionnaire) -> QuestionnaireVersion:
    return questionnaire.versions.order_by("-number")[0]


def differs_from_before(version: QuestionnaireVersion) -> list[Difference]:
    """Against the version that was asked last, or else released last: what of this one is not compared with then."""
    before = version.questionnaire.versions.filter(number__lt=version.number, released_at__isnull=False)
    was = before.filter(waves__isnull=False).order_by("-number").first() or before.order_by("-number").first()
    return differences(was.items, version.items) if was is not None else []


def item_in(version: QuestionnaireVersion, code: str) -> Item | None:
    return next((item for item in version.items if item.code == code), None)


def wave_at(desk: Desk, wave_id: UUID) -> Wave:
    waves = Wave.objects.inside(desk).select_related("version__questionnaire", "organisation").prefetch_related("turns")
    found = waves.filter(pk=wave_id).first()
    if found is None:
        raise Http404
    return found


def released_versions(desk: Desk) -> list[QuestionnaireVersion]:
    """Of each questionnaire the newest that may be asked."""
    newest: dict[UUID, QuestionnaireVersion] = {}
    for version in QuestionnaireVersion.objects.inside(desk).filter(released_at__isnull=False).order_by("number"):
        newest[version.questionnaire_id] = version
    return list(newest.values())


def invited_in(wave: Wave) -> dict[str, int]:
    """How many were invited, by role."""
    total: dict[str, int] = {}
    for invited in wave.schools.values_list("invited", flat=True):
        for role, number in invited.items():
            total[role] = total.get(role, 0) + number
    return total


def is_closed(wave: Wave) -> bool:
    return CLOSED in turns_of(wave)


def answered_in(wave: Wave) -> int:
    return Turnout.objects.filter(school__wave=wave).aggregate(n=Sum("answered"))["n"] or 0


def must_be_read_at(desk: Desk, wave: Wave) -> None:
    """Raw figures are for a desk that researches, and only after closing (decision 30)."""
    desk.must(DeskRight.RESEARCH)
    desk.must_hold(wave)
    if not is_closed(wave):
        raise PermissionDenied("wave is open")


def answers_of(desk: Desk, wave: Wave) -> Iterator[AnswerRow]:
    """Every answer of a closed wave that is no open one: school, role, year, item, value, tie. For measures and reports."""
    must_be_read_at(desk, wave)
    rows = SurveyAnswer.objects.inside(desk).filter(school__wave=wave).order_by("pk")
    for school, role, item, value, tie in rows.values_list("school__code", "role", "item", "value", "tie").iterator():
        yield AnswerRow(school, role, wave.year, item, value, tie or None)


def open_answers_of(desk: Desk, wave: Wave, item: str) -> list[str]:
    """What was written in own words, of all schools together and only from ten on; without school and role."""
    must_be_read_at(desk, wave)
    found = OpenAnswer.objects.inside(desk).filter(school__wave=wave, item=item).select_related("school").order_by("pk")
    if len(found) < FEWEST_OPEN:
        return []
    lay_out_open_answers(wave)
    return [each.text for each in found]


def turnouts_of(wave: Wave) -> list[Turnout]:
    return list(Turnout.objects.filter(school__wave=wave).select_related("school").order_by("school__name", "role"))


def schools_of(wave: Wave) -> list[WaveSchool]:
    return list(wave.schools.order_by("name"))


def waves_at(desk: Desk) -> list[Wave]:
    waves = Wave.objects.inside(desk).select_related("version").prefetch_related("turns").annotate(n=Count("schools"))
    return list(waves.order_by("-year", "-planned_at"))


def closed_years(wave: Wave) -> list[Wave]:
    """All closed waves of this questionnaire, the oldest first."""
    found = Wave.objects.filter(version__questionnaire=wave.version.questionnaire_id, turns__turn=CLOSED)
    about = found.select_related("version__questionnaire", "organisation").prefetch_related("turns")
    return list(about.order_by("year", "planned_at"))


def taken_out_of(wave: Wave) -> list[TakeOut]:
    """What went out of all waves of this questionnaire, the newest first."""
    found = TakeOut.objects.filter(wave__version__questionnaire=wave.version.questionnaire_id)
    return list(found.select_related("by").order_by("-at")[:LAST_TAKEN])
