"""Destroying because somebody asked for it and it was granted (R43, R44). For who keeps the requests: an app above this one."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from rondom.base.actions import refuse_if
from rondom.base.retention import about, path_to
from rondom.base.scope import Outside, Scope, holder_of
from rondom.cards.models import Remark
from rondom.children.models import Child
from rondom.people.models import Organisation
from rondom.retention.actions.destroying import PART, ROWS, Doom, destroy
from rondom.retention.models import DestructionProof, SchoolLeft
from rondom.retention.parts import KINDS, Rows, rows_of_part, with_what_hangs_on, without_what_others_need
from rondom.retention.rules import why_not_destroy
from rondom.retention.schedule import code_of


def asked_for(child_id: UUID, owner_id: UUID | None, rows: Sequence[Model] | None) -> Rows:
    if rows is None:
        return rows_of_part(child_id, owner_id, KINDS)
    for row in rows:
        if type(row) not in about(Child) or holder_of(row) != child_id or owner_of(row) != owner_id:
            raise Outside(type(row).__name__)
    return without_what_others_wrote(with_what_hangs_on(rows), owner_id)


def without_what_others_wrote(rows: Rows, owner_id: UUID | None) -> Rows:
    """What somebody else wrote beside a card is theirs, and goes with their part: until then its card stays, empty."""
    own = Remark.objects.filter(pk__in=rows.get(Remark, []), owner=owner_id)
    return without_what_others_need({**rows, Remark: list(own.values_list("pk", flat=True))})


def owner_of(row: Model) -> UUID | None:
    """Whose part a row is: the first on its way that has an owner."""
    for step in (path_to(type(row), "owner") or "owner").split("__")[:-1]:
        row = getattr(row, step)
    found: UUID | None = getattr(row, "owner_id", None)
    return found


def kinds_in(rows: Rows) -> set[str]:
    found: set[str] = set()
    for model, keys in rows.items():
        if kind := path_to(model, "information_kind"):
            found |= set(model._base_manager.filter(pk__in=keys).values_list(kind, flat=True))
    return found


def is_referred(child_id: UUID, owner_id: UUID | None) -> bool:
    last = SchoolLeft.objects.filter(child=child_id, owner=owner_id).order_by("at").last()
    return last is not None and last.is_referred


def why_not_destroy_on_request(
    child_id: UUID, owner_id: UUID | None, rows: Sequence[Model] | None = None, *, law: str
) -> str | None:
    """Why a request can not be granted as it stands now: destruction waits, or the law says that a school keeps it."""
    owner = Organisation.objects.filter(pk=owner_id).first() if owner_id else None
    kinds = kinds_in(asked_for(child_id, owner_id, rows))
    return why_not_destroy(child_id, owner, kinds, timezone.localdate(), is_referred=is_referred(child_id, owner_id))


def destroy_on_request(
    scope: Scope, *, child_id: UUID, owner_id: UUID | None, rows: Sequence[Model] | None = None, law: str
) -> DestructionProof:
    """What was asked for goes, for good; in the transaction of who granted it. The proof says by which rule and how much."""
    if scope.organisation_id != owner_id and scope.role != "house" and owner_id is not None:
        raise Outside("another organisation's part")
    refuse_if(why_not_destroy_on_request(child_id, owner_id, rows, law=law))
    doomed = asked_for(child_id, owner_id, rows)
    owner = Organisation.objects.filter(pk=owner_id).first() if owner_id else None
    code = code_of(owner.kind if owner else None, "", is_referred=is_referred(child_id, owner_id))
    sort, kinds = (PART, KINDS) if rows is None else (ROWS, ())
    return destroy(Doom(sort, code, law, child_id, owner_id, doomed, kinds))
