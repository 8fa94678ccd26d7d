"""What somebody may not see may change as it likes: every answer to that reader stays the same to the byte (T05)."""

import random
import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from rondom.cards.models import Card, CardKind, CardShared, CardTied, CardVersion, KeyMoment, PairRefused, Remark, Writing
from rondom.children.models import Contact, Looked, Place, Role
from tests.proofs.bodies import body
from tests.proofs.canaries import new_card, readers_of
from tests.proofs.expecting import told_of
from tests.proofs.walking import FULL, ROUTES, address, ask, last_moment, readable, undone, write_result

SEED = 20261124
CHANGES = 1_000 if FULL else 16
# What differs each time by its nature: the sign of a form, the key of a script, the key of a new row, the code of a screen.
ALWAYS = re.compile(
    r" 'nonce-[^']+'|"
    r'data-seconds="\d+"|'
    r'csrfmiddlewaretoken" value="\w+"|nonce(=|-|": ")[\'"]?[\w+/=-]+|name="(once|key)" value="[\w-]+"|'
    r'__code"><bdi>[\w ]+|csrftoken=\w+|Set-Cookie[^\n]*'
)
LOOKED_AT = (
    ("timeline:board", "GET", ""),
    ("timeline:board", "GET", "?beeld=side-by-side"),
    ("timeline:list", "GET", ""),
    ("timeline:talk", "GET", ""),
    ("timeline:export", "POST", ""),
    ("timeline:papers", "GET", ""),
    ("cards:drafts", "GET", ""),
    ("cards:new", "GET", ""),
    ("cards:card", "GET", ""),
    ("cards:write", "GET", ""),
    ("cards:shown_to", "GET", ""),
    ("children:circle", "GET", ""),
    ("children:consents", "GET", ""),
    ("children:readings", "GET", ""),
    ("retention:keeping", "GET", ""),
    ("home:home", "GET", ""),
)


class Aviarium:
    """The least that `readers_of` needs."""

    def __init__(self, circle) -> None:
        self.told, self.weighed = told_of(circle.child), {}


class Changer:
    """Makes, changes and takes away cards and what hangs on them, only of those that a reader may not see."""

    def __init__(self, circle, chance: random.Random, who: str) -> None:
        self.circle, self.chance, self.who = circle, chance, who
        self.reader = Place.objects.get(child=circle.child, person=circle.people[who], ended__isnull=True)
        places = Place.objects.filter(child=circle.child, taken__isnull=False).exclude(voice=self.reader.voice)
        self.writers = list(places.order_by("offered_at"))

    def is_hidden(self, card: Card) -> bool:
        may_know = readers_of(Aviarium(self.circle), card)
        return card.voice_id != self.reader.voice_id and not (card.is_shared and may_know(self.reader, self.reader.person))

    def hidden(self) -> list[Card]:
        cards = Card.objects.filter(child=self.circle.child).exclude(voice=self.reader.voice).order_by("begun_at", "pk")
        return [card for card in cards.prefetch_related("shares") if self.is_hidden(card)]

    def one(self) -> str:
        hidden = self.hidden()
        ways = [self.add, self.share_narrowly, self.elsewhere]
        if hidden:
            ways += [self.change, self.take_away, self.beside, self.tie, self.refuse]
        way = self.chance.choice(ways)
        way(self.chance.choice(hidden) if hidden else None)
        return way.__name__

    def add(self, _card) -> None:
        """A draft of another voice."""
        place = self.chance.choice(self.writers)
        card = new_card(place, self.chance.choice(CardKind.values), "circle")
        self.words(card, 1)
        if self.chance.random() < 0.5:
            Writing.objects.create(card=card, by=place.person, words={"text": "iets nieuws", "date": "2020"})

    def words(self, card: Card, number: int) -> None:
        start = self.circle.child.birth_date + timedelta(days=self.chance.randrange(4000))
        words = {"text": f"Verborgen {self.chance.random()}", "date": str(start.year)}
        CardVersion.objects.create(card=card, number=number, words=words, start=start, end=start, precision="year", face="good")

    def share_narrowly(self, _card) -> None:
        """Shared, for readers of whom this one is none."""
        place = self.chance.choice(self.writers)
        for audience in ("teacher", "family", "family_and_care", "teacher_and_parents", "circle"):
            card = new_card(place, self.chance.choice(CardKind.values), audience)
            self.words(card, 1)
            CardShared.objects.create(card=card, by=place.person)
            if self.is_hidden(Card.objects.get(pk=card.pk)):
                return
            card.delete()

    def change(self, card: Card) -> None:
        self.words(card, (card.versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1)

    def take_away(self, card: Card) -> None:
        card.delete()

    def beside(self, card: Card) -> None:
        place = self.chance.choice(self.writers)
        KeyMoment.objects.get_or_create(card=card, by=place.person)
        Remark.objects.create(
            card=card,
            by=place.person,
            voice=place.voice,
            text="Erbij",
            information_kind="K06",
            ground="consent",
            audience="circle",
        )

    def tie(self, card: Card) -> None:
        """To another card that is hidden, or to one that is seen: the one that is seen does not tell."""
        other = self.chance.choice(self.hidden())
        tied = CardTied.objects.create(card=card)
        CardTied.objects.create(card=other, subject=tied.subject)

    def refuse(self, card: Card) -> None:
        """That it is not about the same thing as any other, hidden or seen."""
        for other in Card.objects.filter(child=self.circle.child).exclude(pk=card.pk):
            first, second = sorted((card, other), key=lambda each: each.pk)
            PairRefused.objects.get_or_create(card=first, other=second)

    def elsewhere(self, _card) -> None:
        """At another child everything may change."""
        Contact.objects.create(
            child=self.circle.elsewhere, name="Elders", relation="family", information_kind="K15", ground="consent"
        )
        for card in Card.objects.filter(child=self.circle.elsewhere):
            self.words(card, card.versions.count() + 1)


def all_answers(circle, who: str, card: Card) -> dict[str, str]:
    """What this reader gets everywhere, each from the same stand of the record; of one card, always the same."""
    person, given = circle.people[who], {}
    for name, method, twist in LOOKED_AT:
        where = address(ROUTES[name], circle, circle.child, card_id=card.pk) + twist
        answer = ask(circle, person, method, where, body(name, circle, person) if method == "POST" else {})
        given[name + twist] = f"{answer.status_code}{ALWAYS.sub('', readable(answer))}"
    assert given["timeline:board"].startswith("200"), "a reader who is in"
    return given


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.timeout(6000)
def test_changes_that_somebody_may_not_see_change_nothing_for_them(circle):
    chance, tried, compared, different = random.Random(SEED), 0, 0, []
    kept = Card.objects.filter(child=circle.child, voice__letter="M").order_by("begun_at", "pk").values_list("pk", flat=True)[:8]
    others = (
        Card.objects.filter(child=circle.child, voice__letter__in="SJ")
        .order_by("begun_at", "pk")
        .values_list("pk", flat=True)[:6]
    )
    Card.objects.filter(child=circle.child).exclude(pk__in=[*kept, *others]).delete()
    # A card of which all may know: of those that are made and taken away below it is none.
    looked_at = Card.objects.filter(pk__in=kept, information_kind="K06", audience="circle").order_by("pk")[0]
    readers = [role for role in circle.people if role != Role.SUPPORT_ASSISTANT]
    # Everyone looked yesterday: what changed since is marked, and what is hidden is marked nowhere.
    yesterday = timezone.now() - timedelta(days=1)
    Looked.objects.bulk_create(Looked(place=place, at=yesterday) for place in Place.objects.filter(child=circle.child))
    until = last_moment()
    with time_machine.travel(timezone.now(), tick=False):
        while tried < CHANGES and time.monotonic() < until:
            who = chance.choice(readers)
            before = all_answers(circle, who, looked_at)
            for _nth in range(min(25 if FULL else 4, CHANGES - tried)):
                with undone():
                    made = [Changer(circle, chance, who).one() for _more in range(chance.randrange(1, 4))]
                    after = all_answers(circle, who, looked_at)
                tried += len(made)
                compared += len(after)
                different += [(who, made, name) for name in before if before[name] != after[name]]
                if time.monotonic() > until:
                    break

    write_result(
        "unseen-changes",
        {"seed": SEED, "changes": tried, "answers compared": compared, "different": len(different), "which": different[:30]},
    )
    assert different == []
