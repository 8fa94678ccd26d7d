"""Shared by the proofs: what each form sends when it is filled in well, so that a post comes as far as its right."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from rondom.base.scope import NotLetIn
from rondom.cards.about_others import sentences_of
from rondom.cards.models import Card
from rondom.children.actions.consent import text_hash
from rondom.children.consents import consent_text
from rondom.children.dossier import open_dossier
from rondom.children.models import Child, ConsentAsked, Place, Role
from rondom.children.rights import CHECKED_ROLES, RIGHTS, Right
from rondom.people.models import Membership, Person
from tests.proofs.apart import bodies_apart
from tests.proofs.asked import bodies_of_asking
from tests.proofs.reported import bodies_of_reported
from tests.proofs.school import bodies_of_school
from tests.proofs.table import bodies_at_the_table
from tests.proofs.teams import bodies_of_team
from tests.proofs.typed import typed_body
from tests.proofs.walking import NOWHERE, Circle, first_key, shared_card, sharing_body


def body(name: str, circle: Circle, person: Person) -> dict[str, Any]:
    """What a form of this page sends when it is filled in well, so that a post comes as far as its right."""
    if person.pk not in circle.bodies:
        circle.bodies[person.pk] = bodies_of(circle, person)
    return circle.bodies[person.pk].get(name, {})


def bodies_elsewhere(circle: Circle) -> dict[str, dict[str, Any]]:
    """In the rooms that have their own."""
    there = bodies_apart(circle) | bodies_at_the_table(circle) | bodies_of_team(circle) | bodies_of_asking(circle)
    return there | bodies_of_school(circle.other_desk) | bodies_of_reported()


def bodies_of(circle: Circle, person: Person) -> dict[str, dict[str, Any]]:
    noor = circle.child
    alike = list(Card.objects.filter(child=noor, kind="help", voice__letter="M", shares__isnull=False)[:2])
    words = {"text": "Een paar woorden", "date": "2021", "audience": "circle"}
    until = timezone.localdate() + timedelta(days=90)
    return {
        "cards:new": {"kind": "help"},
        "cards:tie": {"cards": [str(card.pk) for card in alike]},
        "cards:refuse_pair": {"cards": [str(card.pk) for card in alike]},
        "cards:date": {"date": "voorjaar 2021"},
        "cards:write": words,
        "cards:own": words,
        "cards:write_step": {"text": "Een paar woorden"},
        "cards:keep": {"text": "Nog bezig"},
        "cards:remark": {"text": "Dat herken ik"},
        "cards:audience": {"audience": "circle"},
        "cards:typing": typed_body(noor),
        "cards:keep_line": typed_body(noor),
        "children:facts": {"name": noor.name, "birth_date": noor.birth_date.isoformat()},
        "children:circle": {"name": "Oma", "role": "other", "language": "nl"},
        "children:ask_colleague": {"member": str(member_not_here(circle))},
        "children:add_contact": {"name": "Buur", "relation": "network"},
        "children:secret_address": {"reason": "Beslissing van de rechter"},
        "children:handover": {"successor": "nobody", "why_nobody": "De hulp is klaar, dag allemaal"},
        "children:authority": {"kind": "parent", "proof": "register"},
        "children:settle_authority": {"answer": "agree"},
        "children:emergency": {"reason": "Het kind is nu echt in nood"},
        "children:ask_for_consent": ask_body(noor, person, until),
        "children:question": answer_body(noor, person),
        "children:told": {"who": str(Place.objects.get(child=noor, role=Role.FATHER).pk), "answer": "no", "how": "oral"},
        **sharing_bodies(noor, person),
        "children:ask": {"text": "Dit klopt niet"},
        "children:answer": {"number": str(NOWHERE), "text": "Zo zit het"},
        "children:alert_seen": {"number": str(NOWHERE)},
        "children:sample": {"draw": "1"},
        "children:log_manager": {"member": str(Membership.objects.filter(organisation=circle.school)[0].pk)},
        "retention:leaving": {"left_on": noor_left()},
        "retention:pause": {"reason": "court", "until": (timezone.localdate() + timedelta(days=30)).isoformat()},
        **bodies_elsewhere(circle),
        "timeline:papers": {"make": "poster", "paper": "a4"},
        "cards:others": {"sentences": first_sentence(shared_card(noor))},
        "cards:state": {"statement": "Zo was het niet"},
        "mydata:take": {"with_media": "on"},
        "mydata:ask": {"to": str(circle.school.pk), "text": "Dit klopt niet"},
        "mydata:answer": {"outcome": "granted", "text": "Gedaan"},
        "mydata:contact": {"officer": "Iemand"},
    }


def first_sentence(card: Card) -> list[str]:
    version = card.versions.order_by("-number").first()
    return list(sentences_of([version.words] if version else []))[:1]


def noor_left() -> str:
    return timezone.localdate().isoformat()


def member_not_here(circle: Circle) -> Any:
    """A colleague of the school who stands in no place of this circle."""
    here = Place.objects.filter(child=circle.child, ended__isnull=True).values("person")
    return first_key(Membership.objects.filter(organisation=circle.school).exclude(person__in=here))


def sharing_bodies(child: Child, person: Person) -> dict[str, dict[str, Any]]:
    place = Place.objects.filter(child=child, person=person, taken__isnull=False).first()
    if place is None or Right.SHARE_WITHOUT_CONSENT not in RIGHTS[place.role]:
        return {}
    filled = sharing_body(open_dossier(person, child.pk))
    return {
        "cards:sharing_new": filled,
        "cards:sharing_write": filled,
        "cards:sharing_tell": {"words": "Nu wel"},
        "cards:sharing_review": {"review": "Het was nodig"},
    }


def ask_body(child: Child, person: Person | None, until) -> dict[str, str]:
    own = Place.objects.filter(child=child, person=person).values_list("organisation", flat=True).first()
    other = Place.objects.filter(child=child, organisation__isnull=False).exclude(organisation=own).first()
    return {"other": str(other.organisation_id), "they": "on", "purpose": "help_together", "until": until.isoformat()}


def answer_body(child: Child, person: Person | None) -> dict[str, str]:
    place = Place.objects.filter(child=child, person=person).first()
    asked = ConsentAsked.objects.filter(child=child).order_by("asked_at").first()
    if place is None or asked is None or place.role not in [*CHECKED_ROLES, Role.CHILD]:
        return {"answer": "no", "shown": "niets"}
    try:
        from_here = consent_text(open_dossier(place.person, child.pk), asked)
    except NotLetIn:
        from_here = "niets"
    return {"answer": "no", "shown": text_hash(from_here)}
