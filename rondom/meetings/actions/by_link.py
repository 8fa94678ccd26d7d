"""A link for who has no account: making it, taking it back, and what is said by it (decision 0035)."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.limits import LINKS, why_not_again
from rondom.base.models import Act
from rondom.base.signs import clean
from rondom.children.dossier import Dossier
from rondom.children.rights import Right
from rondom.meetings.by_link import LASTS, SAID_BY_LINK, ByLink, hash_of_token, looks_after
from rondom.meetings.models import Agreement, AgreementTurn, AnswerLink, Turn
from rondom.meetings.rules import standing, why_not_by_link, why_not_link, why_not_this_day, why_not_turn


@dataclass(frozen=True)
class MadeLink:
    """A link and its token, which is shown once and stands nowhere."""

    token: str
    link: AnswerLink


def held_for_link(dossier: Dossier, agreement: Agreement) -> Agreement:
    held = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    may, stands = looks_after(dossier, held), standing(list(held.turns.all()))
    refuse_if(why_not_link(stands, is_outside=held.who_id is None, may_look_after=may))
    return held


def make_link(dossier: Dossier, *, agreement: Agreement, address: str = "") -> MadeLink:
    """The token is not in the database, so the action is beside it."""
    token = secrets.token_hex(24)
    return MadeLink(token, lay_link(dossier, agreement=agreement, token_hash=hash_of_token(token), address=address))


@action("link.made", needs=Right.AGREE)
def lay_link(dossier: Dossier, *, agreement: Agreement, token_hash: str, address: str) -> AnswerLink:
    """Of one agreement one link works: a new one ends those before it."""
    refuse_if(why_not_again(dossier.person_id, LINKS))
    held, now = held_for_link(dossier, agreement), timezone.now()
    AnswerLink.objects.filter(agreement=held, taken_back_at=None).update(taken_back_at=now)
    return AnswerLink.objects.create(
        agreement=held, token_hash=token_hash, address=clean(address).strip(), until=now + LASTS, by_id=dossier.person_id
    )


@action("link.taken_back", needs=Right.AGREE, act=Act.UPDATE)
def take_link_back(dossier: Dossier, *, agreement: Agreement) -> Agreement:
    held = held_for_link(dossier, agreement)
    AnswerLink.objects.filter(agreement=held, taken_back_at=None).update(taken_back_at=timezone.now())
    return held


@action("agreement.answered_by_link", needs=Right.ANSWER_BY_LINK, act=Act.UPDATE)
def answer_by_link(opened: ByLink, *, turn: str, why: str = "", ready_on: date | None = None) -> AgreementTurn:
    """Done, not done and why, or another day, by who is to do it: a row of its own, with the link by which it was said."""
    held = Agreement.objects.select_for_update(no_key=True).get(pk=opened.agreement.pk)
    refuse_if(why_not_by_link(works=AnswerLink.objects.filter(pk=opened.link.pk, taken_back_at=None).exists()))
    stands = standing(list(held.turns.all()))
    refuse_if(why_not_turn(turn, stands, is_owner=turn in SAID_BY_LINK, is_family=False, may_help=False, why=why))
    if turn == Turn.MOVED:
        refuse_if(why_not_this_day(ready_on or date.min, timezone.localdate()))
    else:
        ready_on = None
    return AgreementTurn.objects.create(
        agreement=held, turn=turn, why=clean(why).strip(), ready_on=ready_on, link=opened.link
    )
