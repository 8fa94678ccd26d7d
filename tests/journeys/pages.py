"""Lays a whole circle in the database of a server, and prints as JSON at which address each page stands, and for whom.

Run as a process of its own, with the surroundings of that server.
"""

import json
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from rondom.cards.actions import agree_to_sharing, begin_card, submit_sharing, write_sharing  # noqa: E402
from rondom.cards.discretionary import people_at_work  # noqa: E402
from rondom.cards.models import Card  # noqa: E402
from rondom.children.models import QUESTIONS, DiscretionaryShare, Role  # noqa: E402
from rondom.home.demo import DEMO_PEOPLE, LOG_MANAGER, demo_person, lay_world  # noqa: E402
from rondom.home.demo_waves import RESEARCHER, demo_researcher  # noqa: E402
from rondom.people.actions import make_invitation, make_paper_key  # noqa: E402
from rondom.reports.models import Report  # noqa: E402
from tests.conftest import World  # noqa: E402
from tests.proofs.table import LINK  # noqa: E402
from tests.proofs.walking import ROUTES, Circle, address, ask, sharing_body, whole_circle  # noqa: E402

PEOPLE = (*DEMO_PEOPLE, LOG_MANAGER, RESEARCHER)


def written(world: World, *, tells_family: bool) -> DiscretionaryShare:
    """Sharing without consent as the coordinator writes it."""
    dossier = world.dossier(Role.CARE_COORDINATOR)
    given = sharing_body(dossier, receiver=Role.NEIGHBOURHOOD_TEAM, second=Role.SCHOOL_LEADER)
    places = {str(place.pk): place for place in people_at_work(dossier)}
    return write_sharing(
        dossier,
        receiver=places[given["receiver"]],
        second=places[given["second"]],
        cards=list(Card.objects.filter(pk__in=given["cards"])),
        until=timezone.localdate() + timedelta(days=9),
        answers={name: given[name] for name in QUESTIONS},
        tells_family=tells_family,
        to_family="Er was haast bij",
    )


def told(world: World) -> DiscretionaryShare:
    share = submit_sharing(world.dossier(Role.CARE_COORDINATOR), share=written(world, tells_family=True))
    return agree_to_sharing(world.dossier(Role.SCHOOL_LEADER), share=share)


def addresses(world: World, circle: Circle) -> dict[str, str]:
    """Of every route an address with the things behind it that it is about."""
    father, child = world.person(Role.FATHER), circle.child
    own = begin_card(world.dossier(Role.CHILD), kind="help")
    place = child.places.get(person=father)
    paper = make_invitation(person=father, leads_to=f"/kinderen/{child.pk}/", made_by=None)
    known: dict[str, dict[str, Any]] = {
        "cards:own": {"card_id": own.pk},
        "cards:sharing_told": {"share_id": told(world).pk},
        "cards:sharing_write": {"share_id": written(world, tells_family=False).pk},
        "children:lost_key": {"place_id": place.pk},
        "meetings:by_link": {"link_token": LINK},
        "people:invitation": {"token": paper.token},
        "reports:reword": {"report_id": Report.objects.exclude(turns__turn="released").get().pk},
        "people:card": {"token": make_paper_key(father, pin="271828").token},
    }
    found = {name: address(path, circle, child, **known.get(name, {})) for name, path in ROUTES.items()}
    # Who stands at the desk comes from the circle: only from there the page is.
    return {**found, "people:ask_recovery": found["children:lost_key"]}


def answer_of(name: str, where: str, circle: Circle, who: str) -> HttpResponse:
    leads_on = name == "people:ask_recovery" and who != "guest"
    if who == "guest":
        return Client(SERVER_NAME="localhost").get(where, follow=leads_on)
    person = demo_researcher() if who == RESEARCHER else demo_person(who)
    assert person is not None
    return ask(circle, person, "GET", where, follow=leads_on)


def main() -> None:
    world = World(lay_world())
    circle = whole_circle(world)
    asked = addresses(world, circle)
    answers = {name: {who: answer_of(name, asked[name], circle, who) for who in ("guest", *PEOPLE)} for name in asked}
    pages = {
        who: {
            name: asked[name]
            for name, of in answers.items()
            if of[who].status_code == 200 and of[who]["Content-Type"].startswith("text/html")
        }
        for who in ("guest", *PEOPLE)
    }
    only_sent = [name for name, of in answers.items() if {of[who].status_code for who in PEOPLE} == {405}]
    sys.stdout.write(json.dumps({"pages": pages, "only sent": only_sent, "routes": list(asked)}))


if __name__ == "__main__":
    main()
