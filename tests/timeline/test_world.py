"""The world is what its readme says: sixty cards, eight pairs of which three are judged differently, gaps and undated ones."""

from rondom.cards.models import CardVersion
from rondom.cards.queries import cards_in, differs
from rondom.children.dossier import house_dossier
from rondom.children.groups import groups_in


def shared(dossier):
    return [card for card in cards_in(dossier) if card.is_shared]


def test_sixty_cards_are_shared_and_three_are_still_drafts(world):
    dossier = house_dossier(world.noor)

    assert len(shared(dossier)) == 60
    assert CardVersion.objects.inside(dossier).count() == 63


def test_eight_pairs_are_about_the_same_thing_and_three_of_them_look_differently(world):
    pairs: dict = {}
    for card in shared(house_dossier(world.noor)):
        if card.subject:
            pairs.setdefault(card.subject, []).append(card)

    assert len(pairs) == 8
    assert all(
        len(pair) == 2 and len({card.letter for card in pair}) == 2 and len({card.kind for card in pair}) == 1
        for pair in pairs.values()
    )
    assert sum(differs(pair) for pair in pairs.values()) == 3


def test_there_are_undated_cards_other_scripts_and_a_repeated_group(world):
    dossier = house_dossier(world.noor)
    cards = shared(dossier)

    assert sum(card.placed.by == "none" for card in cards) >= 5
    assert sum(card.language == "ar" for card in cards) >= 2
    assert sum(card.language == "tr" for card in cards) >= 1
    assert [year.group for year in groups_in(dossier)].count("3") == 2
