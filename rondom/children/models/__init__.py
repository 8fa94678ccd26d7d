"""The tables of a child: its circle, who decides, and what they allowed."""

from rondom.children.models.about import AboutChild, Audience, Ground, InformationKind
from rondom.children.models.authority import NO_PROOF, Authority, AuthorityChange, AuthorityKind, Proof, SecretAddress
from rondom.children.models.circle import Child, GroupInYear, Place, PlaceEnded, PlaceTaken, Role, Voice
from rondom.children.models.closing import LOCK_AFTER, CaseClosed
from rondom.children.models.consent import Answer, ConsentAnswered, ConsentAsked, ConsentLine, How, Purpose
from rondom.children.models.discretionary import MOST_DAYS, QUESTIONS, REVIEW_WITHIN, DiscretionaryShare, live_shares
from rondom.children.models.handover import Handover
from rondom.children.models.involvement import EMERGENCY, Contact, Coordinator, EmergencyAccess, Relation
from rondom.children.models.looks import Looked
from rondom.children.models.record import RecordAnswer, RecordQuestion
from rondom.children.models.safety import SafetyTold

__all__ = [
    "QUESTIONS",
    "EMERGENCY",
    "LOCK_AFTER",
    "MOST_DAYS",
    "NO_PROOF",
    "REVIEW_WITHIN",
    "AboutChild",
    "Answer",
    "Audience",
    "Authority",
    "AuthorityChange",
    "AuthorityKind",
    "CaseClosed",
    "Child",
    "ConsentAnswered",
    "ConsentAsked",
    "ConsentLine",
    "Contact",
    "Coordinator",
    "DiscretionaryShare",
    "EmergencyAccess",
    "Ground",
    "GroupInYear",
    "Handover",
    "How",
    "InformationKind",
    "Looked",
    "Place",
    "PlaceEnded",
    "PlaceTaken",
    "Proof",
    "Purpose",
    "RecordAnswer",
    "RecordQuestion",
    "Relation",
    "Role",
    "SafetyTold",
    "SecretAddress",
    "Voice",
    "live_shares",
]
