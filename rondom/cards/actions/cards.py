"""Writing cards, sharing them, taking them back, tying them, remarks beside them."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base.actions import Refused, action, refuse_if
from rondom.base.models import Act
from rondom.base.signs import clean
from rondom.cards.dates import FuzzyDate
from rondom.cards.meanwhile import newer_than
from rondom.cards.models import (
    Card,
    CardOrdered,
    CardSeen,
    CardShared,
    CardTakenBack,
    CardTied,
    CardVersion,
    KeyMoment,
    PairRefused,
    Remark,
    Writing,
)
from rondom.cards.queries import cards_in, drafts_in, read_words, spoken_date, tray_of, writing_of
from rondom.cards.rules import (
    is_own,
    usable,
    why_not_change,
    why_not_choose_readers,
    why_not_keep,
    why_not_move,
    why_not_over,
    why_not_refuse,
    why_not_remove,
    why_not_settle,
    why_not_share,
    why_not_share_unseen,
    why_not_take_back,
    why_not_this_audience,
    why_not_throw_away,
    why_not_tie,
)
from rondom.cards.tell import date_of
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.models import Voice
from rondom.children.rights import Right
from rondom.children.roles import ORIGINS

PRESSED_TWICE, FORGOTTEN = timedelta(seconds=1), timedelta(days=1)
NOT_WORDS = ("face", "language", "school_period")


@action("card.begun", needs=Right.WRITE_CARD)
def begin_card(dossier: Dossier, *, kind: str) -> Card:
    """A new draft of the own voice.

    An empty one is taken again where it was begun in this same second, by a button pressed twice, or so long ago that
    no page has it open. In between each page gets a card of its own, so that two pages never write over each other.
    """
    Voice.objects.select_for_update(no_key=True).filter(pk=own_voice(dossier).pk).first()
    now = timezone.now()
    blank = (
        Card.objects.inside(dossier)
        .filter(written_by=dossier.person_id, voice=dossier.voice, versions__isnull=True, shares__isnull=True)
        .filter(Q(begun_at__gt=now - PRESSED_TWICE) | Q(begun_at__lt=now - FORGOTTEN))
        .exclude(writings__isnull=False)
        .exclude(attachments__isnull=False)
        .first()
    )
    if blank is not None:
        Card.objects.filter(pk=blank.pk).update(kind=kind, begun_at=now)
        blank.kind = kind
        return blank
    origin = ORIGINS[dossier.role]
    return Card.objects.create(
        child=dossier.child,
        voice=own_voice(dossier),
        kind=kind,
        owner_id=dossier.organisation_id,
        information_kind=origin.information_kind,
        ground=origin.ground,
        written_by_id=dossier.person_id,
    )


def lock(*cards: Card) -> None:
    """Hold these cards until the action is done: of two at once, the second sees what the first did."""
    wanted = {card.pk for card in cards}
    held = Card.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True)
    refuse_if(_("Dit kaartje is er niet meer.") if wanted - set(held) else None)


def own_voice(dossier: Dossier) -> Voice:
    """The voice of who holds the dossier; the commands of the house have none and write in nobody's name."""
    if dossier.voice is None:
        raise PermissionDenied("no voice")
    return dossier.voice


@action("card.writing_kept", needs=Right.WRITE_CARD, act=Act.UPDATE)
def keep_writing(dossier: Dossier, *, card: Card, words: dict[str, str]) -> Card:
    """Keep what somebody is typing, field by field; it is not settled until they say so."""
    lock(card)
    refuse_if(why_not_change(dossier, card) or why_not_keep(words))
    typed = {**writing_of(dossier, card), **usable(words)}
    Writing.objects.update_or_create(card=card, by_id=dossier.person_id, defaults={"words": typed, "at": timezone.now()})
    return card


@action("card.settled", needs=Right.WRITE_CARD, act=Act.UPDATE)
def settle_card(dossier: Dossier, *, card: Card, words: dict[str, str], based_on: int | None = None) -> Card:
    """Make what was written the newest version. Nothing new gives no new version.

    `based_on` is the version that the writer had before them: what came since is not written over unseen.
    """
    lock(card)
    written = {**writing_of(dossier, card), **usable(words)}
    refuse_if(why_not_change(dossier, card) or why_not_settle(written) or why_not_over(newer_than(card, written, based_on)))
    append_version(dossier, card, written)
    Writing.objects.filter(card=card, by=dossier.person_id).delete()
    return card


def append_version(dossier: Dossier, card: Card, words: dict[str, str], *, date: FuzzyDate | None = None) -> CardVersion:
    words = usable(words)
    told = {name: words[name].strip() for name in sorted(words) if name not in NOT_WORDS and words[name].strip()}
    given = {name: words[name] for name in NOT_WORDS if words.get(name)}
    last = CardVersion.objects.filter(card=card).order_by("-number").first()
    if last is not None and last.words == told and all(getattr(last, name) == value for name, value in given.items()):
        return last
    is_same_time = last is not None and spoken_date(last.words) == spoken_date(told)
    # Words like "last year" keep the year in which they were said, also when a slip beside them is mended later.
    read = date or (date_of(last) if last is not None and is_same_time else read_now(dossier, told))
    return CardVersion.objects.create(
        card=card,
        number=last.number + 1 if last else 1,
        words=told,
        by_id=dossier.person_id,
        **given,
        **date_columns(read),
    )


def read_now(dossier: Dossier, words: dict[str, str]) -> FuzzyDate:
    return read_words(dossier, words, timezone.localdate(), groups=groups_in(dossier))


def date_columns(read: FuzzyDate) -> dict[str, object]:
    return {
        "start": read.start,
        "end": read.end,
        "precision": read.precision,
        "is_open_end": read.open_end,
        "is_approximate": read.approximate,
        "groups": " ".join(read.groups),
        "relation": read.relation,
        "anchor_id": UUID(read.anchor) if read.anchor else None,
    }


@action("card.shared", needs=Right.WRITE_CARD, act=Act.EXECUTE)
def share_card(dossier: Dossier, *, card: Card, words: dict[str, str] | None = None, based_on: int | None = None) -> Card:
    """Lay a draft on the timeline. What was still being written comes along; sharing twice is the same as once."""
    lock(card)
    written = {**writing_of(dossier, card), **usable(words or {})}
    refuse_if(why_not_share(dossier, card, written) or (None if words else why_not_share_unseen(dossier, card)))
    refuse_if(why_not_over(newer_than(card, written, based_on)))
    append_version(dossier, card, written)
    Writing.objects.filter(card=card, by=dossier.person_id).delete()
    if not CardShared.objects.filter(card=card, taken_back__isnull=True).exists():
        CardShared.objects.create(card=card, by_id=dossier.person_id)
    return card


@action("card.all_shared", needs=Right.WRITE_CARD, act=Act.EXECUTE)
def share_all(dossier: Dossier) -> tuple[Card, ...]:
    """Lay every draft of the own voice that has words on the timeline, but for what somebody took off it on purpose.

    One that can not be shared now stays a draft.
    """
    ids = [draft.id for draft in drafts_in(dossier) if draft.says_something]
    cards = tuple(Card.objects.inside(dossier).filter(pk__in=ids, shares__isnull=True).order_by("begun_at"))
    lock(*cards)
    shared = []
    for card in cards:
        with suppress(Refused):
            shared.append(share_card(dossier, card=card))
    return tuple(shared)


@action("card.taken_back", needs=Right.WRITE_CARD, act=Act.EXECUTE)
def take_back(dossier: Dossier, *, card: Card) -> Card:
    """Take a card off the timeline; it is a draft of its voice again."""
    lock(card)
    refuse_if(why_not_take_back(dossier, card))
    for share in CardShared.objects.filter(card=card, taken_back__isnull=True):
        CardTakenBack.objects.create(share=share, by_id=dossier.person_id)
    return card


@action("card.thrown_away", needs=Right.WRITE_CARD, act=Act.DELETE)
def throw_away(dossier: Dossier, *, card: Card) -> Card:
    """Throw away a draft that nobody else ever read, or what a family shared today and regrets."""
    lock(card)
    refuse_if(why_not_throw_away(dossier, card))
    Card.objects.filter(pk=card.pk).delete()
    return card


@action("card.audience_chosen", needs=Right.WRITE_CARD, act=Act.UPDATE)
def choose_audience(dossier: Dossier, *, card: Card, audience: str) -> Card:
    """Who in the circle may read a card: the child's own choice."""
    lock(card)
    refuse_if(why_not_choose_readers(dossier, card) or why_not_this_audience(dossier, audience))
    Card.objects.filter(pk=card.pk).exclude(audience=audience).update(audience=audience, readers_since=timezone.now())
    return card


@action("card.moved_in_tray", needs=Right.TIE_CARDS, act=Act.UPDATE)
def move_in_tray(dossier: Dossier, *, card: Card, later: bool) -> Card:
    """Let an undated card change places with the one before or after it in the tray of its lane."""
    lock(card)
    tray = [other.id for other in tray_of(cards_in(dossier), card.kind)]
    refuse_if(why_not_move(card, is_undated=card.pk in tray))
    here = tray.index(card.pk)
    there = min(max(here + (1 if later else -1), 0), len(tray) - 1)
    tray[here], tray[there] = tray[there], tray[here]
    CardOrdered.objects.bulk_create(
        CardOrdered(card_id=key, position=position, by_id=dossier.person_id) for position, key in enumerate(tray)
    )
    return card


@action("card.seen", needs=Right.READ_TIMELINE, act=Act.READ)
def note_seen(dossier: Dossier, *, card: Card) -> Card:
    """Keep that somebody of its voice opened what another typed in for them; once is enough."""
    lock(card)
    if card.typed_by_id not in (None, dossier.person_id) and is_own(dossier, card) and not card.seen.exists():
        CardSeen.objects.create(card=card, by_id=dossier.person_id)
    return card


@action("card.remark_added", needs=Right.REMARK)
def add_remark(dossier: Dossier, *, card: Card, text: str, once: UUID | None = None) -> Remark:
    """Write something beside somebody's card; the card itself stays as it is. `once` is the key of the form."""
    lock(card)
    text = clean(text)
    with_this_key = Remark.objects.filter(pk=once).first() if once else None
    if with_this_key is not None and with_this_key.card_id == card.pk and with_this_key.by_id == dossier.person_id:
        return with_this_key  # sent again by a browser that got no answer
    last = Remark.objects.filter(card=card, by=dossier.person_id).order_by("-at").first()
    if last is not None and last.text == text and timezone.now() - last.at < timedelta(minutes=1):
        return last  # a second tap on the same button
    origin = ORIGINS[dossier.role]
    return Remark.objects.create(
        pk=once if once and with_this_key is None else uuid4(),
        card=card,
        by_id=dossier.person_id,
        voice=own_voice(dossier),
        text=text,
        owner_id=dossier.organisation_id,
        information_kind=origin.information_kind,
        ground=origin.ground,
        audience=card.audience,
    )


@action("card.remark_removed", needs=Right.REMARK, act=Act.DELETE)
def remove_remark(dossier: Dossier, *, remark: Remark) -> Card:
    """Take an own remark away again."""
    lock(remark.card)
    refuse_if(why_not_remove(dossier, remark))
    Remark.objects.filter(pk=remark.pk).delete()
    return remark.card


@action("card.tied", needs=Right.TIE_CARDS)
def tie_cards(dossier: Dossier, *, cards: Sequence[Card]) -> Sequence[Card]:
    """Say that cards are about the same thing. A card that already stands in a group brings its group along."""
    refuse_if(why_not_tie(cards))
    lock(*cards)
    subjects = [newest_subject(card) for card in cards]
    subject = next((known for known in subjects if known), uuid4())
    for card, known in zip(cards, subjects, strict=True):
        others = [card] if known is None else cards_about(dossier, known)
        for other in others:
            if newest_subject(other) != subject:
                CardTied.objects.create(card=other, subject=subject, by_id=dossier.person_id)
    return cards


@action("card.untied", needs=Right.TIE_CARDS, act=Act.EXECUTE)
def untie_card(dossier: Dossier, *, card: Card) -> Card:
    """Take one card out of the group that is about the same thing. It is not offered with these again."""
    lock(card)
    subject = newest_subject(card)
    if subject is not None:
        others = [other for other in cards_about(dossier, subject) if other.pk != card.pk]
        CardTied.objects.create(card=card, subject=None, by_id=dossier.person_id)
        for other in others:
            keep_apart(dossier, card, other)
    return card


@action("card.pair_refused", needs=Right.TIE_CARDS)
def refuse_pair(dossier: Dossier, *, cards: Sequence[Card]) -> Sequence[Card]:
    """Say that two cards are not about the same thing. Who still thinks so ties them by hand."""
    refuse_if(why_not_refuse(cards))
    lock(*cards)
    keep_apart(dossier, *cards)
    return cards


def keep_apart(dossier: Dossier, one: Card, another: Card) -> None:
    first, second = sorted((one, another), key=lambda card: card.pk)
    PairRefused.objects.get_or_create(card=first, other=second, defaults={"by_id": dossier.person_id})


def newest_subject(card: Card) -> UUID | None:
    return CardTied.objects.filter(card=card).order_by("-at").values_list("subject", flat=True).first()


def cards_about(dossier: Dossier, subject: UUID) -> list[Card]:
    """The cards of a group that the reader may see: nobody ties what is hidden from them."""
    tied = Card.objects.inside(dossier).filter(ties__subject=subject).distinct()
    return [card for card in tied if card.is_visible_to(dossier) and newest_subject(card) == subject]


@action("card.key_moment_marked", needs=Right.MARK_KEY_MOMENT)
def mark_key_moment(dossier: Dossier, *, card: Card) -> Card:
    """Mark a card as a turning point, in the name of who marks it."""
    lock(card)
    KeyMoment.objects.get_or_create(card=card, by_id=dossier.person_id)
    return card


@action("card.key_moment_unmarked", needs=Right.MARK_KEY_MOMENT, act=Act.EXECUTE)
def unmark_key_moment(dossier: Dossier, *, card: Card) -> Card:
    lock(card)
    KeyMoment.objects.filter(card=card, by=dossier.person_id).delete()
    return card
