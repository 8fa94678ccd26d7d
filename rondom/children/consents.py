"""A question for consent in the words of who reads it, and how it stands. The words are kept with each answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from rondom.children.access import Family, family_of, given_of, key_of
from rondom.children.deciders import local_day
from rondom.children.dossier import Dossier
from rondom.children.models import (
    Answer,
    Child,
    ConsentAnswered,
    ConsentAsked,
    ConsentLine,
    DiscretionaryShare,
    How,
    Place,
    Purpose,
    Role,
    SafetyTold,
)
from rondom.children.queries import circle_in
from rondom.children.rights import PARENTS, READ_WHEN_TOLD, Facts, Level, Right, decide
from rondom.children.rules import why_not_see_record
from rondom.children.whereabouts import organisation_for, words_read
from rondom.people.models import Organisation


@dataclass(frozen=True)
class Question:
    """What stands on the screen: a heading and short sentences; together they are the text that is kept."""

    heading: str
    lines: tuple[str, ...]
    why: str
    until: str
    no: str
    both: str

    @property
    def text(self) -> str:
        return "\n".join((self.heading, *self.lines, self.why, self.until, self.no, self.both))


def lines_of(asked: ConsentAsked) -> list[ConsentLine]:
    return list(asked.lines.select_related("source", "reader", "reader_place__person").order_by("kind", "pk"))


def question_for(dossier: Dossier, asked: ConsentAsked) -> Question:
    lines = lines_of(asked)
    name = dossier.child.first_name
    is_child = dossier.role == Role.CHILD
    names = list(dict.fromkeys(reader_name(dossier, line) for line in lines))
    heading = (
        _("Mag %(reader)s meelezen?") % {"reader": names[0]}
        if len(names) == 1
        else _("Mogen %(first)s en %(second)s van elkaar lezen?") % {"first": names[0], "second": names[1]}
    )
    return Question(
        heading=heading,
        lines=tuple(
            line_words(is_child=is_child)
            % {"reader": reader_name(dossier, line), "source": organisation_for(dossier.reader, line.source), "child": name}
            for line in lines
        ),
        why=_("Waarom: %(purpose)s.") % {"purpose": Purpose(asked.purpose).label},
        until=until_words(asked.until, is_child=is_child),
        no=no_words(name, is_child=is_child),
        both="" if is_child else _("Alle ouders die beslissen moeten ja zeggen."),
    )


def line_words(*, is_child: bool) -> str:
    if is_child:
        return _("%(reader)s leest dan wat %(source)s over jou schrijft.")
    return _("%(reader)s leest dan wat %(source)s over %(child)s schrijft.")


def reader_name(dossier: Dossier, line: ConsentLine) -> str:
    if line.reader is not None:
        return organisation_for(dossier.reader, line.reader)
    assert line.reader_place is not None
    return line.reader_place.get_role_display() if dossier.reader.is_shielded else line.reader_place.person.name


def until_words(until: date, *, is_child: bool) -> str:
    day = formats.date_format(until, "j F Y")
    if is_child:
        return _("Het stopt vanzelf op %(day)s. Je kunt altijd eerder stoppen.") % {"day": day}
    return _("Het stopt vanzelf op %(day)s. U kunt altijd eerder stoppen, zonder reden.") % {"day": day}


def no_words(name: str, *, is_child: bool) -> str:
    if is_child:
        return _("Zeg je nee? Dan helpt de school je gewoon verder.")
    return _("Zegt u nee? Dan helpt de school %(name)s gewoon verder.") % {"name": name}


def consent_text(dossier: Dossier, asked: ConsentAsked) -> str:
    return question_for(dossier, asked).text


def questions_in(dossier: Dossier) -> list[ConsentAsked]:
    return list(ConsentAsked.objects.inside(dossier).prefetch_related("lines__source", "lines__reader").order_by("-asked_at"))


def sees_question(dossier: Dossier, family: Family, asked: ConsentAsked) -> bool:
    """Whether a question is there for this reader: by the matrix (K18), or as who asked it or decides on it."""
    place = dossier.place
    if place is None:
        return True
    lines = [line for line in family.lines if line.asked_id == asked.pk]
    if asked.asked_by_id == place.person_id or any(key_of(place) in (family.deciders(line.kind) or ()) for line in lines):
        return True
    house = place.organisation_id
    is_own = house is not None and any(house in (line.source_id, line.reader_id) for line in lines)
    is_own = is_own or last_answer(family, asked, key_of(place)) is not None
    return decide(dossier.reader.column, "K18", "R", Facts(True, is_own, False, False)) != Level.NOTHING


def find_question(dossier: Dossier, asked_id: UUID) -> ConsentAsked:
    """A question for consent that is there for this reader; for all else there is nothing."""
    asked = get_object_or_404(ConsentAsked.objects.inside(dossier), pk=asked_id)
    if not sees_question(dossier, family_of(dossier.child), asked):
        raise Http404
    return asked


@dataclass(frozen=True)
class ConsentCard:
    """One question and how it stands: for the page of consents and the top of other pages."""

    id: UUID
    question: Question
    status: str
    is_in_force: bool
    is_over: bool
    waits_for: tuple[str, ...]
    is_mine: bool
    is_answered: bool
    may_stop: bool
    read_then: str
    answered_on: date | None
    is_told: bool


@dataclass(frozen=True)
class ToldShare:
    """What was shared without consent, as its family reads it."""

    id: UUID
    receiver: str
    by: str
    on: date
    until: date
    is_over: bool
    words: str
    count: int


@dataclass(frozen=True)
class ConsentsPage:
    child: Child
    child_name: str
    cards: tuple[ConsentCard, ...]
    to_answer: int
    may_ask: bool
    may_note: bool
    may_share: bool  # without consent, for the safety of the child
    people: tuple[tuple[str, str], ...]
    without_consent: tuple[ToldShare, ...]
    safety_told: tuple[SafetyTold, ...]
    may_take_along: bool
    is_formal: bool


def consents_page(dossier: Dossier) -> ConsentsPage:
    """Every question about this child with how it stands; what needs the reader's answer first."""
    family, places = family_of(dossier.child), list(circle_in(dossier))
    seen = (asked for asked in questions_in(dossier) if sees_question(dossier, family, asked))
    cards = [consent_card(dossier, family, places, asked) for asked in seen]
    cards.sort(key=lambda card: (not needs_answer(card), card.is_over))
    return ConsentsPage(
        child=dossier.child,
        child_name=dossier.child.first_name,
        cards=tuple(cards),
        to_answer=sum(needs_answer(card) for card in cards),
        may_ask=dossier.may(Right.ASK_CONSENT),
        may_note=dossier.may(Right.NOTE_ORAL_CONSENT),
        may_share=dossier.may(Right.SHARE_WITHOUT_CONSENT) and dossier.place is not None,
        people=tuple((str(place.pk), f"{place.person.name} ({place.called})") for place in places if decides_ever(place)),
        without_consent=tuple(told_share(share, count=share.count) for share in told_shares(dossier)),
        safety_told=tuple(safety_told_to(dossier)),
        may_take_along=bool(cards) and dossier.may(Right.ANSWER_CONSENT),
        is_formal=dossier.role in PARENTS,
    )


def told_shares(dossier: Dossier) -> QuerySet[Any]:
    """What was shared for the child's safety although nobody said yes, once the family may know of it (R51).

    Words and names of it may tell where a child is: who may not know that is told when the address is no secret any more.
    """
    shares = DiscretionaryShare.objects.inside(dossier)
    too_young = why_not_see_record(dossier.role, dossier.child.birth_date, timezone.localdate())
    if not dossier.may(Right.SEE_RECORD) or dossier.reader.is_shielded or too_young:
        return shares.none()
    told = shares.filter(told_at__isnull=False).annotate(count=Count("cards"))
    return told.select_related("receiver__person", "owner")


def safety_told_to(dossier: Dossier) -> QuerySet[SafetyTold]:
    """What was let out of the safety compartment, for whom it was told to; whom an address is kept from reads none of it."""
    told = SafetyTold.objects.inside(dossier).select_related("owner")
    reads = dossier.reader.column in READ_WHEN_TOLD and not dossier.reader.is_shielded
    return told if reads else told.none()


def told_share(share: DiscretionaryShare, *, count: int) -> ToldShare:
    return ToldShare(
        id=share.pk,
        receiver=f"{share.receiver.person.name}, {share.receiver.called}",
        by=share.owner.name if share.owner else "",
        on=timezone.localdate(share.confirmed_at),
        until=timezone.localdate(share.ended_at) if share.ended_at else share.until,
        is_over=not share.is_live(timezone.localdate()),
        words=share.to_family,
        count=count,
    )


def needs_answer(card: ConsentCard) -> bool:
    return card.is_mine and not card.is_answered and not card.is_over


def decides_ever(place: Place) -> bool:
    return place.role in PARENTS | {Role.CHILD}


def waiting_questions(dossier: Dossier) -> list[ConsentAsked]:
    """What still needs the yes or no of who holds the dossier."""
    family, places = family_of(dossier.child), list(circle_in(dossier))
    return [asked for asked in questions_in(dossier) if needs_answer(consent_card(dossier, family, places, asked))]


def consent_card(dossier: Dossier, family: Family, places: Sequence[Place], asked: ConsentAsked) -> ConsentCard:
    lines = [line for line in family.lines if line.asked_id == asked.pk]
    needed = frozenset().union(*(family.deciders(line.kind) or frozenset() for line in lines))
    own = key_of(dossier.place) if dossier.place else ""
    last = last_answer(family, asked, own)
    is_over = asked.until < local_day(family.now)
    allowed = [family.allows(line) for line in lines]
    return ConsentCard(
        id=asked.pk,
        question=question_for(dossier, asked),
        status=status_of(family, asked, allowed, needed, is_over=is_over),
        is_in_force=any(allowed),
        is_over=is_over,
        waits_for=waits_for(dossier, family, asked, places, needed),
        is_mine=own in needed,
        is_answered=last is not None and is_fresh(family, last),
        may_stop=own in needed and last is not None and last.answer == Answer.YES,
        read_then=words_read(dossier.reader, text_of(last)),
        answered_on=timezone.localdate(last.at) if last else None,
        is_told=last is not None and last.how != How.SELF,
    )


def text_of(answer: ConsentAnswered | None) -> str:
    return answer.text if answer else ""


def last_answer(family: Family, asked: ConsentAsked, key: str) -> ConsentAnswered | None:
    mine = [each for each in family.answers if each.asked_id == asked.pk and given_of(each).person == key]
    return mine[-1] if mine else None


def waits_for(
    dossier: Dossier, family: Family, asked: ConsentAsked, places: Sequence[Place], needed: frozenset[str]
) -> tuple[str, ...]:
    """Whose yes is still missing, by role: never a name, an address or a reason (R20)."""
    missing = (place for place in places if key_of(place) in needed and not says_yes(family, asked, key_of(place)))
    return tuple(place.get_role_display() if dossier.reader.is_shielded else place.called for place in missing)


def is_fresh(family: Family, answer: ConsentAnswered) -> bool:
    """Whether an answer still stands: given by the person, after authority last changed and the last birthday that counts."""
    since = family.counts_from(answer.asked_id)
    return answer.how == How.SELF and (since is None or answer.at >= since)


def says_yes(family: Family, asked: ConsentAsked, key: str) -> bool:
    given = [each for each in family.given(asked.pk) if each.person == key]
    since = family.counts_from(asked.pk)
    return bool(given) and given[-1].is_yes and (since is None or given[-1].at >= since)


def status_of(
    family: Family, asked: ConsentAsked, allowed: Sequence[bool], needed: frozenset[str], *, is_over: bool
) -> str:
    """How a question stands, in one short sentence."""
    if is_over:
        return _("Dit is afgelopen.")
    if not needed:
        return _("Eerst moet duidelijk zijn wie beslist. Tot dan wordt niets gedeeld.")
    if allowed and all(allowed):
        return _("Dit mag nu.")
    last = {each.person: each.is_yes for each in family.given(asked.pk)}
    if any(last.get(key) is False for key in needed):
        return _("Iemand die beslist zei nee. Dit wordt niet gedeeld.")
    if any(allowed):
        return _("Een deel mag nu. Voor de rest wachten wij nog.")
    return _("Dit mag nog niet. Wij wachten op een antwoord.")


@dataclass(frozen=True)
class AskPage:
    """The organisations in the circle that may be asked for, beside the own."""

    child: Child
    child_name: str
    own: Organisation | None
    others: tuple[tuple[str, str], ...]


def ask_page(dossier: Dossier) -> AskPage:
    own = dossier.place.organisation if dossier.place else None
    others = {place.organisation for place in circle_in(dossier) if place.organisation and place.organisation != own}
    return AskPage(
        child=dossier.child,
        child_name=dossier.child.first_name,
        own=own,
        others=tuple(sorted(((str(each.pk), each.name) for each in others), key=lambda pair: pair[1])),
    )
