"""Who stands round the child, in which groups it was, and the welcome page."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.children.access import Reader, family_of
from rondom.children.dossier import Dossier, places_of
from rondom.children.models import Child, GroupInYear, Place, Proof, Role, Voice
from rondom.children.rights import CHECKED_ROLES, INVITES, RIGHTS, Right, Standing
from rondom.children.schooling import GroupYear, groups_of, school_year_of
from rondom.people.models import Person


def voices_in(dossier: Dossier) -> tuple[Voice, ...]:
    return tuple(Voice.objects.inside(dossier).order_by("order", "letter"))


def say_voice(voice: Voice) -> str:
    """What a voice is called, in the reader's language where it is a word that we know: mother, school."""
    return _(voice.label)


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


@dataclass(frozen=True)
class PaperReader:
    """Somebody for whom a paper may be made, and what this person may read."""

    place_id: UUID
    name: str
    reader: Reader


def paper_readers_in(dossier: Dossier) -> tuple[PaperReader, ...]:
    """Everybody in the circle who reads the timeline. Who may not read it, or not yet, gets no paper either."""
    family = family_of(dossier.child)
    places = circle_in(dossier)
    found = (PaperReader(place.pk, place.person.name, family.reader_of(place)) for place in places)
    return tuple(each for each in found if reads(each.reader))


def reads(reader: Reader) -> bool:
    return Right.READ_TIMELINE in RIGHTS[reader.role] and reader.standing == Standing.HOLDS


def children_of(person: Person) -> tuple[Child, ...]:
    """The children in whose circle somebody stands: a caseload, or one's own child."""
    children = [place.child for place in places_of(person).select_related("child")]
    return tuple(sorted(children, key=lambda child: child.name.casefold()))


@dataclass(frozen=True)
class Neighbour:
    """Somebody in the circle, as the others see this person."""

    name: str
    letter: str
    role: str
    organisation: str
    place_id: UUID
    is_here: bool
    is_reader: bool
    may_invite_again: bool
    authority: str
    is_checked: bool
    is_guardian: bool
    may_record: bool


@dataclass(frozen=True)
class CirclePage:
    """Who stands round the child: for the welcome page and the page of the circle."""

    child: Child
    child_name: str
    invited_by: str
    circle: tuple[Neighbour, ...]
    roles: tuple[tuple[str, str], ...]
    proofs: tuple[tuple[str, str], ...]
    may_invite: bool
    may_correct: bool
    may_see_record: bool
    is_child: bool


def circle_page(dossier: Dossier) -> CirclePage:
    page = _page(dossier.child, circle_in(dossier), dossier.person_id, dossier.role, dossier.rights)
    return replace(page, may_see_record=dossier.may(Right.SEE_RECORD))


def welcome_page(place: Place) -> CirclePage:
    """What somebody sees before saying yes: who takes part, nothing of what they wrote."""
    circle = (
        Place.objects.filter(child=place.child, ended__isnull=True)
        .select_related("person", "voice", "organisation", "taken")
        .order_by("voice__order", "offered_at")
    )
    return _page(place.child, circle, place.person_id, place.role, frozenset())


def authority_words(place: Place, standing: Standing | None) -> str:
    """How it stands with the authority of a parent, for who is in the circle."""
    if standing is None:
        return ""
    return {
        Standing.HOLDS: _("beslist mee, gezag is gezien"),
        Standing.NONE: _("beslist niet mee"),
        Standing.UNKNOWN: _("gezag nog niet gezien: delen kan nog niet"),
    }[standing]


def _page(child: Child, circle: QuerySet[Place], reader_id: UUID | None, role: str, rights: frozenset[StrEnum]) -> CirclePage:
    places = tuple(circle)
    may_invite, may_correct = Right.INVITE in rights, Right.NOTE_GROUPS in rights
    invites = INVITES.get(role, frozenset())
    family = family_of(child)
    standings = {place.pk: family.reader_of(place).standing for place in places if place.role in CHECKED_ROLES} if rights else {}
    schools = [place.organisation.name for place in places if place.organisation and place.organisation.kind == "school"]
    return CirclePage(
        child=child,
        child_name=child.first_name,
        invited_by=schools[0] if schools else "",
        circle=tuple(
            Neighbour(
                name=place.person.name,
                letter=place.voice.letter,
                role=place.called,
                organisation=place.organisation.name if place.organisation else "",
                place_id=place.pk,
                is_here=hasattr(place, "taken"),
                is_reader=place.person_id == reader_id,
                authority=authority_words(place, standings.get(place.pk)),
                is_guardian=place.role == Role.GUARDIAN,
                is_checked=standings.get(place.pk) == Standing.HOLDS,
                may_record=Right.RECORD_AUTHORITY in rights and standings.get(place.pk) == Standing.UNKNOWN,
                may_invite_again=may_invite and place.person_id != reader_id and place.role in invites,
            )
            for place in places
        ),
        roles=tuple((value, str(label)) for value, label in Role.choices if value in invites) if may_invite else (),
        proofs=tuple((value, str(label)) for value, label in Proof.choices),
        may_invite=may_invite,
        may_correct=may_correct,
        may_see_record=False,
        is_child=role == Role.CHILD,
    )


@dataclass(frozen=True)
class FactsPage:
    """The facts of a child that stand under the timeline: name, birth date, groups."""

    child: Child
    child_name: str
    years: tuple[int, ...]
    groups: tuple[tuple[str, int, str], ...]
    initial: dict[str, Any]


def facts_page(dossier: Dossier) -> FactsPage:
    """The school years from the toddler group until now, with the groups as noted or counted."""
    child, today = dossier.child, timezone.localdate()
    groups = groups_in(dossier)
    first = min([child.birth_date.year + 3, *(group.start.year for group in groups)])
    last = max(school_year_of(today)[0].year, first)
    initial: dict[str, Any] = {"name": child.name, "birth_date": child.birth_date}
    for group in groups:
        initial |= {f"group_{group.start.year}": group.group, f"note_{group.start.year}": group.note}
    return FactsPage(
        child=child,
        child_name=child.first_name,
        years=tuple(range(first, last + 1)),
        groups=tuple((group.group, group.start.year, group.note) for group in groups),
        initial=initial,
    )
