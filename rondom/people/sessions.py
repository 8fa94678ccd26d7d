"""What a session knows of how its person came in: since when, how sure we are, how long it may be quiet (rule R99, R100)."""

import base64
import secrets
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from rondom.base.prepared import Prepared
from rondom.people.models import Person
from rondom.people.queries import has_second_factor

TOTAL = 12 * 60 * 60
IDLE_AT_WORK, IDLE_AT_HOME = 15 * 60, 30 * 60
FRESH_FOR = 5 * 60
# A visit is written anew in its session once in a while, not at every page.
NOTED_EVERY = 20
# Came in by something that a helper handed over after seeing who it was: from here a first key may be made.
HANDED_OVER = {"invitation"}


@dataclass(frozen=True)
class Needs:
    """What a person must have, by what this person may see: known above, where the children are."""

    second_factor: bool
    idle_seconds: int
    at_work: bool


def needs_of(kept: Mapping[str, Any]) -> Needs:
    """What a person needs, as it stands in the session."""
    return Needs(
        # Nobody in the invented world has a key.
        second_factor=kept["second"] and not settings.DEMO,
        idle_seconds=IDLE_AT_WORK if kept["at_work"] else IDLE_AT_HOME,
        at_work=kept["at_work"],
    )


SESSIONS = Prepared(lambda keys, now: Session.objects.filter(session_key__in=keys, expire_date__gt=now))


def visits_by(keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """Of visits that are not over by the clock of the session itself: what each session knows."""
    return {each.session_key: each.get_decoded() for each in SESSIONS(keys=tuple(keys), now=timezone.now())}


def still_lasts(kept: Mapping[str, Any] | None, person: Person) -> bool:
    """Whether a page that stays open may go on: the same that the gate asks before every page, without being there."""
    if not kept or "needs" not in kept or not person.is_active or kept.get(SESSION_KEY) != str(person.pk):
        return False
    if not constant_time_compare(kept.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
        return False
    needs = needs_of(kept["needs"])
    return seconds_left(kept, needs.idle_seconds) > 0 and (is_strong(kept) or not needs.second_factor)


def note_entry(session: SessionBase, *, how: str, is_strong: bool, is_fresh: bool) -> None:
    now = time.time()
    session.update({"began_at": now, "seen_at": now, "how": how, "strong": is_strong, "fresh_at": now if is_fresh else 0})
    session["waits"] = new_waits_key()


def new_waits_key() -> str:
    """Opens what waits encrypted in the browser for a line (decision 0020): 256 bits, in base64; gone with its session."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def note_strong(session: SessionBase) -> None:
    """A second factor was shown: from now on the visit is as sure as we ask, and fresh."""
    session.update({"strong": True, "fresh_at": time.time()})


def note_fresh(session: SessionBase) -> None:
    session["fresh_at"] = time.time()


def note_seen(session: SessionBase, *, at_once: bool = False) -> None:
    now = time.time()
    session.setdefault("began_at", now)
    if "waits" not in session:
        session["waits"] = new_waits_key()
    if at_once or now - session.get("seen_at", 0) > NOTED_EVERY:
        session["seen_at"] = now


def seconds_left(session: SessionBase | Mapping[str, Any], idle_seconds: int) -> int:
    """How long the visit lasts yet when nothing is touched."""
    now = time.time()
    idle = session.get("seen_at", now) + idle_seconds - now
    total = session.get("began_at", now) + TOTAL - now
    return int(min(idle, total))


def is_strong(session: SessionBase | Mapping[str, Any]) -> bool:
    return bool(session.get("strong"))


def is_fresh(session: SessionBase) -> bool:
    return time.time() - session.get("fresh_at", 0) < FRESH_FOR


def may_make_first_key(session: SessionBase, person: Person) -> bool:
    """Who was handed an invitation after somebody saw them may make a first key with it; later keys ask an earlier one."""
    return session.get("how") in HANDED_OVER and not has_second_factor(person)


def let_help(session: SessionBase, organisation_id: UUID, person_id: UUID) -> None:
    """Who knows the children saw that this helper may help somebody of a circle; the desk below knows members only."""
    session["may_help"] = [str(organisation_id), str(person_id)]


def may_help(session: SessionBase, organisation_id: UUID, person_id: UUID) -> bool:
    return session.get("may_help") == [str(organisation_id), str(person_id)]


def device_of(request: HttpRequest) -> str:
    """A kind word for the device; what the browser says of itself is not kept."""
    agent = request.headers.get("User-Agent") or ""
    if "iPad" in agent or "Tablet" in agent or ("Android" in agent and "Mobile" not in agent):
        return "tablet"
    return "phone" if "Mobile" in agent or "iPhone" in agent else "computer"


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR") or "")
