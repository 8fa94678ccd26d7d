"""'Gaat een stuk over iemand anders?': marked on a page of its own by who may change the card, and only so (R41)."""

from uuid import uuid4

import pytest

from rondom.base.actions import Refused
from rondom.base.models import Event
from rondom.base.retention import path_to
from rondom.base.scope import Outside
from rondom.cards.about_others import sign_of
from rondom.cards.actions import begin_card, keep_writing, mark_about_others, settle_card, share_card, take_back, throw_away
from rondom.cards.marks import marked_on
from rondom.cards.models import AboutOthers, Card, Writing
from rondom.children.models import Role
from rondom.retention.parts import of_parts

ILSE, NOOR = "Ilse dronk toen te veel.", "Noor sliep bij oma."
CHANGED = "Intussen is hier iets veranderd"


@pytest.fixture
def card(mother) -> Card:
    made = begin_card(mother, kind="home")
    return share_card(mother, card=made, words={"text": f"{NOOR} {ILSE}", "meaning": "Dat was zwaar.", "date": "2021"})


def where(card: Card) -> str:
    return f"/kinderen/{card.child_id}/kaartjes/{card.pk}/over-anderen/"


def send(browser, card: Card, *sentences: str, since: str | None = None):
    given = {"sentences": [sign_of(each) for each in sentences], "since": marked_on(card).row if since is None else since}
    return browser.post(where(card), given, follow=True, headers={"referer": f"http://localhost{where(card)}"})


@pytest.fixture
def hers(world, as_person):
    return as_person(world.person(Role.MOTHER))


def test_a_mother_finds_the_link_on_her_card_and_marks_a_sentence(world, card, hers):
    assert f'href="{where(card)}"' in hers.get(f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/").text
    page = hers.get(where(card)).text
    assert all(f'<span dir="auto">{each}</span>' in page for each in (NOOR, ILSE, "Dat was zwaar."))
    assert "Wat u aanvinkt, gaat niet mee als iemand anders alles meeneemt." in page and " checked" not in page

    answer = send(hers, card, ILSE)

    assert answer.redirect_chain[-1][0] == f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/"
    assert ILSE in answer.text  # who may read the card, reads it whole
    assert marked_on(card).sentences == (ILSE,)
    row = AboutOthers.objects.get()
    assert row.by == world.person(Role.MOTHER)
    page = hers.get(where(card)).text
    assert page.count(" checked") == 1 and f'value="{sign_of(ILSE)}" checked' in page
    assert Event.objects.filter(event="card.others_marked", outcome="done").count() == 1


def test_a_child_and_a_colleague_read_it_in_their_own_words(world, as_person):
    for role in (Role.CHILD, Role.TEACHER):
        dossier = world.dossier(role)
        made = share_card(dossier, card=begin_card(dossier, kind="school"), words={"text": "Wij gingen."})
        assert "Wat je aanvinkt, gaat niet mee" in as_person(world.person(role)).get(where(made)).text


def test_a_colleague_of_the_same_voice_marks_too(world, as_person):
    teacher = world.dossier(Role.TEACHER)
    card = share_card(teacher, card=begin_card(teacher, kind="school"), words={"text": f"{NOOR} {ILSE}"})
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    assert coordinator.voice == teacher.voice

    mark_about_others(coordinator, card=card, chosen=[sign_of(ILSE)])

    assert marked_on(card).sentences == (ILSE,)


def test_each_change_is_a_row_and_sending_it_twice_is_none(card, mother, hers):
    send(hers, card, ILSE)
    first = marked_on(card).row
    send(hers, card, ILSE, since="")  # the browser got no answer, and sends the same page again
    assert AboutOthers.objects.count() == 1

    send(hers, card, since=first)

    assert [each.sentences for each in AboutOthers.objects.all()] == [(ILSE,), ()]
    assert marked_on(card).sentences == ()


def test_a_mark_that_came_since_is_not_taken_away_unseen(card, mother, hers):
    mark_about_others(mother, card=card, chosen=[sign_of(ILSE)])

    answer = send(hers, card, NOOR, since="")

    assert answer.status_code == 409 and CHANGED in answer.text and f'value="{sign_of(ILSE)}" checked' in answer.text
    assert marked_on(card).sentences == (ILSE,)


@pytest.mark.parametrize("sign", [sign_of("Dit staat er niet."), "", "x" * 5000])
def test_a_sentence_that_does_not_stand_there_is_not_marked(card, hers, sign):
    given = {"sentences": [sign], "since": ""}
    answer = hers.post(where(card), given, follow=True, headers={"referer": f"http://localhost{where(card)}"})

    assert answer.status_code == 409 and CHANGED in answer.text
    assert not AboutOthers.objects.exists()


def test_a_changed_sentence_asks_again_and_what_still_stands_stays_marked(world, card, mother, hers):
    send(hers, card, ILSE, NOOR)

    settle_card(mother, card=card, words={"text": f"{NOOR}\n Ilse dronk toen wijn."})

    page = hers.get(f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/").text
    assert "Een zin met een vinkje staat er niet meer zoals hij was." in page
    page = hers.get(where(card)).text
    assert f'value="{sign_of(NOOR)}" checked' in page and f'value="{sign_of("Ilse dronk toen wijn.")}">' in page
    assert "Dan staat daar geen vinkje meer" in page
    send(hers, card, NOOR)
    assert "zoals hij was" not in hers.get(f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/").text


def test_somebody_elses_card_is_not_marked(world, card, as_person):
    father = as_person(world.person(Role.FATHER))
    assert where(card) not in father.get(f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/").text
    page = father.get(where(card)).text
    assert "Dit kaartje is van iemand anders." in page and ILSE not in page and "checkbox" not in page

    answer = send(father, card, ILSE)

    assert "Dit kaartje is van iemand anders." in answer.text
    assert not AboutOthers.objects.exists()


def test_of_a_draft_a_card_taken_back_or_one_that_is_gone_others_find_no_page(world, card, mother, as_person, hers):
    father = as_person(world.person(Role.FATHER))
    take_back(mother, card=card)
    assert father.get(where(card)).status_code == 404
    assert father.post(where(card), {"sentences": [sign_of(ILSE)]}).status_code == 404
    assert send(hers, card, ILSE).status_code == 200  # to her it is a draft again, that she may share later
    assert marked_on(card).sentences == (ILSE,)

    throw_away(mother, card=(draft := begin_card(mother, kind="home")))

    assert hers.get(where(draft)).status_code == 404
    assert hers.post(where(draft), {}).status_code == 404
    elsewhere = Card.objects.filter(child=world.other).first()
    assert hers.get(f"/kinderen/{world.noor.pk}/kaartjes/{elsewhere.pk}/over-anderen/").status_code == 404
    assert hers.get(f"/kinderen/{world.noor.pk}/kaartjes/{uuid4()}/over-anderen/").status_code == 404
    with pytest.raises(Outside):
        mark_about_others(mother, card=elsewhere, chosen=[])


def test_at_writing_the_link_keeps_what_is_typed_and_leads_back(world, mother, hers):
    draft = begin_card(mother, kind="home")
    write = f"/kinderen/{world.noor.pk}/kaartjes/{draft.pk}/schrijven/"
    assert 'name="others"' in hers.get(write).text

    page = hers.post(write, {"text": f"{NOOR} {ILSE}", "date": "2021", "others": "1"}, follow=True)
    assert page.redirect_chain[-1][0] == where(draft) and ILSE in page.text
    answer = send(hers, draft, ILSE)

    assert answer.redirect_chain[-1][0] == write and ILSE in answer.text
    share_card(mother, card=draft)
    assert marked_on(draft).sentences == (ILSE,)


def test_what_is_being_written_stands_beside_what_is_on_the_timeline(card, mother, hers):
    mark_about_others(mother, card=card, chosen=[sign_of(ILSE)])
    keep_writing(mother, card=card, words={"text": "Karel kwam erbij."})

    page = hers.get(where(card)).text
    assert "Karel kwam erbij." in page and f'value="{sign_of(ILSE)}" checked' in page
    send(hers, card, ILSE, "Karel kwam erbij.")

    settle_card(mother, card=card, words={})
    assert set(marked_on(card).sentences) == {ILSE, "Karel kwam erbij."}
    assert not Writing.objects.filter(card=card).exists()


def test_on_an_empty_card_there_is_nothing_to_mark(mother, hers):
    empty = begin_card(mother, kind="home")
    page = hers.get(where(empty)).text
    assert "Er staat nog niets op dit kaartje." in page and f'href="{where(empty).replace("over-anderen", "schrijven")}"' in page


def test_it_goes_with_its_card(card, mother):
    mark_about_others(mother, card=card, chosen=[sign_of(ILSE)])
    assert AboutOthers in of_parts() and path_to(AboutOthers, "owner") == "card__owner"  # and with the part of who owns it
    throw_away(mother, card=card)
    assert not AboutOthers.objects.exists()


def test_without_the_right_nothing_is_marked(world, card):
    with pytest.raises(Refused):
        mark_about_others(world.dossier(Role.FATHER), card=card, chosen=[sign_of(ILSE)])
