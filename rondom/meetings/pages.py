"""All that one template of this app prints, as finished goods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.cards.models import Card
from rondom.cards.queries import cards_in
from rondom.children.access import family_of
from rondom.children.dossier import Dossier
from rondom.children.models import Child, Place, Role
from rondom.children.queries import circle_in
from rondom.children.rights import FAMILY_ROLES, PARENTS, Right
from rondom.meetings.by_link import link_of, looks_after
from rondom.meetings.guide import EVERYONE_WITHIN, EXAMPLES_OF_A_GOAL, Question, Text
from rondom.meetings.guide_carebags import thinks_over
from rondom.meetings.models import AnswerLink, Coming, Form, Invited, Meeting, Prepared, Said, Turn
from rondom.meetings.queries import (
    Standing,
    agreements_in,
    find_agreement,
    find_meeting,
    invited_of,
    is_over,
    is_step_open,
    may_cancel,
    meetings_in,
    own_invitation,
    why_not_each,
)
from rondom.meetings.rules import why_not_link, why_not_turn


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list: when, what for, and whether it goes on."""

    meeting: Meeting
    is_off: bool
    is_over: bool
    was_moved: bool
    is_closed: bool
    is_held: bool  # has begun, and was not closed
    is_late: bool  # is held longer than was planned, or was left open

    @property
    def is_past(self) -> bool:
        """What has begun goes on as long as it takes; what was closed is past, whatever the clock says."""
        return self.is_off or self.is_closed or (self.is_over and not self.is_held)


def row_of(meeting: Meeting) -> MeetingRow:
    begun = min((each.at for each in meeting.stepbegun_rows.all()), default=None)
    is_off, is_closed, now = hasattr(meeting, "called_off"), hasattr(meeting, "closed"), timezone.now()
    is_held = begun is not None and not is_closed and not is_off
    return MeetingRow(
        meeting=meeting,
        is_off=is_off,
        is_over=is_over(meeting, now),
        was_moved=bool(meeting.meetingmoved_rows.all()),
        is_closed=is_closed,
        is_held=is_held,
        is_late=is_held and begun is not None and begun + timedelta(minutes=meeting.minutes) < now,
    )


@dataclass(frozen=True)
class MeetingsPage:
    """What comes, what is agreed, what was; and how long ago everyone sat together."""

    child: Child
    coming: tuple[MeetingRow, ...]
    past: tuple[MeetingRow, ...]
    open: tuple[Standing, ...]
    closed: tuple[Standing, ...]
    days_since_everyone: int | None
    proposes_everyone: bool
    may_plan: bool
    may_agree: bool
    may_print: bool


def meetings_page(dossier: Dossier) -> MeetingsPage:
    rows = [row_of(meeting) for meeting in meetings_in(dossier)]
    agreed = agreements_in(dossier)
    days = days_since_everyone(rows)
    coming = tuple(row for row in rows if not row.is_past)
    is_planned = any(row.meeting.form == Form.EVERYONE for row in coming)
    return MeetingsPage(
        child=dossier.child,
        coming=coming,
        past=tuple(row for row in reversed(rows) if row.is_past),
        open=tuple(each for each in agreed if each.stands == "open"),
        closed=tuple(each for each in agreed if each.stands != "open"),
        days_since_everyone=days,
        proposes_everyone=days is not None and days > EVERYONE_WITHIN and not is_planned,
        may_plan=dossier.may(Right.PLAN_MEETING),
        may_agree=dossier.may(Right.AGREE),
        may_print=dossier.may(Right.PRINT_TIMELINE),
    )


def days_since_everyone(rows: list[MeetingRow]) -> int | None:
    """How many days ago all sat together last (RN-11); nothing where they never did."""
    held = [row.meeting for row in rows if row.is_past and not row.is_off and row.meeting.form == Form.EVERYONE]
    last = max((timezone.localdate(meeting.starts_at) for meeting in held), default=None)
    return (timezone.localdate() - last).days if last else None


@dataclass(frozen=True)
class PlanPage:
    child: Child
    seats: tuple[Place, ...]
    not_yet: tuple[str, ...]  # who can not be asked, and why
    speaks: tuple[str, ...]  # who of those who can be asked reads in another language, and in which
    examples: tuple[Text, ...]


def plan_page(dossier: Dossier) -> PlanPage:
    others = [place for place in circle_in(dossier) if dossier.place is None or place.pk != dossier.place.pk]
    asked = why_not_each(dossier, others)
    seats = tuple(place for place, why_not in asked if why_not is None)
    # Who may not know where the child is, is told of to who works here only.
    hidden = family_of(dossier.child).shielded if dossier.role in FAMILY_ROLES else frozenset()
    left = [(place, why_not) for place, why_not in asked if why_not and place.pk not in hidden]
    languages = dict(settings.LANGUAGES)
    not_yet = tuple(why_not for place, why_not in left if place.role != Role.SUPPORT_ASSISTANT)
    return PlanPage(
        child=dossier.child,
        seats=seats,
        not_yet=not_yet,
        speaks=tuple(f"{place.person.name}: {languages[place.person.language]}" for place in seats if speaks_other(place)),
        examples=EXAMPLES_OF_A_GOAL,
    )


def speaks_other(place: Place) -> bool:
    """Who of the family or the own network chose to read in another language than that of the meeting."""
    others = dict(settings.LANGUAGES).keys() - {settings.LANGUAGE_CODE}
    return place.role in FAMILY_ROLES and place.person.language in others


@dataclass(frozen=True)
class Guest:
    """Somebody at the table: who, as what, and whether this person comes."""

    id: UUID
    name: str
    called: str
    coming: str
    answer: str
    is_mine: bool
    may_leave_out: bool
    brought: tuple[tuple[Text, str], ...]


@dataclass(frozen=True)
class MeetingPage:
    child: Child
    row: MeetingRow
    why_off: str
    guests: tuple[Guest, ...]
    mine: Guest | None
    can_join: tuple[Place, ...]
    agreed: tuple[Standing, ...]
    may_change: bool
    may_cancel: bool
    may_answer: bool
    is_online: bool
    may_take: bool  # as a file for a calendar
    may_agree: bool
    chair: str
    interpreter: str
    leads_to: str  # the table, or what was said at it


def guest_of(
    dossier: Dossier, invited: Invited, brought: list[Prepared], since: datetime | None, *, may_cancel: bool
) -> Guest:
    """`since`: when the meeting was moved last; what somebody answered before that was about another moment."""
    last = next((each for each in reversed(invited.answers.all()) if since is None or each.at > since), None)
    place = invited.place
    texts = {each.code: each.text for each in thinks_over(place.role)} if place else {}
    return Guest(
        id=invited.pk,
        name=place.person.name if place else invited.name,
        called=place.called if place else invited.get_seat_display(),
        coming=str(Coming(last.answer).label) if last else "",
        answer=last.answer if last else "",
        is_mine=invited.is_of(dossier.place),
        may_leave_out=may_cancel or (invited.by_id is not None and invited.by_id == dossier.person_id),
        brought=tuple((texts.get(each.question, ""), each.text) for each in brought if each.invited_id == invited.pk),
    )


def meeting_page(dossier: Dossier, meeting_id: UUID) -> MeetingPage:
    meeting = find_meeting(dossier, meeting_id)
    row = row_of(meeting)
    brought = list(Prepared.objects.inside(dossier).filter(invited__meeting=meeting, brought_at__isnull=False))
    here = list(invited_of(meeting))
    since = max((each.at for each in meeting.meetingmoved_rows.all()), default=None)
    may_end = may_cancel(dossier, meeting)
    guests = tuple(guest_of(dossier, invited, brought, since, may_cancel=may_end) for invited in here)
    still = not row.is_off and not row.is_over and not row.is_closed
    may_change = still and dossier.may(Right.PLAN_MEETING)
    seated = {invited.place_id for invited in here}
    mine = next((guest for guest in guests if guest.is_mine), None)
    return MeetingPage(
        child=dossier.child,
        row=row,
        why_off=meeting.called_off.why if row.is_off else "",
        guests=guests,
        mine=mine,
        can_join=tuple(place for place in plan_page(dossier).seats if place.pk not in seated) if may_change else (),
        agreed=tuple(each for each in agreements_in(dossier) if each.agreement.meeting_id == meeting.pk),
        may_change=may_change,
        may_cancel=may_change and may_end,
        may_answer=still and mine is not None and dossier.may(Right.JOIN_MEETING),
        is_online="://" in meeting.where,
        may_take=still,
        may_agree=not row.is_off and dossier.may(Right.AGREE),
        chair=meeting.chair.person.name,
        leads_to="result" if row.is_closed else "table" if mine is not None and not row.is_past else "",
        interpreter=dict(settings.LANGUAGES).get(meeting.interpreter, ""),
    )


@dataclass(frozen=True)
class PreparePage:
    child: Child
    is_formal: bool
    meeting: Meeting
    questions: tuple[Question, ...]
    prepared: dict[str, Prepared]
    taken_back: frozenset[str]  # what lies on the table and may be taken off it, by question
    stays: frozenset[str]  # what lies there and stays

    @property
    def answered(self) -> tuple[tuple[Question, Prepared], ...]:
        return tuple((each, self.prepared[each.code]) for each in self.questions if each.code in self.prepared)


def prepare_page(dossier: Dossier, meeting: Meeting, invited: Invited) -> PreparePage:
    begun = [(each.at, each.step) for each in meeting.stepbegun_rows.all()]
    prepared = {each.question: each for each in invited.prepared.all()}
    on_table = {code: each.brought_at for code, each in prepared.items() if each.brought_at is not None}
    is_closed = hasattr(meeting, "closed")
    may = frozenset(code for code, at in on_table.items() if not is_closed and is_step_open(begun, at))
    return PreparePage(
        child=dossier.child,
        is_formal=dossier.role in PARENTS,
        meeting=meeting,
        questions=thinks_over(dossier.role),
        prepared=prepared,
        taken_back=may,
        stays=frozenset(on_table) - may,
    )


@dataclass(frozen=True)
class CameOf:
    """What an agreement comes of: something that was said at the table, a card, or nothing at all; and who said it."""

    text: str = ""
    who: UUID | None = None  # whose place in the circle
    name: str = ""  # of who sat there by name alone
    said: Said | None = None
    card: Card | None = None


def came_of(dossier: Dossier, meeting: Meeting | None, given: Mapping[str, str]) -> CameOf:
    if meeting is None:
        return CameOf()
    for each in Said.objects.inside(dossier).filter(meeting=meeting).select_related("invited"):
        if str(each.pk) == given.get("antwoord"):
            by = each.invited
            return CameOf(each.text, by.place_id, "" if by.place_id else by.name, said=each)
    told = next((each for each in cards_in(dossier) if str(each.id) == given["kaartje"]), None) if "kaartje" in given else None
    return CameOf(told.text, card=Card.objects.inside(dossier).get(pk=told.id)) if told else CameOf()


@dataclass(frozen=True)
class AgreementPage:
    child: Child
    each: Standing
    says: tuple[tuple[str, Text], ...]  # what this reader may say now: which turn, and in which words
    who: str
    may_link: bool  # make a link for who has no account, or take it back
    link: AnswerLink | None


# What somebody says of an agreement now; what was said stands there in the words of `Turn`.
SAYS: dict[Turn, Text] = {
    Turn.DONE: _("Dit is gedaan"),
    Turn.MOVED: _("Het wordt een andere dag"),
    Turn.NOT_DONE: _("Het is niet gelukt"),
    Turn.STOPPED: _("Het is niet meer nodig"),
    Turn.HELPED: _("Dit hielp"),
    Turn.NOT_YET: _("Het is nog niet goed"),
}


def who_of(each: Standing) -> str:
    place = each.agreement.who
    return place.person.name if place else each.agreement.outside


def agreement_page(dossier: Dossier, agreement_id: UUID) -> AgreementPage:
    each = find_agreement(dossier, agreement_id)
    may = [turn for turn in SAYS if dossier.may(Right.JOIN_MEETING) and may_turn(dossier, each, turn)]
    says = tuple((turn.value, SAYS[turn]) for turn in may)
    may_link = dossier.may(Right.AGREE) and why_not_link_of(dossier, each) is None
    return AgreementPage(dossier.child, each, says, who_of(each), may_link, link_of(each.agreement) if may_link else None)


def why_not_link_of(dossier: Dossier, each: Standing) -> str | None:
    agreement = each.agreement
    return why_not_link(each.stands, is_outside=agreement.who_id is None, may_look_after=looks_after(dossier, agreement))


def may_turn(dossier: Dossier, each: Standing, turn: str) -> bool:
    is_family, may_help = dossier.role in FAMILY_ROLES, dossier.may(Right.AGREE)
    return why_not_turn(turn, each.stands, is_owner=each.is_mine, is_family=is_family, may_help=may_help, why="-") is None


def own_seat(dossier: Dossier, meeting_id: UUID) -> tuple[Meeting, Invited | None]:
    meeting = find_meeting(dossier, meeting_id)
    return meeting, own_invitation(dossier, meeting)
