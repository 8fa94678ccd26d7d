"""The pages of sharing without consent: the list, one share in full, and among what who writes one chooses."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.cards.discretionary import may_be_passed_on, named, people_at_work, shares_in, state_of
from rondom.cards.pages import Drawn, drawn
from rondom.cards.queries import cards_in, is_for
from rondom.cards.rules import (
    why_not_agree,
    why_not_end_sharing,
    why_not_review_sharing,
    why_not_tell,
    why_not_write_sharing,
)
from rondom.children.colleagues import known_at_a_desk
from rondom.children.dossier import Dossier
from rondom.children.models import MOST_DAYS, QUESTIONS, Child, DiscretionaryShare
from rondom.children.rights import RIGHTS, Right


@dataclass(frozen=True)
class SharingChoices:
    """Among what somebody chooses who writes a share."""

    child: Child
    child_name: str
    receivers: tuple[tuple[str, str], ...]
    seconds: tuple[tuple[str, str], ...]
    cards: tuple[Drawn, ...]
    latest: date


def sharing_choices(dossier: Dossier) -> SharingChoices:
    people = people_at_work(dossier)
    weighs = [place for place in people if Right.SHARE_WITHOUT_CONSENT in RIGHTS[place.role]]
    if dossier.may(Right.INVITE):
        known = known_at_a_desk([place.person_id for place in weighs])
        weighs = [place for place in weighs if place.person_id in known]
    return SharingChoices(
        child=dossier.child,
        child_name=dossier.child.first_name,
        receivers=tuple((str(place.pk), named(place)) for place in people),
        seconds=tuple((str(place.pk), named(place)) for place in weighs),
        cards=tuple(drawn(card) for card in may_be_passed_on(dossier)),
        latest=timezone.localdate() + timedelta(days=MOST_DAYS),
    )


@dataclass(frozen=True)
class InList:
    id: UUID
    receiver: str
    state: str
    at: date
    waits: str  # what the reader has to do with it


@dataclass(frozen=True)
class SharingsPage:
    child: Child
    child_name: str
    shares: tuple[InList, ...]
    has_cards: bool


def sharings_page(dossier: Dossier) -> SharingsPage:
    today = timezone.localdate()
    shares = (
        InList(share.pk, named(share.receiver), state_of(share, today), timezone.localdate(share.at), waits_for(dossier, share))
        for share in shares_in(dossier)
    )
    return SharingsPage(dossier.child, dossier.child.first_name, tuple(shares), bool(may_be_passed_on(dossier)))


def waits_for(dossier: Dossier, share: DiscretionaryShare) -> str:
    if why_not_agree(dossier, share) is None:
        return _("Jij beslist mee.")
    return _("Kijk dit na.") if why_not_review_sharing(dossier, share, "-") is None else ""


@dataclass(frozen=True)
class ToldPage:
    """Which cards were passed on, for the family that was told of it: those that this reader reads, and how many more."""

    child: Child
    receiver: str
    cards: tuple[Drawn, ...]
    missing: int


def told_page(dossier: Dossier, share: DiscretionaryShare) -> ToldPage:
    cards, missing = cards_of(dossier, share)
    return ToldPage(dossier.child, named(share.receiver), cards, missing)


def cards_of(dossier: Dossier, share: DiscretionaryShare) -> tuple[tuple[Drawn, ...], int]:
    """The chosen cards that this reader reads, and how many there are besides."""
    chosen = set(share.cards.values_list("card", flat=True))
    cards = [card for card in cards_in(dossier) if card.id in chosen and is_for(dossier.reader, card)]
    return tuple(drawn(card) for card in cards), len(chosen) - len(cards)


@dataclass(frozen=True)
class SharingPage:
    """One share in full, for who wrote it, who thought along and who looks again."""

    child: Child
    child_name: str
    share: DiscretionaryShare
    state: str
    receiver: str
    second: str
    answers: tuple[tuple[str, str], ...]
    cards: tuple[Drawn, ...]
    missing: int
    review_by: date | None
    may_write: bool
    may_agree: bool
    may_end: bool
    may_tell: bool
    may_review: bool


def sharing_page(dossier: Dossier, share: DiscretionaryShare) -> SharingPage:
    today = timezone.localdate()
    cards, missing = cards_of(dossier, share)
    return SharingPage(
        child=dossier.child,
        child_name=dossier.child.first_name,
        share=share,
        state=state_of(share, today),
        receiver=named(share.receiver),
        second=share.second.person.name,
        answers=tuple((str(asked), getattr(share, name)) for name, asked in QUESTIONS.items()),
        cards=cards,
        missing=missing,
        review_by=share.review_by,
        may_write=why_not_write_sharing(dossier, share) is None,
        may_agree=why_not_agree(dossier, share) is None,
        may_end=why_not_end_sharing(dossier, share) is None,
        may_tell=why_not_tell(dossier, share) is None,
        may_review=why_not_review_sharing(dossier, share, "-") is None,
    )
