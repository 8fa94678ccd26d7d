"""The proofs of an organisation, a year at a time: its declaration of what it destroyed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy

from rondom.people.desk import Desk
from rondom.people.models import Organisation
from rondom.retention.actions.apart import CODES_APART
from rondom.retention.models import DestructionProof
from rondom.safety.queries import officers_at


@dataclass(frozen=True)
class ProofRow:
    number: int
    at: datetime
    code: str
    record: str
    law: str
    count: int
    keys: int


@dataclass(frozen=True)
class ProofsPage:
    """What an organisation destroyed in a year: of which class, how many, when, by which rule. No names."""

    organisation: Organisation
    year: int
    years: tuple[int, ...]
    rows: tuple[ProofRow, ...]
    total: int
    keys: int


# What each line of the schedule is called at a desk.
RECORDS: Mapping[str, Any] = {
    "B01": gettext_lazy("leerlingdossier"),
    "B02": gettext_lazy("aan- en afwezigheid"),
    "B03": gettext_lazy("dossier bij verwijzing naar speciaal onderwijs"),
    "B04": gettext_lazy("ontwikkelingsperspectief"),
    "B08": gettext_lazy("jeugdhulpdossier"),
    "B09": gettext_lazy("dossier van de gecertificeerde instelling"),
    "B10": gettext_lazy("dossier van de jeugdgezondheidszorg"),
    "B14": gettext_lazy("wie er meedoen"),
    "B15": gettext_lazy("gezamenlijk deel"),
    "B18": gettext_lazy("veiligheid"),
    "B19": gettext_lazy("veiligheid"),
    "B21": gettext_lazy("toestemmingen"),
    "B22": gettext_lazy("logboek"),
    "B31": gettext_lazy("vragen over rechten"),
    "B33": gettext_lazy("klad"),
}


def proofs_for(organisation_id: UUID, person_id: UUID | None) -> QuerySet[DestructionProof]:
    """That a concern about safety was there stays hidden when it goes: who reads its proof is the attention officer alone."""
    proofs = DestructionProof.objects.filter(organisation=organisation_id)
    looks_along = officers_at(organisation_id).filter(person=person_id).exists()
    return proofs if looks_along else proofs.exclude(code__in=CODES_APART)


def proofs_page(desk: Desk, year: int | None) -> ProofsPage:
    mine = proofs_for(desk.organisation.pk, desk.person_id)
    years = tuple(mine.order_by().annotate(year=ExtractYear("at")).values_list("year", flat=True).distinct())
    chosen = year if year in years else max(years, default=timezone.localdate().year)
    rows = tuple(proof_row(proof) for proof in mine.filter(at__year=chosen).order_by("-at"))
    return ProofsPage(
        organisation=desk.organisation,
        year=chosen,
        years=tuple(sorted(years, reverse=True)),
        rows=rows,
        total=sum(row.count for row in rows),
        keys=sum(row.keys for row in rows),
    )


def proof_row(proof: DestructionProof) -> ProofRow:
    return ProofRow(
        number=proof.number,
        at=proof.at,
        code=proof.code,
        record=str(RECORDS.get(proof.code, proof.code)),
        law=proof.law,
        count=sum(json.loads(proof.counts).values()),
        keys=len(proof.keys.split()),
    )


def has_proofs(organisation_id: UUID, person_id: UUID) -> bool:
    return proofs_for(organisation_id, person_id).exists()
