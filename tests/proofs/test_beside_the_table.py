"""The wall and a guest get no word that one of those who sit there may not have, by page or by line (T03, decision 0032)."""

import html
import re

import pytest
from django.test import Client

from rondom.base.live import HANDED_OVER, Listener
from rondom.cards.actions import begin_card, share_card
from rondom.cards.models import Card
from rondom.cards.queries import cards_in
from rondom.children.dossier import open_dossier
from rondom.children.models import Role
from rondom.meetings import onlooking
from rondom.meetings.actions import allow_guest, knock, leave_out, let_guest_in, mark, say, show_on_wall
from rondom.meetings.codes import code_of, new_secret
from rondom.meetings.models import Form, Invited, Marked, Meeting
from rondom.meetings.onlookers import GUEST, WALL, open_doorway
from rondom.timeline.live import BoardEyes
from tests.proofs.canaries import let_loose
from tests.proofs.table import SEATED, code_at
from tests.proofs.walking import write_result


class Beside:
    """A table of canaries with a screen on the wall and a guest, and what comes to each."""

    def __init__(self, circle) -> None:
        self.circle, self.aviary = circle, let_loose(circle)
        self.meeting = Meeting.objects.exclude(form=Form.REVIEW).get(child=circle.child, closed=None)
        self.seated = {role: circle.people[role] for role in SEATED}
        self.eyes, self.open = BoardEyes(), dict[str, Listener]()

    def dossier(self, role: str):
        return open_dossier(self.seated[role], self.circle.child.pk)

    def everybody_chooses(self) -> None:
        for role in SEATED:
            dossier = self.dossier(role)
            for told in [each for each in cards_in(dossier) if each.is_shared and not each.is_passed_on][:3]:
                if Marked.objects.filter(invited__place__person=self.seated[role]).count() < 3:
                    mark(dossier, meeting=self.meeting, card=Card.objects.get(pk=told.id))

    def only_who_has_a_place(self) -> None:
        for row in Invited.objects.filter(meeting=self.meeting, place=None, left_out_at=None):
            leave_out(self.dossier(Role.CARE_COORDINATOR), invited=row)

    def opens(self, what: str, secret: str) -> str:
        browser, scope = Client(SERVER_NAME="localhost"), {HANDED_OVER: None}
        browser.cookies[what] = secret
        page = html.unescape(browser.get("/scherm/" if what == WALL else "/gast/").text)
        address = re.search(r'data-stream="([^"]*)"', page)[1]
        mark_now = re.search(r'data-mark="([^"]*)"', page)[1]
        browser.get(address, headers={"Last-Event-ID": mark_now}, **{"asgi.scope": scope})
        self.open[what] = scope[HANDED_OVER]
        return page

    def wall(self) -> str:
        secret = new_secret(WALL)
        show_on_wall(self.dossier(Role.CARE_COORDINATOR), meeting=self.meeting, code=code_of(secret))
        return self.opens(WALL, secret)

    def guest(self) -> str:
        secret, doorway = new_secret(GUEST), open_doorway(code_at(self.meeting))
        row = knock(doorway, name="Jan", capacity="oom", language="nl", secret=secret)
        allow_guest(self.dossier(Role.MOTHER), guest=row)
        let_guest_in(self.dossier(Role.CARE_COORDINATOR), guest=row)
        return self.opens(GUEST, secret)

    def told(self) -> str:
        """What comes by the lines once something was said and a card was shared."""
        self.eyes.look(list(self.open.values()))
        mother = self.dossier(Role.MOTHER)
        word = self.aviary.bird("said just now", lambda _place, _person: True)
        say(mother, meeting=self.meeting, question="c_whole", text=word, language="nl")
        share_card(mother, card=begin_card(mother, kind="help"), words={"text": "Samen", "date": "2021"})
        told = [told.said for _each, told in self.eyes.look(list(self.open.values())) if told.event == "board"]
        assert len(told) == len(self.open)
        return html.unescape(str(told))

    def not_for_all(self, said: str) -> list:
        return [(role, each) for role, person in self.seated.items() for each in self.aviary.not_for(person, said)]


@pytest.fixture
def beside(circle) -> Beside:
    made = Beside(circle)
    made.everybody_chooses()
    return made


@pytest.mark.proof
@pytest.mark.built_in
def test_the_wall_says_no_word_that_one_who_sits_there_may_not_have(beside):
    beside.only_who_has_a_place()
    said = beside.wall() + beside.told()

    heard = beside.aviary.heard(said)
    write_result("wall", {"canaries": len(beside.aviary.birds), "heard": len(heard)})
    assert any("card of" in beside.aviary.birds[word][0] for word in heard), "there are cards for all of them"
    assert beside.not_for_all(said) == []


@pytest.mark.proof
@pytest.mark.built_in
def test_a_guest_and_the_wall_beside_a_guest_hear_only_what_was_chosen_of_the_story(beside):
    said = beside.wall() + beside.guest() + beside.told()

    assert beside.not_for_all(said) == []
    marked = Card.objects.filter(pk__in=Marked.objects.values("card"))
    chosen = " ".join(str(each.words) for card in marked for each in card.versions.all())
    of_cards = {word for word in beside.aviary.heard(said) if beside.aviary.birds[word][0].startswith("card of")}
    assert of_cards == {word for word in of_cards if word in chosen}
    assert "said just now" in {beside.aviary.birds[word][0] for word in beside.aviary.heard(said)}


@pytest.mark.proof
@pytest.mark.built_in
def test_a_planted_leak_is_heard(beside, monkeypatch):
    """Where only the reader of the host is asked, somebody who sits there reads what is not theirs."""
    monkeypatch.setattr(onlooking, "cards_for", lambda _readers, cards: tuple(card for card in cards if card.is_shared))
    beside.only_who_has_a_place()

    assert beside.not_for_all(beside.wall() + beside.told()) != []
