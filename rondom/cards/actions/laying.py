"""Laying many cards at once, for others: typed in from paper, or read from a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from rondom.base.actions import action
from rondom.cards.actions.cards import NOT_WORDS, date_columns
from rondom.cards.dates import FuzzyDate
from rondom.cards.models import AboutOthers, Card, CardShared, CardTied, CardVersion, KeyMoment, OwnStatement
from rondom.cards.rules import usable
from rondom.children.dossier import Dossier
from rondom.children.models import Audience, Ground, Place, Voice
from rondom.children.rights import Right
from rondom.children.roles import ORIGINS


@dataclass(frozen=True)
class Said:
    """An own statement that came with a card in a file."""

    voice: Voice
    text: str
    language: str
    day: date | None
    is_of_earlier: bool


@dataclass(frozen=True)
class Laid:
    """A card as somebody types it in from paper or a file, for its voice; a draft of that voice where it is not shared."""

    voice: Voice
    role: str
    kind: str
    words: dict[str, str]
    date: FuzzyDate
    is_shared: bool = True
    file_id: str = ""
    subject: UUID | None = None
    is_key_moment: bool = False
    audience: str = Audience.CIRCLE
    statements: tuple[Said, ...] = ()
    about_others: tuple[str, ...] = ()  # which sentences are marked
    place: Place | None = None  # of whom the voice is, where that is known
    key: UUID = field(default_factory=uuid4)


@action("card.laid", needs=Right.TYPE_FOR_OTHERS)
def lay_cards(dossier: Dossier, *, laid: Sequence[Laid]) -> Sequence[Card]:
    """Lay many cards at once, in their order. Their anchors are keys of each other or of cards that lie already."""
    for each in laid:
        dossier.must_hold([each.voice, *(said.voice for said in each.statements)])
    now = timezone.now()
    cards = Card.objects.bulk_create(card_of(dossier, each) for each in laid)
    CardVersion.objects.bulk_create(version_of(dossier, each) for each in laid)
    # A microsecond apart, so that the order in the file is the order of sharing.
    CardShared.objects.bulk_create(
        CardShared(card_id=each.key, by_id=dossier.person_id, at=now + timedelta(microseconds=nth))
        for nth, each in enumerate(laid)
        if each.is_shared
    )
    CardTied.objects.bulk_create(
        CardTied(card_id=each.key, subject=each.subject, by_id=dossier.person_id) for each in laid if each.subject
    )
    KeyMoment.objects.bulk_create(KeyMoment(card_id=each.key, by_id=dossier.person_id) for each in laid if each.is_key_moment)
    OwnStatement.objects.bulk_create(
        statement_of(card, said) for card, each in zip(cards, laid, strict=True) for said in each.statements
    )
    AboutOthers.objects.bulk_create(
        AboutOthers(card=card, by_id=dossier.person_id, marked="\n".join(" ".join(said.split()) for said in each.about_others))
        for card, each in zip(cards, laid, strict=True)
        if each.about_others
    )
    return cards


def owner_of(dossier: Dossier, role: str) -> UUID | None:
    """Whose dossier a card belongs to when it is typed in: the school's own people's to the school, all else to the family."""
    return dossier.organisation_id if ORIGINS.get(role, ORIGINS["other"]).ground == Ground.PUBLIC_TASK else None


def card_of(dossier: Dossier, laid: Laid) -> Card:
    origin = ORIGINS.get(laid.role, ORIGINS["care_coordinator"])
    is_own = laid.place is not None and dossier.voice is not None and laid.voice.pk == dossier.voice.pk
    return Card(
        pk=laid.key,
        child=dossier.child,
        voice=laid.voice,
        kind=laid.kind,
        file_id=laid.file_id,
        audience=laid.audience,
        owner_id=laid.place.organisation_id if laid.place else owner_of(dossier, laid.role),
        information_kind=origin.information_kind,
        ground=origin.ground,
        written_by_id=dossier.person_id if is_own else None,
        typed_by_id=None if is_own else dossier.person_id,
    )


def statement_of(card: Card, said: Said) -> OwnStatement:
    """As it was said in the file, on its day; of words that the card no longer had, it is so here too."""
    moment = datetime.combine(said.day, time(12), timezone.get_current_timezone()) if said.day else timezone.now()
    of_card = {name: getattr(card, name) for name in ("owner_id", "information_kind", "ground", "audience")}
    version = 0 if said.is_of_earlier else 1
    return OwnStatement(
        card=card, voice=said.voice, text=said.text, language=said.language, version=version, at=moment, **of_card
    )


def version_of(dossier: Dossier, laid: Laid) -> CardVersion:
    usable_words = usable(laid.words)
    words = {name: text for name, text in usable_words.items() if name not in NOT_WORDS and text}
    given = {name: usable_words[name] for name in NOT_WORDS if usable_words.get(name)}
    return CardVersion(card_id=laid.key, number=1, words=words, by_id=dossier.person_id, **given, **date_columns(laid.date))
