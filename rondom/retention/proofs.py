"""That what was destroyed can be shown without saying what it was: the chain of proofs, and whether it is whole."""

import json
from datetime import datetime
from typing import Any

from rondom.base.hashes import instant, keyed
from rondom.base.models import Event
from rondom.retention.models import DestructionProof

HASHED = ("number", "line", "organisation_id", "code", "law", "counts", "keys", "previous_hash")


def hash_of_proof(proof: DestructionProof) -> str:
    fields = {name: str(getattr(proof, name)) for name in HASHED}
    fields["at"] = instant(proof.at)
    return keyed("proof of destruction " + json.dumps(fields, sort_keys=True, ensure_ascii=True))


def unsaved_proof(last: DestructionProof | None, *, line: int, at: datetime, told: dict[str, Any]) -> DestructionProof:
    proof = DestructionProof(
        number=last.number + 1 if last else 1,
        line=line,
        organisation_id=told.get("owner"),
        code=told["code"],
        law=told["law"],
        at=at,
        counts=json.dumps(told["counts"], sort_keys=True),
        keys=" ".join(told["keys"]),
        previous_hash=last.hash if last else "",
    )
    proof.hash = hash_of_proof(proof)
    return proof


def faults_in_proofs() -> list[str]:
    """What does not hold: a proof that was changed, one that was taken out, or one at the end of which only the record knows."""
    found, before, number = [], "", None
    for proof in DestructionProof.objects.order_by("number"):
        if proof.hash != hash_of_proof(proof):
            found.append(f"proof {proof.number}: changed")
        if number is not None and (proof.previous_hash != before or proof.number != number + 1):
            found.append(f"proof {proof.number}: one before it is missing")
        before, number = proof.hash, proof.number
    told = set(Event.objects.filter(event="retention.destroyed").values_list("object_ids", flat=True))
    kept = {str(key) for key in DestructionProof.objects.values_list("pk", flat=True)}
    return found + [f"proof {key}: in the record, and not here" for key in sorted(told - kept)]
