"""Who looks for leaks must be able to find them: twenty are made on purpose, one at a time, and all are heard (T03)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.db.models import Exists, Q

from rondom.base import letters, middleware, record
from rondom.base.models import Event, Rows
from rondom.base.seal import lay_out
from rondom.cards import pages, queries, tell, unshared
from rondom.cards.models import Card, CardVersion, Remark
from rondom.children import consents, dossier, groups, handover, readings
from rondom.children.access import Reader
from rondom.children.models import Audience, Child, Contact, Place, RecordQuestion
from rondom.people.models import Person
from rondom.retention import queries as keeping
from rondom.timeline import export, on_paper
from tests.proofs.canaries import let_loose
from tests.proofs.test_canaries import SEED, Ears, Walk
from tests.proofs.walking import write_result


def mothers_of(child, now):
    return dossier.weighable(Place.objects.filter(role="mother", child=child), now)


@dataclass
class Plant:
    """One leak: what is put in place of what, and where it should be heard."""

    name: str
    puts: Callable[[Any], None]
    route: str
    who: str
    method: str = "GET"
    card: str = ""  # a card by a word of where its canary sits


def draft_of_mother() -> str:
    for version in CardVersion.objects.filter(card__voice__letter="M", card__shares__isnull=True).order_by("card__begun_at"):
        if "zq" in str(version.words):
            return version.words["text"]
    raise AssertionError("the mother has a draft")


def every_version(_dossier, card) -> tuple[CardVersion, ...]:
    return tuple(CardVersion.objects.filter(card=card))


def all_cards(of: Any) -> tuple[Any, ...]:
    return queries.cards_in(dossier.house_dossier(of.child))


def tells_why(_dossier: Any, hold: Any) -> keeping.Waiting:
    return keeping.Waiting(hold.pk, "Wacht", "", hold.note, may_lift=False)


def first_words(card: Any) -> str:
    return str(CardVersion.objects.filter(card=card.id).order_by("number").first().words)


def tell_the_log(given: Any) -> Any:
    logging.getLogger("rondom").warning("a card says %s", given.words)
    return DRAWN(given)


DRAWN, ALOUD = pages.drawn, pages.aloud
PLANTS = [
    Plant("every card in the list", lambda m: m.setattr(queries, "visible", lambda *_a: Q()), "timeline:list", "teacher"),
    Plant(
        "every kind to everybody",
        lambda m: m.setattr(Reader, "readable", lambda *_a: Q(card__isnull=False)),
        "timeline:list",
        "youth_worker",
    ),
    Plant(
        "a draft by its key",
        lambda m: (
            m.setattr(queries, "visible", lambda *_a: Q()),
            m.setattr(Card, "is_visible_to", lambda *_a: True),
            m.setattr(pages, "why_not_change", lambda *_a: None),
        ),
        "cards:write",
        "father",
        card="mother, draft",
    ),
    Plant(
        "all versions", lambda m: m.setattr(pages, "settled_for", every_version), "cards:card", "father", card="shared, circle"
    ),
    Plant("every audience", lambda m: m.setattr(Reader, "audiences", tuple(Audience.values)), "timeline:board", "teacher"),
    Plant("drafts of others", lambda m: m.setattr(unshared, "drafts_in", all_cards), "cards:drafts", "father"),
    Plant(
        "remarks past their readers",
        lambda m: m.setattr(pages, "remarks_in", lambda _d: Remark.objects.all()),
        "cards:card",
        "teacher",
        card="more readers",
    ),
    Plant("notes", lambda m: m.setattr(groups, "may_read_notes", lambda *_a: True), "timeline:board", "youth_worker"),
    Plant(
        "another's text of consent",
        lambda m: m.setattr(consents, "last_answer", lambda family, *_a: family.answers[0]),
        "children:consents",
        "father",
    ),
    Plant(
        "a note to who takes over",
        lambda m: m.setattr(handover, "reads_note", lambda *_a: True),
        "children:handover",
        "teacher",
    ),
    Plant(
        "an introduction past the family",
        lambda m: m.setattr(handover, "reads_introduction", lambda *_a: True),
        "children:circle",
        "teacher",
    ),
    Plant(
        "another's question",
        lambda m: m.setattr(readings, "questions_of", lambda _d: tuple(RecordQuestion.objects.all())),
        "children:readings",
        "child",
    ),
    Plant(
        "all in the file",
        lambda m: m.setattr(export, "cards_in", lambda d, _g: all_cards(d)),
        "timeline:export",
        "father",
        "POST",
    ),
    Plant(
        "all on paper",
        lambda m: (
            m.setattr(on_paper, "cards_in", all_cards),
            m.setattr(on_paper, "cards_for", lambda _readers, cards: tuple(cards)),
        ),
        "timeline:papers",
        "teacher",
        "POST",
    ),
    Plant(
        "in an address",
        lambda m: m.setattr(middleware, "page_before", lambda _r: f"/?{draft_of_mother()}"),
        "cards:share",
        "father",
        "POST",
        card="mother, shared, circle",
    ),
    Plant(
        "in a message",
        lambda m: m.setattr(unshared, "what_stays", lambda _d: draft_of_mother()),
        "cards:share_all",
        "father",
        "POST",
    ),
    Plant(
        "a door for everybody",
        lambda m: (
            m.setattr(dossier, "HEAD", lambda chain, **_asked: dossier.head_if(chain, Exists(Place.objects.all()))),
            m.setattr(dossier, "PLACE", lambda now, child, **_asked: mothers_of(child, now)),
        ),
        "timeline:list",
        "stranger",
    ),
    Plant("addresses", lambda m: m.setattr(Place, "called", property(lambda p: p.person.email)), "children:circle", "teacher"),
    Plant("in a name", lambda m: m.setattr(tell, "say_voice", lambda _v: draft_of_mother()), "timeline:list", "teacher"),
    Plant(
        "facts",
        lambda m: m.setattr(Child, "first_name", property(lambda c: str(c.facts["home_municipality"]))),
        "timeline:list",
        "teacher",
    ),
    Plant(
        "aloud only",
        lambda m: m.setattr(pages, "aloud", lambda card: ALOUD(card) + first_words(card)),
        "timeline:board",
        "father",
    ),
    # Two at once: what is read of another child alone stays sealed.
    Plant(
        "another child",
        lambda m: (
            m.setattr(Rows, "inside", lambda self, _s: self),
            m.setattr(dossier, "lay_out", lambda *_child: lay_out(*Child.objects.values_list("pk", flat=True))),
        ),
        "timeline:list",
        "mother",
    ),
    Plant(
        "who is around, to an assistant",
        lambda m: (
            m.setattr(Reader, "reads_any", lambda *_a: True),
            m.setattr(Place, "called", property(lambda _p: Contact.objects.first().reach)),
        ),
        "children:circle",
        "support_assistant",
    ),
    Plant("why destruction waits", lambda m: m.setattr(keeping, "waiting", tells_why), "retention:keeping", "mother"),
]


@pytest.mark.proof
@pytest.mark.built_in
def test_twenty_leaks_made_on_purpose_are_all_heard(circle, monkeypatch):
    aviary = let_loose(circle)
    walk = Walk(circle, aviary, SEED)

    heard, before = {}, 0
    for plant in PLANTS:
        card = card_of(aviary, plant.card) if plant.card else None
        walk.leaks.clear()
        walk.one(plant.route, plant.who, plant.method, card)
        before += sum(walk.leaks.values())
        with monkeypatch.context() as planted:
            plant.puts(planted)
            walk.one(plant.route, plant.who, plant.method, card)
        heard[plant.name] = sum(walk.leaks.values())
    heard |= beside(walk, monkeypatch)

    write_result(
        "planted-leaks", {"planted": len(heard), "found": sum(map(bool, heard.values())), "heard": heard, "before": before}
    )
    assert before == 0
    assert len(heard) >= 20
    assert [name for name, times in heard.items() if not times] == []


def card_of(aviary, where: str) -> Any:
    """A card of the mother in which a canary of this kind sits."""
    for version in CardVersion.objects.filter(card__child=aviary.circle.child, card__voice__letter="M").order_by("-number"):
        said = [aviary.birds[word][0] for word in aviary.heard(str(version.words))]
        if any(where in each for each in said):
            return version.card_id
    raise AssertionError(where)


def beside(walk: Walk, monkeypatch) -> dict[str, int]:
    """What leaks beside the pages: into the log, a letter, the record."""
    ears, found = Ears(), {}
    ears.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger().addHandler(ears)
    with monkeypatch.context() as planted:
        planted.setattr(unshared, "drawn", tell_the_log)
        walk.one("cards:drafts", "mother", "GET")
    logging.getLogger().removeHandler(ears)
    found["in the log"] = len(walk.aviary.heard("".join(ears.said)))
    with monkeypatch.context() as planted:
        planted.setattr(letters, "text_of", lambda _kind: ("Rondom", draft_of_mother()))
        letters.letter_to(Person.objects.exclude(email="").first(), "news")
        letters.send_letters()
    found["in a letter"] = len(walk.aviary.heard("".join(each.body for each in mail.outbox)))
    with monkeypatch.context() as planted:
        planted.setattr(record, "kind_and_ids", lambda subject: ("Card", draft_of_mother() if subject else ""))
        dossier.open_dossier(walk.circle.people["mother"], walk.circle.child.pk)
    found["in the record"] = len(walk.aviary.heard("|".join(Event.objects.values_list("object_ids", flat=True))))
    return found
