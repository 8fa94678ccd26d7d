"""Shared by the proofs: canaries in what stands beside cards by right, in what is marked in them as about somebody else, and in
what people ask about their data (R39, R41, R42)."""

from typing import Any

from rondom.cards.models import AboutOthers, Card, OwnStatement
from rondom.children.models import Place
from rondom.mydata.models import DataRequest, DataRequestStep, Wish
from rondom.people.models import Membership
from rondom.people.rights import RIGHTS, DeskRight
from tests.sealed import rewrite


def stated(aviary: Any, card: Card, place: Place, may_read: Any) -> None:
    """Beside a card of somebody else: for everyone who reads that card."""
    OwnStatement.objects.create(
        card=card,
        voice=place.voice,
        by=place.person,
        text=aviary.bird(f"own statement of {place.role} beside the card of {card.voice.letter}", may_read),
        owner=card.owner,
        information_kind=card.information_kind,
        ground=card.ground,
    )


def stated_beside(aviary: Any, mother: Place, readers_of: Any) -> None:
    """By the mother, beside what school and child shared."""
    shared = Card.objects.filter(child=mother.child, voice__letter__in="SK", shares__isnull=False, shares__taken_back=None)
    for each in shared.distinct():
        stated(aviary, each, mother, readers_of(aviary, each))
        marked(aviary, each)


def marked(aviary: Any, card: Card) -> None:
    """A sentence that stood in a card once and was marked: said again to nobody, but to who writes it."""

    def may_know(place: Place | None, _person: Any) -> bool:
        return place is not None and place.voice_id == card.voice_id

    sentence = aviary.bird(f"marked in the card of {card.voice.letter} as about somebody else", may_know)
    AboutOthers.objects.create(card=card, by=card.written_by, marked=sentence)


def stated_in(scene: Any, who: str, mother: Place) -> None:
    """In a scene of another state: not for who reads nothing that others write, unless it is of their own voice."""
    card = scene.cards[who]
    if card.voice_id == mother.voice_id:
        return

    def may_know(place: Place | None, _person: Any) -> bool:
        if place is None or not scene.sees_card(place.role, card):
            return False
        return place.voice_id == mother.voice_id or scene.columns[place.role] != "unknown"

    stated(scene.aviary, card, mother, may_know)


def asked_about_data(aviary: Any) -> None:
    """What somebody asks is for that person and for who answers at the desk of that organisation; so is the answer."""
    rights = {function for function, given in RIGHTS.items() if DeskRight.ANSWER_DATA in given}
    for request in DataRequest.objects.filter(child=aviary.circle.child):
        answers = Membership.objects.filter(organisation=request.organisation, function__in=rights)
        known = {request.by_id, *answers.values_list("person", flat=True)}

        def may_know(_place: Place | None, person: Any, known: set[Any] = known) -> bool:
            return person.pk in known

        rewrite(DataRequest.objects.filter(pk=request.pk), text=aviary.bird("request about data", may_know))
        DataRequestStep.objects.create(request=request, outcome="extended", text=aviary.bird("why it takes longer", may_know))
    mother = next(place for place in aviary.places.values() if place.role == "mother")
    youth = next(place for place in aviary.places.values() if place.role == "youth_worker")
    DataRequest.objects.create(
        child=aviary.circle.child,
        by=mother.person,
        organisation=youth.organisation,
        wish=Wish.SEE,
        text=aviary.bird("request to another desk", lambda _place, person: person.pk in {mother.person_id, youth.person_id}),
        information_kind="K23",
        ground="legal_duty",
    )
