"""A child in danger, and nobody who said yes: shared by the tests of sharing without consent."""

from datetime import timedelta

from django.utils import timezone

from rondom.cards.actions import (
    agree_to_sharing,
    submit_sharing,
    write_sharing,
)
from rondom.cards.discretionary import may_be_passed_on
from rondom.cards.models import Card
from rondom.cards.queries import cards_in
from rondom.children.actions import take_place
from rondom.children.actions.circle import seat
from rondom.children.dossier import house_dossier
from rondom.children.models import QUESTIONS, Answer, DiscretionaryShare, Place, Role
from rondom.people.actions import add_member
from rondom.people.models import Function
from tests.proofs.walking import everyone_says
from tests.sealed import rewrite

ANSWERS = dict.fromkeys(QUESTIONS, "Omdat het niet anders kan")


class Case:
    """Nobody said yes: the youth worker reads nothing of school. The coordinator, a school leader, and chosen cards."""

    def __init__(self, world) -> None:
        self.world = world
        everyone_says(world.noor, Answer.NO)
        house, school = house_dossier(world.noor), world.school
        place = seat(house, name="Dirk Bos", role=Role.SCHOOL_LEADER, language="nl", organisation=school.name)
        add_member(person=place.person, organisation=school, function=Function.SCHOOL_LEADER)
        take_place(place)
        for each in Place.objects.filter(child=world.noor).select_related("person"):
            rewrite(type(each.person).objects.filter(pk=each.person_id), email=f"{each.role}{str(each.pk)[:4]}@voorbeeld.nl")

    def dossier(self, role: str):
        return self.world.dossier(role)

    @property
    def sharer(self):
        return self.dossier(Role.CARE_COORDINATOR)

    @property
    def leader(self):
        return self.dossier(Role.SCHOOL_LEADER)

    @property
    def worker(self):
        return self.dossier(Role.YOUTH_WORKER)

    def place(self, role: str) -> Place:
        return Place.objects.select_related("person").get(child=self.world.noor, role=role)

    def cards(self, count: int = 2) -> list[Card]:
        return [Card.objects.get(pk=each.id) for each in may_be_passed_on(self.sharer)[:count]]

    def written(self, **given) -> DiscretionaryShare:
        usual = {
            "receiver": self.place(Role.YOUTH_WORKER),
            "second": self.place(Role.SCHOOL_LEADER),
            "cards": self.cards(),
            "until": timezone.localdate() + timedelta(days=10),
            "answers": ANSWERS,
            "tells_family": True,
            "to_family": "Wij maken ons zorgen en vertelden dit aan Joris.",
        }
        return write_sharing(self.sharer, **{**usual, **given})

    def agreed(self, **given) -> DiscretionaryShare:
        share = submit_sharing(self.sharer, share=self.written(**given))
        return agree_to_sharing(self.leader, share=share)


def read_by_worker(case: Case) -> set:
    return {card.id for card in cards_in(case.worker) if not card.is_own and card.owner_id == case.world.school.pk}


def written_again(case: Case, share: DiscretionaryShare) -> dict:
    return {
        "share": share,
        "receiver": share.receiver,
        "second": share.second,
        "cards": [],
        "until": share.until,
        "answers": ANSWERS,
        "tells_family": True,
        "to_family": "x",
    }


