"""The cards that somebody may see, as finished goods: newest words, place in time, ties, marks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Count, DateTimeField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.shortcuts import get_object_or_404

from rondom.cards.dates import Anchor, FuzzyDate, mentions_card, read_date
from rondom.cards.freshness import NOT_LOOKED, laid_last
from rondom.cards.models import (
    Attachment,
    AttachmentKind,
    Card,
    CardConfirmed,
    CardKind,
    CardOrdered,
    CardSeen,
    CardShared,
    CardTied,
    CardVersion,
    DiscretionaryCard,
    KeyMoment,
    OwnStatement,
    Remark,
    Writing,
    passed_on_to,
)
from rondom.cards.rules import LONGEST_LINE
from rondom.cards.statements import said_beside
from rondom.cards.tell import Teller, Told, row_of, rows_of
from rondom.children.access import Reader
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.models import Audience
from rondom.children.queries import paper_readers_in
from rondom.children.rights import PROFESSIONALS
from rondom.children.schooling import GroupYear


def visible(dossier: Dossier, prefix: str = "card__", shared: Any = None) -> Q:
    """Which cards somebody may see: shared ones for an audience that holds the reader, and the drafts of the own voice."""
    if dossier.reader.is_house:
        return Q()
    seen = CardSeen.objects.filter(card=OuterRef("card" if prefix else "pk"))
    typed = Q(**{f"{prefix}typed_by": dossier.person_id}) & ~Exists(seen)
    is_shared = Q(is_shared=True) if shared is None else Q(shared)
    read = typed | dossier.reader.readable(prefix)
    if may_receive(dossier):
        read |= Q(passed_on(dossier, "card" if prefix else "pk"))
    return Q(**{f"{prefix}voice": dossier.voice}) | (is_shared & read)


def may_receive(dossier: Dossier) -> bool:
    """Whether something can be passed on to who holds the dossier without consent: to somebody at work (R51)."""
    return dossier.place is not None and dossier.role in PROFESSIONALS


def passed_on(dossier: Dossier, card: str) -> Exists:
    return Exists(DiscretionaryCard.objects.filter(passed_on_to(dossier), card=OuterRef(card)))


@cache
def happened() -> dict[str, Any]:
    """What happened to a card, whoever asks: put together once, for to do so takes longer than to ask it of a small board."""
    shares = CardShared.objects.filter(card=OuterRef("card"))
    standing = shares.filter(taken_back__isnull=True)
    tied = CardTied.objects.filter(card=OuterRef("card")).order_by("-at")
    return {
        "is_shared": Exists(standing),
        **{kind: Exists(Attachment.objects.filter(card=OuterRef("card"), kind=kind)) for kind in AttachmentKind.values},
        "is_stated": Exists(OwnStatement.objects.filter(card=OuterRef("card"))),
        "is_confirmed": Exists(CardConfirmed.objects.filter(card=OuterRef("card"))),
        "shared_at": Subquery(
            shares.order_by().values("card").annotate(first=Min("at")).values("first"), output_field=DateTimeField()
        ),
        "subject": Subquery(tied.values("subject")[:1]),
        "position": Subquery(CardOrdered.objects.filter(card=OuterRef("card")).order_by("-at").values("position")[:1]),
        "key_moments": count_of(KeyMoment.objects),
        "is_seen": Value(False),
        **laid_last(standing),
    }


@cache
def none_is_newer() -> Any:
    return ~Exists(CardVersion.objects.filter(card=OuterRef("card"), number__gt=OuterRef("number")))


def versions_in(dossier: Dossier) -> QuerySet[CardVersion]:
    """The newest version of every card that the reader may see, with what happened to the card."""
    return (
        CardVersion.objects.inside(dossier)
        .filter(none_is_newer())
        .annotate(
            **happened() | ({} if dossier.since else NOT_LOOKED),
            remarks=count_of(remarks_in(dossier)),
            is_passed_on=passed_on(dossier, "card") if may_receive(dossier) else Value(False),
        )
        .filter(visible(dossier))
        .select_related("card", "card__voice", "card__owner")
        .order_by(F("shared_at").asc(nulls_last=True), "card__begun_at", "card_id")
    )


def remarks_in(dossier: Dossier) -> QuerySet[Remark]:
    """What others wrote beside cards, as far as it is for this reader: a remark has a kind and readers of its own."""
    remarks = Remark.objects.inside(dossier)
    if dossier.reader.is_house:
        return remarks
    return remarks.filter(Q(voice=dossier.voice) | dossier.reader.readable())


def count_of(rows: Any) -> Any:
    rows = rows.filter(card=OuterRef("card")).order_by().values("card").annotate(n=Count("pk")).values("n")
    return Subquery(rows)


def cards_in(dossier: Dossier, groups: Sequence[GroupYear] | None = None) -> tuple[Told, ...]:
    """Every card that the reader may see, drafts of the own voice among them, in order of first sharing."""
    groups = groups_in(dossier) if groups is None else groups
    rows = rows_of(versions_in(dossier))
    teller = Teller(dossier, groups, said_beside(dossier, rows))
    return tuple([teller.told(row) for row in rows])


def cards_for(readers: Iterable[Reader], cards: Iterable[Told]) -> tuple[Told, ...]:
    """What each of these people may read: for a wall or a paper that they see together. Never a draft."""
    everyone = tuple(readers)
    return tuple(card for card in cards if card.is_shared and all(is_for(reader, card) for reader in everyone))


def is_for(reader: Reader, card: Told) -> bool:
    return reader.may_read(card.information_kind, card.owner_id, card.audience, card.voice_id)


def cards_for_the_circle(dossier: Dossier, groups: Sequence[GroupYear] | None = None) -> tuple[Told, ...]:
    """What everyone in the circle may read: for the wall, for paper and for who runs the house."""
    return cards_for((each.reader for each in paper_readers_in(dossier)), cards_in(dossier, groups))


def drafts_in(dossier: Dossier) -> tuple[Told, ...]:
    """The cards that the own voice still keeps to itself, with what is being written on them."""
    if dossier.voice is None:
        return ()
    rows = rows_of(versions_in(dossier).exclude(Q(is_shared=True)))
    teller = Teller(dossier, groups_in(dossier), said_beside(dossier, rows))
    drafts = {row.card_id: teller.told(row) for row in rows}
    cards = (
        Card.objects.inside(dossier).filter(voice=dossier.voice).exclude(shares__taken_back__isnull=True, shares__isnull=False)
    )
    settled = dict(CardVersion.objects.filter(card__in=cards).order_by("number").values_list("card", "at"))
    writings = Writing.objects.filter(card__in=cards).select_related("card", "card__voice", "card__owner")
    made: dict[UUID, tuple[str, ...]] = {}
    for card, kind in Attachment.objects.filter(card__in=cards).order_by("kind").values_list("card", "kind"):
        made[card] = (*made.get(card, ()), kind)
    # The own writing goes before a colleague's, and what was settled since before both.
    for writing in sorted(writings, key=lambda each: (each.by_id == dossier.person_id, each.at)):
        since = settled.get(writing.card_id)
        is_newest = writing.by_id == dossier.person_id or since is None or writing.at > since
        if is_newest and (writing.card_id in made or any(value.strip() for value in writing.words.values())):
            drafts[writing.card_id] = teller.told(row_of(version_of(writing)))
    drafts = {key: draft._replace(attachments=made.get(key, ())) for key, draft in drafts.items()}
    return tuple(sorted(drafts.values(), key=lambda draft: draft.begun_at))


def version_of(writing: Writing) -> CardVersion:
    """What somebody is writing, in the shape of a version that is not kept."""
    words = dict(writing.words)
    return CardVersion(
        card=writing.card,
        number=0,
        face=words.pop("face", ""),
        language=words.pop("language", "nl"),
        school_period=words.pop("school_period", ""),
        words=words,
    )


def read_words(dossier: Dossier, words: dict[str, str], today: date, *, groups: Sequence[GroupYear]) -> FuzzyDate:
    """What the words for a date or a group mean for this child."""
    spoken = spoken_date(words)
    return read_date(
        spoken[:LONGEST_LINE],
        birth_date=dossier.child.birth_date,
        today=today,
        groups=groups,
        anchors=anchors_in(dossier) if mentions_card(spoken) else (),
    )


def spoken_date(words: dict[str, str]) -> str:
    """The words for the time of a card; a group that stands in its own field is said as a group."""
    spoken, group = words.get("date", "").strip(), words.get("group", "").strip()
    return spoken or (f"groep {group}" if group[:1].isdigit() else group)


def anchors_in(dossier: Dossier) -> tuple[Anchor, ...]:
    """The dated cards by whose words another date can be told: 'before the move'.

    Only what the whole circle may read: the date of a card with fewer readers would show in the one that names it, and stay
    there. So nothing either that this reader has for an hour in need, or because it was passed on without consent.
    """
    reader = replace(dossier.reader, is_emergency=False)
    kinds = [CardKind.LIFE_EVENT, CardKind.HOME, CardKind.HELP]
    named = versions_in(dossier).filter(card__audience=Audience.CIRCLE, card__kind__in=kinds)
    return tuple(
        Anchor(str(version.card_id), version.words.get("text", ""), version.start, version.end)
        for version in named
        if version.start and getattr(version, "is_shared", False) and is_read_always(reader, version.card)
    )


def is_read_always(reader: Reader, card: Card) -> bool:
    return reader.may_read(card.information_kind, card.owner_id, card.audience, card.voice_id)


def find_card(dossier: Dossier, card_id: UUID) -> Card:
    """A card of this child that the reader may see. A hidden one costs the same single question as one that is not there."""
    shared = Exists(CardShared.objects.filter(card=OuterRef("pk"), taken_back__isnull=True))
    cards = Card.objects.inside(dossier).filter(visible(dossier, "", shared))
    return get_object_or_404(cards.select_related("voice"), pk=card_id)


def tray_of(cards: Sequence[Told], kind: str) -> list[Told]:
    """The shared cards of a lane that nothing places in time: by hand where somebody ordered them, else as they were shared."""
    undated = [card for card in cards if card.kind == kind and card.is_shared and card.placed.by == "none"]
    return sorted(undated, key=lambda card: (card.position is None, card.position or 0))


def settled_for(dossier: Dossier, card: Card) -> tuple[CardVersion, ...]:
    """The earlier versions that the reader may see, newest first: all to the own voice, to others only what once was shared,
    with the readers that the card has now."""
    versions = list(CardVersion.objects.inside(dossier).filter(card=card).order_by("-number"))
    if dossier.voice is not None and dossier.voice.pk == card.voice_id:
        return tuple(versions[1:])
    stood = [(share.at, share.taken_back.at if hasattr(share, "taken_back") else None) for share in card.shares.all()]

    def was_shared(version: CardVersion, replaced_at: datetime) -> bool:
        if card.readers_since is not None and replaced_at <= card.readers_since:
            return False
        return any(start < replaced_at and (end is None or version.at < end) for start, end in stood)

    return tuple(older for newer, older in pairwise(versions) if was_shared(older, newer.at))


def same_subject(cards: Sequence[Told], card: Told) -> tuple[Told, ...]:
    if card.subject is None:
        return ()
    return tuple(other for other in cards if other.subject == card.subject and other.id != card.id)


def differs(cards: Sequence[Told]) -> bool:
    """Whether people look differently at the same thing: two voices with faces that are not the same."""
    judged = [card for card in cards if card.face]
    return len({card.face for card in judged}) > 1 and len({card.letter for card in judged}) > 1


def writing_of(dossier: Dossier, card: Card) -> dict[str, str]:
    """What the reader was writing on a card; else its newest words, to go on from."""
    writing = Writing.objects.filter(card=card, by=dossier.person_id).first()
    if writing is not None:
        return dict(writing.words)
    version = CardVersion.objects.filter(card=card).order_by("-number").first()
    if version is None:
        return {}
    return {**version.words, "face": version.face, "language": version.language, "school_period": version.school_period}
