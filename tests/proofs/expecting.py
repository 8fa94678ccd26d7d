"""Who may read which card, told from the tables of the rules alone: the oracle of the matrix, and audiences by hand."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from rondom.children.models import Authority, Child, ConsentAnswered, ConsentAsked, ConsentLine, Place, Role
from tests.children import test_matrix as slow
from tests.oracle.matrix import expected

FAMILY = {"mother", "father", "carer", "guardian", "foster_parent", "child", "other"}
SCHOOL = {"teacher", "care_coordinator", "school_leader", "behavioural_scientist", "support_assistant"}
CARE = {"school_social_worker", "youth_worker", "neighbourhood_team", "nurse"}
MEANT_FOR: dict[str, set[str]] = {
    "circle": FAMILY | SCHOOL | CARE | {"family_guardian"},
    "family": FAMILY,
    "family_and_school": FAMILY | SCHOOL,
    "family_and_care": FAMILY | CARE,
    "teacher_and_parents": {"mother", "father", "carer", "guardian", "foster_parent", "teacher"},
    "teacher": {"teacher"},
}
LIKE = {"other": "foster_parent", "behavioural_scientist": "teacher", "family_guardian": "gi"}
NEED_AUTHORITY = {"mother", "father", "carer", "guardian"}


@dataclass
class Told:
    """The rows that decide, read once, in the shape in which the slow reference wants them."""

    child: Child
    authorities: Sequence[Authority]
    lines: Sequence[ConsentLine]
    asked: Sequence[ConsentAsked]
    answers: Sequence[ConsentAnswered]
    parents: Sequence[Place] = ()
    in_need: bool = False  # who reads opened an hour in need


def told_of(child: Child) -> Told:
    return Told(
        child,
        list(Authority.objects.filter(place__child=child).select_related("place").order_by("recorded_at")),
        list(ConsentLine.objects.filter(asked__child=child).select_related("asked")),
        list(ConsentAsked.objects.filter(child=child)),
        list(ConsentAnswered.objects.filter(asked__child=child).order_by("at")),
        list(Place.objects.filter(child=child, role__in=NEED_AUTHORITY, ended__isnull=True)),
    )


def column(told: Told, place: Place) -> str:
    if place.role == Role.CHILD:
        years = slow.age(told)
        return "child_under_12" if years < 12 else "child_12_15" if years < 16 else "child_16_up"
    if place.role not in NEED_AUTHORITY:
        return LIKE.get(place.role, str(place.role))
    as_parent = Place(person_id=place.person_id, role=Role.MOTHER, has_custody=place.has_custody)
    rows = [each for each in told.authorities if each.place_id == place.pk]
    found = slow.column_slowly(Told(told.child, [Held(each, as_parent) for each in rows], [], [], []), as_parent)
    return "guardian" if place.role == "guardian" and found.startswith("gz_") else found


class Held:
    """A row of authority as if it were of this place: the slow reference compares places by identity."""

    def __init__(self, row: Authority, place: Place) -> None:
        self.place, self.until, self.check_again_on = place, row.until, row.check_again_on
        self.recorded_at = row.recorded_at


def reads_meeting(told: Told, place: Place, *, is_invited: bool) -> bool:
    """What the rules say of a meeting and what was agreed (K08): `?` is who was invited, and consent is that somebody may read
    along at all."""
    with now_is_now():
        role = column(told, place)
        if role in ("unknown", "parent_without_authority"):
            return False
        some = told.in_need or any(slow.allowed_slowly(told, place, line.kind, line.source_id) for line in told.lines)
    found = expected(role, "K08", "R", has_link=True, is_own=False, is_opened=is_invited or told.in_need, has_consent=some)
    return found == "full"


@contextmanager
def now_is_now() -> Iterator[None]:
    """The slow reference has a clock of its own, that stands still; here it is the time that it is."""
    stood = slow.TODAY
    slow.TODAY = timezone.now()
    try:
        yield
    finally:
        slow.TODAY = stood


def may_read(told: Told, place: Place, *, kind: str, owner: Any, audience: str, is_own: bool) -> bool:
    """What the rules say of something that was shared."""
    with now_is_now():
        return weighed(told, place, kind, owner, audience, is_own)


def weighed(told: Told, place: Place, kind: str, owner: Any, audience: str, is_own: bool) -> bool:
    role = column(told, place)
    if role == "parent_without_authority":
        return False
    if is_own:
        return True
    # An hour in need lifts consent and chosen readers, never a cell; what a child told its teacher alone stays there.
    is_lifted = told.in_need and audience != "teacher"
    is_opened = role != "unknown" and (is_lifted or place.role in MEANT_FOR[audience])
    if not is_opened:
        return False
    has_consent = told.in_need or kind in ("K06", "K07") or slow.allowed_slowly(told, place, kind, owner)
    return expected(role, kind, "R", has_link=True, is_own=False, is_opened=True, has_consent=has_consent) == "full"
