"""Readers at full speed while consent, a place or authority is withdrawn, in a database of its own: run by `test_withdrawing.py`.

One reader asks for the list of cards by HTTP. After a random one of its questions to the database the withdrawal begins on
another connection, so that it falls at every possible moment. What was shown is then held beside the order of the record.
"""

import json
import os
import random
import sys
import time
from collections import Counter
from threading import Event as Signal
from threading import Thread

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from rondom.base.models import Event  # noqa: E402
from rondom.cards.models import Card, CardVersion  # noqa: E402
from rondom.children.actions import answer_consent, end_authority, end_place  # noqa: E402
from rondom.children.consents import consent_text  # noqa: E402
from rondom.children.dossier import house_dossier, open_dossier  # noqa: E402
from rondom.children.models import Authority, ConsentAnswered, ConsentLine, Place, PlaceEnded, Role  # noqa: E402
from rondom.home.demo import lay_world  # noqa: E402
from rondom.people.sessions import note_entry  # noqa: E402
from tests.sealed import rewrite  # noqa: E402
from tests.tables import lay_tables  # noqa: E402

CANARY = "zqwithdrawnqz"
WITHDRAWS = {"consent": "consent.answered", "place": "circle.place_ended", "authority": "authority.ended"}


class Race:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        lay_tables()
        self.child = lay_world().noor
        self.places = {place.role: place for place in Place.objects.filter(child=self.child).select_related("person")}
        worker = self.places[Role.YOUTH_WORKER]
        # One card of school, which help reads by consent alone.
        card = Card.objects.filter(child=self.child, information_kind="K05", shares__isnull=False).first()
        Card.objects.filter(child=self.child).exclude(pk=card.pk).delete()
        rewrite(CardVersion.objects.filter(card=card), words={"text": CANARY})
        self.card = Card.objects.get(pk=card.pk)
        line = ConsentLine.objects.get(asked__child=self.child, source=card.owner_id, reader=worker.organisation_id, kind="K05")
        self.asked = line.asked
        self.worker = self.browser(worker.person)
        self.father = self.browser(self.places[Role.FATHER].person)
        self.found: Counter[str] = Counter()

    def browser(self, person) -> Client:
        client = Client(SERVER_NAME="localhost")
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        note_entry(session, how="demo", is_strong=True, is_fresh=True)
        session.update({"began_at": time.time() + 10**6, "seen_at": time.time() + 10**6})
        session.save()
        return client

    def withdraw(self, what: str) -> None:
        if what == "consent":
            mother = open_dossier(self.places[Role.MOTHER].person, self.child.pk)
            answer_consent(mother, asked=self.asked, answer="withdrawn", language="nl", text=consent_text(mother, self.asked))
        elif what == "place":
            mother = open_dossier(self.places[Role.MOTHER].person, self.child.pk)
            end_place(mother, place=Place.objects.get(pk=self.places[Role.YOUTH_WORKER].pk))
        else:
            running = Authority.objects.get(place=self.places[Role.FATHER], until__isnull=True)
            end_authority(house_dossier(self.child), authority=running, until=timezone.localdate())

    def restore(self, what: str) -> None:
        if what == "consent":
            ConsentAnswered.objects.filter(asked=self.asked, answer="withdrawn").delete()
        elif what == "place":
            PlaceEnded.objects.all().delete()
        else:
            Authority.objects.filter(place=self.places[Role.FATHER]).update(until=None)

    def run(self, what: str) -> None:
        """One reading and one withdrawal, at a random moment of the reading; then one reading more."""
        reader = self.father if what == "authority" else self.worker
        person = self.places[Role.FATHER if what == "authority" else Role.YOUTH_WORKER].person_id
        begin, done = Signal(), Signal()
        broken: list[BaseException] = []

        def other() -> None:
            try:
                begin.wait()
                self.withdraw(what)
            except BaseException as error:
                broken.append(error)
            finally:
                connection.close()
                done.set()

        thread = Thread(target=other)
        thread.start()
        asked, at = 0, self.chance.randrange(26)
        patience = self.chance.choice([0, 0.002, 0.03])

        def hold(execute, sql, params, many, context):
            nonlocal asked
            answer = execute(sql, params, many, context)
            if asked == at:
                begin.set()
                done.wait(patience)
            asked += 1
            return answer

        with connection.execute_wrapper(hold):
            shown = self.reads(reader)
        begin.set()
        thread.join()
        assert not broken, broken
        after = self.reads(reader)
        self.judge(what, person, shown, after, is_during=asked > at)
        self.restore(what)

    def reads(self, reader: Client) -> bool:
        answer = reader.get(f"/kinderen/{self.child.pk}/lijst/")
        assert answer.status_code in (200, 404), answer.status_code
        return CANARY in answer.content.decode()

    def judge(self, what: str, person, shown: bool, after: bool, *, is_during: bool) -> None:
        """By the order of the record: an opening that stands after the withdrawal may have shown nothing."""
        lines = Event.objects.filter(chain=f"child:{self.child.pk}").order_by("-number")
        withdrawn = lines.filter(event=WITHDRAWS[what]).values_list("number", flat=True)[0]
        openings = list(lines.filter(event="dossier.opened", person_id=person).values_list("number", flat=True)[:2])
        first = openings[1] if what == "consent" and len(openings) > 1 else None
        if what != "consent":
            first = next((number for number in openings if not after or number != openings[0]), None)
        self.found["races"] += 1
        self.found[f"{what}"] += 1
        self.found["begun while reading"] += is_during
        self.found["shown"] += shown
        self.found["read after"] += after
        if shown and first is not None and first > withdrawn:
            self.found["read after by the record"] += 1
            self.found[f"read after by the record: {what}"] += 1


def main() -> dict[str, object]:
    seed, races = int(sys.argv[1]), int(sys.argv[2])
    race = Race(seed)
    seconds = float(os.environ.get("RONDOM_PROOF_SECONDS", "3000"))
    until = time.monotonic() + seconds
    kinds = list(WITHDRAWS)
    for nth in range(races):
        if time.monotonic() > until:
            break
        race.run(kinds[nth % len(kinds)])
    database = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    return {"seed": seed, "database": database, **race.found}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()))
