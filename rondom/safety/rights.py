"""What somebody may do with a concern about safety: read it, or write in it too (K14)."""

from enum import StrEnum

from rondom.children.dossier import Dossier
from rondom.children.rights import CARE_ROLES, Facts, Level, decide, keeps_safety


class SafetyRight(StrEnum):
    BEGIN_SAFETY = "begin safety file"
    READ_SAFETY = "read safety file"
    WRITE_SAFETY = "write safety file"
    REPORT_SAFETY = "report from safety file"


def may_begin(dossier: Dossier) -> bool:
    return dossier.organisation_id is not None and not dossier.reader.is_locked and keeps_safety(dossier.reader.column)


def rights_on_list(dossier: Dossier, *, is_writer: bool) -> frozenset[StrEnum]:
    """Of who stands on the list of a file. At school the own is what one wrote, in care what the own organisation did."""
    is_own = is_writer or dossier.role in CARE_ROLES
    facts = Facts(has_link=True, is_own=is_own, is_opened=True, has_consent=False)
    if decide(dossier.reader.column, "K14", "R", facts) == Level.NOTHING:
        return frozenset()
    rights = {SafetyRight.READ_SAFETY}
    if keeps_safety(dossier.reader.column):
        # Also of a case that is closed one may report to Veilig Thuis; nothing else is written in it any more.
        rights |= {SafetyRight.REPORT_SAFETY} | (set() if dossier.reader.is_locked else {SafetyRight.WRITE_SAFETY})
    return frozenset(rights)
