"""The cards that somebody may see, as finished goods: newest words, place in time, ties, marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Count, DateTimeField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from rondom.cards.dates import Anchor, FuzzyDate, mentions_card, read_date
from rondom.cards.freshness import fresh, laid_last
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
    Remark,
    Writing,
    passed_on_to,
)
from rondom.cards.rules import LONGEST_LINE, is_known, says_something
from rondom.children.access import Reader
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.models import Audience
from rondom.children.queries import paper_readers_in, say_voice
from rondom.children.rights import PROFESSIONALS
from rondom.children.schooling import GroupYear


@dataclass(frozen=True)
class Placed:
    """Where a card stands in time, and by what: its date, its group, or nothing (the tray of its lane)."""

    start: date | None = None
    end: date | None = None
    by: str = "none"


@dataclass(frozen=True)
class Told:
    """One card as its reader gets it."""

    id: UUID
    file_id: str
    kind: str
    letter: str
    voice: str
    audience: str
    words: dict[str, str]
    language: str
    face: str
    school_period: str
    date: FuzzyDate
    placed: Placed
    is_shared: bool
    is_own: bool
    shared_at: datetime | None
    begun_at: datetime
    subject: UUID | None
    key_moments: int
    remarks: int
    written_by: UUID | None = None
    number: int = 1
    position: int | None = None
    information_kind: str = ""
    owner_id: UUID | None = None
    voice_id: UUID | None = None
    ground: str = ""
    owner: str = ""  # the organisation in whose dossier it belongs; of the family where there is none
    fresh: str = ""  # since its reader looked before: new on the timeline, or changed
    is_passed_on: bool = False  # read only for the safety of the child, without consent
    attachments: tuple[str, ...] = ()  # of which kinds there is something with it: a drawing, a voice
    is_to_check: bool = False  # typed in from paper, and nobody of its voice said yet that it is right

    @property
    def text(self) -> str:
        """What it says; where only something was drawn or spoken, that."""
        said = {"drawing": _("Tekening"), "voice": _("Opname")}
        return self.words.get("text") or " · ".join(said[kind] for kind in self.attachments)

    @property
    def says_something(self) -> bool:
        return bool(self.attachments) or says_something(self.words)

    @property
    def when(self) -> str:
        """The words of the writer for its time; a bare number is a group."""
        group = self.words.get("group", "")
        said = _("groep %(group)s") % {"group": group} if group[:1].isdigit() else group
        return self.words.get("date") or said


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


def versions_in(dossier: Dossier) -> QuerySet[CardVersion]:
    """The newest version of every card that the reader may see, with what happened to the card."""
    shares = CardShared.objects.filter(card=OuterRef("card"))
    standing = shares.filter(taken_back__isnull=True)
    tied = CardTied.objects.filter(card=OuterRef("card")).order_by("-at")
    newer = CardVersion.objects.filter(card=OuterRef("card"), number__gt=OuterRef("number"))
    return (
        CardVersion.objects.inside(dossier)
        .filter(~Exists(newer))
        .annotate(
            is_shared=Exists(standing),
            **{kind: Exists(Attachment.objects.filter(card=OuterRef("card"), kind=kind)) for kind in AttachmentKind.values},
            is_confirmed=Exists(CardConfirmed.objects.filter(card=OuterRef("card"))),
            shared_at=Subquery(
                shares.order_by().values("card").annotate(first=Min("at")).values("first"), output_field=DateTimeField()
            ),
            subject=Subquery(tied.values("subject")[:1]),
            position=Subquery(CardOrdered.objects.filter(card=OuterRef("card")).order_by("-at").values("position")[:1]),
            key_moments=count_of(KeyMoment.objects),
            remarks=count_of(remarks_in(dossier)),
            **({"is_passed_on": passed_on(dossier, "card")} if may_receive(dossier) else {}),
            **(laid_last(standing) if dossier.since else {}),
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
    return tuple(told(version, dossier, groups) for version in versions_in(dossier))


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
    groups = groups_in(dossier)
    drafts = {version.card_id: told(version, dossier, groups) for version in versions_in(dossier).exclude(Q(is_shared=True))}
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
            drafts[writing.card_id] = told(version_of(writing), dossier, groups)
    drafts = {key: replace(draft, attachments=made.get(key, ())) for key, draft in drafts.items()}
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


def told(version: CardVersion, dossier: Dossier, groups: Sequence[GroupYear]) -> Told:
    card = version.card
    only_passed_on = is_only_passed_on(version, dossier)
    return Told(
        id=card.pk,
        file_id=card.file_id,
        kind=card.kind,
        letter=card.voice.letter,
        voice=say_voice(card.voice),
        audience=card.audience,
        words=version.words,
        # What an older row holds that is no choice any more must not stop the board.
        language=known("language", version.language) or "nl",
        face=known("face", version.face),
        school_period=known("school_period", version.school_period),
        date=date_of(version),
        placed=placed(version, groups, dossier.child.birth_date),
        is_shared=getattr(version, "is_shared", False),
        is_own=dossier.voice is not None and dossier.voice.pk == card.voice_id,
        shared_at=getattr(version, "shared_at", None),
        begun_at=card.begun_at,
        # Of what was passed on, the words and nothing that others did with it.
        subject=None if only_passed_on else getattr(version, "subject", None),
        key_moments=0 if only_passed_on else getattr(version, "key_moments", None) or 0,
        remarks=0 if only_passed_on else getattr(version, "remarks", None) or 0,
        written_by=card.written_by_id,
        number=version.number,
        position=getattr(version, "position", None),
        information_kind=card.information_kind,
        owner_id=card.owner_id,
        voice_id=card.voice_id,
        ground=card.ground,
        owner=card.owner.name if card.owner else "",
        fresh=fresh(version, dossier),
        is_passed_on=only_passed_on,
        attachments=tuple(kind for kind in AttachmentKind.values if getattr(version, kind, False)),
        # Who mended it, said so too.
        is_to_check=card.typed_by_id is not None
        and card.typed_by_id == version.by_id
        and not getattr(version, "is_confirmed", False),
    )


def is_only_passed_on(version: CardVersion, dossier: Dossier) -> bool:
    """Whether somebody reads a card for no other reason than that it was passed on for safety."""
    card = version.card
    if not getattr(version, "is_passed_on", False) or (dossier.voice is not None and dossier.voice.pk == card.voice_id):
        return False
    return not dossier.reader.may_read(card.information_kind, card.owner_id, card.audience, card.voice_id)


def known(name: str, choice: str) -> str:
    return choice if is_known(name, choice) else ""


def date_of(version: CardVersion) -> FuzzyDate:
    return FuzzyDate(
        start=version.start,
        end=version.end,
        precision=version.precision,
        open_end=version.is_open_end,
        approximate=version.is_approximate,
        groups=tuple(version.groups.split()),
        relation=version.relation,
        anchor=str(version.anchor_id or ""),
    )


def placed(version: CardVersion, groups: Sequence[GroupYear], birth_date: date) -> Placed:
    """By the child's groups as they are noted now, else by the date; a group that moves takes its cards along."""
    names = set(version.groups.split())
    years = [year for year in groups if year.group in names]
    if years:
        return Placed(min(year.start for year in years), max(year.end for year in years), "group")
    if version.start or version.end:
        by_group = bool(version.words.get("group")) and not version.words.get("date")
        return Placed(version.start, version.end, "group" if by_group else "date")
    return Placed()


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
