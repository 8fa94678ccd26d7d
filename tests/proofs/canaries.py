"""A word of its own in every personal field, and for each word who may read it (T03)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from rondom.cards.models import (
    Attachment,
    Card,
    CardKind,
    CardShared,
    CardTakenBack,
    CardVersion,
    DiscretionaryCard,
    Remark,
    TypedLine,
    Writing,
)
from rondom.children.models import (
    QUESTIONS,
    Answer,
    Child,
    ConsentAnswered,
    ConsentAsked,
    Contact,
    Coordinator,
    DiscretionaryShare,
    EmergencyAccess,
    GroupInYear,
    Handover,
    Place,
    RecordAnswer,
    RecordQuestion,
    Role,
)
from rondom.children.rights import AUDIENCES
from rondom.children.roles import ORIGINS
from rondom.people.models import LogManager, Person
from tests.oracle.matrix import expected
from tests.proofs.apart import kept_apart
from tests.proofs.asked import told_of_asking
from tests.proofs.beside import asked_about_data, stated_beside
from tests.proofs.canaries_kept import that_waits
from tests.proofs.expecting import MEANT_FOR, Told, may_read, told_of
from tests.proofs.school import kept_by_school
from tests.proofs.table import at_the_table
from tests.proofs.teams import told_in_team
from tests.proofs.walking import Circle
from tests.sealed import rewrite

# Short, so that paper does not break it, and of letters that no word of ours has in this order.
CANARY = re.compile(r"zq[0-9a-z]{4}qz")
FIELDS = ("text", "date", "meaning", "response", "with_whom", "goes_well", "goes_less")
SIGNS = "0123456789abcdefghijklmnoprstuvwxy"
MayKnow = Callable[[Place | None, Person], bool]


@dataclass
class Aviary:
    """Every canary that was let loose, by its word: in which field it sits, and who may hear it."""

    circle: Circle
    told: Told
    birds: dict[str, tuple[str, MayKnow]] = field(default_factory=dict)
    numbers: Any = field(default_factory=count)
    places: dict[Any, Place] = field(default_factory=dict)
    known: dict[Any, frozenset[str]] = field(default_factory=dict)
    weighed: dict[Any, bool] = field(default_factory=dict)

    def bird(self, where: str, may_know: MayKnow) -> str:
        number, letters = next(self.numbers), ""
        for _nth in range(4):
            number, rest = divmod(number, len(SIGNS))
            letters += SIGNS[rest]
        self.birds[f"zq{letters}qz"] = (where, may_know)
        return f"zq{letters}qz"

    def heard(self, said: str) -> set[str]:
        return set(CANARY.findall(said)) & set(self.birds)

    def not_for(self, person: Person | None, said: str) -> list[tuple[str, str]]:
        """Which words in an answer its reader may not have. Nobody may have any where there is no person."""
        found = self.heard(said)
        if not found:
            return []
        if person is None:
            return [(word, self.birds[word][0]) for word in sorted(found)]
        reader = (person.pk, self.told.in_need)
        if reader not in self.known:
            place = self.places.get(person.pk)
            self.known[reader] = frozenset(word for word, (_where, may) in self.birds.items() if may(place, person))
        return [(word, self.birds[word][0]) for word in sorted(found - self.known[reader])]


def let_loose(circle: Circle) -> Aviary:
    # The story itself is long; a few of its cards are enough beside these.
    few = Card.objects.filter(child=circle.child, voice__letter="M").order_by("begun_at", "pk").values_list("pk", flat=True)[:6]
    Card.objects.filter(child=circle.child).exclude(pk__in=list(few)).delete()
    circle.bodies.clear()
    aviary = Aviary(circle, told_of(circle.child))
    places = Place.objects.filter(child=circle.child, taken__isnull=False).select_related("voice", "person")
    aviary.places = {place.person_id: place for place in places.order_by("offered_at")}
    seen = set()
    for place in aviary.places.values():
        if place.role != Role.SUPPORT_ASSISTANT and place.role not in seen:
            seen.add(place.role)
            cards_of(aviary, place)
    here = (beside_the_cards, round_the_child, without_consent, handed_over, in_the_record, asked_about_data, under_hands)
    for birds in (*here, at_another_child, that_waits, kept_apart, at_the_table, told_in_team, told_of_asking, kept_by_school):
        birds(aviary)
    return aviary


def own_voice(place: Place) -> MayKnow:
    return lambda reader, _person: reader is not None and reader.voice_id == place.voice_id


def cards_of(aviary: Aviary, place: Place) -> None:
    """A draft, one being written, one taken back, and for each audience one that is shared, with an earlier version."""
    kinds = [kind for kind in CardKind if kind != CardKind.BOTTLENECK]
    here = f"card of {place.role}"
    draft = new_card(place, kinds[0], "circle")
    version(aviary, draft, 1, f"{here}, draft", own_voice(place))
    written = new_card(place, kinds[1], "circle")
    words = {"text": aviary.bird(f"{here}, being written", own_voice(place))}
    Writing.objects.create(card=written, by_id=place.person_id, words=words)
    back = new_card(place, kinds[2], "circle")
    version(aviary, back, 1, f"{here}, taken back", own_voice(place))
    CardTakenBack.objects.create(share=CardShared.objects.create(card=back), by_id=place.person_id)
    for nth, audience in enumerate(AUDIENCES.get(place.role, ("circle",))):
        card = new_card(place, kinds[(nth + 3) % len(kinds)], audience)
        readers = readers_of(aviary, card)
        # The first words were never shared, the second were, the third stand there now.
        moment = timezone.now() - timedelta(hours=3)
        version(aviary, card, 1, f"{here}, before sharing, {audience}", own_voice(place), at=moment)
        version(aviary, card, 2, f"{here}, earlier, {audience}", readers, at=moment + timedelta(hours=1))
        CardShared.objects.create(card=card, by_id=place.person_id, at=moment + timedelta(minutes=90))
        version(aviary, card, 3, f"{here}, shared, {audience}", readers, at=moment + timedelta(hours=2))
        if place.role == Role.CHILD:
            draw(aviary, card, f"{here}, drawn, {audience}", readers)
            draw(aviary, back, f"{here}, drawn and taken back", own_voice(place))


def draw(aviary: Aviary, card: Card, where: str, may_know: MayKnow) -> None:
    content = aviary.bird(where, may_know).encode()
    Attachment.objects.get_or_create(card=card, kind="drawing", defaults={"media_type": "image/png", "content": content})


def is_person(person_id: Any) -> MayKnow:
    """For one person alone."""
    return lambda place, person: person.pk == person_id


def new_card(place: Place, kind: str, audience: str) -> Card:
    origin = ORIGINS[place.role]
    return Card.objects.create(
        child=place.child,
        kind=kind,
        voice=place.voice,
        written_by=place.person,
        owner=place.organisation,
        information_kind=origin.information_kind,
        ground=origin.ground,
        audience=audience,
    )


def version(aviary: Aviary, card: Card, number: int, where: str, may_know: MayKnow, **given: Any) -> None:
    words = {name: aviary.bird(f"{where}, {name}", may_know) for name in FIELDS}
    CardVersion.objects.create(card=card, number=number, words=words, by=card.written_by, **given)


def readers_of(aviary: Aviary, card: Card) -> MayKnow:
    about = {"kind": card.information_kind, "owner": card.owner_id, "audience": card.audience}

    def may_know(place: Place | None, _person: Person) -> bool:
        if place is None:
            return False
        key = (place.pk, place.voice_id == card.voice_id, aviary.told.in_need, *about.values())
        if key not in aviary.weighed:
            aviary.weighed[key] = may_read(aviary.told, place, is_own=key[1], **about)
        return aviary.weighed[key]

    return may_know


def beside_the_cards(aviary: Aviary) -> None:
    """Remarks by every role on a card for everyone, one on a card of the family, and one that its card outgrew."""
    mother = next(place for place in aviary.places.values() if place.role == Role.MOTHER)
    for audience in ("circle", "family"):
        card = Card.objects.filter(child=mother.child, voice=mother.voice, audience=audience, written_by=mother.person)
        card = card.filter(shares__isnull=False, shares__taken_back__isnull=True).order_by("-begun_at").first()
        for place in aviary.places.values():
            if place.role in MEANT_FOR[audience] and place.role != Role.SUPPORT_ASSISTANT:
                remark(aviary, card, place, audience)
    stated_beside(aviary, mother, readers_of)
    grown = new_card(mother, CardKind.HELP, "circle")
    CardShared.objects.create(card=grown)
    version(aviary, grown, 1, "card that got more readers", readers_of(aviary, grown))
    remark(aviary, grown, mother, "family")


def remark(aviary: Aviary, card: Card, place: Place, audience: str) -> None:
    on_card = readers_of(aviary, card)

    def may_know(reader: Place | None, person: Person) -> bool:
        is_meant = reader is not None and (reader.role in MEANT_FOR[audience] or reader.voice_id == place.voice_id)
        is_meant = is_meant or aviary.told.in_need
        return is_meant and on_card(reader, person)

    origin = ORIGINS[place.role]
    Remark.objects.create(
        card=card,
        by=place.person,
        voice=place.voice,
        text=aviary.bird(f"remark of {place.role} for {audience}", may_know),
        owner=place.organisation,
        information_kind=origin.information_kind,
        ground=origin.ground,
        audience=audience,
    )


def reads_in_need(aviary: Aviary, place: Place | None, kind: str) -> bool:
    """What the matrix gives with consent, in an hour in need."""
    if not aviary.told.in_need or place is None:
        return False
    return expected(str(place.role), kind, "R", has_link=True, is_own=False, is_opened=True, has_consent=True) == "full"


def with_role(*roles: str) -> MayKnow:
    return lambda place, _person: place is not None and place.role in roles


TAKE_ALONG = ("mother", "father", "carer", "guardian", "child", "care_coordinator", "youth_worker")
SCHOOL_PROGRESS = ("mother", "father", "carer", "guardian", "child", "teacher", "care_coordinator", "school_leader")


def round_the_child(aviary: Aviary) -> None:
    """The child's facts, notes at its groups, who is around the family, the texts of consent, the reasons of need."""
    child = Child.objects.get(pk=aviary.circle.child.pk)
    child.facts = {**child.facts, "home_municipality": aviary.bird("child facts", with_role(*TAKE_ALONG))}
    child.save()
    # K03: how it goes at school is for help only with consent, and nobody was asked for that here.
    at_school = with_role(*SCHOOL_PROGRESS, "behavioural_scientist")
    note = aviary.bird("note at a group", lambda place, person: at_school(place, person) or reads_in_need(aviary, place, "K03"))
    first = GroupInYear.objects.filter(child=child).first()
    rewrite(GroupInYear.objects.filter(pk=first.pk), note=note)
    in_circle = with_role(*(set(Role.values) - {Role.SUPPORT_ASSISTANT}))
    rewrite(Contact.objects.filter(child=child), name=aviary.bird("contact", in_circle), reach=aviary.bird("reach", in_circle))
    rewrite(Coordinator.objects.filter(child=child), introduction=aviary.bird("introduction", in_circle))
    for place in aviary.places.values():
        mine = ConsentAnswered.objects.filter(asked__child=child, person=place.person_id)
        rewrite(mine, text=aviary.bird(f"consent text of {place.role}", is_person(place.person_id)))
        address = aviary.bird(f"address of {place.role}", is_person(place.person_id))
        rewrite(Person.objects.filter(pk=place.person_id), email=f"{address}@voorbeeld.nl")
    worker = next(place for place in aviary.places.values() if place.role == Role.YOUTH_WORKER)
    # The reason is part of the record (K19): for parents, and for a child that sees the record, from twelve.
    sees_record = ("mother", "father", "carer", "guardian", "child")
    family_and_reviewers = with_role(*sees_record, "care_coordinator", "school_leader", worker.role)
    EmergencyAccess.objects.create(
        place=worker,
        reason=aviary.bird("emergency reason", family_and_reviewers),
        review=aviary.bird("emergency review", family_and_reviewers),
        # It ended a moment ago, so that its day is today at whatever hour this runs.
        at=timezone.now() - timedelta(hours=1),
        until=timezone.now() - timedelta(seconds=1),
        information_kind="K19",
        ground="vital_interest",
    )


def without_consent(aviary: Aviary) -> None:
    """A card of school that the neighbourhood team reads for safety: told to nobody of the family, told, and over."""
    by_role = {place.role: place for place in aviary.places.values()}
    sharer, second, receiver = (by_role[role] for role in ("care_coordinator", "school_leader", "neighbourhood_team"))
    two = with_role(sharer.role, second.role)
    family = with_role("mother", "father", "carer", "guardian", "child")
    for is_told, is_over in ((False, False), (True, False), (False, True)):
        card = new_card(sharer, CardKind.HELP, "circle")
        readers = readers_of(aviary, card)
        here = f"passed on{', told' if is_told else ''}{', over' if is_over else ''}"

        def may_read(place: Place | None, person: Person, usual: MayKnow = readers, is_open: bool = not is_over) -> bool:
            return usual(place, person) or (is_open and place is not None and place.pk == receiver.pk)

        version(aviary, card, 1, f"{here}, earlier", readers)
        CardShared.objects.create(card=card, by_id=sharer.person_id, at=timezone.now() - timedelta(hours=1))
        version(aviary, card, 2, here, may_read)
        remark(aviary, card, sharer, "circle")

        def may_know(place: Place | None, person: Person, told: bool = is_told) -> bool:
            return two(place, person) or (told and family(place, person))

        days = timedelta(days=-1 if is_over else 5)
        share = DiscretionaryShare.objects.create(
            child=aviary.circle.child,
            by=sharer.person,
            second=second,
            receiver=receiver,
            until=timezone.localdate() + days,
            submitted_at=timezone.now(),
            confirmed_at=timezone.now(),
            told_at=timezone.now() if is_told else None,
            tells_family=is_told,
            owner=sharer.organisation,
            information_kind="K14",
            ground="vital_interest",
            to_family=aviary.bird(f"{here}, to the family", may_know),
            review=aviary.bird(f"{here}, review", two),
            **{name: aviary.bird(f"{here}, {name}", two) for name in QUESTIONS},
        )
        DiscretionaryCard.objects.create(share=share, card=card)


def handed_over(aviary: Aviary) -> None:
    """The introduction is for the family; the note for who comes, who goes, and those of the family with a say."""
    child, note = aviary.circle.child, ("helps", "careful", "promised", "running")
    decide = ("mother", "father", "carer", "guardian", "child")
    with_note = with_role(*decide, "youth_worker", "nurse")
    rewrite(
        Handover.objects.filter(place__child=child),
        introduction=aviary.bird("introduction of who takes over", with_role(*decide, "foster_parent", "youth_worker", "nurse")),
        note={name: aviary.bird(f"note of a handover, {name}", with_note) for name in note},
    )
    team = next(place for place in aviary.places.values() if place.role == Role.NEIGHBOURHOOD_TEAM)
    mine = with_role(*decide, team.role)
    Handover.objects.create(
        place=team,
        why_nobody=aviary.bird("why nobody takes over", with_role(*decide, "foster_parent", team.role)),
        note={name: aviary.bird(f"note to nobody, {name}", mine) for name in note},
        information_kind="K15",
        ground="public_task",
    )


def under_hands(aviary: Aviary) -> None:
    """Cards of paper that somebody is typing over: for nobody but that one, also not for whose cards they will be."""
    mother = next(place for place in aviary.places.values() if place.role == Role.MOTHER)
    typist = next(place for place in aviary.places.values() if place.role == Role.CARE_COORDINATOR)
    words = {name: aviary.bird(f"typed over, {name}", is_person(typist.person_id)) for name in ("date", "text")}
    about = {"child": typist.child, "by": typist.person, "voice": mother.voice, "kind": CardKind.HELP}
    TypedLine.objects.create(**about, words=words, information_kind="K06", ground="consent")


def in_the_record(aviary: Aviary) -> None:
    """What a parent asks about the record is for that parent and the log manager of the organisation."""
    managers = set(LogManager.objects.filter(organisation=aviary.circle.school).values_list("person", flat=True))
    for role in (Role.MOTHER, Role.FATHER):
        person = aviary.circle.people[role]

        def may_know(_place: Place | None, reader: Person, asker: Any = person.pk) -> bool:
            return reader.pk == asker or reader.pk in managers

        question = RecordQuestion.objects.create(
            child=aviary.circle.child,
            asked_by=person,
            organisation=aviary.circle.school,
            text=aviary.bird(f"question about the record by {role}", may_know),
            information_kind="K19",
            ground="legal_duty",
        )
        if role == Role.FATHER:
            RecordAnswer.objects.create(question=question, text=aviary.bird("answer about the record", may_know))


def nobody(_place: Place | None, _person: Person) -> bool:
    return False


def at_another_child(aviary: Aviary) -> None:
    """Nothing of a child elsewhere is for anybody here."""
    elsewhere = Child.objects.get(pk=aviary.circle.elsewhere.pk)
    for card in Card.objects.filter(child=elsewhere):
        words = {"text": aviary.bird("card of another child", nobody)}
        rewrite(CardVersion.objects.filter(card=card), words=words)
    elsewhere.name = aviary.bird("name of another child", nobody)
    elsewhere.save()
    asked = ConsentAsked.objects.create(
        child=elsewhere,
        purpose="handover",
        until=timezone.localdate() + timedelta(days=9),
        information_kind="K18",
        ground="consent",
    )
    ConsentAnswered.objects.create(
        asked=asked,
        person=aviary.circle.stranger,
        answer=Answer.YES,
        capacity="authority",
        language="nl",
        text=aviary.bird("consent of another child", nobody),
        information_kind="K18",
        ground="consent",
    )
