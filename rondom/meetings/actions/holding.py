"""Holding a meeting: its steps, whose turn it is, what people say and mark; closing it, and writing something beside it."""

from uuid import UUID

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.letters import letter_to
from rondom.base.models import Act
from rondom.base.signs import clean
from rondom.cards.actions import begin_card, share_card
from rondom.cards.models import Card, CardUsed
from rondom.children.dossier import Dossier
from rondom.children.models import Place
from rondom.children.rights import Right
from rondom.meetings.actions.planning import PRESSED_TWICE, lock
from rondom.meetings.guide_own import kind_for
from rondom.meetings.models import (
    ChairTaken,
    Correction,
    Form,
    Invited,
    Marked,
    Meeting,
    MeetingCalledOff,
    MeetingClosed,
    Prepared,
    QuestionsChosen,
    QuestionsVersion,
    Said,
    SaidLaid,
    StepBegun,
    TurnGiven,
)
from rondom.meetings.queries import chair_of, invited_of, is_over, own_invitation, to_tell
from rondom.meetings.rules import (
    why_not_answer_for,
    why_not_correct,
    why_not_hold,
    why_not_lay,
    why_not_lead,
    why_not_mark,
    why_not_on_to,
    why_not_say,
    why_not_take_chair,
    why_not_yet,
)


def at_the_table(dossier: Dossier, meeting: Meeting) -> tuple[Meeting, Invited]:
    """The meeting, held until the action is done, and one's own seat at it. Who has none does nothing here."""
    held = lock(meeting)
    mine = own_invitation(dossier, held)
    refuse_if(why_not_answer_for(is_own=mine is not None, may_plan=False))
    assert mine is not None
    is_begun = StepBegun.objects.filter(meeting=held).exists()
    refuse_if(
        why_not_hold(
            is_called_off=MeetingCalledOff.objects.filter(meeting=held).exists(),
            is_closed=MeetingClosed.objects.filter(meeting=held).exists(),
            is_over=not is_begun and is_over(held, timezone.now()),
        )
    )
    return held, mine


def leading(dossier: Dossier, meeting: Meeting) -> Meeting:
    held, mine = at_the_table(dossier, meeting)
    refuse_if(why_not_lead(is_chair=mine.place_id == chair_of(held)))
    return held


@action("meeting.step_begun", needs=Right.JOIN_MEETING)
def begin_step(
    dossier: Dossier, *, meeting: Meeting, step: int, sent_as: UUID | None = None, after: UUID | None = None
) -> StepBegun:
    """On to a step, or back to one; pressed twice is once. `after`: the step, or its key, that the page showed before it."""
    held = leading(dossier, meeting)
    steps = StepBegun.objects.filter(meeting=held)
    if sent_as is not None and (twice := steps.filter(sent_as=sent_as).first()):
        return twice
    last = steps.order_by("at").last()
    if last is not None and last.step == step:
        return last
    if last is not None and sent_as is not None:
        refuse_if(why_not_on_to(last.step, went_on=after not in {last.pk, last.sent_as}))
    if last is None:
        choose_questions(held)
    return StepBegun.objects.create(meeting=held, step=step, by_id=dossier.person_id, sent_as=sent_as)


def choose_questions(meeting: Meeting) -> None:
    """At its beginning a meeting takes the questions of the organisation of who leads it, as they are then; a review its own."""
    if meeting.form == Form.REVIEW:
        return
    place = Place.objects.filter(pk=chair_of(meeting)).first()
    version = QuestionsVersion.objects.filter(organisation=place.organisation_id).last() if place else None
    if version is not None:
        QuestionsChosen.objects.create(meeting=meeting, version=version)


@action("meeting.chair_taken", needs=Right.JOIN_MEETING)
def take_chair(dossier: Dossier, *, meeting: Meeting) -> ChairTaken:
    """A professional of this meeting leads it from here, where who should is not there or gives it away."""
    held, mine = at_the_table(dossier, meeting)
    refuse_if(why_not_take_chair(dossier.role))
    assert mine.place is not None
    return ChairTaken.objects.create(meeting=held, place=mine.place)


@action("meeting.turn_given", needs=Right.JOIN_MEETING)
def give_turn(dossier: Dossier, *, invited: Invited) -> TurnGiven:
    held = leading(dossier, invited.meeting)
    return TurnGiven.objects.create(meeting=held, invited=invited, by_id=dossier.person_id)


@action("meeting.said", needs=Right.JOIN_MEETING)
def say(
    dossier: Dossier,
    *,
    meeting: Meeting,
    question: str,
    text: str,
    language: str,
    face: str = "",
    sent_as: UUID | None = None,
) -> Said:
    """An answer to a question of a step: for everybody of this meeting. The draft of it is gone with that."""
    if sent_as is not None and (twice := arrived_before(dossier, meeting, sent_as)):
        return twice
    held, mine = at_the_table(dossier, meeting)
    text = clean(text).strip()
    refuse_if(why_not_say(text, is_begun=StepBegun.objects.filter(meeting=held).exists()))
    just_now = Said.objects.filter(invited=mine, question=question, at__gt=timezone.now() - PRESSED_TWICE)
    if twice := next((each for each in just_now if (each.text, each.face) == (text, face)), None):
        return twice
    Prepared.objects.filter(invited=mine, question=question, brought_at=None).delete()
    given = {"question": question, "text": text, "language": language, "face": face, "sent_as": sent_as}
    return Said.objects.create(meeting=held, invited=mine, **given)


def arrived_before(dossier: Dossier, meeting: Meeting, sent_as: UUID) -> Said | None:
    """An answer whose answer was lost on the way: it stands there, also where the meeting was closed since."""
    mine = own_invitation(dossier, lock(meeting))
    return Said.objects.filter(invited=mine, sent_as=sent_as).first() if mine is not None else None


@action("meeting.said_laid", needs=Right.WRITE_CARD)
def lay_said(dossier: Dossier, *, said: Said) -> Card:
    """An answer with a face becomes a card of who gave it, in the own voice, on the timeline; pressed twice is once."""
    held, mine = at_the_table(dossier, said.meeting)
    if twice := SaidLaid.objects.filter(said=said).select_related("card").first():
        return twice.card
    refuse_if(why_not_lay(is_own=said.invited_id == mine.pk, has_face=bool(said.face and kind_for(said.question))))
    today = timezone.localdate()
    words = {"text": said.text, "face": said.face, "language": said.language}
    words["date"] = f"{today.day}-{today.month}-{today.year}"  # as people of every language write it
    card = share_card(dossier, card=begin_card(dossier, kind=kind_for(said.question)), words=words)
    CardUsed.objects.create(card=card, by_id=dossier.person_id, where="meeting")
    SaidLaid.objects.create(meeting=held, said=said, card=card)
    return card


@action("meeting.marked", needs=Right.JOIN_MEETING)
def mark(dossier: Dossier, *, meeting: Meeting, card: Card) -> Marked:
    """One of the three cards that somebody finds most important."""
    held, mine = at_the_table(dossier, meeting)
    standing = Marked.objects.filter(invited=mine, taken_back_at=None)
    if twice := standing.filter(card=card).first():
        return twice
    refuse_if(why_not_mark(standing.count()))
    return Marked.objects.create(meeting=held, invited=mine, card=card)


@action("meeting.unmarked", needs=Right.JOIN_MEETING, act=Act.UPDATE)
def unmark(dossier: Dossier, *, meeting: Meeting, card: Card) -> Meeting:
    held, mine = at_the_table(dossier, meeting)
    Marked.objects.filter(invited=mine, card=card, taken_back_at=None).update(taken_back_at=timezone.now())
    return held


@action("meeting.closed", needs=Right.JOIN_MEETING)
def close_meeting(dossier: Dossier, *, meeting: Meeting) -> MeetingClosed:
    """The meeting is over: everybody of it gets a letter that there is something to read, and no more."""
    held = leading(dossier, meeting)
    refuse_if(why_not_yet(is_begun=StepBegun.objects.filter(meeting=held).exists()))
    for row in to_tell(dossier, invited_of(held)):
        assert row.place is not None
        letter_to(row.place.person, "news")
    return MeetingClosed.objects.create(meeting=held, by_id=dossier.person_id)


@action("meeting.corrected", needs=Right.JOIN_MEETING)
def correct(dossier: Dossier, *, meeting: Meeting, text: str) -> Correction:
    """What somebody who was asked to come writes beside the page of the meeting, in the first days after it."""
    held = lock(meeting)
    mine = own_invitation(dossier, held)
    refuse_if(why_not_answer_for(is_own=mine is not None, may_plan=False))
    closed, text = MeetingClosed.objects.filter(meeting=held).first(), clean(text).strip()
    refuse_if(why_not_correct(text, closed.at if closed else None, timezone.now()))
    just_now = Correction.objects.filter(invited=mine, at__gt=timezone.now() - PRESSED_TWICE)
    if twice := next((each for each in just_now if each.text == text), None):
        return twice
    assert mine is not None
    return Correction.objects.create(meeting=held, invited=mine, text=text)
