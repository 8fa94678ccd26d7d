"""What came of looking back: each side apart, meeting after meeting, as far as somebody reads those meetings."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from rondom.cards.models import Face
from rondom.children.dossier import Dossier
from rondom.children.models import Child
from rondom.children.rights import PARENTS, Right
from rondom.meetings.course import Point, Strip, draw
from rondom.meetings.guide import Text
from rondom.meetings.guide_back import ABOUT, MARKED, SIDES, Items, items_for, side_of
from rondom.meetings.models import Evaluation, Instrument, Invited, Meeting
from rondom.meetings.queries import family_people, reads_meeting
from rondom.meetings.rules import why_not_look_back_now

MOST_SHOWN = 8  # meetings in one figure: the last ones
FACES = tuple((value, str(name)) for value, name in Face.choices)


def evaluations_of(children: Collection[UUID]) -> tuple[Evaluation, ...]:
    """All of these children, the first first: the same number of questions for one as for ten. Nobody gets them as they are."""
    rows = Evaluation.objects.filter(meeting__child__in=children, meeting__closed__isnull=False)
    rows = rows.select_related("meeting__closed", "invited__place__person")
    return tuple(rows.prefetch_related("answers", "meeting__invited").order_by("meeting__closed__at", "at"))


def that_count(rows: Iterable[Evaluation]) -> tuple[Evaluation, ...]:
    """Of two by one person on one meeting the last counts."""
    return tuple({(each.meeting_id, each.invited_id, each.instrument): each for each in rows}.values())


def read_by(dossier: Dossier, rows: Iterable[Evaluation], family: frozenset[UUID]) -> tuple[Evaluation, ...]:
    """What somebody reads of it: the marks of who reads that meeting. Of a minute that one can still give oneself nothing, on no
    page, until it is given: so nobody follows anybody."""
    here = that_count(rows)
    given = {each.invited_id for each in here if each.instrument == Instrument.MINUTE}
    meetings = {each.meeting_id: each.meeting for each in here}
    waits = {pk for pk, meeting in meetings.items() if is_still_to_give(dossier, meeting, given)}
    shown = [each for each in here if each.instrument != Instrument.MINUTE or each.meeting_id not in waits]
    return tuple(each for each in shown if reads_meeting(dossier, each.meeting, family))


def is_still_to_give(dossier: Dossier, meeting: Meeting, given: set[UUID]) -> bool:
    """Whether the own minute of this meeting can be given and was not."""
    mine = [each.pk for each in meeting.invited.all() if each.is_of(dossier.place)]
    is_open = why_not_look_back_now(Instrument.MINUTE, meeting.closed.at, timezone.now()) is None
    return bool(mine) and is_open and dossier.may(Right.JOIN_MEETING) and not given & set(mine)


@dataclass(frozen=True)
class Wished:
    """What somebody wrote when looking back: only who was asked to that meeting reads it."""

    who: str
    text: str
    language: str
    at: datetime


@dataclass(frozen=True)
class Figure:
    """How one question was marked over time: a picture, and the same in words."""

    about: Text
    picture: SafeString


@dataclass(frozen=True)
class Course:
    """How one way of looking back went over time."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class MarkedNow:
    """How one question was marked after one meeting, each side apart."""

    about: Text
    sides: tuple[tuple[Text, tuple[tuple[str, str], ...]], ...]


def wishes_in(dossier: Dossier, rows: Iterable[Evaluation]) -> tuple[Wished, ...]:
    found = []
    for row in rows:
        if any(each.is_of(dossier.place) for each in row.meeting.invited.all()):
            who = name_of(row.invited)
            found += [Wished(who, each.text, row.language, row.at) for each in row.answers.all() if each.text]
    return tuple(found)


def name_of(invited: Invited) -> str:
    return invited.place.person.name if invited.place else invited.name


def side(row: Evaluation) -> str:
    return side_of(row.invited.place.role) if row.invited.place else "help"


def marks_in(rows: Iterable[Evaluation], code: str) -> dict[str, dict[UUID, list[str]]]:
    """By side and meeting, which faces it got."""
    found: dict[str, dict[UUID, list[str]]] = {}
    for row in rows:
        for face in (each.face for each in row.answers.all() if each.question == code and each.face):
            found.setdefault(side(row), {}).setdefault(row.meeting_id, []).append(face)
    return found


def courses_of(rows: Collection[Evaluation], instruments: Iterable[str] = Instrument.values) -> tuple[Course, ...]:
    courses = []
    for instrument in instruments:
        of_it = [each for each in rows if each.instrument == instrument]
        if of_it:
            figures = tuple(figure_of(of_it, code) for code in MARKED[instrument])
            courses.append(Course(str(Instrument(instrument).label), tuple(each for each in figures if each.picture)))
    return tuple(each for each in courses if each.figures)


def figure_of(rows: Collection[Evaluation], code: str) -> Figure:
    days = {each.meeting_id: day_of(each.meeting) for each in rows}
    shown = list(days)[-MOST_SHOWN:]
    marks = marks_in(rows, code)
    strips = []
    for key, name in SIDES.items():
        of_side = marks.get(key, {})
        points = tuple(Point(nth, days[each], tuple(of_side[each])) for nth, each in enumerate(shown) if each in of_side)
        if points:
            strips.append(Strip(str(name), points))
    ends = (days[shown[0]], days[shown[-1]])
    return Figure(ABOUT[code], draw(str(ABOUT[code]), strips, len(shown), ends, is_rtl=translation.get_language_bidi()))


def day_of(meeting: Meeting) -> str:
    return date_format(timezone.localtime(meeting.closed.at), "j N Y")


def marked_now(rows: Collection[Evaluation], meeting: UUID) -> tuple[MarkedNow, ...]:
    """After one meeting: question by question, each side with the faces it gave."""
    here, names, found = [each for each in rows if each.meeting_id == meeting], dict(Face.choices), []
    for code, about in ABOUT.items():
        marks = marks_in(here, code)
        sides = tuple(
            (name, tuple((face, str(names[face])) for face in marks[key][meeting])) for key, name in SIDES.items() if key in marks
        )
        if sides:
            found.append(MarkedNow(about, sides))
    return tuple(found)


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class CoursePage:
    child: Child
    is_formal: bool
    courses: tuple[Course, ...]
    wishes: tuple[Wished, ...]


def course_page(dossier: Dossier) -> CoursePage:
    """How people look back on working together, over all meetings that this reader reads."""
    rows = read_by(dossier, evaluations_of({dossier.child.pk}), family_people(dossier))
    wishes = tuple(reversed(wishes_in(dossier, rows)))
    return CoursePage(dossier.child, dossier.role in PARENTS, courses_of(rows), wishes)


@dataclass(frozen=True)
class LookBack:
    """What is asked of one person who looks back, and what that person said before."""

    meeting: Meeting
    child: UUID
    instrument: str
    is_formal: bool
    is_child: bool
    items: Items
    known: Mapping[str, str]
    why_not: str | None

    @property
    def is_period(self) -> bool:
        return self.instrument == Instrument.PERIOD

    @property
    def is_new(self) -> bool:
        return not self.known

    @property
    def is_open(self) -> bool:
        return self.why_not is None


def look_back(dossier: Dossier, meeting: Meeting, rows: Iterable[Evaluation], instrument: str) -> LookBack | None:
    """Nothing for who was not asked to come."""
    here = [each for each in meeting.invited.all() if each.is_of(dossier.place)]
    if not here or not dossier.may(Right.JOIN_MEETING):
        return None
    mine = [each for each in rows if (each.invited_id, each.instrument) == (here[0].pk, instrument)]
    answers = mine[-1].answers.all() if mine else ()
    return LookBack(
        meeting=meeting,
        child=dossier.child.pk,
        instrument=instrument,
        is_formal=dossier.role in PARENTS,
        is_child=dossier.role == "child",
        items=items_for(dossier.role, instrument),
        known={each.question: each.face or each.text for each in answers},
        why_not=why_not_look_back_now(instrument, meeting.closed.at, timezone.now()),
    )


@dataclass(frozen=True)
class After:
    """What stands on the page of a meeting that was held: how people looked back, and what the reader may still say."""

    marked: tuple[MarkedNow, ...]
    wishes: tuple[Wished, ...]
    minute: LookBack | None
    period: LookBack | None


def after(dossier: Dossier, meeting: Meeting) -> After:
    rows = [each for each in evaluations_of({dossier.child.pk}) if each.meeting_id == meeting.pk]
    read = read_by(dossier, rows, family_people(dossier))
    minute, period = (look_back(dossier, meeting, rows, each) for each in (Instrument.MINUTE, Instrument.PERIOD))
    return After(
        marked=marked_now(read, meeting.pk),
        wishes=wishes_in(dossier, read),
        minute=minute if minute and minute.is_open else None,
        period=period if period and period.is_open else None,
    )
