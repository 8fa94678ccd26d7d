"""What to talk about before people sit down together: what is new, where they look differently, what may belong together,
what is still empty. Everything from the cards that its reader may read, and from nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.cards.key_moments import key_moments_by
from rondom.cards.models import CardKind, PairRefused
from rondom.cards.pages import Drawn, drawn
from rondom.cards.queries import cards_in, differs
from rondom.cards.rules import WITH_A_FACE
from rondom.cards.tell import Placed, Told
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.models import Child
from rondom.children.queries import voices_in
from rondom.children.rights import PARENTS, Right
from rondom.children.schooling import GroupYear
from rondom.timeline.file import LANE_OF
from rondom.timeline.gaps import Hole, Stretch, empty_years
from rondom.timeline.pairs import Side, likely_pairs, stems
from rondom.timeline.queries import colours_of, group_words, lane_names
from rondom.timeline.without_names import tells_without_names

# A handful of each is shown; the rest waits behind "more", so that it never becomes a wall of questions.
SHOWN, HOLES_SHOWN = 5, 4
TOLD = ("text", "meaning", "response", "with_whom", "goes_well", "goes_less")
# What stands in the way in the system is no part of a life: there no card is missing.
LIVED = tuple(kind.value for kind in CardKind if kind != CardKind.BOTTLENECK)


@dataclass(frozen=True)
class HoleSaid:
    """A stretch of empty years: as it is said, and as it would stand on a new card."""

    label: str
    date: str


@dataclass(frozen=True)
class EmptyLane:
    name: str
    kind: str  # empty: in no lane at all
    holes: tuple[HoleSaid, ...]
    more: tuple[HoleSaid, ...]


@dataclass(frozen=True)
class Asked:
    """One question about a handful of cards."""

    question: str
    cards: tuple[Drawn, ...]
    more: tuple[Drawn, ...]


@dataclass(frozen=True)
class Starred:
    drawn: Drawn
    by: str


@dataclass(frozen=True)
class TalkPage:
    child: Child
    since: datetime | None
    fresh: tuple[Drawn, ...]
    more_fresh: int
    differences: tuple[tuple[Drawn, ...], ...]
    offers: tuple[tuple[Drawn, Drawn], ...]
    more_offers: tuple[tuple[Drawn, Drawn], ...]
    empty: tuple[EmptyLane, ...]
    asked: tuple[Asked, ...]
    starred: tuple[Starred, ...]
    more_starred: tuple[Starred, ...]
    colours: dict[str, int]
    may_write: bool
    is_formal: bool
    may_blur: bool

    @property
    def is_quiet(self) -> bool:
        found = (self.fresh, self.differences, self.offers, self.empty, self.asked, self.starred)
        return not any(found)


def talk_page(dossier: Dossier) -> TalkPage:
    """For one reader, in a fixed number of queries. A card that this reader may not read counts in none of it."""
    groups = groups_in(dossier)
    # What was passed on for safety is read, and nothing else: it is no subject for the table.
    cards = [card for card in cards_in(dossier, groups) if card.is_shared and not card.is_passed_on]
    fresh = [drawn(card) for card in newest_first(cards) if card.fresh]
    offers = offers_in(dossier, cards) if dossier.may(Right.TIE_CARDS) else []
    starred = starred_in(dossier, cards)
    return TalkPage(
        child=dossier.child,
        since=dossier.since,
        fresh=tuple(fresh[:SHOWN]),
        more_fresh=len(fresh[SHOWN:]),
        differences=differences_in(cards),
        offers=tuple(offers[:SHOWN]),
        more_offers=tuple(offers[SHOWN:]),
        empty=empty_lanes(cards, dossier.child, groups),
        asked=asked_of(cards),
        starred=tuple(starred[:SHOWN]),
        more_starred=tuple(starred[SHOWN:]),
        colours=colours_of(voices_in(dossier)),
        may_write=dossier.may(Right.WRITE_CARD),
        is_formal=dossier.role in PARENTS,
        may_blur=tells_without_names(dossier),
    )


def newest_first(cards: Sequence[Told]) -> list[Told]:
    return sorted(cards, key=lambda card: card.shared_at or card.begun_at, reverse=True)


def groups_of(cards: Sequence[Told]) -> dict[tuple[UUID, str], list[Told]]:
    """Cards that are tied, as far as their reader sees more than one of them."""
    tied: dict[tuple[UUID, str], list[Told]] = {}
    for card in cards:
        if card.subject:
            tied.setdefault((card.subject, card.kind), []).append(card)
    return {key: together for key, together in tied.items() if len(together) > 1}


def differences_in(cards: Sequence[Told]) -> tuple[tuple[Drawn, ...], ...]:
    """Where two voices judge the same thing differently, the latest first: all of it, for this is what one comes for."""
    found = [together for together in groups_of(cards).values() if differs(together)]
    found.sort(key=lambda together: max(when_of(card) for card in together), reverse=True)
    return tuple(tuple(drawn(card) for card in together) for together in found)


def when_of(card: Told) -> date:
    return card.placed.end or card.placed.start or date.min


def sides_of(cards: Sequence[Told]) -> list[Side]:
    tied, when = {}, {card.id: card.placed for card in cards}
    for together in groups_of(cards).values():
        dated = next((card.placed for card in together if card.placed.start or card.placed.end), Placed())
        for card in together:
            tied[card.id] = str(card.subject)
            if card.placed.by == "none":  # it was when the others were
                when[card.id] = dated
    return [
        Side(
            id=str(card.id),
            lane=card.kind,
            voice=card.letter,
            start=when[card.id].start,
            end=when[card.id].end,
            words=stems("\n".join(card.words.get(name, "") for name in TOLD)),
            group=tied.get(card.id, ""),
        )
        for card in cards
    ]


def offers_in(dossier: Dossier, cards: Sequence[Told]) -> list[tuple[Drawn, Drawn]]:
    """Cards that may be about the same thing, but for what somebody already said no to."""
    return offers_of(cards, PairRefused.objects.inside(dossier).values_list("card", "other"))


def offers_of(cards: Sequence[Told], refused: Iterable[tuple[UUID, UUID]]) -> list[tuple[Drawn, Drawn]]:
    by_id = {str(card.id): card for card in cards}
    pairs = likely_pairs(sides_of(cards), refused=[(str(one), str(another)) for one, another in refused])
    return [(drawn(by_id[pair.one]), drawn(by_id[pair.another])) for pair in pairs]


def empty_lanes(cards: Sequence[Told], child: Child, groups: Sequence[GroupYear]) -> tuple[EmptyLane, ...]:
    today, names = timezone.localdate(), lane_names()
    stretches = [
        Stretch(card.kind, card.placed.start, today if card.date.open_end else card.placed.end)
        for card in cards
        if card.placed.start or card.placed.end
    ]
    found = empty_years(stretches, lanes=LIVED, birth=child.birth_date, today=today, groups=groups) if stretches else {}
    lanes = []
    for kind, holes in found.items():
        # Those that are longest ask the most; they stand in the order of time.
        kept = sorted(sorted(holes, key=lambda hole: hole.start - hole.end)[:HOLES_SHOWN], key=lambda hole: hole.start)
        lanes.append(
            EmptyLane(
                name=names[LANE_OF[kind]] if kind else _("Nergens een kaartje"),
                kind=kind,
                holes=tuple(said(hole) for hole in kept),
                more=tuple(said(hole) for hole in holes if hole not in kept),
            )
        )
    return tuple(lanes)


def said(hole: Hole) -> HoleSaid:
    """In whole years, as a card would say it; a hyphen is what its date is read by, a dash what is shown."""
    first, last = (hole.years or hole.groups)[0], (hole.years or hole.groups)[-1]
    if hole.years:
        words = str(first) if first == last else f"{first} - {last}"
    else:
        words = group_words(str(first)) if first == last else f"{group_words(str(first))} - {group_words(str(last))}"
    return HoleSaid(label=words.replace(" - ", "\u2013"), date=words)


def asked_of(cards: Sequence[Told]) -> tuple[Asked, ...]:
    """What is not told yet on cards that are there, as questions; the own cards first, for there one can answer at once."""
    order = sorted(newest_first(cards), key=lambda card: not card.is_own)
    judged = [card for card in order if card.kind in WITH_A_FACE]
    asked = [
        (_("Loopt deze hulp nog?"), [card for card in order if card.kind == CardKind.HELP and card.date.open_end]),
        (_("Hoe was dit? Er staat nog geen gezichtje bij."), [card for card in judged if not card.face]),
        (_("Wanneer was dit ongeveer?"), [card for card in order if card.placed.by == "none"]),
    ]
    return tuple(
        Asked(question, tuple(map(drawn, found[:SHOWN])), tuple(map(drawn, found[SHOWN:]))) for question, found in asked if found
    )


def starred_in(dossier: Dossier, cards: Sequence[Told]) -> list[Starred]:
    """The turning points in order of time, with who sees them so."""
    by = key_moments_by(dossier, cards)
    starred = sorted((card for card in cards if card.key_moments), key=when_of)
    return [Starred(drawn(card), ", ".join(by[card.id])) for card in starred]
