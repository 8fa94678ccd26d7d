"""A case review: pointing out key moments, and marking what helped and what hindered (decision 0036)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.base.signs import clean
from rondom.cards.actions import mark_key_moment
from rondom.cards.models import Card
from rondom.children.dossier import Dossier
from rondom.children.rights import Right
from rondom.meetings.actions.holding import at_the_table
from rondom.meetings.actions.planning import PRESSED_TWICE
from rondom.meetings.guide_review import KNOWN_FACTORS, NAMED, REASON
from rondom.meetings.models import FactorMarked, Form, Invited, Meeting, MomentPointedOut, Prepared, StepBegun
from rondom.meetings.rules import why_not_answer_for, why_not_point_out, why_not_review


@dataclass(frozen=True)
class Pointed:
    """What somebody says of a key moment: where it is no card its name and when it was, and why it is one."""

    what: str
    when: str
    why: str
    language: str


def reviewing(dossier: Dossier, meeting: Meeting) -> tuple[Meeting, Invited]:
    """A case review that goes on, and one's own seat at it."""
    held, mine = at_the_table(dossier, meeting)
    is_begun = StepBegun.objects.filter(meeting=held).exists()
    refuse_if(why_not_review(is_review=held.form == Form.REVIEW, is_begun=is_begun))
    return held, mine


@action("meeting.moment_pointed_out", needs=Right.REVIEW_CASE)
def point_out(dossier: Dossier, *, meeting: Meeting, pointed: Pointed, card: Card | None = None) -> MomentPointedOut:
    """For everybody of this meeting. A card gets a star on the timeline with it; who points it out once more says why anew."""
    held, mine = reviewing(dossier, meeting)
    told = {name: clean(getattr(pointed, name)).strip() for name in ("what", "when", "why")}
    if card is not None:
        told |= {"what": "", "when": ""}
    refuse_if(why_not_point_out(told["what"], has_card=card is not None))
    Prepared.objects.filter(invited=mine, question__in=(NAMED, REASON), brought_at=None).delete()
    rows = MomentPointedOut.objects.filter(invited=mine, taken_back_at=None)
    if card is None:
        just_now = rows.filter(card=None, at__gt=timezone.now() - PRESSED_TWICE)
        twice = next((each for each in just_now if {name: getattr(each, name) for name in told} == told), None)
        return twice or MomentPointedOut.objects.create(meeting=held, invited=mine, language=pointed.language, **told)
    row = rows.filter(card=card).first()
    row = row or MomentPointedOut(meeting=held, invited=mine, card=card)
    row.why, row.language = told["why"] or row.why, pointed.language
    row.save()
    if dossier.may(Right.MARK_KEY_MOMENT):
        mark_key_moment(dossier, card=card)
    return row


@action("meeting.moment_taken_back", needs=Right.REVIEW_CASE, act=Act.UPDATE)
def take_moment_back(dossier: Dossier, *, moment: MomentPointedOut) -> MomentPointedOut:
    """What somebody pointed out stands there no more. A star on the timeline stays, until it is taken off there."""
    _held, mine = reviewing(dossier, moment.meeting)
    refuse_if(why_not_answer_for(is_own=moment.invited_id == mine.pk, may_plan=False))
    if moment.taken_back_at is None:
        moment.taken_back_at = timezone.now()
        moment.save(update_fields=["taken_back_at"])
    return moment


@action("meeting.factors_marked", needs=Right.REVIEW_CASE)
def mark_factors(dossier: Dossier, *, meeting: Meeting, marks: Mapping[str, str]) -> Meeting:
    """What helped and what hindered, as one person sees it now; what is left empty is neither. Other factors stay."""
    held, mine = reviewing(dossier, meeting)
    here = {each.factor: each for each in FactorMarked.objects.filter(invited=mine, factor__in=marks)}
    for code, worked in marks.items():
        row = here.get(code)
        if code not in KNOWN_FACTORS or (row.worked if row else "") == worked:
            continue
        if row is not None:
            row.delete()
        if worked:
            FactorMarked.objects.create(meeting=held, invited=mine, factor=code, worked=worked)
    return held
