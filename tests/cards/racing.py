"""Many hands on the same card at once, in a database of its own: run by `test_races.py`, prints what came of it.

A test of the suite runs inside a transaction that no other thread can see into, and the record refuses to be
emptied afterwards; so this runs beside the suite, on a database that is thrown away whole.
"""

import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from rondom.base.verify import faults_in_record  # noqa: E402
from rondom.cards.actions import begin_card, keep_writing, share_card  # noqa: E402
from rondom.cards.models import Card, CardShared, CardVersion, Remark  # noqa: E402
from rondom.children.dossier import open_dossier  # noqa: E402
from rondom.children.models import Child, EmergencyAccess, Place, Role  # noqa: E402
from rondom.home.demo import lay_world  # noqa: E402
from rondom.people.models import Person  # noqa: E402
from tests.tables import lay_tables  # noqa: E402

HANDS = 6


def at_once(person: Person, posts: list[tuple[str, dict[str, str]]]) -> list[int]:
    """The answers to posts that are all sent in the same moment, each from a browser of its own."""
    browsers = []
    for _post in posts:
        browser = Client(SERVER_NAME="localhost", raise_request_exception=False)
        browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        browsers.append(browser)
    ready = Barrier(len(posts))

    def send(browser: Client, path: str, words: dict[str, str]) -> int:
        ready.wait()
        try:
            return browser.post(path, words).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as hands:
        sent = [hands.submit(send, browser, *post) for browser, post in zip(browsers, posts, strict=True)]
        return [each.result() for each in sent]


def main() -> dict[str, object]:
    lay_tables()
    noor = lay_world().noor
    mother = Place.objects.get(child=noor, role=Role.MOTHER).person
    dossier = open_dossier(mother, noor.pk)
    here = f"/kinderen/{noor.pk}"

    def draft(text: str) -> Card:
        return keep_writing(dossier, card=begin_card(dossier, kind="help"), words={"text": text, "date": "2021"})

    answers: Counter[int] = Counter()
    cards = Card.objects.filter(written_by=mother).count()
    answers.update(at_once(mother, [(f"{here}/kaartjes/nieuw/", {"kind": "help"})] * HANDS))
    begun = Card.objects.filter(written_by=mother).count() - cards
    shared = draft("Samen gedeeld")
    answers.update(at_once(mother, [(f"{here}/kaartjes/{shared.pk}/delen/", {})] * HANDS))
    shares = CardShared.objects.filter(card=shared).count()
    posts = [(f"{here}/kaartjes/{shared.pk}/schrijven/", {"text": f"Zin {nth}", "date": "2021"}) for nth in range(HANDS)]
    answers.update(at_once(mother, posts))
    numbers = list(CardVersion.objects.filter(card=shared).values_list("number", flat=True))
    answers.update(at_once(mother, [(f"{here}/kaartjes/{shared.pk}/terughalen/", {})] * HANDS))
    answers.update(at_once(mother, [(f"{here}/kaartjes/{shared.pk}/opmerkingen/", {"text": "Zelfde"})] * HANDS))
    gone = draft("Weg ermee")
    verbs = ["weggooien", "delen", "bewaren", "sleutelmoment", "losmaken", "weggooien"]
    answers.update(at_once(mother, [(f"{here}/kaartjes/{gone.pk}/{verb}/", {"text": "x"}) for verb in verbs]))
    for nth in range(3):
        draft(f"Alles {nth}")
    answers.update(at_once(mother, [(f"{here}/kaartjes/delen/", {})] * HANDS))
    several = [share_card(dossier, card=draft(f"Over hetzelfde {nth}")) for nth in range(4)]
    pairs = [several[:2], several[1:3], several[2:], several[::-1], several, several[1:]]
    keys = [[str(card.pk) for card in pair] for pair in pairs]
    answers.update(at_once(mother, [(f"{here}/kaartjes/verbinden/", {"cards": pair}) for pair in keys]))  # type: ignore[misc]
    guests = [{"name": f"Opa {nth}", "role": Role.OTHER.value, "language": "nl"} for nth in range(HANDS)]
    answers.update(at_once(mother, [(f"{here}/kring/", guest) for guest in guests]))
    youth = Place.objects.get(child=noor, role=Role.YOUTH_WORKER).person
    answers.update(at_once(youth, [(f"{here}/nood/", {"reason": "Zij belde ons huilend op vanmorgen"})] * HANDS))
    return {
        "hours in need": EmergencyAccess.objects.filter(place__person=youth).count(),
        "database": settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1],
        "answers": answers,
        "begun": begun,
        "shares": shares,
        "numbers": numbers,
        "remarks": Remark.objects.filter(card=shared).count(),
        "open shares": CardShared.objects.filter(card=shared, taken_back__isnull=True).count(),
        "guests": len(grandfathers_of(noor)),
        "letters": len({place.voice_id for place in grandfathers_of(noor)}),
        "faults": faults_in_record(),
    }


def grandfathers_of(child: Child) -> list[Place]:
    everyone = Place.objects.filter(child=child).select_related("person")
    return [place for place in everyone if place.person.name.startswith("Opa ")]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()))
