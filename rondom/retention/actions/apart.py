"""A concern about safety, kept apart, goes with the part of its organisation (B18, B19); what was reported is held.

By its own line of the journal, with its own key, and told in no record of the child: that it was there is for nobody else.
"""

from functools import partial
from uuid import UUID

from django.db import transaction

from rondom.base import forgotten
from rondom.base.keys import Subject, store
from rondom.base.record import SYSTEM, locked_head
from rondom.retention.actions.destroying import APART, finish, prove
from rondom.retention.models import DestructionProof
from rondom.safety.models import SAFETY, Reported, SafetyFile

CODES = {"school": "B18"}
OF_CARE = "B19"
CODES_APART = {*CODES.values(), OF_CARE}


def files_of_part(child_id: UUID, owner_id: UUID | None) -> list[SafetyFile]:
    reported = Reported.objects.values("file")
    return list(SafetyFile.objects.filter(child=child_id, owner=owner_id).exclude(pk__in=reported).select_related("owner"))


@transaction.atomic
def destroy_apart(file: SafetyFile) -> DestructionProof:
    """Journal, rows, proof; the key when this is through."""
    locked_head(SYSTEM)
    assert file.owner is not None
    line = forgotten.note(
        APART,
        file=str(file.pk),
        owner=str(file.owner_id),
        code=CODES.get(file.owner.kind, OF_CARE),
        law="R82",
        counts={"SafetyFile": 1},
        keys=sorted(key.hex() for key in store().ring_of(Subject(SAFETY, file.pk))),
        quiet=True,
    )
    file.delete()
    proof = prove(line)
    transaction.on_commit(partial(finish, line))
    return proof


@transaction.atomic
def destroy_apart_again(line: forgotten.Line) -> None:
    """After a restore."""
    SafetyFile.objects.filter(pk=line.told["file"]).delete()
    prove(line)
