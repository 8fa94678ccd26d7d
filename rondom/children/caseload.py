"""The door of who works with many children: all of them at once, in a fixed number of questions and one line of the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rondom.base.models import Act
from rondom.base.record import record_system
from rondom.base.seal import lay_out, nothing_laid_out
from rondom.children.access import Family, families_of, key_of
from rondom.children.changes import MANY, changes_of
from rondom.children.consents import says_yes
from rondom.children.deciders import local_day
from rondom.children.dossier import open_places_of, places_of, rights_of
from rondom.children.models import (
    AuthorityChange,
    Child,
    ConsentAsked,
    Contact,
    Coordinator,
    DiscretionaryShare,
    EmergencyAccess,
    Place,
)
from rondom.children.rights import CHECKED_ROLES, NO_AUTHORITY, Right, Standing
from rondom.children.schooling import age_on
from rondom.children.spoken_of import by_name, child_spoken_of, organisation_spoken_of, place_spoken_of
from rondom.people.models import Membership, Person

SOON = timedelta(days=30)
# Who still has to answer or come in is for who asks and brings together, not for everyone of the circle.
DEALS_WITH_IT = frozenset({Right.ASK_CONSENT, Right.RECORD_AUTHORITY})


@dataclass(frozen=True)
class Caseload:
    """The children in whose circle somebody stands, with this person's own place in each."""

    person_id: UUID
    places: tuple[Place, ...]
    families: dict[UUID, Family]

    @property
    def children(self) -> tuple[Child, ...]:
        return tuple(place.child for place in self.places)


def open_caseload(person: Person) -> Caseload:
    """The children whose own door would open too: a parent without authority finds nothing here either."""
    places = list(places_of(person).select_related("child"))
    families = families_of([place.child for place in places])
    opened = [place for place in places if families[place.child_id].reader_of(place).column != NO_AUTHORITY]
    record_system("children.listed", Act.READ, person_id=person.pk, subject=[place.child for place in opened])
    lay_out(*(place.child_id for place in opened))
    return Caseload(person.pk, tuple(sorted(opened, key=lambda place: place.child.name.casefold())), families)


def known_names(person: Person) -> dict[str, str]:
    """What the children and people of somebody's work are called and where they are, to find in a text that this person writes;
    each with what may stand there instead.

    It leaves no line: nothing of it is shown, and who asks at that moment is exactly what nobody may know (R57). The keys are
    away again before it returns.
    """
    with nothing_laid_out():
        places = list(places_of(person).select_related("child"))
        children = [place.child_id for place in places]
        lay_out(*children)
        found = [pair for place in places for pair in child_spoken_of(place.child)]
        towns = [place.child.facts.get(each, "") for place in places for each in ("home_municipality", "school_municipality")]
        for each in Place.objects.filter(child__in=children).select_related("person", "organisation"):
            found += place_spoken_of(each)
            towns += [each.organisation.municipality] if each.organisation else []
        found += [(each.name, "") for each in Contact.objects.filter(child__in=children)]
        for works in Membership.objects.filter(person=person).select_related("organisation"):
            found += organisation_spoken_of(works.organisation)
            towns.append(works.organisation.municipality)
        return by_name([*found, *((town, "een plaats") for town in towns)])


def waits_at_the_door(person: Person) -> tuple[UUID, ...]:
    """The children in whose circle somebody is invited and has not begun: whose doorstep would open."""
    places = list(open_places_of(person).filter(taken__isnull=True).select_related("child").order_by("offered_at"))
    families = families_of([place.child for place in places])
    return tuple(place.child_id for place in places if families[place.child_id].reader_of(place).column != NO_AUTHORITY)


@dataclass(frozen=True)
class Attention:
    """Something that waits for somebody, and the page where it is dealt with."""

    words: str
    page: str


@dataclass(frozen=True)
class InCaseload:
    child: Child
    age: str
    role: str
    coordinator: str
    changes: int
    attention: tuple[Attention, ...]


def caseload_page(caseload: Caseload) -> tuple[InCaseload, ...]:
    """Every child with what needs attention of who can deal with it, those who need it first."""
    children, families = caseload.children, caseload.families
    circles = circles_of(children)
    coordinators = {
        each.child_id: each.place.person.name
        for each in Coordinator.objects.filter(child__in=children, until__isnull=True).select_related("place__person")
    }
    in_need = set(
        EmergencyAccess.objects.filter(place__child__in=children, reviewed_at__isnull=True).values_list("place__child", flat=True)
    )
    shared = without_consent(caseload)
    to_second = authority_to_second(caseload)
    changes, today = changes_of(children), timezone.localdate()
    found = [
        InCaseload(
            child=place.child,
            age=_("%(n)s jaar") % {"n": age_on(place.child.birth_date, today)},
            role=place.called,
            coordinator="" if families[place.child_id].reader_of(place).is_shielded else coordinators.get(place.child_id, ""),
            attention=(
                *shared.get(place.child_id, ()),
                *(to_second.get(place.child_id, ()) if may_record(families[place.child_id], place) else ()),
                *(
                    attention_of(
                        families[place.child_id],
                        circles.get(place.child_id, []),
                        has_coordinator=place.child_id in coordinators,
                        has_emergency=place.child_id in in_need,
                    )
                    if deals_with_it(families[place.child_id], place)
                    else ()
                ),
            ),
            changes=many(changes[place.child_id].left) if deals_with_it(families[place.child_id], place) else 0,
        )
        for place in caseload.places
    ]
    return tuple(sorted(found, key=lambda each: not each.attention))


def without_consent(caseload: Caseload) -> dict[UUID, list[Attention]]:
    """What was laid before this person to decide on, or to look at again, of sharing without consent (R51)."""
    found: dict[UUID, list[Attention]] = {}
    waiting = DiscretionaryShare.objects.filter(second__in=caseload.places, submitted_at__isnull=False)
    asks = Q(confirmed_at__isnull=True, ended_at__isnull=True)
    for share in waiting.filter(asks | Q(confirmed_at__isnull=False, reviewed_at__isnull=True)):
        words = _("delen zonder toestemming: kijk dit na") if share.confirmed_at else _("delen zonder toestemming: beslis mee")
        found.setdefault(share.child_id, []).append(Attention(words, "cards:sharings"))
    return found


def authority_to_second(caseload: Caseload) -> dict[UUID, list[Attention]]:
    """Changes of authority that somebody else proposed."""
    waiting = AuthorityChange.objects.filter(place__child__in=caseload.children, settled_at__isnull=True)
    words = Attention(_("gezag: kijk als tweede mee"), "children:circle")
    return {child: [words] for child in waiting.exclude(by=caseload.person_id).values_list("place__child", flat=True)}


def may_record(family: Family, place: Place) -> bool:
    return Right.RECORD_AUTHORITY in rights_of(family.reader_of(place))


def deals_with_it(family: Family, place: Place) -> bool:
    return bool(rights_of(family.reader_of(place)) & DEALS_WITH_IT)


def many(left: int) -> int:
    """So many changes that a family tires of them; fewer are no sign."""
    return left if left >= MANY else 0


def circles_of(children: Sequence[Child]) -> dict[UUID, list[Place]]:
    circles: dict[UUID, list[Place]] = {}
    for place in Place.objects.filter(child__in=children, ended__isnull=True).select_related("person", "taken"):
        circles.setdefault(place.child_id, []).append(place)
    return circles


def attention_of(
    family: Family, circle: Sequence[Place], *, has_coordinator: bool, has_emergency: bool
) -> tuple[Attention, ...]:
    found = []
    if has_emergency:
        found.append(Attention(_("noodtoegang nog niet nagekeken"), "children:circle"))
    if any(place.role in CHECKED_ROLES and family.reader_of(place).standing == Standing.UNKNOWN for place in circle):
        found.append(Attention(_("gezag nog niet gezien"), "children:circle"))
    if not has_coordinator:
        found.append(Attention(_("nog geen aanspreekpunt"), "children:circle"))
    found.extend(consent_attention(family, circle))
    waiting = [place.person.name for place in circle if not hasattr(place, "taken")]
    if waiting:
        found.append(Attention(_("uitgenodigd, nog niet binnen: %(names)s") % {"names": ", ".join(waiting)}, "children:circle"))
    return tuple(found)


def consent_attention(family: Family, circle: Sequence[Place]) -> list[Attention]:
    """Questions that wait for an answer, and what ends within a month."""
    today = local_day(family.now)
    asked = {line.asked_id: line.asked for line in family.lines if line.asked.until >= today}
    waits, ends = set(), []
    for question in asked.values():
        missing = waiting_for(family, question, circle)
        waits |= missing
        if not missing and question.until - today <= SOON:
            ends.append(question.until)
    found = []
    if waits:
        found.append(Attention(_("toestemming wacht op: %(who)s") % {"who": ", ".join(sorted(waits))}, "children:consents"))
    if ends:
        days = (min(ends) - today).days
        words = ngettext("toestemming stopt over %(n)s dag", "toestemming stopt over %(n)s dagen", days) % {"n": days}
        found.append(Attention(words, "children:consents"))
    return found


def waiting_for(family: Family, asked: ConsentAsked, circle: Sequence[Place]) -> set[str]:
    needed = frozenset().union(
        *(family.deciders(line.kind) or frozenset() for line in family.lines if line.asked_id == asked.pk)
    )
    answered = {each.person for each in family.given(asked.pk)}
    return {
        place.called
        for place in circle
        if key_of(place) in needed and key_of(place) not in answered and not says_yes(family, asked, key_of(place))
    }
