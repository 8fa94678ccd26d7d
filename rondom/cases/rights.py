"""Who may read and write cases without a name (K16): by the function at work, since a case belongs to no child."""

from enum import StrEnum

from rondom.people.models import Function


class CaseRight(StrEnum):
    USE_CASES = "use cases"


USERS = frozenset(
    {
        Function.TEACHER,
        Function.CARE_COORDINATOR,
        Function.SCHOOL_LEADER,
        Function.BEHAVIOURAL_SCIENTIST,
        Function.SCHOOL_SOCIAL_WORKER,
        Function.YOUTH_WORKER,
        Function.NURSE,
    }
)
