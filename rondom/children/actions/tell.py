"""Letting people know that something waits for them: a letter that does not say what (rule R105)."""

from collections.abc import Iterable

from rondom.base.letters import letter_to
from rondom.children.access import family_of, key_of
from rondom.children.dossier import Dossier
from rondom.children.models import Place
from rondom.children.queries import circle_in


def tell(dossier: Dossier, places: Iterable[Place]) -> None:
    """A letter to each of them who came in once, and not to who does it: they know."""
    people = {place.person for place in places if hasattr(place, "taken") and place.person_id != dossier.person_id}
    for person in people:
        letter_to(person, "news")


def tell_deciders(dossier: Dossier, kinds: Iterable[str], *, is_of_reading: bool = False) -> None:
    """A letter to everyone who decides now about one of these kinds of information.

    Of what others did only who reads it: a letter that leads who may not know where the child is to nothing, is a hint.
    """
    family = family_of(dossier.child)
    needed = {key for kind in kinds for key in family.deciders(kind) or ()}
    hidden = family.shielded if is_of_reading else frozenset()
    tell(dossier, (place for place in circle_in(dossier) if key_of(place) in needed and place.pk not in hidden))
