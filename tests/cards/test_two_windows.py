"""Two windows on one card: who saves second sees both texts first, and neither is lost."""

import pytest

from rondom.base.actions import Refused
from rondom.cards.actions import begin_card, keep_writing, settle_card, share_card
from rondom.cards.models import CardVersion, Writing
from rondom.children.models import Place, Role, Voice


@pytest.fixture
def card(mother):
    return share_card(mother, card=begin_card(mother, kind="help"), words={"text": "Logopedie", "date": "2021"})


@pytest.fixture
def where(world, card):
    return f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/"


def words(text: str, based_on: object = 1) -> dict[str, object]:
    return {"text": text, "date": "2021", "language": "nl", "keep": "1", "based_on": based_on}


def test_who_saves_second_sees_both_texts_and_chooses(world, as_person, where, card):
    first, second = as_person(world.person(Role.MOTHER)), as_person(world.person(Role.MOTHER))
    assert 'name="based_on" value="1"' in second.get(where + "schrijven/").text
    assert first.post(where + "schrijven/", words("Logopedie op maandag")).status_code == 302

    answer = second.post(where + "schrijven/", words("Logopedie op dinsdag"))

    assert answer.status_code == 409
    assert "in een ander venster" in answer.text
    assert "Logopedie op maandag" in answer.text
    assert "Logopedie op dinsdag</textarea>" in answer.text
    assert 'name="based_on" value="2"' in answer.text
    assert newest(card) == "Logopedie op maandag"
    assert Writing.objects.get(card=card).words["text"] == "Logopedie op dinsdag"

    assert second.post(where + "schrijven/", words("Logopedie op dinsdag", 2)).status_code == 302

    page = first.get(where).text
    assert newest(card) == "Logopedie op dinsdag"
    assert "Zo stond het er eerder" in page
    assert "Logopedie op maandag" in page


def newest(card) -> str:
    return CardVersion.objects.filter(card=card).order_by("-number").first().words["text"]


def test_on_the_phone_the_last_screen_says_so_too(world, as_person, where):
    phone, laptop = as_person(world.person(Role.MOTHER)), as_person(world.person(Role.MOTHER))
    laptop.post(where + "schrijven/", words("Logopedie op maandag"))

    answer = phone.post(where + "schrijven/hoe/", {"response": "Fijn", "keep": "1", "based_on": "1"})

    assert answer.status_code == 409
    assert "Logopedie op maandag" in answer.text


def test_the_same_words_twice_are_no_difference(world, as_person, where, card):
    browser = as_person(world.person(Role.MOTHER))
    browser.post(where + "schrijven/", words("Logopedie op maandag"))

    assert browser.post(where + "schrijven/", words("Logopedie op maandag")).status_code == 302
    assert CardVersion.objects.filter(card=card).count() == 2


@pytest.mark.parametrize("said", ["", "twee", "-1", "9" * 40, "٢"])
def test_a_page_that_does_not_say_what_it_showed_is_saved_as_before(world, as_person, where, card, said):
    browser = as_person(world.person(Role.MOTHER))
    browser.post(where + "schrijven/", words("Logopedie op maandag"))

    assert browser.post(where + "schrijven/", words("Logopedie op dinsdag", said)).status_code == 302
    assert newest(card) == "Logopedie op dinsdag"


def test_while_one_types_it_says_that_the_card_changed_and_keeps_what_is_typed(world, as_person, where, card):
    first, second = as_person(world.person(Role.MOTHER)), as_person(world.person(Role.MOTHER))
    first.post(where + "schrijven/", words("Logopedie op maandag"))

    answer = second.post(where + "bewaren/", words("Logopedie op di"), headers={"Accept": "text/plain"})

    assert answer.status_code == 409
    assert "is bewaard" in answer.text
    assert Writing.objects.get(card=card).words["text"] == "Logopedie op di"


def test_a_colleague_is_named_and_both_see_what_the_other_wrote(world, as_person):
    coordinator, teacher = in_one_voice(world)
    card = share_card(coordinator, card=begin_card(coordinator, kind="help"), words={"text": "RT", "date": "2021"})
    where = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/"
    settle_card(teacher, card=card, words={"text": "RT op maandag", "date": "2021"}, based_on=1)
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    answer = browser.post(where + "schrijven/", words("RT op dinsdag"))

    assert answer.status_code == 409
    assert f"{world.person(Role.TEACHER).name} veranderde dit kaartje" in answer.text
    theirs = as_person(world.person(Role.TEACHER)).get(where).text
    assert "RT op dinsdag" in theirs
    assert f"{world.person(Role.CARE_COORDINATOR).name} schrijft ook aan dit kaartje" in theirs
    assert "RT op dinsdag" not in as_person(world.person(Role.MOTHER)).get(where).text


def in_one_voice(world):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    voice = Voice.objects.get(pk=coordinator.voice.pk)
    Place.objects.filter(child=world.noor, role=Role.TEACHER).update(voice=voice)
    return coordinator, world.dossier(Role.TEACHER)


def test_of_two_at_once_the_second_does_not_write_over_the_first(mother, card):
    settle_card(mother, card=card, words={"text": "Maandag"}, based_on=1)
    keep_writing(mother, card=card, words={"text": "Dinsdag"})

    with pytest.raises(Refused, match="intussen veranderd"):
        settle_card(mother, card=card, words={"text": "Dinsdag"}, based_on=1)
    with pytest.raises(Refused, match="intussen veranderd"):
        share_card(mother, card=card, words={"text": "Dinsdag"}, based_on=1)

    assert newest(card) == "Maandag"


def test_who_goes_on_later_with_an_older_text_sees_what_stands_there_now(world, as_person, mother, card, where):
    keep_writing(mother, card=card, words={"text": "Half af"})
    CardVersion.objects.create(card=card, number=2, words={"text": "Van de ander"}, by=world.person(Role.FATHER))

    page = as_person(world.person(Role.MOTHER)).get(where + "schrijven/").text

    assert "Van de ander" in page
    assert "Half af</textarea>" in page
