"""The doors of who is at one table without a place in the circle: the screen on the wall, and a guest (decision 0032).

What they are given hangs on a host, and is asked anew each time: of a wall who opened it, of a guest who of the family said yes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.signing import b62_decode
from django.db import transaction
from django.utils import timezone

from rondom.base.models import Act
from rondom.base.record import locked_head, record
from rondom.base.seal import lay_out
from rondom.children.access import Family, Reader, families_of
from rondom.children.dossier import Dossier, weigh_again
from rondom.children.models import Child, Place, Role
from rondom.children.rights import CHECKED_ROLES, FAMILY_ROLES, Right, Standing
from rondom.meetings.codes import code_of, key_of, secret_in
from rondom.meetings.looks import begins_to_wait
from rondom.meetings.models import GuestAnswered, Invited, Meeting, Nod, TableCode, TableGuest, Wall, reads

WALL, GUEST, DOORWAY = "wall", "guest", "doorway"
# A screen that waits longer for its meeting than this shows another code.
SCREEN_WAITS = timedelta(minutes=10)
READS_NOTHING = Reader(GUEST, GUEST, None, Standing.UNKNOWN, frozenset())
YOUNG_ADULT = "child_16_up"


@dataclass(frozen=True, kw_only=True)
class Onlooker(Dossier):
    """Who is at one table and nowhere else. It has no voice, writes no card and reads none of its own right."""

    meeting: Meeting
    key: UUID
    seat: Invited | None = None
    readers: tuple[Reader, ...] = ()  # all who sit there with a place in the circle
    shows_all: bool = False  # whether the whole board may be shown, or only what was chosen

    @property
    def relation(self) -> str:
        return f"{self.role} at one table" if self.readers else "asks at one table"


# ── the doors ─────────────────────────────────────────────────────────────────────────────────────


def open_wall(kept: str) -> Onlooker | None:
    """What the screen that keeps this may show now; nothing where nobody opened a meeting on it, or it is over."""
    secret, begun = secret_in(WALL, kept), begun_at(kept)
    if secret is None or begun is None:
        return None
    key = key_of(WALL, code_of(secret))
    # Who was given what it keeps after the wall was opened, guessed.
    wall = Wall.objects.filter(key=key, ended_at=None, at__gte=begun, at__lte=begun + 2 * SCREEN_WAITS).first()
    return let_in(wall, "wall.opened") if wall is not None else None


def open_seat(kept: str) -> Onlooker | None:
    """The seat of a guest, or the chair in the corridor of who waits; nothing for who was refused, and after the meeting."""
    secret = secret_in(GUEST, kept)
    guest = TableGuest.objects.filter(key=key_of(GUEST, secret)).first() if secret is not None else None
    return let_in(guest, "guest.opened") if guest is not None else None


def open_doorway(code: str) -> Onlooker | None:
    """Where somebody stands who typed the code of a table: may ask to come in, and sees nothing."""
    found = TableCode.objects.filter(key=key_of(DOORWAY, code), ended_at=None)
    row = found.select_related("meeting__child", "meeting__closed", "meeting__called_off").first()
    if row is None or not is_today(row.at) or is_done(row.meeting) or row.by_id is None:
        return None
    host = weigh_again({(row.by_id, row.meeting.child_id)}).get((row.by_id, row.meeting.child_id))
    if host is None or not Seats.of([row.meeting]).sits(host, row.meeting):
        return None
    return waiting_at(row.meeting, row.pk, DOORWAY, frozenset({Right.JOIN_MEETING}))


def let_in(row: Wall | TableGuest, event: str) -> Onlooker | None:
    """Weighed and written down in one breath, as at the door of a dossier."""
    with transaction.atomic():
        head = locked_head(f"child:{row.meeting.child_id}")
        found = weigh_onlookers({row.pk}).get(row.pk)
        if found is not None and (found.readers or begins_to_wait(row.pk)):
            record(found, event if found.readers else "guest.waited", Act.READ, row, head=head)
    return found


def begun_at(kept: str) -> datetime | None:
    """Since when a browser keeps what was checked already."""
    try:
        return datetime.fromtimestamp(b62_decode(kept.rsplit(":", 2)[1]), tz=UTC)
    except (ValueError, IndexError, OverflowError, OSError):
        return None


# ── asked anew, many at once ──────────────────────────────────────────────────────────────────────


def weigh_onlookers(keys: Iterable[UUID]) -> dict[UUID, Onlooker]:
    """Of these walls and guests what each may see now; whose place is over is not in it. As many questions for one as for ten."""
    wanted, with_meeting = tuple(keys), ("meeting__child", "meeting__closed", "meeting__called_off")
    walls = list(Wall.objects.filter(pk__in=wanted, ended_at=None).select_related(*with_meeting))
    guests = list(TableGuest.objects.filter(pk__in=wanted).select_related(*with_meeting, "seat").prefetch_related("answers"))
    rows: list[Wall | TableGuest] = [*(each for each in walls if still(each)), *(each for each in guests if still(each))]
    tables = Seats.of({each.meeting.pk: each.meeting for each in rows}.values())
    hosts = weigh_again({(host, each.meeting.child_id) for each in rows if (host := host_of(each)) is not None})
    found = {each.pk: weighed(each, hosts.get((host_of(each), each.meeting.child_id)), tables) for each in rows}  # type: ignore[arg-type]
    return {key: onlooker for key, onlooker in found.items() if onlooker is not None}


@dataclass(frozen=True)
class Seats:
    """Who sits at some tables, read once."""

    seats: dict[UUID, list[Invited]]
    families: dict[UUID, Family]
    family_people: frozenset[tuple[UUID, UUID]]

    @classmethod
    def of(cls, meetings: Iterable[Meeting]) -> "Seats":
        meetings = list(meetings)
        children: dict[UUID, Child] = {each.child_id: each.child for each in meetings}
        seats: dict[UUID, list[Invited]] = {each.pk: [] for each in meetings}
        for row in Invited.objects.filter(meeting__in=meetings, left_out_at=None).select_related("place__voice", "place__person"):
            seats[row.meeting_id].append(row)
        people = Place.objects.filter(child__in=children, role__in=FAMILY_ROLES).values_list("child", "person")
        return cls(seats, families_of(list(children.values())), frozenset(people))

    def sits(self, host: Dossier, meeting: Meeting) -> bool:
        """Whether somebody still sits at this table, and may do something there."""
        mine = [each for each in self.seats[meeting.pk] if each.is_of(host.place)]
        by_family = any((meeting.child_id, each.by_id) in self.family_people for each in mine)
        may = host.may(Right.READ_MEETINGS) and host.may(Right.JOIN_MEETING)
        return bool(mine) and may and reads(host.reader, is_invited=True, is_own=False, by_family=by_family)

    def given(self, meeting: Meeting) -> dict[str, Any]:
        """What all who sit there may read together. Who sits there by name alone reads nothing but what was chosen."""
        places = [each.place for each in self.seats[meeting.pk] if each.place is not None]
        readers = tuple(self.families[meeting.child_id].reader_of(place) for place in places)
        return {"readers": readers, "shows_all": len(places) == len(self.seats[meeting.pk])}


def weighed(row: Wall | TableGuest, host: Dossier | None, tables: Seats) -> Onlooker | None:
    meeting = row.meeting
    if isinstance(row, TableGuest) and row.seat is None:
        return waiting_at(meeting, row.pk, GUEST, frozenset())
    if host is None or not tables.sits(host, meeting):
        return None
    given: dict[str, Any] = {**tables.given(meeting), "rights": frozenset({Right.READ_TIMELINE, Right.READ_MEETINGS})}
    if isinstance(row, TableGuest):
        if not may_let_in(host):
            return None
        given |= {"seat": row.seat, "shows_all": False, "rights": frozenset({Right.READ_MEETINGS, Right.JOIN_MEETING})}
    role = GUEST if isinstance(row, TableGuest) else WALL
    # The reader of its host: nobody is shown more than that one may read.
    return Onlooker(**nobody(role), child=host.child, reader=host.reader, meeting=meeting, key=row.pk, **given)


def nobody(role: str) -> dict[str, Any]:
    return {"person_id": None, "role": role, "organisation_id": None, "place": None, "voice": None}


def waiting_at(meeting: Meeting, key: UUID, role: str, rights: frozenset[Any]) -> Onlooker:
    if rights:
        lay_out(meeting.child_id)  # to lay down the name of who asks; nothing of it is shown
    return Onlooker(**nobody(role), rights=rights, child=meeting.child, reader=READS_NOTHING, meeting=meeting, key=key)


def host_of(row: Wall | TableGuest) -> UUID | None:
    return row.by_id if isinstance(row, Wall) else allowed_by(row.answers.all())


def allowed_by(answers: Iterable[GuestAnswered]) -> UUID | None:
    """Who of the family said that a guest may sit here."""
    return next((each.by_id for each in answers if each.answer == Nod.FAMILY), None)


def still(row: Wall | TableGuest) -> bool:
    """Whether a place at a table stands yet: that day, until the meeting is closed, the wall ended or the guest sent away."""
    since = row.at
    if isinstance(row, TableGuest):
        if any(each.answer == Nod.OUT for each in row.answers.all()) or (row.seat and row.seat.left_out_at):
            return False
        since = row.seat.at if row.seat else row.at
    return is_today(since) and not is_done(row.meeting)


def is_today(moment: datetime) -> bool:
    return timezone.localdate(moment) == timezone.localdate()


def is_done(meeting: Meeting) -> bool:
    return hasattr(meeting, "closed") or hasattr(meeting, "called_off")


def may_let_in(dossier: Dossier) -> bool:
    """Whose yes lets a guest read along: a parent whose authority was seen and who may know where the child is, or the child
    itself from sixteen on. Not the rest of the family, and nobody who works here."""
    reader = dossier.reader
    if dossier.role == Role.CHILD:
        return reader.column == YOUNG_ADULT
    return dossier.role in CHECKED_ROLES and reader.standing == Standing.HOLDS and reader.reads_others
