"""Dates in people's own units: hundreds of phrases and what each means for one child."""

import csv
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rondom.cards.date_words import say_age, say_date
from rondom.cards.dates import Anchor, FuzzyDate, mentions_card, read_date
from rondom.cards.dates.tongues import in_dutch
from rondom.children.schooling import groups_of

BIRTH, TODAY = date(2014, 10, 3), date(2026, 11, 20)
GROUPS = groups_of(
    BIRTH, (("1", 2018, ""), ("2", 2019, ""), ("3", 2020, ""), ("3", 2021, "nog een keer"), ("4", 2022, "")), TODAY
)
ANCHORS = (
    Anchor("3f0c2b1e-0000-4000-8000-000000000001", "Verhuisd naar oma", date(2021, 6, 1), date(2021, 8, 31)),
    Anchor("3f0c2b1e-0000-4000-8000-000000000002", "Wij gingen uit elkaar, de scheiding", date(2019, 3, 1), date(2019, 3, 31)),
    Anchor("3f0c2b1e-0000-4000-8000-000000000003", "Geboorte broertje Sem", date(2017, 5, 12), date(2017, 5, 12)),
)


def phrases(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


PHRASES, TONGUES = phrases("date_phrases.csv"), phrases("date_phrases_tongues.csv")


def understood(words: str, *, today: date = TODAY, anchors: tuple[Anchor, ...] = ANCHORS) -> FuzzyDate:
    return read_date(words, birth_date=BIRTH, today=today, groups=GROUPS, anchors=anchors)


def card(text: str, start: date, end: date | None = None) -> Anchor:
    return Anchor(text, text, start, end or start)


@pytest.mark.parametrize("row", PHRASES + TONGUES, ids=lambda row: row["words"])
def test_words_mean_what_people_mean(row):
    found = understood(row["words"])

    assert {
        "start": found.start.isoformat() if found.start else "",
        "end": found.end.isoformat() if found.end else "",
        "precision": found.precision,
        "flag": ("~" if found.approximate else "") + (">" if found.open_end else ""),
        "groups": " ".join(found.groups),
    } == {name: row[name] for name in ("start", "end", "precision", "flag", "groups")}


def test_the_table_holds_hundreds_of_phrases_of_which_thirty_mean_nothing():
    languages = [row["language"] for row in PHRASES]

    assert languages.count("nl") >= 150
    assert languages.count("en") >= 50
    assert len({row["words"] for row in PHRASES}) == len(PHRASES)
    assert sum(row["precision"] == "unknown" for row in PHRASES) >= 30


@pytest.mark.parametrize(
    ("language", "known", "unknown"), [("ar", 60, 10), ("tr", 40, 10), ("pl", 13, 4), ("uk", 12, 3), ("ti", 12, 2)]
)
def test_the_other_tongues_have_their_own_table(language, known, unknown):
    rows = [row for row in TONGUES if row["language"] == language]

    assert sum(row["precision"] != "unknown" for row in rows) >= known
    assert sum(row["precision"] == "unknown" for row in rows) >= unknown
    assert len({row["words"] for row in TONGUES}) == len(TONGUES)


def test_dutch_and_english_are_not_taken_for_turkish():
    names = (
        "toen Mart drie was",
        "toen Eylül drie was",
        "Martin",
        "na het feest van Bahar",
        "when Anne was three",
        "beste",
        "once",
    )

    for words in (*(row["words"] for row in PHRASES), *names):
        assert in_dutch(words.lower()) == words.lower()


def test_a_name_in_arabic_letters_leaves_dutch_as_it_is():
    assert understood("toen نور drie was") == understood("toen Noor drie was")
    assert understood("na haar 4e verjaardag نور") == understood("na haar 4e verjaardag Noor")


@pytest.mark.parametrize("table", [PHRASES, TONGUES], ids=["nl", "tongues"])
def test_a_phrase_is_read_within_a_millisecond(table):
    began = process_time()
    for row in table:
        understood(row["words"])

    assert (process_time() - began) / len(table) < 0.001


@given(st.text(max_size=300))
def test_no_words_can_break_the_reader(words):
    found = understood(words)

    assert found.start is None or found.end is None or found.start <= found.end
    assert mentions_card(words) in {True, False}


PARTS = sorted(
    {part for row in PHRASES for part in row["words"].split()} | {"-", "?", "half", "31", "99", "0", "februari", "jarige"}
)
FOREIGN = sorted({part for row in TONGUES for part in row["words"].split()} | {"-", "؟", "0", "99", "عمر", "van", "toen"})


@given(
    (st.lists(st.sampled_from(PARTS), min_size=1, max_size=7) | st.lists(st.sampled_from(FOREIGN), min_size=1, max_size=7)).map(
        " ".join
    ),
    st.dates(date(1995, 1, 1), date(2030, 12, 31)),
    st.integers(0, 40),
)
def test_no_order_of_known_words_can_break_the_reader(words, birth_date, age):
    today = date(birth_date.year + age, 2, 28)
    found = read_date(words, birth_date=birth_date, today=today, groups=groups_of(birth_date, (), today), anchors=ANCHORS)

    assert found.start is None or found.end is None or found.start <= found.end
    assert not (found.open_end and found.end)


@given(st.dates(date(2005, 1, 1), date(2030, 12, 31)), st.sampled_from(["j F Y", "F Y", "Y"]))
def test_what_is_said_back_means_the_same_again(day, how):
    written = {"j F Y": f"{day.day}-{day.month}-{day.year}", "F Y": f"{day.month}-{day.year}", "Y": str(day.year)}[how]
    first = understood(written)

    with translation.override("nl"):
        again = understood(say_date(first, today=TODAY))

    assert (again.start, again.end, again.precision) == (first.start, first.end, first.precision)


def test_what_is_said_back_in_arabic_means_what_it_does_in_dutch():
    def said(when, language):
        with translation.override(language):
            return say_date(when, today=TODAY)

    for row in PHRASES:
        when = understood(row["words"])
        assert understood(said(when, "ar")) == understood(said(when, "nl")), row["words"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("30-3-2015", "30 maart 2015"),
        ("najaar '21", "najaar 2021"),
        ("groep 5", "schooljaar 2023-2024"),
        ("groep 3", "schooljaar 2020-2021 tot en met 2021-2022"),
        ("sinds maart 2022", "sinds maart 2022"),
        ("rond 2019", "rond 2019"),
        ("2016 - 2018", "2016 tot en met 2018"),
        ("voor de verhuizing", "voor 1 juni 2021"),
        ("sinds zomer 2021", "sinds zomer 2021"),
        ("sinds eind 2019", "sinds rond oktober 2019"),
        ("al 2 jaar", "sinds rond november 2024"),
        ("sinds groep 5", "sinds 1 augustus 2023"),
        ("tussen groep 2 en 3", "rond zomer 2020"),
        ("tweede helft 2021", "juli 2021 tot en met december 2021"),
        ("blauw", "datum onbekend"),
    ],
)
def test_a_date_is_said_back_in_plain_words(words, said):
    with translation.override("nl"):
        assert say_date(understood(words), today=TODAY) == said


def test_it_says_how_old_the_child_was():
    with translation.override("nl"):
        assert say_age(understood("schooljaar 2023-2024"), BIRTH, "Noor", TODAY) == "Noor was toen 8 en 9 jaar"
        assert say_age(understood("30-3-2015"), BIRTH, "Noor", TODAY) == "Noor was toen 0 jaar"
        assert say_age(understood("2012"), BIRTH, "Noor", TODAY) == "Noor was nog niet geboren"


def test_a_date_by_another_card_keeps_which_card():
    assert (understood("voor de verhuizing").relation, understood("voor de verhuizing").anchor) == ("before", ANCHORS[0].id)


@pytest.mark.parametrize("row", PHRASES + TONGUES, ids=lambda row: row["words"])
def test_what_needs_a_card_is_known_beforehand(row):
    if understood(row["words"]) != understood(row["words"], anchors=()):
        assert mentions_card(row["words"])


def test_plain_dates_need_no_card():
    assert not any(mentions_card(words) for words in ("", "maart 2022", "de zomer van 2021", "groep 3", "12-6-2018", "2019?"))
    assert all(
        mentions_card(words) for words in ("Voor de verhuizing", "een jaar NA de scheiding", "'when we moved'", "na\u00a0Sem")
    )


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("na het afscheid van de juf", "Wij zijn gescheiden"),
        ("na de muziekles", "Mama ziek"),
        ("na de muziekles", "Muziektherapie"),
        ("na het ziekenhuis", "Mama ziek"),
        ("toen hij niet wilde", "She was ill"),
        ("toen ik ziek was", "Mama ziek"),
        ("before grandma's birthday", "Birth of Sem"),
        ("sinds groep 9", "Blijft zitten in groep 3"),
        ("voor oma's verjaardag", "Verhuisd naar oma"),
        ("bij oma", "Verhuisd naar oma"),
        ("voor school", "Nieuwe school"),
        ("tot hij 44 was", "Opa was er nog"),
        ("voor we naar Spanje gingen", "Wij gingen uit elkaar"),
        ("van groep 6 naar groep 44", "Verhuisd naar oma"),
        ("sinds het begin", "Gestart met medicatie"),
        ("na de verhuizing van 2019", "Verhuisd naar oma"),
        ("na de geboorte van Bo", "Geboorte broertje Sem"),
    ],
)
def test_a_card_about_something_else_is_not_named(words, text):
    assert understood(words, anchors=(card(text, date(2021, 6, 1)),)).anchor == ""


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("na de verhuizing", "Verhuisd naar oma"),
        ("toen we verhuisden", "Verhuisd naar oma"),
        ("na de verhuizing van 2021", "Verhuisd naar oma"),
        ("since we moved to grandma", "Moved to grandma"),
        ("toen papa en mama uit elkaar gingen", "De scheiding"),
        ("na het overlijden van opa", "Opa is gestorven"),
        ("after grandpa passed away", "Death of grandpa"),
        ("sinds mama ziek is", "Ziekte van mama"),
        ("toen Sem geboren werd", "Geboorte broertje Sem"),
        ("sinds de start van de medicatie", "Begonnen met medicatie"),
        ("sinds de nieuwe school", "Naar een nieuwe school, De Wilg"),
        ("tijdens de diagnose", "Diagnose ADHD"),
        ("when we were married", "The wedding"),
    ],
)
def test_a_card_is_named_in_other_words(words, text):
    other = card("Vakantie in Spanje", date(2019, 7, 1))

    assert understood(words, anchors=(other, card(text, date(2021, 6, 1)))).anchor == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("قبل الانتقال", "انتقلنا إلى بيت جديد"),
        ("قبل الانتقال", "Verhuisd naar oma"),
        ("na de verhuizing", "انتقلنا إلى بيت جديد"),
        ("بعد الطلاق", "انفصلنا أنا وزوجي"),
        ("منذ طلاق ماما وبابا", "De scheiding"),
        ("منذ ولادة أخته", "ولدت أختي سارة"),
        ("بعد وفاة جدي", "توفي جدي"),
        ("عندما مرضت أمي", "مرض الأم"),
        ("عندما مرضت ماما", "Mama ziek"),
        ("taşınmadan önce", "Yeni eve taşındık"),
        ("taşınmadan önce", "Yeni eve tasindik"),
        ("before the move", "Yeni eve taşındık"),
        ("boşandıktan sonra", "Annesiyle boşandık"),
        ("kardeşi doğduktan sonra", "Kardeşi doğdu"),
        ("dedem öldükten sonra", "Dedem vefat etti"),
        ("annem hastalandığında", "Annem hasta oldu"),
    ],
)
def test_a_card_is_named_in_another_tongue(words, text):
    other = card("Vakantie in Spanje", date(2019, 7, 1))

    assert understood(words, anchors=(other, card(text, date(2021, 6, 1)))).anchor == text
    assert mentions_card(words)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("قبل الانتقال", "انتقل جدي إلى رحمة الله"),
        ("قبل الانتقال", "انتقل إلى مدرسة جديدة"),
        ("عندما مرض", "ماما مريضة"),
        ("بعد وفاة جده", "توفيت جدته"),
        ("بعد ولادة أخته", "ولادة أخيه سامي"),
        ("في البيت", "انتقلنا إلى بيت جديد"),
        ("بعد عيد ميلاده", "ولادة أخيه"),
        ("hastalandığında", "Annem hasta"),
        ("hastaneden sonra", "Annem hasta"),
        ("dedem öldükten sonra", "Dedem hasta oldu"),
        ("kardeşi doğduktan sonra", "Geboorte broertje Sem"),
        ("doğum gününden sonra", "Kardeşi doğdu"),
    ],
)
def test_a_card_about_something_else_is_not_named_in_another_tongue(words, text):
    assert understood(words, anchors=(card(text, date(2021, 6, 1)),)).anchor == ""


def test_an_explicit_year_chooses_among_cards():
    moves = (card("Verhuisd naar Delft", date(2017, 3, 1)), card("Verhuisd naar oma", date(2021, 6, 1)))

    assert understood("sinds de verhuizing", anchors=moves).start == date(2017, 3, 1)
    assert understood("sinds de verhuizing van 2021", anchors=moves).start == date(2021, 6, 1)
    assert understood("sinds de verhuizing naar oma", anchors=moves).start == date(2021, 6, 1)
    assert not understood("sinds de verhuizing van 2019", anchors=moves).is_known


def test_so_long_after_a_card_keeps_which_card():
    found = understood("een jaar na de scheiding")

    assert (found.relation, found.anchor) == ("after", ANCHORS[1].id)


@pytest.mark.parametrize(
    ("words", "today", "start"),
    [
        ("januari", date(2026, 1, 15), date(2026, 1, 1)),
        ("februari", date(2026, 1, 15), date(2025, 2, 1)),
        ("29 februari", date(2026, 1, 15), date(2024, 2, 29)),
        ("3 februari", date(2026, 2, 3), date(2026, 2, 3)),
        ("4 februari", date(2026, 2, 3), date(2025, 2, 4)),
        ("in de zomer", date(2026, 7, 1), date(2026, 6, 1)),
        ("afgelopen zomer", date(2026, 7, 1), date(2025, 6, 1)),
        ("deze winter", date(2026, 1, 15), date(2025, 12, 1)),
        ("dit voorjaar", date(2026, 1, 15), date(2026, 3, 1)),
        ("sinds 2 jaar", date(2024, 2, 29), date(2022, 2, 1)),
        ("anderhalf jaar geleden", date(2026, 1, 31), date(2024, 7, 1)),
        ("pasen", date(2026, 1, 15), date(2025, 4, 20)),
        ("kerstvakantie", date(2026, 1, 3), date(2025, 12, 20)),
    ],
)
def test_without_a_year_it_is_the_newest(words, today, start):
    assert understood(words, today=today).start == start
