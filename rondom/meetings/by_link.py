"""The door for who has a link and no account: one agreement, and nothing else of anybody (decision 0035)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rondom.base.found import found_as
from rondom.base.models import Act
from rondom.base.record import record
from rondom.base.scope import Scope
from rondom.base.seal import lay_out
from rondom.children.dossier import Dossier
from rondom.children.models import CaseClosed, Child, Role
from rondom.children.rights import Right
from rondom.children.spoken_of import THE_CHILD
from rondom.meetings.looks import note_opened
from rondom.meetings.models import Agreement, AnswerLink, Turn
from rondom.meetings.rules import day_of, standing

BY_LINK = "by link"
LASTS = timedelta(days=60)
# What can be said by it; whether it helped is for the family, and what is not needed any more for who made it.
SAID_BY_LINK = (Turn.DONE, Turn.MOVED, Turn.NOT_DONE)


@dataclass(frozen=True)
class ByLink(Scope):
    """Somebody without an account, let in to one agreement."""

    link: AnswerLink

    @property
    def chain(self) -> str:
        return f"child:{self.inside}"

    @property
    def inside(self) -> UUID:
        return self.link.agreement.child_id

    @property
    def child_id(self) -> UUID:
        return self.inside

    @property
    def agreement(self) -> Agreement:
        return self.link.agreement


@dataclass(frozen=True)
class LinkPage:
    """All that stands on it: what, who, when."""

    what: str
    who: str
    ready_on: date
    is_late: bool


def hash_of_token(token: str) -> str:
    return found_as("answer link", token)


def live_link(token: str) -> AnswerLink | None:
    """The link that still works: not taken back, its time not over, the agreement open, in a case in which people write."""
    now = timezone.now()
    links = AnswerLink.objects.filter(token_hash=hash_of_token(token), taken_back_at=None, until__gt=now)
    link = links.select_related("agreement__child").prefetch_related("agreement__turns").first()
    if link is None or standing(list(link.agreement.turns.all())) != "open" or is_shut(link.agreement.child_id):
        return None
    return link


def is_shut(child_id: UUID) -> bool:
    return CaseClosed.objects.filter(child=child_id, locks_at__lte=timezone.now(), reopened_at__isnull=True).exists()


def open_by_link(token: str) -> ByLink | None:
    """Let in who has a link that works. The first time stands in the record; to look again is not written down."""
    link = live_link(token)
    if link is None:
        return None
    opened = ByLink(None, BY_LINK, frozenset({Right.ANSWER_BY_LINK}), None, link)
    with transaction.atomic():
        if note_opened(link):
            record(opened, "link.opened", Act.READ, link)
    lay_out(link.agreement.child_id)
    return opened


def link_page(opened: ByLink) -> LinkPage:
    agreement = opened.agreement
    ready_on = day_of(agreement, list(agreement.turns.all()))
    what = without_name(agreement.what, agreement.child)
    return LinkPage(what, agreement.outside, ready_on, ready_on < timezone.localdate())


def without_name(text: str, child: Child) -> str:
    """What was agreed, without what the child is called: who wrote it down did not think of who would read it here."""
    for name in (child.name, child.first_name):
        if name:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", THE_CHILD, text, flags=re.IGNORECASE)
    return THE_CHILD.capitalize() + text.removeprefix(THE_CHILD) if text.startswith(THE_CHILD) else text


def link_of(agreement: Agreement) -> AnswerLink | None:
    """The link to this agreement that was made last and works still, for who looks after it."""
    links = AnswerLink.objects.filter(agreement=agreement, taken_back_at=None, until__gt=timezone.now())
    return links.select_related("opened").last()


def looks_after(dossier: Dossier, agreement: Agreement) -> bool:
    """Who coordinates, and who wrote it down."""
    return dossier.role == Role.CARE_COORDINATOR or (agreement.by_id is not None and agreement.by_id == dossier.person_id)
