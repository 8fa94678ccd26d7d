"""Destroying: a line in the journal, then the rows, with proof and record in one transaction, and then the keys (R84 to R86).

In this order whatever happens in between can be gone on with: what stands in the journal and is not done is done at the next run,
or by `forget_again`. Nothing is destroyed that the journal could not be told of.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from rondom.base import forgotten
from rondom.base.keys import HOUSE, Subject, store
from rondom.base.models import Act, Event
from rondom.base.record import SYSTEM, locked_head, write_line
from rondom.base.retention import about, inside, keys_of, sealed_fields, sealed_with
from rondom.base.seal import CHILD, Broken, NotOpened, lay_out, nothing_laid_out
from rondom.children.models import Child, Ground, InformationKind, Place, PlaceEnded
from rondom.people.models import Organisation
from rondom.retention.models import DestructionProof, PartDestroyed
from rondom.retention.parts import Rows, lasting, query, remains
from rondom.retention.proofs import unsaved_proof
from rondom.safety.models import SAFETY

PART, ROWS, LAST, APART = "part", "rows", "child", "apart"
MOST_IN_A_LINE = 200


@dataclass(frozen=True)
class Doom:
    """What goes now: of which child and owner, by which line of the schedule, by which rule, and which rows."""

    sort: str  # a part with its keys, single rows, or the child with all
    code: str
    law: str
    child_id: UUID
    owner_id: UUID | None
    rows: Rows
    kinds: tuple[str, ...] = ()  # which kinds of information of a part
    is_quiet: bool = False  # not told in the record of the child: that there was something is for nobody else
    ends: bool = False  # the part has come to its end: who wrote it takes part no longer

    @property
    def subject(self) -> Subject:
        return Subject(CHILD, self.child_id)


@transaction.atomic
def destroy(doom: Doom) -> DestructionProof:
    """Journal, rows, proof, record; the keys when this is through."""
    locked_head(SYSTEM if doom.is_quiet else f"child:{doom.child_id}")
    keys = keys_to_go(doom)
    told: dict[str, Any] = {
        "child": str(doom.child_id),
        "owner": str(doom.owner_id) if doom.owner_id else None,
        "code": doom.code,
        "law": doom.law,
        "kinds": list(doom.kinds),
        "counts": counted(doom.rows),
        "keys": keys,
        "quiet": doom.is_quiet,
        "ends": doom.ends,
    }
    if doom.sort == ROWS:
        told["rows"] = {model._meta.label: [str(key) for key in found] for model, found in doom.rows.items()}
    line = forgotten.note(doom.sort, **told)
    take_away(doom, keys)
    proof = prove(line)
    transaction.on_commit(partial(finish, line))
    return proof


def counted(rows: Rows) -> dict[str, int]:
    return dict(sorted((model.__name__, len(keys)) for model, keys in rows.items()))


def keys_to_go(doom: Doom) -> list[str]:
    """The keys of an owner go when nothing is left under them; those of a child with the last of it."""
    if doom.sort == LAST:
        return sorted(key.hex() for key in store().ring_of(doom.subject))
    if remains(doom.child_id, doom.owner_id, doom.rows):
        return []
    return store().names_of(doom.subject, doom.owner_id or HOUSE)


def take_away(doom: Doom, keys: Collection[str]) -> None:
    """The rows, and from under the keys that go what stays."""
    if keys and doom.sort != LAST:
        seal_apart(doom.child_id, keys)
    for model, found in doom.rows.items():
        query(model, found).delete()
    if doom.ends and not remains(doom.child_id, doom.owner_id, {}):
        end_part(doom)
    if doom.sort == LAST:
        for model in about(Child):
            inside(model, doom.child_id).delete()


def end_part(doom: Doom) -> None:
    """Who wrote it has nothing here any more, so finds no door; what the family told of the child itself goes with its part."""
    about_it = {"owner_id": doom.owner_id, "information_kind": InformationKind.INVOLVEMENT, "ground": Ground.LEGAL_DUTY}
    if not PartDestroyed.objects.filter(child=doom.child_id, owner=doom.owner_id).exists():
        PartDestroyed.objects.create(child_id=doom.child_id, code=doom.code, **about_it)
    if doom.owner_id is not None:
        for place in Place.objects.filter(child=doom.child_id, organisation=doom.owner_id, ended__isnull=True):
            PlaceEnded.objects.get_or_create(place=place)
    else:
        for child in Child.objects.filter(pk=doom.child_id):
            child.facts = {}
            child.save(update_fields=["facts"])


def seal_apart(child_id: UUID, keys: Collection[str]) -> int:
    """What goes on a day of its own and lies under a key that goes now, from before it was sealed apart: sealed anew.

    Where that key is gone already (older rows put back beside a newer key store) nothing can be read: it stands empty. How many.
    """
    lost = 0
    with nothing_laid_out():
        lay_out(child_id)
        for model in lasting():
            rows = inside(model, child_id) if sealed_fields(model) else ()
            for row in sealed_with(rows, keys):
                names = list(keys_of(row))
                for name in names:
                    try:
                        setattr(row, name, getattr(row, name))
                    except (NotOpened, Broken):
                        setattr(row, name, row._meta.get_field(name).nothing)  # type: ignore[union-attr] # a sealed field
                        lost += 1
                row.save(update_fields=names)
    return lost


def prove(line: forgotten.Line) -> DestructionProof:
    """The proof of one line of the journal, and the line of the record that tells of it."""
    known = DestructionProof.objects.filter(line=line.number).first()
    if known is not None:
        return known
    last = DestructionProof.objects.select_for_update().order_by("-number").first()
    owner = line.told.get("owner")
    is_known = owner and Organisation.objects.filter(pk=owner).exists()  # older rows may not know it yet
    proof = unsaved_proof(last, line=line.number, at=line.at, told=line.told if is_known else {**line.told, "owner": None})
    proof.save(force_insert=True)
    in_the_record(line, proof)
    return proof


def in_the_record(line: forgotten.Line, proof: DestructionProof) -> Event:
    told = line.told
    of_child = {} if told.get("quiet") else {"child_id": told["child"]}
    return write_line(
        f"child:{told['child']}" if of_child else SYSTEM,
        event="retention.destroyed",
        act=Act.DELETE,
        outcome="done",
        organisation_id=told.get("owner"),
        object_kind="DestructionProof",
        object_ids=str(proof.pk),
        rule=f"{told['code']} {told['law']}",
        was_authorised=True,
        **of_child,
    )


def finish(line: forgotten.Line) -> int:
    """The keys, and that this line is done. How many went."""
    gone = destroy_keys(line)
    forgotten.note("done", line=line.number)
    return gone


def destroy_keys(line: forgotten.Line) -> int:
    if line.sort == APART:
        return len(store().destroy(Subject(SAFETY, UUID(line.told["file"]))))
    child_id, told = UUID(line.told["child"]), line.told
    owner = UUID(told["owner"]) if told["owner"] else None
    if line.sort == LAST:
        return len(store().destroy(Subject(CHILD, child_id)))
    if not told["keys"]:
        return 0
    # An older store may hold older keys of this owner too; where somebody wrote again since, only those of then go.
    names = told["keys"] if remains(child_id, owner, {}) else None
    return len(store().destroy(Subject(CHILD, child_id), owner or HOUSE, names))


def undone() -> list[forgotten.Line]:
    """What stands in the journal and was not brought to its end: the plug was pulled between."""
    told = forgotten.lines()
    done = {line.told["line"] for line in told if line.sort in ("done", "void")}
    return [line for line in told if line.sort in (PART, ROWS, LAST, APART) and line.number not in done]


def settle() -> int:
    """Of what was broken off: where the rows are gone the keys go now; where they are still there it was not done, and is
    looked at anew by who decides. How many were brought to their end."""
    count = 0
    for line in undone():
        if DestructionProof.objects.filter(line=line.number).exists():
            finish(line)
            count += 1
        else:
            forgotten.note("void", line=line.number)
    return count


def in_lines(rows: Iterable[Model], most: int = MOST_IN_A_LINE) -> list[list[Model]]:
    """So many at a time that one line of the journal holds them."""
    found = list(rows)
    return [found[first : first + most] for first in range(0, len(found), most)]


__all__ = ["APART", "LAST", "PART", "ROWS", "Doom", "destroy", "destroy_keys", "finish", "in_lines", "prove", "settle"]
