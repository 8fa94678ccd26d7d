"""What the pages of the monitor print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import segno
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rondom.people.desk import Desk
from rondom.people.models import Organisation
from rondom.people.rights import DeskRight
from rondom.surveys.items import FACES, FIVE, OPEN, Difference, Item, asked_of
from rondom.surveys.marks import MarksOfYear, marks_at
from rondom.surveys.models import (
    EXTRA_ROLES,
    FAMILY_ROLES,
    GROUPS,
    PARTNER_ROLES,
    SCHOOL_ROLES,
    Questionnaire,
    QuestionnaireVersion,
    Respondent,
    Wave,
    WaveSchool,
)
from rondom.surveys.passes import MANY, Pass
from rondom.surveys.queries import (
    answered_in,
    differs_from_before,
    invited_in,
    is_closed,
    last_version,
    schools_of,
    turnouts_of,
    waves_at,
)
from rondom.surveys.rules import OPENED, is_open, turns_of
from rondom.surveys.shipped import SHIPPED, shipped
from rondom.surveys.tables import Counted, Line, band_of, people_in, per_role, per_school, school_by_role
from rondom.surveys.words import kind_name, label_of, now_spoken, title_of, words_of

WORKING_TOGETHER = "samenwerken"


@dataclass(frozen=True)
class InMonitor:
    questionnaire: Questionnaire
    title: str
    number: int
    is_released: bool


@dataclass(frozen=True)
class WaveInMonitor:
    wave: Wave
    title: str
    state: str


@dataclass(frozen=True)
class MonitorPage:
    organisation: Organisation
    questionnaires: tuple[InMonitor, ...]
    shipped: tuple[tuple[str, str], ...]
    waves: tuple[WaveInMonitor, ...]
    may_plan: bool


def monitor_page(desk: Desk) -> MonitorPage:
    found = Questionnaire.objects.inside(desk).prefetch_related("versions").order_by("made_at")
    lasts = [max(each.versions.all(), key=lambda version: version.number) for each in found]
    return MonitorPage(
        organisation=desk.organisation,
        questionnaires=tuple(
            InMonitor(each, title_of(last), last.number, last.released_at is not None)
            for each, last in zip(found, lasts, strict=True)
        ),
        shipped=tuple((name, shipped(name)["title"].get(now_spoken()) or shipped(name)["title"]["nl"]) for name in SHIPPED),
        waves=tuple(WaveInMonitor(wave, title_of(wave.version), state_of(wave)) for wave in waves_at(desk)),
        may_plan=desk.may(DeskRight.PLAN_WAVES),
    )


def state_of(wave: Wave) -> str:
    """In a word: how a wave stands today."""
    if is_closed(wave):
        return _("dicht")
    today = timezone.localdate()
    return _("open") if is_open(wave, today) else _("voorbij") if today > wave.closes_on else _("nog niet open")


WHAT_DIFFERS = {
    "new": lambda: _("nieuw"),
    "gone": lambda: _("weg"),
    "wording": lambda: _("andere woorden: niet te vergelijken met vorig jaar"),
    "kind": lambda: _("andere antwoorden: niet te vergelijken met vorig jaar"),
    "roles": lambda: _("voor anderen gevraagd"),
}


@dataclass(frozen=True)
class ItemShown:
    item: Item
    text: str
    kind: str
    roles: str
    differs: str


@dataclass(frozen=True)
class QuestionnairePage:
    organisation: Organisation
    questionnaire: Questionnaire
    version: QuestionnaireVersion
    title: str
    items: tuple[ItemShown, ...]
    gone: tuple[str, ...]
    is_released: bool
    marks: tuple[MarksOfYear, ...]  # of meetings, beside the questionnaire that asks the same of all


def questionnaire_page(desk: Desk, questionnaire: Questionnaire) -> QuestionnairePage:
    version = last_version(questionnaire)
    differs: dict[str, Difference] = {each.code: each for each in differs_from_before(version)}
    return QuestionnairePage(
        organisation=desk.organisation,
        questionnaire=questionnaire,
        version=version,
        title=title_of(version),
        items=tuple(
            ItemShown(
                item=item,
                text=item.text.get(now_spoken()) or item.text.get("nl", ""),
                kind=kind_name(item.kind),
                roles=", ".join(label_of(role) for role in item.roles),
                differs=WHAT_DIFFERS[differs[item.code].what]() if item.code in differs else "",
            )
            for item in version.items
        ),
        gone=tuple(code for code, each in differs.items() if each.what == "gone"),
        is_released=version.released_at is not None,
        marks=marks_at(desk) if questionnaire.shipped == WORKING_TOGETHER else (),
    )


@dataclass(frozen=True)
class Link:
    """One link, as it stands on the page: in letters and as a picture."""

    role: str
    role_name: str
    address: str
    picture: SafeString


@dataclass(frozen=True)
class SchoolShown:
    school: WaveSchool
    invited: tuple[tuple[str, int], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class WavePage:
    organisation: Organisation
    wave: Wave
    title: str
    state: str
    is_open: bool
    is_closed: bool
    can_open: bool
    schools: tuple[SchoolShown, ...]
    roles: tuple[tuple[str, str], ...]
    reminder: str
    may_plan: bool
    may_research: bool
    may_take_out: bool
    band: str


def address_of(wave: Wave, school: WaveSchool, role: str, base: str, number: int = MANY) -> str:
    return f"{base}/vragen/{Pass(wave.pk, school.number, wave.roles.index(role), number).token}/"


def picture_of(address: str) -> SafeString:
    return mark_safe(segno.make(address, error="m").svg_inline(scale=3, border=2, omitsize=True))  # noqa: S308 # our own drawing


def wave_page(desk: Desk, wave: Wave, base: str) -> WavePage:
    closed, today = is_closed(wave), timezone.localdate()
    return WavePage(
        organisation=desk.organisation,
        wave=wave,
        title=title_of(wave.version),
        state=state_of(wave),
        is_open=is_open(wave, today),
        is_closed=closed,
        can_open=not closed and OPENED not in turns_of(wave) and today < wave.opens_on,
        schools=tuple(school_shown(wave, school, base, is_closed=closed) for school in schools_of(wave)),
        roles=tuple((role, label_of(role)) for role in wave.roles),
        reminder=reminder_of(wave),
        may_plan=desk.may(DeskRight.PLAN_WAVES),
        may_research=desk.may(DeskRight.RESEARCH),
        may_take_out=desk.may(DeskRight.TAKE_OUT),
        band=band_of(answered_in(wave)) if closed else "",
    )


def school_shown(wave: Wave, school: WaveSchool, base: str, *, is_closed: bool) -> SchoolShown:
    asked = [(role, school.invited.get(role, 0)) for role in wave.roles]
    links: list[Link] = []
    if not (wave.is_per_person or is_closed):
        for role, number in asked:
            where = address_of(wave, school, role, base)
            links += [Link(role, label_of(role), where, picture_of(where))] if number else []
    return SchoolShown(school, tuple((label_of(role), number) for role, number in asked), tuple(links))


def reminder_of(wave: Wave) -> str:
    """For everyone alike: Rondom knows of nobody whether they answered."""
    return _("Deze herinnering gaat naar iedereen, want niemand kan zien wie al meedeed. Meedoen kan tot en met %(day)s.") % {
        "day": f"{wave.closes_on:%d-%m-%Y}"
    }


@dataclass(frozen=True)
class ResponsePage:
    organisation: Organisation
    wave: Wave
    title: str
    functions: tuple[Line, ...]  # table A
    by_school: tuple[Line, ...]  # table B
    extra_roles: tuple[str, ...]
    extra: tuple[tuple[str, list[int]], ...]  # table C
    partners: tuple[Line, ...]  # table D
    partner_people: int
    partner_roles: tuple[str, ...]
    partner_schools: tuple[tuple[str, list[int]], ...]  # table E
    family: tuple[Line, ...]
    years: tuple[tuple[str, Line], ...]
    total: int = field(default=0)


def response_page(desk: Desk, wave: Wave) -> ResponsePage:
    counts = [Counted(each.school.name, each.role, each.also, each.answered) for each in turnouts_of(wave)]
    schools = schools_of(wave)
    names = [school.name for school in schools]
    by_role = invited_in(wave)
    invited = {school.name: school.invited for school in schools}
    inside = [*SCHOOL_ROLES, *EXTRA_ROLES]
    return ResponsePage(
        organisation=desk.organisation,
        wave=wave,
        title=title_of(wave.version),
        functions=named(per_role(counts, by_role, SCHOOL_ROLES)),
        by_school=tuple(per_school(counts, invited, inside, names)),
        extra_roles=tuple(label_of(role) for role in EXTRA_ROLES),
        extra=tuple(school_by_role(counts, EXTRA_ROLES, names)),
        partners=named(per_role(counts, by_role, PARTNER_ROLES)),
        partner_people=people_in(counts, PARTNER_ROLES),
        partner_roles=tuple(label_of(role) for role in PARTNER_ROLES),
        partner_schools=tuple(school_by_role(counts, PARTNER_ROLES, names)),
        family=named(per_role(counts, by_role, FAMILY_ROLES)),
        years=years_of(wave),
        total=sum(each.answered for each in counts),
    )


def named(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(Line(label_of(line.name), line.invited, line.answered) for line in lines if line.invited or line.answered)


def years_of(wave: Wave) -> tuple[tuple[str, Line], ...]:
    """Each closed wave of this questionnaire, the oldest first: how many were invited and how many answered."""
    waves = Wave.objects.filter(version__questionnaire=wave.version.questionnaire_id, turns__turn="closed").order_by("year")
    return tuple(
        (each.year, Line(each.year, sum(invited_in(each).values()), answered_in(each)))
        for each in waves.prefetch_related("schools")
    )


@dataclass(frozen=True)
class Choice:
    value: str
    text: str
    face: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Asked:
    """One item as who answers gets it."""

    item: Item
    text: str
    choices: tuple[Choice, ...]
    only_values: str
    given: str = ""

    @property
    def is_open(self) -> bool:
        return self.item.kind == OPEN

    @property
    def ends(self) -> bool:
        """Whether the two ends of the row are named."""
        return self.item.kind == FIVE


@dataclass(frozen=True)
class Sheet:
    """All that a page of answering depends on. A version that is released does not change; its moment says which it is."""

    version: QuestionnaireVersion
    released_at: datetime
    respondent: Respondent
    year: str
    roles: tuple[str, ...]
    language: str
    why_not: str  # what is said instead of the questions


@dataclass(frozen=True)
class AnswerPage:
    title: str
    intro: str
    languages: tuple[tuple[str, str], ...]
    asked: tuple[Asked, ...]
    also: tuple[tuple[str, str], ...]
    why_not: str
    key: str


def answer_page(sheet: Sheet, given: Mapping[str, str], key: str) -> AnswerPage:
    version, language = sheet.version, sheet.language
    asked = [] if sheet.why_not else asked_of(version.items, sheet.respondent, sheet.year)
    return AnswerPage(
        title=version.said("title", language),
        intro=version.said("intro", language),
        languages=tuple((code, translation.get_language_info(code)["name_local"]) for code in version.languages),
        asked=tuple(asked_as(item, language, given.get(item.code, "")) for item in asked),
        also=tuple((role, label_of(role)) for role in others_of(sheet.respondent, sheet.roles)),
        why_not=sheet.why_not,
        key=key,
    )


def others_of(respondent: Respondent, roles: Sequence[str]) -> list[str]:
    """Which roles somebody may have at the school besides the one of the link."""
    group = next(group for group in GROUPS if respondent in group)
    return [role for role in group if role != respondent and role in roles and role not in FAMILY_ROLES]


def asked_as(item: Item, language: str, given: str) -> Asked:
    own = [each.get(language) or each.get("nl", "") for each in item.options]
    texts = words_of(item.kind)
    choices = [
        Choice(
            value=value,
            text=texts.get(value) or (own[int(value) - 1] if own and value.isdecimal() else value),
            face=value if item.kind == FACES else "",
            is_chosen=value == given,
        )
        for value in item.values
    ]
    text = item.text.get(language) or item.text.get("nl", "")
    return Asked(item, text, tuple(choices), " ".join(item.only_values), given)
