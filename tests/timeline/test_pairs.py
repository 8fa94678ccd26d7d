"""'I want to see which cards may be about the same thing': likely pairs are offered, and a refused one stays away."""

from datetime import date

import pytest

from rondom.base.actions import Refused
from rondom.base.scope import Outside
from rondom.cards.actions import refuse_pair, tie_cards, untie_card
from rondom.cards.models import Card, CardTied, PairRefused
from rondom.cards.queries import cards_in
from rondom.timeline.pairs import Side, likely_pairs, stem, stems
from rondom.timeline.talk import talk_page

# By the readme of the world.
PLANTED = {
    frozenset(pair)
    for pair in [
        ("N03", "N04"),
        ("N15", "N16"),
        ("N17", "N18"),
        ("N26", "N27"),
        ("N28", "N29"),
        ("N31", "N32"),
        ("N38", "N39"),
        ("N41", "N42"),
    ]
}


def offered(dossier) -> list[tuple[Card, Card]]:
    page = talk_page(dossier)
    return [(one.card, another.card) for one, another in (*page.offers, *page.more_offers)]


def names(dossier) -> list[frozenset[str]]:
    return [frozenset((one.file_id, another.file_id)) for one, another in offered(dossier)]


def cards(world, *names: str) -> list[Card]:
    found = {card.file_id: card for card in Card.objects.filter(child=world.noor)}
    return [found[name] for name in names]


@pytest.fixture
def untied(world):
    """The story as it is before anybody said which cards are about the same thing."""
    CardTied.objects.all().delete()


@pytest.mark.parametrize("role", ["mother", "father", "care_coordinator"])
def test_of_the_eight_planted_pairs_seven_are_among_the_first_ten_offers(world, untied, role):
    found = names(world.dossier(role))

    assert len(found) <= 10
    assert len(PLANTED & set(found)) >= 7


def test_only_two_voices_in_one_lane_are_offered(mother, untied):
    assert offered(mother)
    assert all(one.kind == another.kind and one.letter != another.letter for one, another in offered(mother))


def test_what_is_tied_already_is_not_offered(mother):
    assert not PLANTED & set(names(mother))


def test_an_offer_is_taken_and_the_cards_stand_together(world, as_person, untied):
    browser = as_person(world.person("mother"))
    both = cards(world, "N28", "N29")

    where = f"/kinderen/{world.noor.pk}/kaartjes/verbinden/"
    answer = browser.post(where, {"cards": [str(card.pk) for card in both], "talk": "1"})

    assert answer["Location"] == f"/kinderen/{world.noor.pk}/bespreken/"
    told = {card.file_id: card.subject for card in cards_in(world.dossier("mother"))}
    assert told["N28"] == told["N29"] is not None
    assert frozenset(("N28", "N29")) not in names(world.dossier("father"))


def test_a_refused_offer_comes_back_for_nobody_who_reads_both(world, as_person, untied):
    browser = as_person(world.person("mother"))
    both = cards(world, "N28", "N29")

    where = f"/kinderen/{world.noor.pk}/kaartjes/niet-verbinden/"
    answer = browser.post(where, {"cards": [str(card.pk) for card in both]})

    assert answer["Location"] == f"/kinderen/{world.noor.pk}/bespreken/"
    for role in ("mother", "father", "child", "care_coordinator", "youth_worker"):
        assert frozenset(("N28", "N29")) not in names(world.dossier(role))
    tie_cards(world.dossier("father"), cards=both)  # by hand it still can be done
    assert CardTied.objects.filter(card__in=both, subject__isnull=False).count() == 2


def test_refusing_twice_in_any_order_is_the_same_as_once(world, mother, untied):
    both = cards(world, "N28", "N29")

    refuse_pair(mother, cards=both)
    refuse_pair(world.dossier("father"), cards=both[::-1])

    assert PairRefused.objects.count() == 1


@pytest.mark.parametrize("which", [[], ["N28"], ["N28", "N28"], ["N28", "N29", "N30"]])
def test_what_is_no_pair_is_refused_in_words(world, mother, as_person, which):
    with pytest.raises(Refused, match="Kies twee kaartjes"):
        refuse_pair(mother, cards=cards(world, *which))
    where = f"/kinderen/{world.noor.pk}/kaartjes/niet-verbinden/"
    given = {"cards": [str(card.pk) for card in cards(world, *which)]}
    answer = as_person(world.person("mother")).post(where, given, follow=True)

    assert answer.status_code == 200
    assert "Kies twee kaartjes" in answer.text


def test_cards_that_were_taken_apart_are_not_offered_again(world, mother):
    one, _other = cards(world, "N28", "N29")

    untie_card(mother, card=one)

    assert frozenset(("N28", "N29")) not in names(world.dossier("father"))


def test_what_somebody_may_not_read_is_neither_offered_nor_refused(world, untied):
    one, other = cards(world, "N28", "N29")
    Card.objects.filter(pk=other.pk).update(audience="family")
    worker = world.dossier("youth_worker")
    other.refresh_from_db()

    assert all("N29" not in pair for pair in names(worker))
    with pytest.raises(Outside):
        refuse_pair(worker, cards=[one, other])


def test_who_may_not_tie_is_offered_nothing(world, as_person, untied):
    browser = as_person(world.person("mother"))
    assert "Gaat dit over hetzelfde?" in browser.get(f"/kinderen/{world.noor.pk}/bespreken/").text

    reader = world.dossier("mother")
    object.__setattr__(reader, "rights", reader.rights - {"tie cards"})

    assert talk_page(reader).offers == ()


def side(nth: int, voice: str, lane: str, text: str, start: date | None = None, end: date | None = None) -> Side:
    return Side(str(nth), lane, voice, start, end or start, stems(text))


# Another family, made up before the weighing was ever tried on it.
SEM = [
    side(1, "S", "help", "Logopedie op school, elke dinsdag", date(2023, 9, 1), date(2024, 3, 31)),
    side(2, "M", "help", "De logopediste oefende klanken met hem", date(2023, 12, 1), date(2024, 2, 29)),
    side(3, "J", "help", "Wachten op een plek bij de dagbehandeling", date(2022, 1, 1), date(2022, 12, 31)),
    side(4, "V", "help", "Acht maanden op de wachtlijst, niemand belde", date(2022, 3, 1), date(2022, 5, 31)),
    side(5, "M", "life_event", "Opa is overleden", date(2021, 3, 1), date(2021, 3, 31)),
    side(6, "K", "life_event", "De begrafenis van opa. Ik droeg een bloem", date(2021, 3, 1), date(2021, 5, 31)),
    side(7, "S", "collaboration", "Gesprek over zittenblijven", date(2023, 6, 1), date(2023, 6, 30)),
    side(8, "M", "collaboration", "Ze wilden hem nog een jaar houden. Ik schrok", date(2023, 6, 1), date(2023, 8, 31)),
    side(9, "S", "development", "Fietst zonder zijwielen over het plein", date(2020, 8, 1), date(2021, 7, 31)),
    side(10, "K", "development", "Ik kan fietsen!", date(2020, 11, 2), date(2021, 11, 1)),
    side(11, "M", "school", "De kleuterklas van juf Ans", date(2018, 8, 1), date(2020, 7, 31)),
    # These are about nothing that another told.
    side(12, "V", "life_event", "Een nieuwe baan in Gouda", date(2020, 1, 1), date(2020, 12, 31)),
    side(13, "M", "life_event", "Zijn zusje Lotte is geboren", date(2020, 5, 5)),
    side(14, "W", "help", "Een training weerbaarheid", date(2019, 2, 1), date(2019, 4, 30)),
    side(15, "M", "development", "Bijt op zijn nagels"),
    side(16, "J", "development", "Kijkt weg als iemand iets vraagt", date(2018, 1, 1), date(2018, 12, 31)),
    side(17, "V", "collaboration", "Een groepsapp met de juf", date(2024, 1, 1), date(2026, 11, 20)),
    side(18, "K", "life_event", "Zwemdiploma A. Met een bloem van mama", date(2022, 6, 1), date(2022, 6, 30)),
]
OF_SEM = {frozenset(pair) for pair in [("1", "2"), ("3", "4"), ("5", "6"), ("7", "8"), ("9", "10")]}


def test_in_another_family_the_same_weighing_finds_what_belongs_together():
    found = [frozenset((pair.one, pair.another)) for pair in likely_pairs(SEM)]

    assert set(found) >= OF_SEM
    assert len(found) <= len(OF_SEM) + 1


def test_each_card_stands_in_one_offer_and_the_next_comes_after_a_no():
    told = [("M", "Zwemles in Delft"), ("V", "Zwemles"), ("K", "Zwemles, koud!")]
    three = [side(nth, voice, "help", text, date(2024, 1, 1), date(2024, 12, 31)) for nth, (voice, text) in enumerate(told)]

    first = likely_pairs(three)
    again = likely_pairs(three, refused=[(first[0].another, first[0].one)])

    assert len(first) == 1
    assert len(again) == 1
    assert again[0] != first[0]


def test_dates_of_years_apart_are_about_something_else():
    far = [side(1, "M", "help", "Zwemles", date(2018, 1, 1)), side(2, "V", "help", "Zwemles", date(2024, 1, 1))]

    assert likely_pairs(far) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [("lezen", "leest"), ("praten", "praat"), ("gesprek", "gesprekken"), ("afspraak", "afspraken"), ("geven", "geeft")],
)
def test_dutch_endings_hide_no_word(first, second):
    assert stem(first) == stem(second)


def test_words_that_every_card_has_are_no_subject():
    assert stems("Toen was het in de zomer van dat jaar heel erg goed") == frozenset()


def test_a_story_of_thousands_of_cards_is_weighed_without_holding_each_against_each(monkeypatch):
    many = [
        side(nth, "MVKSJW"[nth % 6], "help", f"Woord{chr(97 + nth % 26)} en thuis", date(2015 + nth % 12, 1 + nth % 7, 1))
        for nth in range(3_000)
    ]
    weighed = []
    monkeypatch.setattr("rondom.timeline.pairs.likeness", lambda one, another, words: weighed.append(1) or 0.0)

    likely_pairs(many)

    assert len(weighed) < 100_000
