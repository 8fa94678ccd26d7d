"""Handing over to who takes over, and leaving after that."""

from collections.abc import Mapping

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.children.access import family_of
from rondom.children.actions.circle import lock
from rondom.children.actions.involvement import about_involvement, ended_now
from rondom.children.actions.tell import tell
from rondom.children.dossier import Dossier
from rondom.children.handover import reads_introduction
from rondom.children.models import Audience, Handover, Place, PlaceEnded
from rondom.children.queries import circle_in
from rondom.children.rights import Right
from rondom.children.rules import why_not_hand_over, why_not_introduce, why_not_leave, why_not_note, why_not_to_nobody


@action("circle.handed_over", needs=Right.HAND_OVER)
def hand_over(
    dossier: Dossier,
    *,
    place: Place,
    successor: Place | None,
    introduction: str = "",
    note: Mapping[str, str],
    why_nobody: str = "",
) -> Handover:
    """Who takes over, in words for the family and in words for who comes; or why nobody does. The family gets a letter."""
    lock(dossier)
    refuse_if(why_not_hand_over(dossier, place, successor))
    if successor is None:
        refuse_if(why_not_to_nobody(why_nobody))
        introduction = ""
    else:
        refuse_if(why_not_introduce(introduction) or why_not_note(note))
        why_nobody = ""
    handover, _is_new = Handover.objects.update_or_create(
        place=place,
        defaults={
            "successor": successor,
            "introduction": introduction.strip(),
            "note": {name: text.strip() for name, text in note.items() if text.strip()},
            "why_nobody": why_nobody.strip(),
            "by_id": dossier.person_id,
            "at": timezone.now(),
            **about_involvement(dossier),
            "audience": Audience.FAMILY,
        },
    )
    family = family_of(dossier.child)
    people = [each for each in circle_in(dossier) if reads_introduction(family.reader_of(each))]
    tell(dossier, [*people, *([successor] if successor else [])])
    return handover


@action("circle.place_left", needs=Right.HAND_OVER, act=Act.UPDATE)
def leave(dossier: Dossier, *, place: Place) -> PlaceEnded:
    """Somebody of school or help stops by the own word, handed over; the next page is already closed."""
    lock(dossier)
    refuse_if(why_not_leave(dossier, place))
    return ended_now(dossier, place)
