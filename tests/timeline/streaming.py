"""Boards that stay open, over the real server application, in a database of its own: run by `test_streams_live.py`.

Beside the suite, because a stream is looked after on a thread that can not see into the transaction of a test.
"""

import asyncio
import json
import random
import re
import sys
import time
from collections import Counter
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from config.asgi import application  # noqa: E402
from rondom.base.models import Event  # noqa: E402
from rondom.base.verify import faults_in_record  # noqa: E402
from rondom.cards.actions import begin_card, keep_writing, settle_card, share_card  # noqa: E402
from rondom.cards.models import Card  # noqa: E402
from rondom.children.actions import answer_consent, end_place, mark_secret_address  # noqa: E402
from rondom.children.consents import consent_text  # noqa: E402
from rondom.children.dossier import open_dossier  # noqa: E402
from rondom.children.models import ConsentLine, Place, Role  # noqa: E402
from rondom.home.demo import lay_world  # noqa: E402
from rondom.people.models import Person  # noqa: E402
from rondom.people.sessions import note_entry  # noqa: E402
from rondom.timeline import live  # noqa: E402
from tests.tables import lay_tables  # noqa: E402
from tests.timeline.hearing import Board, Line, mark_in, until  # noqa: E402

# What differs at every page: the sign of a form, the key of a script, how long the visit lasts yet.
SIGNED = re.compile(rb'(csrfmiddlewaretoken" value|nonce|data-seconds)="[^"]*"|name="next" value="[^"]*"')


class Story:
    """The world of Noor, and ways to come in and to do something in it from another thread."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        lay_tables()
        laid = lay_world()
        self.noor, self.stranger = laid.noor, laid.stranger
        self.people: dict[str, Person] = {}
        for place in Place.objects.filter(child=self.noor).select_related("person").order_by("offered_at"):
            self.people.setdefault(place.role, place.person)

    def enter(self, person: Person) -> Client:
        client = Client(SERVER_NAME="localhost")
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        note_entry(session, how="demo", is_strong=True, is_fresh=True)
        session.save()
        return client

    def line(self, role: str) -> Line:
        """A browser that has the board on its screen, not yet listening."""
        client = self.enter(self.people[role])
        page = client.get(f"/kinderen/{self.noor.pk}/")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        where = f"/kinderen/{self.noor.pk}/"
        board = Board(page.text)
        return Line(application, f"{where}stroom/", cookie, mark_in(page.text), board, fetch=lambda: client.get(where).text)

    def dossier(self, role: str) -> Any:
        return open_dossier(self.people[role], self.noor.pk)

    def share(self, role: str, text: str, kind: str = "help", date: str = "2021") -> Card:
        dossier = self.dossier(role)
        card = begin_card(dossier, kind=kind)
        return share_card(dossier, card=card, words={"text": text, "date": date})

    def draft(self, role: str, text: str) -> Card:
        dossier = self.dossier(role)
        card = begin_card(dossier, kind="help")
        settle_card(dossier, card=card, words={"text": text, "date": "2021"})
        keep_writing(dossier, card=card, words={"text": text + " en meer"})
        return card


@asynccontextmanager
async def listening(*lines: Line):
    tasks = [asyncio.create_task(line.listen()) for line in lines]
    try:
        yield
    finally:
        for line in lines:
            line.hang_up()
        await asyncio.gather(*tasks)


async def cut_at_random(story: Story, shares: int) -> dict[str, Any]:
    """Somebody shares, takes back and writes drafts while the line of the reader is cut over and over."""
    line = await asyncio.to_thread(story.line, Role.MOTHER)
    texts = [f"Zwaluw {nth} vliegt" for nth in range(shares)]
    cuts = 0

    async def write() -> None:
        for text in texts:
            await asyncio.to_thread(story.draft, Role.CARE_COORDINATOR, f"Stil {text}")
            await asyncio.to_thread(story.share, Role.CARE_COORDINATOR, text)
            await asyncio.sleep(story.chance.random() * 0.3)

    writing = asyncio.create_task(write())
    while not writing.done():
        listen = asyncio.create_task(line.listen())
        await asyncio.sleep(story.chance.random() * 0.8)
        line.hang_up()
        await listen
        cuts += 1
        await asyncio.sleep(story.chance.random() * 0.2)
    await writing
    async with listening(line):
        await until(lambda: all(text in line.board.text for text in texts))
        await asyncio.sleep(1.2)
    came = Counter(text for arrived in line.board.arrived for text in texts if text in arrived)
    return {
        "cuts": cuts,
        "shared": shares,
        "came once": sum(came[text] == 1 for text in texts),
        "of drafts": sum("Stil" in each for each in line.heard),
        "that changed nothing": line.board.idle,
    }


async def restarted(story: Story) -> dict[str, Any]:
    """The server stops while the board is open, and something is shared before it is there again."""
    line = await asyncio.to_thread(story.line, Role.FATHER)
    task = asyncio.create_task(line.listen())
    await until(lambda: line.is_open)
    live.HUB.end()
    await task
    ended_kindly = line.status == 200 and not any("gone" in each for each in line.kinds)
    live.HUB.is_ending = False
    await asyncio.to_thread(story.share, Role.MOTHER, "Tijdens de herstart")
    async with listening(line):
        await until(lambda: "Tijdens de herstart" in line.board.text)
    return {"ended kindly": ended_kindly, "came": sum("Tijdens de herstart" in each for each in line.board.arrived)}


async def who_hears_what(story: Story) -> dict[str, Any]:
    """Everybody listens; everybody writes something, for all and for nobody."""
    lines = {role: await asyncio.to_thread(story.line, role) for role in story.people}
    async with listening(*lines.values()):
        await until(lambda: all(line.is_open for line in lines.values()))
        for role in story.people:
            await asyncio.to_thread(story.draft, role, f"Concept van {role}")
            await asyncio.to_thread(story.share, role, f"Kanarie van {role}")
        await asyncio.sleep(2.5)
    found: dict[str, Any] = {"leaked": [], "missed": [], "drafts": [], "more than one": []}
    for role, line in lines.items():
        page = (await asyncio.to_thread(story.line, role)).board
        said = " ".join(line.heard)
        found["drafts"] += [(role, other) for other in story.people if f"Concept van {other}" in said]
        for other in story.people:
            text = f"Kanarie van {other}<"
            if (text in page.text) != (text in line.board.text):
                found["leaked" if text in line.board.text else "missed"].append((role, other))
            if sum(text in each for each in line.board.arrived) > 1:
                found["more than one"].append((role, other))
    found["readers"] = {role: sum(f"Kanarie van {other}<" in line.board.text for other in lines) for role, line in lines.items()}
    return found


def withdraw(story: Story) -> None:
    mother = story.dossier(Role.MOTHER)
    worker = Place.objects.get(child=story.noor, person=story.people[Role.YOUTH_WORKER])
    for row in ConsentLine.objects.filter(asked__child=story.noor, reader=worker.organisation_id).select_related("asked"):
        answer_consent(mother, asked=row.asked, answer="withdrawn", language="nl", text=consent_text(mother, row.asked))


async def withdrawn(story: Story) -> dict[str, Any]:
    """Consent goes, then the place itself; in the same moment something is shared that was for them before."""
    line = await asyncio.to_thread(story.line, Role.YOUTH_WORKER)
    await asyncio.to_thread(story.share, Role.CARE_COORDINATOR, "Van school met toestemming")
    found: dict[str, Any] = {}
    task = asyncio.create_task(line.listen())
    await until(lambda: "Van school met toestemming" in line.board.text)
    await asyncio.to_thread(withdraw, story)
    at = time.monotonic()
    await asyncio.to_thread(story.share, Role.CARE_COORDINATOR, "Van school na de intrekking")
    await until(lambda: "Van school met toestemming" not in line.board.text)
    found["gone after"] = round(time.monotonic() - at, 2)
    await asyncio.to_thread(
        lambda: end_place(
            story.dossier(Role.MOTHER), place=Place.objects.get(child=story.noor, person=story.people[Role.YOUTH_WORKER])
        )
    )
    await asyncio.to_thread(story.share, Role.MOTHER, "Nadat de deur dicht was")
    await asyncio.wait_for(task, 20)
    said = " ".join(line.heard)
    found["read after"] = sum(text in said for text in ("Van school na de intrekking", "Nadat de deur dicht was"))
    found["last"] = line.kinds[-1]
    again = Line(application, line.path, line.cookie, line.mark, line.board)
    await again.listen()
    found["again"] = again.status
    return found


def shield(story: Story) -> None:
    father = Place.objects.get(child=story.noor, person=story.people[Role.FATHER])
    mark_secret_address(story.dossier(Role.CARE_COORDINATOR), place=father, reason="Beslissing van de rechter")


async def hidden_from(story: Story) -> dict[str, Any]:
    """A parent who may not know where the child is hears nothing of others, and is not heard of."""
    await asyncio.to_thread(shield, story)
    lines = {role: await asyncio.to_thread(story.line, role) for role in (Role.FATHER, Role.MOTHER, Role.CARE_COORDINATOR)}
    async with listening(*lines.values()):
        await until(lambda: bool(lines[Role.MOTHER].here and lines[Role.CARE_COORDINATOR].here))
        await asyncio.to_thread(story.share, Role.MOTHER, "Bij de nieuwe school om de hoek")
        await until(lambda: "om de hoek" in lines[Role.CARE_COORDINATOR].board.text)
        await asyncio.sleep(1)
    return {
        "father heard": lines[Role.FATHER].kinds,
        "mother sees": lines[Role.MOTHER].here,
        "coordinator sees": lines[Role.CARE_COORDINATOR].here,
    }


async def ways_to_end(story: Story) -> dict[str, Any]:
    found: dict[str, Any] = {}
    line = await asyncio.to_thread(story.line, Role.MOTHER)
    before = import_module(settings.SESSION_ENGINE).SessionStore(line.cookie)
    seen = await asyncio.to_thread(lambda: before["seen_at"])
    task = asyncio.create_task(line.listen())
    await until(lambda: line.is_open)
    found["keeps the visit alive"] = await asyncio.to_thread(
        lambda: import_module(settings.SESSION_ENGINE).SessionStore(line.cookie)["seen_at"] != seen
    )
    await asyncio.to_thread(before.delete)
    await asyncio.to_thread(story.share, Role.CARE_COORDINATOR, "Na het vertrek")
    await asyncio.wait_for(task, 20)
    found["after the visit"] = (line.kinds[-1], "Na het vertrek" in " ".join(line.heard))

    many = [await asyncio.to_thread(story.line, Role.MOTHER) for _nth in range(6)]
    tasks = [asyncio.create_task(each.listen()) for each in many]
    await until(lambda: sum(each.is_open for each in many) == 6)
    await until(lambda: sum(task.done() for task in tasks) == 2)
    found["of six pages"] = [each.kinds[-1] for each in many if each.is_over]
    for each in many:
        each.hang_up()
    await asyncio.gather(*tasks)

    client = await asyncio.to_thread(story.enter, story.stranger)
    answers = []
    for child in (story.noor.pk, "00000000-0000-4000-8000-000000000000"):
        line = Line(application, f"/kinderen/{child}/stroom/", client.cookies[settings.SESSION_COOKIE_NAME].value, "", Board(""))
        await line.listen()
        answers.append((line.status, SIGNED.sub(b"", line.raw)))
    found["stranger"] = answers[0][0]
    found["as if it were not there"] = answers[0] == answers[1]
    guest = Line(application, f"/kinderen/{story.noor.pk}/stroom/", "", "", Board(""))
    await guest.listen()
    found["guest"] = guest.status
    return found


async def everything(seed: int) -> dict[str, Any]:
    story = await asyncio.to_thread(Story, seed)
    found = {
        "cut": await cut_at_random(story, 12),
        "restart": await restarted(story),
        "roles": await who_hears_what(story),
        "ends": await ways_to_end(story),
        "withdrawn": await withdrawn(story),
        "hidden": await hidden_from(story),
    }
    await live.HUB.rest()
    found["record"] = await asyncio.to_thread(in_the_record)
    return found


def in_the_record() -> dict[str, Any]:
    lines = Counter(Event.objects.filter(event__startswith="board.").values_list("event", flat=True))
    return {"opened": lines["board.followed"], "closed": lines["board.left"], "faults": faults_in_record()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(everything(int(sys.argv[1]))), indent=1))
