"""Many readers at once are given what each is given alone, in every state of consent and authority and at every age."""

import pytest

from rondom.base.scope import NotLetIn
from rondom.cards.queries import cards_in
from rondom.cards.statements import statements_in
from rondom.cards.tell import Told
from rondom.cards.together import Sight, all_rows_in, cards_of, passed_on_now, sight_of, unseen_by_typist
from rondom.children.dossier import listening, open_dossier, weigh_again
from rondom.children.groups import groups_for, groups_in, note_rows_in
from rondom.children.models import Child, Role
from rondom.people.models import Person
from tests.cards.in_danger import Case, read_by_worker
from tests.proofs.states import lay
from tests.proofs.test_routes_by_state import SCENES
from tests.proofs.walking import undone


def compare(child: Child, people: list[Person]) -> int:
    """How many cards were held beside each other; that there was any difference fails."""
    everything, notes = all_rows_in(listening(child)), list(note_rows_in(listening(child)))
    beside = statements_in(listening(child))
    dossiers = weigh_again({(person.pk, child.pk) for person in people})
    passed_on, compared = passed_on_now({each.place.pk for each in dossiers.values()}), 0
    same: dict[Sight, list[Told]] = {}  # who has the same sight is given what was made for the first who had it
    for person in people:
        try:
            alone = open_dossier(person, child.pk)
        except NotLetIn:
            assert (person.pk, child.pk) not in dossiers
            continue
        together = dossiers[person.pk, child.pk]
        assert (alone.reader, alone.rights, alone.voice) == (together.reader, together.rights, together.voice)
        assert alone.child.shows_consents == together.child.shows_consents
        groups = groups_for(together, notes)
        assert groups == groups_in(alone)
        cards = [card._replace(remarks=0) for card in cards_in(alone)]
        sight = sight_of(together, everything, unseen_by_typist(everything), passed_on)
        assert same.setdefault(sight, list(cards_of(together, sight, everything, groups, beside))) == cards
        compared += len(cards)
    return compared


@pytest.mark.proof
@pytest.mark.timeout(6000)
def test_together_each_is_given_what_each_is_given_alone(circle):
    people = [*circle.people.values(), circle.stranger]
    compared = compare(circle.child, people)
    for state, band in SCENES:
        with undone():
            lay(circle, state, band)
            compared += compare(circle.child, people)

    assert compared > 500


def test_what_is_passed_on_without_consent_comes_to_who_it_is_for(world):
    case = Case(world)
    case.agreed()

    compared = compare(world.noor, [case.dossier(role).place.person for role in (Role.YOUTH_WORKER, Role.MOTHER, Role.TEACHER)])

    assert compared
    assert read_by_worker(case), "there is something that was passed on"
