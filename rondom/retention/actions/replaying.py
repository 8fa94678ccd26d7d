"""After a restore: all that the journal tells of is destroyed again, and every yes that was taken back is taken back (R86)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from rondom.base import forgotten
from rondom.base.keys import HOUSE, KeysAway, Subject, store
from rondom.base.retention import about
from rondom.base.seal import CHILD
from rondom.children.actions.consent import answer_no_again, is_missing_no
from rondom.children.models import Child
from rondom.people.actions import erase_again
from rondom.people.models import Person
from rondom.retention.actions.apart import destroy_apart_again
from rondom.retention.actions.destroying import APART, LAST, PART, ROWS, Doom, destroy_keys, prove, take_away
from rondom.retention.models import DestructionProof
from rondom.retention.parts import Rows, query, rows_of_child, rows_of_part, with_what_hangs_on
from rondom.safety.models import SAFETY

FORGETS = (PART, ROWS, LAST, APART)


@dataclass(frozen=True)
class Replayed:
    """What was done again: lines of the journal, keys, refusals, persons."""

    destroyed: int = 0
    keys: int = 0
    withdrawals: int = 0
    persons: int = 0


def replay() -> Replayed:
    """Everything in the journal once more, in order. Safe to repeat: what was done in these rows is not done twice."""
    lines = forgotten.lines()
    done = {line.told["line"] for line in lines if line.sort == "done"}
    # A night may have thought broken off what somebody else was still doing: what was done after all counts.
    void = {line.told["line"] for line in lines if line.sort == "void"} - done
    forgets = [line for line in lines if line.sort in FORGETS and line.number not in void]
    known = set(DestructionProof.objects.values_list("line", flat=True))
    destroyed = keys = 0
    for line in forgets:
        if line.number not in known:
            (destroy_apart_again if line.sort == APART else destroy_again)(line)
            destroyed += 1
        keys += destroy_keys(line)
        if line.number not in done:
            forgotten.note("done", line=line.number)
    return Replayed(destroyed, keys, say_no_again(lines), erase_persons_again(lines))


@transaction.atomic
def destroy_again(line: forgotten.Line) -> None:
    """The rows that came back, and the proof that went with the rows of after."""
    told = line.told
    owner = UUID(told["owner"]) if told["owner"] else None
    doom = Doom(
        line.sort,
        told["code"],
        told["law"],
        UUID(told["child"]),
        owner,
        rows_again(line, owner),
        tuple(told["kinds"]),
        is_quiet=told["quiet"],
        ends=told["ends"] and Child.objects.filter(pk=told["child"]).exists(),
    )
    keys = {*told["keys"], *store().names_of(doom.subject, owner or HOUSE)} if told["keys"] else set()
    take_away(doom, keys)
    prove(line)


def rows_again(line: forgotten.Line, owner: UUID | None) -> Rows:
    """Which of the rows that are here now are those that went then."""
    child_id = UUID(line.told["child"])
    if line.sort == PART:
        return rows_of_part(child_id, owner, line.told["kinds"], before=line.at)
    if line.sort == ROWS:
        models = {model._meta.label: model for model in about(Child)}
        named = {models[label]: keys for label, keys in line.told["rows"].items() if label in models}
        return with_what_hangs_on(row for model, keys in named.items() for row in query(model, keys))
    return rows_of_child(child_id)


def say_no_again(lines: Iterable[forgotten.Line]) -> int:
    return sum(answer_no_again(line.told) for line in lines if line.sort == "consent")


def erase_persons_again(lines: Iterable[forgotten.Line]) -> int:
    count = 0
    for line in lines:
        person = Person.objects.filter(pk=line.told["person"]).first() if line.sort == "person" else None
        if person is not None and (person.is_active or hasattr(person, "shut") or person.has_usable_password()):
            with transaction.atomic():
                erase_again(person)
            count += 1
    return count


def is_behind() -> bool:
    """Whether these rows are older than the journal: something was destroyed of which they have no proof, or a no is missing."""
    lines = forgotten.lines()
    done = {line.told["line"] for line in lines if line.sort == "done"}
    last = next((line for line in reversed(lines) if line.sort in FORGETS and line.number in done), None)
    if last is not None and not DestructionProof.objects.filter(line__gte=last.number).exists():
        return True
    if any(has_keys_again(line) for line in lines if line.sort in FORGETS and line.number in done):
        return True
    no = next((line for line in reversed(lines) if line.sort == "consent"), None)
    return no is not None and is_missing_no(no.told)


def has_keys_again(line: forgotten.Line) -> bool:
    """Whether a key that was destroyed lies in the store again: a copy of the keys alone was put back."""
    told = line.told
    if not told["keys"]:
        return False
    about_it = Subject(SAFETY, UUID(told["file"])) if line.sort == APART else Subject(CHILD, UUID(told["child"]))
    try:
        there = {name.split(".")[1] for name in store().names_in(store().place_of(about_it))}
    except KeysAway:
        return False  # then nothing opens at all
    return not there.isdisjoint(told["keys"])
