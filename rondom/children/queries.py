"""Who stands round the child, in which groups it was, and the welcome page."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone

from rondom.children.dossier import Dossier, places_of
from rondom.children.models import Child, GroupInYear, Place, Role, Voice
from rondom.children.rights import HELPERS, Right
from rondom.children.schooling import GroupYear, groups_of
from rondom.people.models import Invitation, Person
from rondom.people.queries import hashed, invitation_of, with_paper_card


def voices_in(dossier: Dossier) -> tuple[Voice, ...]:
    return tuple(Voice.objects.inside(dossier).order_by("order", "letter"))


def groups_in(dossier: Dossier) -> tuple[GroupYear, ...]:
    """The child's groups by school year: what is noted, and counted on from the birth date where nothing is."""
    return groups_of(dossier.child.birth_date, noted_groups_in(dossier), timezone.localdate())


def noted_groups_in(dossier: Dossier) -> tuple[tuple[str, int, str], ...]:
    """Group, first year of the school year and note, as somebody wrote them down."""
    return tuple(GroupInYear.objects.inside(dossier).values_list("group", "start_year", "note"))


def circle_in(dossier: Dossier) -> QuerySet[Place]:
    return (
        Place.objects.inside(dossier)
        .filter(ended__isnull=True)
        .select_related("person", "voice", "organisation", "taken")
        .order_by("voice__order", "offered_at")
    )


def children_of(person: Person) -> tuple[Child, ...]:
    """The children in whose circle somebody stands: a caseload, or one's own child."""
    children = [place.child for place in places_of(person).select_related("child")]
    return tuple(sorted(children, key=lambda child: child.name.casefold()))


def roles_of(person: Person) -> set[str]:
    """As what somebody stands in circles, or is asked to: this decides what somebody must have to come in."""
    return set(Place.objects.filter(person=person, ended__isnull=True).values_list("role", flat=True))


def without_a_child_since(person: Person) -> datetime | None:
    """Since when somebody has no child any more, also none to whom this person was asked; None while there is one."""
    places = Place.objects.filter(person=person)
    if places.filter(ended__isnull=True).exists():
        return None
    return places.aggregate(last=Max("ended__at"))["last"] or person.made_at


def place_in(dossier: Dossier, place_id: UUID) -> Place | None:
    return circle_in(dossier).filter(pk=place_id).first()


def invitation_in(dossier: Dossier, token: str, code: str) -> Invitation | None:
    """The invitation of somebody in this circle, for who has its link and its code in hand."""
    found = invitation_of(token)
    right = found is not None and compare_digest(found.code_hash, hashed(token + code))
    return found if right and circle_in(dossier).filter(person=found.person_id).exists() else None  # type: ignore[union-attr]


@dataclass(frozen=True)
class Neighbour:
    """Somebody in the circle, as the others see this person."""

    place_id: UUID
    has_card: bool
    name: str
    letter: str
    role: str
    organisation: str
    is_here: bool
    is_reader: bool


@dataclass(frozen=True)
class CirclePage:
    """Who stands round the child: for the welcome page and the page of the circle."""

    child: Child
    child_name: str
    invited_by: str
    circle: tuple[Neighbour, ...]
    may_invite: bool
    may_help: bool
    is_child: bool


def circle_page(dossier: Dossier) -> CirclePage:
    return _page(dossier.child, circle_in(dossier), dossier.person_id, dossier.role, may_invite=dossier.may(Right.INVITE))


def welcome_page(place: Place) -> CirclePage:
    """What somebody sees before saying yes: who takes part, nothing of what they wrote."""
    circle = (
        Place.objects.filter(child=place.child, ended__isnull=True)
        .select_related("person", "voice", "organisation", "taken")
        .order_by("voice__order", "offered_at")
    )
    return _page(place.child, circle, place.person_id, place.role, may_invite=False)


def _page(child: Child, circle: QuerySet[Place], reader_id: UUID | None, role: str, *, may_invite: bool) -> CirclePage:
    places = tuple(circle)
    carded = with_paper_card([place.person_id for place in places]) if may_invite else frozenset()
    schools = [place.organisation.name for place in places if place.organisation and place.organisation.kind == "school"]
    return CirclePage(
        child=child,
        child_name=child.first_name,
        invited_by=schools[0] if schools else "",
        circle=tuple(
            Neighbour(
                place_id=place.pk,
                has_card=place.person_id in carded,
                name=place.person.name,
                letter=place.voice.letter,
                role=place.called,
                organisation=place.organisation.name if place.organisation else "",
                is_here=hasattr(place, "taken"),
                is_reader=place.person_id == reader_id,
            )
            for place in places
        ),
        may_invite=may_invite,
        may_help=may_invite and role in HELPERS,
        is_child=role == Role.CHILD,
    )
