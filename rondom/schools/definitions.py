"""What Rondom brings about figures: their words in a file, and the first definition of each."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rondom.schools.models import FigureKind

FIRST = 1  # comes with Rondom; what a school adds follows it
# Rule R75 for who is absent; regional wordings differ, so a school can add its own.
BROUGHT: Mapping[str, Any] = {
    FigureKind.TLV: _("Nieuw afgegeven toelaatbaarheidsverklaringen in het schooljaar."),
    FigureKind.ABSENT: _(
        "Kinderen die meer dan vier weken zonder geldige reden niet naar school gaan, of die nergens staan ingeschreven."
    ),  # noqa: E501
    FigureKind.REFERRALS: _("Kinderen die in het schooljaar naar speciaal onderwijs zijn verwezen."),
    FigureKind.PUPILS: _("Ingeschreven leerlingen op 1 februari van het schooljaar."),
    FigureKind.WEIGHT: _("De schoolweging van het CBS: gemiddelde over drie jaar."),
}
# In a file a kind is told by a short Dutch word, whoever's language the page is in.
IN_A_FILE: Mapping[str, str] = {
    "tlv": FigureKind.TLV,
    "thuiszitters": FigureKind.ABSENT,
    "verwijzingen": FigureKind.REFERRALS,
    "leerlingen": FigureKind.PUPILS,
    "schoolweging": FigureKind.WEIGHT,
}
WITH_PARTS = frozenset({str(FigureKind.WEIGHT)})
SMALL = 30  # under this a few children more or less are no more than chance
HIDDEN_UNDER = 5


def counts_children(kind: str) -> bool:
    return kind not in WITH_PARTS
