"""All that one template of this app prints, as finished goods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from rondom.cards.date_words import say_age, say_date
from rondom.cards.dates import FuzzyDate
from rondom.cards.forms import STEPS, CardForm
from rondom.cards.key_moments import key_moments_by
from rondom.cards.marks import asks_again
from rondom.cards.meanwhile import also_written, newer_than
from rondom.cards.models import Card, CardKind, CardVersion, Face, KeyMoment, Remark, Writing
from rondom.cards.queries import cards_in, differs, drafts_in, read_words, remarks_in, same_subject, settled_for, tray_of
from rondom.cards.questions import Questions, is_formal, is_young, questions, tile
from rondom.cards.rules import hints, may_mend, may_regret, why_not_change, why_not_take_back
from rondom.cards.statements import Statement
from rondom.cards.tell import Told
from rondom.cards.typed import typist_of
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.models import Audience, Child, Ground, Role
from rondom.children.queries import circle_in, paper_readers_in
from rondom.children.rights import AUDIENCES, Right


def as_uuid(text: str) -> UUID:
    """A key that came in from outside; what is none stands for nothing."""
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong


def named(values: Sequence[str]) -> list[str]:
    """The keys that came in: each in a field of its own, or all in one, as a button at a table names them."""
    return [each for value in values for each in value.split()]


def called(dossier: Dossier) -> str:
    """How a page speaks of the child: by name, and to the child itself as you."""
    return _("Jij") if dossier.role == Role.CHILD else dossier.child.first_name


@dataclass(frozen=True)
class DateInWords:
    """How the words for a date were read, in the reader's language."""

    words: str
    said: str
    age: str
    is_known: bool
    is_formal: bool


def date_page(dossier: Dossier, words: str, read: FuzzyDate) -> DateInWords:
    today = timezone.localdate()
    return DateInWords(
        words=words.strip(),
        said=say_date(read, today=today),
        age=say_age(read, dossier.child.birth_date, called(dossier), today) if read.is_known else "",
        is_known=read.is_known,
        is_formal=is_formal(dossier),
    )


def readers_of(dossier: Dossier, card: Card) -> str:
    """Who will read a card once it is shared, by name: said before it is."""
    names = [
        each.name
        for each in paper_readers_in(dossier)
        if each.reader.may_read(card.information_kind, card.owner_id, card.audience, card.voice_id)
    ]
    return ", ".join(names)


@dataclass(frozen=True)
class WritePage:
    child: Child
    card: Card
    asks: Questions
    question: str
    step: str
    number: int
    fields: int
    back: str
    is_last: bool
    is_shared: bool
    is_formal: bool
    letter: str
    date: DateInWords
    text: str
    kind_name: str
    audience: str
    readers: str
    audiences: tuple[tuple[str, str], ...]
    is_child: bool
    why_not_change: str | None
    based_on: int
    newer: "Newer | None"


@dataclass(frozen=True)
class Newer:
    """What stands on a card by now, beside what somebody wrote on it meanwhile."""

    text: str
    language: str
    name: str  # whose it is; empty where it is the reader's own, from another window


def as_newer(dossier: Dossier, version: CardVersion) -> Newer:
    is_own = version.by is None or version.by_id == dossier.person_id
    told = sorted(version.words.items(), key=lambda each: ("date", "text").index(each[0]) if each[0] in ("date", "text") else 2)
    text = "\n".join(text for _name, text in told if text)
    return Newer(text, version.language, "" if is_own or version.by is None else version.by.name)


def newer_for(dossier: Dossier, card: Card, newest: CardVersion | None, since: CardVersion | None) -> Newer | None:
    """What came while somebody had the page open, or since they last wrote on it."""
    if since is None and newest is not None:
        own = Writing.objects.filter(card=card, by=dossier.person_id, at__lt=newest.at).first()
        since = newer_than(card, own.words, newest.number - 1) if own else None
    return as_newer(dossier, since) if since else None


def audiences_for(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Among which readers somebody chooses for an own card: a right of the child and of parents."""
    return tuple((str(value), str(Audience(value).label)) for value in AUDIENCES.get(dossier.role, ()))


def write_page(dossier: Dossier, card: Card, form: CardForm, step: str = "", *, since: CardVersion | None = None) -> WritePage:
    newest = card.versions.select_related("by").order_by("-number").first()
    asks = questions(card.kind, dossier)
    words = {**form.initial, **form.given()}
    read = read_words(dossier, words, timezone.localdate(), groups=groups_in(dossier))
    number = STEPS.index(step) if step else 0
    question = {"wanneer": asks.when, "wat": asks.what, "hoe": asks.how, "": asks.what}[step]
    return WritePage(
        child=dossier.child,
        card=card,
        asks=asks,
        question=question,
        step=step,
        number=number + 2,
        fields=len(form.fields),
        back=STEPS[number - 1] if number else "",
        is_last=step == STEPS[-1],
        is_shared=card.is_shared,
        is_formal=is_formal(dossier),
        letter=card.voice.letter,
        date=date_page(dossier, words.get("date", ""), read),
        text=words.get("text", ""),
        kind_name=tile(card.kind, dossier),
        audience=card.audience,
        readers=readers_of(dossier, card),
        audiences=audiences_for(dossier),
        is_child=dossier.role == Role.CHILD,
        why_not_change=why_not_change(dossier, card),
        based_on=newest.number if newest else 0,
        newer=newer_for(dossier, card, newest, since),
    )


def when_of(card: Told) -> str:
    """The writer's own words for the time; else how it was read; else that it is not known."""
    return card.when or (say_date(card.date, today=timezone.localdate()) if card.date.is_known else _("datum onbekend"))


@dataclass(frozen=True)
class Labels:
    """The fixed words of a card in one language: looked up once, and not for each of thousands of cards."""

    kinds: dict[str, str]
    faces: dict[str, str]
    fresh: dict[str, str]
    made: dict[str, str]
    statement: str
    key_moment: str


@lru_cache(maxsize=32)
def labels_in(_language: str) -> Labels:
    return Labels(
        kinds={kind.value: str(kind.label) for kind in CardKind},
        faces={face.value: str(face.label) for face in Face},
        fresh={"new": _("nieuw"), "changed": _("veranderd")},
        made={"drawing": _("Met een tekening."), "voice": _("Met een opname.")},
        statement=_("Met een eigen verklaring van %(who)s."),
        key_moment=_("Sleutelmoment."),
    )


def labels() -> Labels:
    return labels_in(get_language() or "")


def aloud(card: Told) -> str:
    """A card as a screen reader says it: 'Hulp, najaar 2021, moeder: Speltherapie op school. Goed.'"""
    words = labels()
    text = said_of(card)
    stop = "." if text and text[-1] not in ".!?…؟" else ""
    said = f"{words.kinds[card.kind]}, {when_of(card)}, {card.voice}: {text}{stop}"
    if card.face:
        said += f" {words.faces[card.face]}."
    if card.attachments and card.words.get("text"):
        said += "".join(f" {words.made[kind]}" for kind in card.attachments)
    said += "".join(f" {words.statement % {'who': each.voice}}" for each in card.statements)
    if card.key_moments:
        said += f" {words.key_moment}"
    return f"{words.fresh[card.fresh]}: {said}" if card.fresh else said


def said_of(card: Told) -> str:
    return card.text or card.words.get("goes_well") or card.words.get("goes_less") or ""


def fresh_name(card: Told) -> str:
    """Since its reader looked before."""
    return labels().fresh[card.fresh] if card.fresh else ""


# On which ground something is kept, in one sentence (rule R01).
WHY = {
    Ground.PUBLIC_TASK: gettext_lazy("De school volgt hoe het met een kind gaat. Dat is haar taak."),
    Ground.LEGAL_DUTY: gettext_lazy("Wie hulp geeft, moet volgens de wet opschrijven wat er gebeurt."),
    Ground.CONSENT: gettext_lazy("Het gezin schreef dit zelf en koos wie het leest."),
}


@dataclass(frozen=True)
class Drawn:
    """A card as templates print it. Each of its words is made where it is asked: no page prints them all."""

    card: Told

    @property
    def aloud(self) -> str:
        return aloud(self.card)

    @property
    def said(self) -> str:
        return said_of(self.card)

    @property
    def fresh_name(self) -> str:
        return fresh_name(self.card)

    @property
    def when(self) -> str:
        return when_of(self.card)

    @property
    def kind_name(self) -> str:
        return labels().kinds[self.card.kind]

    @property
    def face_name(self) -> str:
        return labels().faces[self.card.face] if self.card.face else ""

    @property
    def read_as(self) -> str:
        return say_date(self.card.date, today=timezone.localdate()) if self.card.date.is_known else ""

    @property
    def readers(self) -> str:
        return str(Audience(self.card.audience).label)

    @property
    def belongs_to(self) -> str:
        owner = self.card.owner
        return _("dossier van %(organisation)s") % {"organisation": owner} if owner else _("het gezin")

    @property
    def why(self) -> str:
        return str(WHY.get(Ground(self.card.ground), "")) if self.card.ground else ""


def drawn(card: Told) -> Drawn:
    return Drawn(card)


@dataclass(frozen=True)
class CardPage:
    """One card in full, with who wrote it, its earlier versions, and what others wrote beside it."""

    child: Child
    drawn: Drawn
    age: str
    versions: tuple[CardVersion, ...]
    remarks: tuple[Remark, ...]
    tied: tuple[Drawn, ...]
    differs: bool
    may_be_tied: tuple[Drawn, ...]
    is_key_moment: bool
    key_moment_by: str
    may_change: bool
    asks_again: bool  # something that was marked as about somebody else was changed since
    is_typed_for_reader: bool
    typist: str
    may_move: bool
    is_first: bool
    is_last: bool
    why_not_take_back: str | None
    may_remark: bool
    may_tie: bool
    may_mark: bool
    may_state: bool
    own_statement: Statement | None
    may_throw_away: bool
    audiences: tuple[tuple[str, str], ...]
    hints: tuple[str, ...]
    is_formal: bool
    is_child: bool
    is_young: bool
    is_unfinished: bool
    also_written: tuple[tuple[str, str], ...]


def card_page(dossier: Dossier, card: Card) -> CardPage:
    cards = cards_in(dossier)
    told = next((other for other in cards if other.id == card.pk), None)
    if told is None:  # it has no settled words yet: only its own voice can be here
        told = next((draft for draft in drafts_in(dossier) if draft.id == card.pk), None)
    if told is None:
        raise Http404
    tied = same_subject(cards, told)
    own = told.is_own and dossier.may(Right.WRITE_CARD)
    mends = may_mend(dossier, card)
    joins_in = not told.is_passed_on  # what was passed on for safety is read, and nothing else
    tray = [other.id for other in tray_of(cards, told.kind)]
    return CardPage(
        child=dossier.child,
        drawn=drawn(told),
        age=say_age(told.date, dossier.child.birth_date, called(dossier), timezone.localdate()) if told.date.is_known else "",
        versions=settled_for(dossier, card) if joins_in else (),
        remarks=tuple(remarks_in(dossier).filter(card=card).select_related("voice")) if joins_in else (),
        tied=tuple(drawn(other) for other in tied),
        differs=differs((told, *tied)),
        may_be_tied=tuple(drawn(other) for other in near(cards, told)) if told.is_shared and joins_in else (),
        is_key_moment=KeyMoment.objects.filter(card=card, by=dossier.person_id).exists(),
        key_moment_by=", ".join(key_moments_by(dossier, [told])[told.id]) if told.key_moments else "",
        may_change=own or mends,
        asks_again=(own or mends) and asks_again(dossier, card),
        is_typed_for_reader=told.is_own and card.typed_by_id not in (None, dossier.person_id),
        typist=typist_of(dossier, card),
        may_move=joins_in and dossier.may(Right.TIE_CARDS) and told.id in tray and len(tray) > 1,
        is_first=tray[:1] == [told.id],
        is_last=tray[-1:] == [told.id],
        why_not_take_back=why_not_take_back(dossier, card) if own and told.is_shared else None,
        may_remark=joins_in and dossier.may(Right.REMARK),
        may_tie=joins_in and dossier.may(Right.TIE_CARDS),
        may_mark=joins_in and dossier.may(Right.MARK_KEY_MOMENT),
        may_state=joins_in and told.is_shared and not told.is_own and dossier.may(Right.STATE_OWN),
        own_statement=next((each for each in told.statements if each.by == dossier.person_id), None),
        may_throw_away=own and (told.shared_at is None or may_regret(dossier, card)),
        audiences=audiences_for(dossier) if own else (),
        hints=tuple(hints(told.kind, told.words)) if own else (),
        is_formal=is_formal(dossier),
        is_child=dossier.role == Role.CHILD,
        also_written=tuple(
            (each.by.name, each.words.get("text", "")) for each in (also_written(dossier, card) if told.is_own else ())
        ),
        is_young=is_young(dossier),
        is_unfinished=told.is_shared and Writing.objects.filter(card=card, by=dossier.person_id).exists(),
    )


def near(cards: tuple[Told, ...], card: Told) -> list[Told]:
    """The shared cards of the same lane that may be about the same thing, the nearest in time first."""
    others = [
        other
        for other in cards
        if other.kind == card.kind
        and other.id != card.id
        and other.is_shared
        and (card.subject is None or other.subject != card.subject)
    ]

    def distance(other: Told) -> int:
        mine, theirs = card.placed.start or card.placed.end, other.placed.start or other.placed.end
        return abs((mine - theirs).days) if mine and theirs else date.max.toordinal()

    return sorted(others, key=distance)[:12]


def colleagues(dossier: Dossier) -> str:
    """Who else speaks in the own voice, and so sees its drafts."""
    others = circle_in(dossier).filter(voice=dossier.voice).exclude(person=dossier.person_id)
    return ", ".join(place.person.name for place in others)
