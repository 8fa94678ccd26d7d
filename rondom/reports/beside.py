"""What the last released report says of the step of the effect ladder to which a goal of a school belongs: beside that goal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rondom.base.keys import Subject
from rondom.base.seal import lay_out_apart
from rondom.people.desk import Desk
from rondom.people.rights import DeskRight
from rondom.reports.models import RELEASED, REPORTS, Report, ReportKind
from rondom.reports.plain import ReportPlain, plain_of
from rondom.reports.queries import rows_at
from rondom.schools.models import Goal
from rondom.schools.plan_pages import Beside

SHORT = 2  # sections that are read in two minutes and tell of questions: what to celebrate, what to talk about


def last_report(desk: Desk, goals: list[Goal]) -> dict[Goal, list[Beside]]:
    """For who may read reports here; of the school itself where there is one, else of all together."""
    if not goals or not desk.may(DeskRight.READ_REPORTS):
        return {}
    found = last_released(desk)
    if found is None:
        return {}
    plain = plain_of(found.content)
    source = _("rapport %(year)s, over %(about)s") % {"year": plain.year, "about": about(found, plain)}
    return {goal: [Beside(text, source, "nl") for text in said_of(plain, goal.step)] for goal in goals}


def last_released(desk: Desk) -> Report | None:
    """Of the newest year. A report on another school, or on a role, says nothing of this one."""
    rows = [each for each in rows_at(desk).defer("content") if each.is_released and not each.is_withdrawn]
    own = [each for each in rows if each.kind == ReportKind.SCHOOL and each.reader_id == desk.organisation.pk]
    all_together = [each for each in rows if each.kind == ReportKind.YEAR]
    year = max((each.wave.year for each in (*own, *all_together)), default="")
    found = [[each for each in some if each.wave.year == year] for some in (own, all_together)]
    if not any(found):
        return None
    last = max(found[0] or found[1], key=lambda each: each.turn_rows[RELEASED].at)
    lay_out_apart(Subject(REPORTS, last.organisation_id))
    return last


def about(report: Report, plain: ReportPlain) -> str:
    return plain.title.partition(": ")[2] if report.kind == ReportKind.SCHOOL else _("alle scholen")


def said_of(plain: ReportPlain, step: int) -> list[str]:
    """Of the questions of this step what stands in front, in the words in which it was released; else what each says."""
    asked = list(questions_of(plain, step))
    short = [text for section in plain.sections[:SHORT] for _key, text in section.texts]
    front = [text for text in short if any(text.startswith(f"{question.rstrip('?.')}:") for question, _first in asked)]
    return front or [f"{question} {first}" for question, first in asked][:SHORT]


def questions_of(plain: ReportPlain, step: int) -> Iterator[tuple[str, str]]:
    """Each question of a step with the first that is said of it."""
    inside = False
    for section in plain.sections:
        if section.level == 2:
            inside = section.title.startswith(f"Trede {step}:")
        elif inside and section.texts:
            yield section.title, section.texts[0][1]
