"""Sharing without consent, step by step: write, lay before a second, agree, tell, stop, look again (R51)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.letters import letter_to
from rondom.base.models import Act
from rondom.cards.discretionary import may_be_passed_on, read_by
from rondom.cards.models import Card, DiscretionaryCard
from rondom.cards.rules import (
    why_not_agree,
    why_not_end_sharing,
    why_not_open_now,
    why_not_review_sharing,
    why_not_submit,
    why_not_tell,
    why_not_tell_this,
    why_not_write_sharing,
)
from rondom.children.actions.tell import tell, tell_deciders
from rondom.children.dossier import Dossier
from rondom.children.models import REVIEW_WITHIN, DiscretionaryShare, Ground, InformationKind, Place
from rondom.children.rights import Right


@action("discretionary.written", needs=Right.SHARE_WITHOUT_CONSENT)
def write_sharing(
    dossier: Dossier,
    *,
    share: DiscretionaryShare | None = None,
    receiver: Place,
    second: Place,
    cards: Sequence[Card],
    until: date,
    answers: dict[str, str],
    tells_family: bool,
    to_family: str,
) -> DiscretionaryShare:
    """Keep what somebody writes. Nothing is shared by it; who thinks along sees it only after it was laid before them."""
    if share is not None:
        share = locked(share)  # it may have been laid before somebody since the page was opened
    else:
        share = DiscretionaryShare(
            child=dossier.child,
            by_id=dossier.person_id,
            owner_id=dossier.organisation_id,
            information_kind=InformationKind.SAFETY,
            ground=Ground.VITAL_INTEREST,
        )
    refuse_if(why_not_write_sharing(dossier, share))
    for name, text in {**answers, "to_family": to_family}.items():
        setattr(share, name, text.strip())
    share.receiver, share.second, share.until, share.tells_family = receiver, second, until, tells_family
    share.save()
    allowed = {card.id for card in may_be_passed_on(dossier)}
    share.cards.all().delete()
    DiscretionaryCard.objects.bulk_create(DiscretionaryCard(share=share, card=card) for card in cards if card.pk in allowed)
    return share


@action("discretionary.thrown_away", needs=Right.SHARE_WITHOUT_CONSENT, act=Act.DELETE)
def throw_sharing_away(dossier: Dossier, *, share: DiscretionaryShare) -> DiscretionaryShare:
    """Before anybody else saw it."""
    refuse_if(why_not_write_sharing(dossier, locked(share)))
    DiscretionaryShare.objects.filter(pk=share.pk).delete()
    return share


@action("discretionary.submitted", needs=Right.SHARE_WITHOUT_CONSENT, act=Act.UPDATE)
def submit_sharing(dossier: Dossier, *, share: DiscretionaryShare) -> DiscretionaryShare:
    """Lay it before the second professional, who reads these cards already and gets a letter."""
    share = locked(share)
    cards = [each.card for each in share.cards.select_related("card")]
    received, seconded = (read_by(dossier, place, cards) for place in (share.receiver, share.second))
    refuse_if(why_not_submit(dossier, share, cards, received=received, seconded=seconded))
    tell(dossier, [share.second])
    return changed(share, submitted_at=timezone.now())


@action("discretionary.agreed", needs=Right.SHARE_WITHOUT_CONSENT, act=Act.EXECUTE)
def agree_to_sharing(dossier: Dossier, *, share: DiscretionaryShare) -> DiscretionaryShare:
    """The second agrees: from now on the receiver reads it, and the family is told unless that is dangerous."""
    share = locked(share)
    cards = [each.card for each in share.cards.select_related("card")]
    refuse_if(why_not_agree(dossier, share) or why_not_open_now(share, seconded=read_by(dossier, share.second, cards)))
    now = timezone.now()
    tell(dossier, [share.receiver])
    if share.tells_family:
        tell_deciders(dossier, InformationKind.values, is_of_reading=True)
    return changed(share, confirmed_at=now, told_at=now if share.tells_family else None)


@action("discretionary.declined", needs=Right.SHARE_WITHOUT_CONSENT, act=Act.UPDATE)
def decline_sharing(dossier: Dossier, *, share: DiscretionaryShare) -> DiscretionaryShare:
    """The second does not agree; it goes no further."""
    share = locked(share)
    refuse_if(why_not_agree(dossier, share))
    return changed(share, ended_at=timezone.now())


@action("discretionary.ended", needs=Right.SHARE_WITHOUT_CONSENT, act=Act.UPDATE)
def end_sharing(dossier: Dossier, *, share: DiscretionaryShare) -> DiscretionaryShare:
    """Before its last day; at the next request the receiver reads nothing of it any more."""
    share = locked(share)
    refuse_if(why_not_end_sharing(dossier, share))
    return changed(share, ended_at=timezone.now())


@action("discretionary.told", needs=Right.SHARE_WITHOUT_CONSENT, act=Act.UPDATE)
def tell_family(dossier: Dossier, *, share: DiscretionaryShare, words: str) -> DiscretionaryShare:
    """Once it is safe: from now on the family sees what was shared, with whom and why."""
    share = locked(share)
    refuse_if(why_not_tell(dossier, share) or why_not_tell_this(words))
    tell_deciders(dossier, InformationKind.values, is_of_reading=True)
    return changed(share, tells_family=True, told_at=timezone.now(), to_family=words.strip())


@action("discretionary.reviewed", needs=Right.SHARE_WITHOUT_CONSENT, act=Act.UPDATE)
def review_sharing(dossier: Dossier, *, share: DiscretionaryShare, review: str) -> DiscretionaryShare:
    """Say afterwards whether it was right: the second, or who looks again in the same organisation."""
    share = locked(share)
    refuse_if(why_not_review_sharing(dossier, share, review))
    return changed(share, reviewed_by_id=dossier.person_id, reviewed_at=timezone.now(), review=review.strip())


def locked(share: DiscretionaryShare) -> DiscretionaryShare:
    """Held until the action is done, as it stands now: of two at once the second sees what the first did."""
    people = ("second__person", "second__ended", "receiver__person", "receiver__ended")
    return DiscretionaryShare.objects.select_for_update(of=("self",)).select_related(*people).get(pk=share.pk)


def changed(share: DiscretionaryShare, **columns: Any) -> DiscretionaryShare:
    for name, value in columns.items():
        setattr(share, name, value)
    share.save(update_fields=list(columns))
    return DiscretionaryShare.objects.get(pk=share.pk)


def remind_of_reviews(now: datetime) -> int:
    """A letter to who thought along, every week from the day on which somebody should have looked again."""
    sent = 0
    for share in DiscretionaryShare.objects.filter(confirmed_at__lte=now - REVIEW_WITHIN, reviewed_at__isnull=True):
        assert share.confirmed_at is not None
        if (now - share.confirmed_at).days % 7 == 0:
            sent += letter_to(share.second.person, "news") is not None
    return sent
