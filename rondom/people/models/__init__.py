"""Persons and organisations; the keys with which persons come in; the ends of both."""

from rondom.people.models.endings import AccountShut, RecoveryAsked, RecoveryConfirmed, RecoveryUsed
from rondom.people.models.keys import (
    IdentityLink,
    IdentityProvider,
    MailCode,
    PaperKey,
    PaperKeyRevoked,
    Visit,
    VisitEnded,
    WrongPin,
    WrongTry,
)
from rondom.people.models.persons import (
    Function,
    Invitation,
    InvitationUsed,
    Membership,
    Organisation,
    OrganisationKind,
    People,
    Person,
    WrongCode,
)

__all__ = [
    "AccountShut",
    "Function",
    "IdentityLink",
    "IdentityProvider",
    "Invitation",
    "InvitationUsed",
    "MailCode",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "PaperKey",
    "PaperKeyRevoked",
    "People",
    "Person",
    "RecoveryAsked",
    "RecoveryConfirmed",
    "RecoveryUsed",
    "Visit",
    "VisitEnded",
    "WrongCode",
    "WrongPin",
    "WrongTry",
]
