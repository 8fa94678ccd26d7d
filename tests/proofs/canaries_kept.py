"""The canaries in what has to do with keeping and destroying, and who may hear them."""

from typing import Any

from rondom.retention.models import Hold
from tests.proofs.reported import told_of_reports
from tests.sealed import rewrite

# Of what is of all together, whoever may pause it reads why it waits.
PAUSES = ("care_coordinator", "school_leader", "school_social_worker", "youth_worker", "neighbourhood_team", "nurse")


def that_waits(aviary: Any) -> None:
    """Everybody sees that destruction waits and until when; why, only who may make it wait."""

    def may_know(place: Any, _person: Any) -> bool:
        return place is not None and place.role in PAUSES

    rewrite(Hold.objects.filter(child=aviary.circle.child), note=aviary.bird("why destruction waits", may_know))
    told_of_reports(aviary)
