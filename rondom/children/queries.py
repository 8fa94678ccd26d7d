"""Who stands round the child, and the welcome page."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondom.children.access import Reader, family_of
from rondom.children.authority_changes import why_not_known_at_work
from rondom.children.changes import Changes, changes_of
from rondom.children.colleagues import known_at_a_desk
from rondom.children.deciders import Band, band_of
from rondom.children.dossier import Dossier
from rondom.children.models import (
    Child,
    Contact,
    Coordinator,
    EmergencyAccess,
    Place,
    Proof,
    Role,
    SecretAddress,
    Voice,
)
from rondom.children.rights import (
    CARE_ROLES,
    CHECKED_ROLES,
    FAMILY_ROLES,
    HELPERS,
    PARENTS,
    PROFESSIONALS,
    RIGHTS,
    SCHOOL_ROLES,
    SENT,
    Facts,
    Level,
    Right,
    Standing,
    decide,
    keeps_safety,
)
from rondom.children.roles import INVITES
from rondom.children.rules import may_hand_over, may_make_paper, needs_handover
from rondom.children.whereabouts import circle_for, marked
from rondom.people.models import Invitation, Person
from rondom.people.queries import invitation_of, is_of_recovery, with_paper_card


def voices_in(dossier: Dossier) -> tuple[Voice, ...]:
    """The voices that the reader hears: who may not know where the child is, the own one only."""
    voices = Voice.objects.inside(dossier).order_by("order", "letter")
    return tuple(voices.filter(places=dossier.place) if dossier.reader.is_shielded else voices)


def say_voice(voice: Voice) -> str:
    """What a voice is called, in the reader's language where it is a word that we know: mother, school."""
    return _(voice.label)


def circle_in(dossier: Dossier) -> QuerySet[Place]:
    return (
        Place.objects.inside(dossier)
        .filter(ended__isnull=True)
        .select_related("person", "voice", "organisation", "taken", "ended")
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
    is_shielded = dossier.reader.is_shielded
    found = (
        PaperReader(place.pk, place.get_role_display() if is_shielded else place.person.name, family.reader_of(place))
        for place in places
    )
    return tuple(each for each in found if reads(each.reader))


def reads(reader: Reader) -> bool:
    return Right.READ_TIMELINE in RIGHTS[reader.role] and reader.standing == Standing.HOLDS and reader.reads_others


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


def invitation_in(dossier: Dossier, token: str) -> Invitation | None:
    """The invitation of somebody in this circle, by its link; that of a recovery is between its person and the desk."""
    found = invitation_of(token)
    if found is None or is_of_recovery(found):
        return None
    return found if circle_in(dossier).filter(person=found.person_id).exists() else None


@dataclass(frozen=True)
class Neighbour:
    """Somebody in the circle, as the others see this person."""

    place_id: UUID
    has_card: bool
    may_be_helped: bool
    name: str
    letter: str
    role: str
    organisation: str
    is_here: bool
    is_reader: bool
    may_invite_again: bool
    authority: str
    is_checked: bool
    is_guardian: bool
    may_record: bool
    layer: str
    since: date
    is_coordinator: bool
    may_be_coordinator: bool
    may_be_ended: bool
    may_be_handed_over: bool
    is_kin: bool = False  # mother, father or the child: known to each other whatever happens
    is_shielded: bool = False  # may not know where the child is; told to who works here only


@dataclass(frozen=True)
class CirclePage:
    """Who stands round the child: for the welcome page and the page of the circle."""

    child: Child
    child_name: str
    invited_by: str
    circle: tuple[Neighbour, ...]
    layers: tuple[tuple[str, tuple[Neighbour, ...]], ...]
    contacts: tuple[Contact, ...]
    network_name: str
    coordinator: str
    changes: Changes
    may_open_in_emergency: bool
    roles: tuple[tuple[str, str], ...]
    proofs: tuple[tuple[str, str], ...]
    may_invite: bool
    may_correct: bool
    may_see_record: bool
    is_child: bool
    is_formal: bool
    to_review: tuple[EmergencyAccess, ...] = ()
    shows_reach: bool = False
    keeps_safety: bool = False


def circle_page(dossier: Dossier) -> CirclePage:
    page = _page(dossier.child, circle_in(dossier), dossier.person_id, dossier.role, dossier.rights)
    if dossier.role not in FAMILY_ROLES:
        secret = SecretAddress.objects.inside(dossier).filter(until__isnull=True)
        page = marked(page, set(secret.values_list("place", flat=True)))
    if not dossier.reader.reads_others:
        # Others wrote them down: for a parent whose authority was not seen there is no more than on the doorstep.
        page = replace(page, contacts=())
    return replace(
        circle_for(dossier.reader, page),
        may_see_record=dossier.may(Right.SEE_RECORD),
        to_review=to_review(dossier),
        shows_reach=shows_reach(dossier.reader),
        keeps_safety=dossier.place is not None and dossier.organisation_id is not None and keeps_safety(dossier.reader.column),
    )


def shows_reach(reader: Reader) -> bool:
    """How to reach who has no account: for a parent whose authority was seen, and who may read all of the network (K15)."""
    if reader.is_house or (reader.role in CHECKED_ROLES and reader.standing == Standing.HOLDS):
        return True
    return decide(reader.column, "K15", "R", Facts(True, False, False, False)) == Level.ALL


def to_review(dossier: Dossier) -> tuple[EmergencyAccess, ...]:
    """The times that somebody read along in need, for another person to look at."""
    if not dossier.may(Right.REVIEW_EMERGENCY):
        return ()
    waiting = EmergencyAccess.objects.inside(dossier).filter(reviewed_at__isnull=True)
    found = tuple(waiting.exclude(place__person=dossier.person_id).select_related("place__person").order_by("at"))
    return () if found and why_not_known_at_work(dossier) else found


def welcome_page(place: Place) -> CirclePage:
    """What somebody sees before saying yes: who takes part, nothing of what they wrote."""
    circle = (
        Place.objects.filter(child=place.child, ended__isnull=True)
        .select_related("person", "voice", "organisation", "taken", "ended")
        .order_by("voice__order", "offered_at")
    )
    page = _page(place.child, circle, place.person_id, place.role, frozenset())
    return circle_for(family_of(place.child).reader_of(place), page)


LAYERS = {
    "family": gettext_lazy("Gezin"),
    "network": gettext_lazy("Mensen om ons heen"),
    "school": gettext_lazy("School"),
    "help": gettext_lazy("Hulp"),
}


def layer_of(role: str) -> str:
    """In which ring round the child somebody stands."""
    if role in SCHOOL_ROLES:
        return "school"
    if role in PROFESSIONALS:
        return "help"
    return "network" if role == Role.OTHER else "family"


def may_end(child: Child, by: str, reader_id: UUID | None, place: Place) -> bool:
    """Shown only where the action would not refuse."""
    if place.person_id == reader_id or place.role in CHECKED_ROLES | {Role.CHILD}:
        return False
    is_own = band_of(child.birth_date, timezone.localdate()) in (Band.OWN, Band.ADULT)
    if by == Role.CHILD:
        return is_own and place.role not in SCHOOL_ROLES | {Role.FAMILY_GUARDIAN}
    if by in PARENTS:
        return place.role not in SCHOOL_ROLES | SENT and not (is_own and place.role in CARE_ROLES)
    return not needs_handover(place)


def may_shut_card(child: Child, by: str, reader_id: UUID | None, place: Place) -> bool:
    """Who may invite somebody shuts a lost card; a parent the own one and those of own people, never another parent's."""
    if place.person_id == reader_id:
        return True
    if by in PARENTS and place.role == Role.CHILD:
        return band_of(child.birth_date, timezone.localdate()) == Band.CHILD
    return place.role in INVITES.get(by, frozenset())


def may_be_helped(child: Child, place: Place) -> bool:
    """Whose lost keys the desk of the child's organisation makes good: the family's, and its own people's; no others."""
    return place.organisation_id in {None, child.owner_id}


def authority_words(standing: Standing | None) -> str:
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
    family = family_of(child)
    standings = {place.pk: family.reader_of(place).standing for place in places if place.role in CHECKED_ROLES} if rights else {}
    to_shut = [place.person_id for place in places if may_shut_card(child, role, reader_id, place)]
    waiting = [place.person_id for place in places if not hasattr(place, "taken") and role in INVITES] if rights else []
    known = known_at_a_desk(waiting)
    carded = with_paper_card(to_shut) if Right.INVITE in rights else frozenset()
    helps = Right.INVITE in rights and role in HELPERS
    now = Coordinator.objects.filter(child=child, until__isnull=True).select_related("place__person").first()
    coordinator_id = now.place_id if now else None
    people = tuple(
        neighbour(
            place,
            reader_id,
            role,
            rights,
            standings.get(place.pk),
            coordinator_id,
            has_card=place.person_id in carded,
            may_be_helped=helps and may_be_helped(child, place),
            is_known=place.person_id in known,
            may_be_ended=Right.END_PLACE in rights and may_end(child, role, reader_id, place),
        )
        for place in places
    )
    schools = [place.organisation.name for place in places if place.organisation and place.organisation.kind == "school"]
    invites = INVITES.get(role, frozenset())
    return CirclePage(
        child=child,
        child_name=child.first_name,
        invited_by=schools[0] if schools else "",
        circle=people,
        layers=tuple((str(name), tuple(each for each in people if each.layer == key)) for key, name in LAYERS.items()),
        contacts=tuple(Contact.objects.filter(child=child, until__isnull=True)) if rights else (),
        network_name=str(LAYERS["network"]),
        coordinator=now.place.person.name if now else "",
        changes=changes_of([child])[child.pk] if rights else Changes(),
        may_open_in_emergency=Right.OPEN_IN_EMERGENCY in rights,
        roles=tuple((value, str(label)) for value, label in Role.choices if value in invites) if Right.INVITE in rights else (),
        proofs=tuple((value, str(label)) for value, label in Proof.choices),
        may_invite=Right.INVITE in rights,
        may_correct=Right.NOTE_GROUPS in rights,
        may_see_record=False,
        is_child=role == Role.CHILD,
        is_formal=role in PARENTS,
    )


def neighbour(
    place: Place,
    reader_id: UUID | None,
    role: str,
    rights: frozenset[StrEnum],
    standing: Standing | None,
    coordinator_id: UUID | None,
    *,
    has_card: bool,
    may_be_helped: bool,
    is_known: bool,
    may_be_ended: bool,
) -> Neighbour:
    """One in the circle as this reader sees this person. A parent sees the own authority, who works here that of both."""
    is_reader = place.person_id == reader_id
    sees_authority = standing if is_reader or role not in PARENTS else None
    return Neighbour(
        name=place.person.name,
        letter=place.voice.letter,
        role=place.called,
        organisation=place.organisation.name if place.organisation else "",
        place_id=place.pk,
        has_card=has_card,
        may_be_helped=may_be_helped,
        is_here=hasattr(place, "taken"),
        is_reader=is_reader,
        authority=authority_words(sees_authority),
        is_checked=standing == Standing.HOLDS,
        is_guardian=place.role == Role.GUARDIAN,
        layer=layer_of(place.role),
        since=timezone.localdate(place.offered_at),
        is_coordinator=place.pk == coordinator_id,
        may_be_coordinator=Right.NAME_COORDINATOR in rights and place.pk != coordinator_id and is_coordinating_role(place),
        may_be_ended=may_be_ended,
        may_be_handed_over=may_hand_over(rights, reader_id, place),
        may_record=Right.RECORD_AUTHORITY in rights and place.role in CHECKED_ROLES,
        is_kin=place.role in {Role.MOTHER, Role.FATHER, Role.CHILD},
        may_invite_again=Right.INVITE in rights
        and not (is_known or hasattr(place, "taken"))
        and may_make_paper(place, role, reader_id),
    )


def is_coordinating_role(place: Place) -> bool:
    return hasattr(place, "taken") and place.role in PROFESSIONALS | PARENTS
