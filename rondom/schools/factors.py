"""What makes working together succeed or fail, as found in five studies: facts of a file, and what a team says of each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

FILE = Path(__file__).parent / "data" / "success_factors.json"
SCHEMES: Mapping[str, Any] = {
    "relational": _("Tussen mensen"),
    "professional": _("In het vak"),
    "administrative": _("In de organisatie"),
}
# A factor that hinders is asked the other way round, so that a four is good for every factor.
HELPS: Mapping[int, Any] = {
    1: _("dat is er nog niet"),
    2: _("een begin is er"),
    3: _("dat lukt vaak"),
    4: _("dat is bij ons gewoon"),
}
HINDERS: Mapping[int, Any] = {
    1: _("zit ons erg in de weg"),
    2: _("zit ons vaak in de weg"),
    3: _("zit ons soms in de weg"),
    4: _("daar hebben we geen last van"),
}


@dataclass(frozen=True)
class Factor:
    id: str
    label: str
    scheme: str
    hinders: bool
    key: str  # of the list in which it stands

    @property
    def stands(self) -> Mapping[int, Any]:
        return HINDERS if self.hinders else HELPS


@dataclass(frozen=True)
class FactorList:
    key: str
    name: str
    factors: tuple[Factor, ...]


@cache
def factors() -> Mapping[str, Factor]:
    found = json.loads(FILE.read_text(encoding="utf-8"))["factors"]
    return {
        each["id"]: Factor(each["id"], each["label"], each["scheme"], each["polarity"] == "hinders", key_of(each))
        for each in found
    }


def key_of(given: Mapping[str, str]) -> str:
    return f"{given['seed'][:3]}-{given['section'].split(' ')[0]}-{given['list'].split(' ')[-1]}".lower()


@cache
def lists() -> Mapping[str, FactorList]:
    """Each list of a study by its key; the shortest to begin with are those of schools that tried it."""
    names = {key_of(each): each["list"] for each in json.loads(FILE.read_text(encoding="utf-8"))["factors"]}
    return {
        key: FactorList(key, name, tuple(each for each in factors().values() if each.key == key))
        for key, name in sorted(names.items())
    }


def factors_in(keys: Iterable[str]) -> tuple[Factor, ...]:
    chosen = set(keys)
    return tuple(each for each in factors().values() if each.key in chosen)


def label_of(factor_id: str) -> str:
    found = factors().get(factor_id)
    return found.label if found else ""


def counts_by_scheme(given: Iterable[Factor]) -> dict[str, int]:
    counted = dict.fromkeys(SCHEMES, 0)
    for each in given:
        counted[each.scheme] += 1
    return counted
