"""What may stand in a text for somebody round a child, where nobody may read who it is. Dutch, as the texts are."""

from collections.abc import Iterable, Mapping

from rondom.children.models import Child, Place, Role
from rondom.people.models import Organisation, OrganisationKind

THE_CHILD = "het kind"
SPOKEN_OF: Mapping[str, str] = {
    Role.MOTHER: "moeder",
    Role.FATHER: "vader",
    Role.CARER: "een verzorger",
    Role.GUARDIAN: "een verzorger",
    Role.FOSTER_PARENT: "een pleegouder",
    Role.CHILD: THE_CHILD,
    Role.TEACHER: "de leerkracht",
}
SORTS: Mapping[str, str] = {OrganisationKind.SCHOOL: "een school"}


def place_spoken_of(place: Place) -> Iterable[tuple[str, str]]:
    """The name of somebody of the circle and of the organisation, each with what may stand for it."""
    yield place.person.name, SPOKEN_OF.get(place.role, "iemand")
    if place.organisation:
        yield from organisation_spoken_of(place.organisation)


def organisation_spoken_of(organisation: Organisation) -> Iterable[tuple[str, str]]:
    yield organisation.name, SORTS.get(organisation.kind, "een organisatie")


def child_spoken_of(child: Child) -> Iterable[tuple[str, str]]:
    yield child.name, THE_CHILD


def by_name(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each name once. Where two are called the same, it is told of none of them which it is."""
    names: dict[str, str] = {}
    for name, instead in found:
        if name:
            names[name] = instead if names.get(name, instead) == instead else ""
    return names
