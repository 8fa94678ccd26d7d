"""What somebody who works here thinks over of the own part, along CAREBAGS (Minnaert, 2005): private, as all that is prepared."""

from django.utils.translation import gettext_lazy as _

from rondom.children.rights import FAMILY_ROLES
from rondom.meetings.guide import Question, prepares

REFLECTS = (
    Question("b_able", _("Competentie: wat kan ik, en wat leer ik van een ander?")),
    Question("b_free", _("Autonomie: luister ik open, en heeft ieder ruimte?")),
    Question("b_close", _("Relatie: hoort iedereen erbij, en zeg ik wat wel en niet kan?")),
    Question("b_keen", _("Engagement: blijft iedereen betrokken tot het af is?")),
    Question("b_shield", _("Beschermende factoren: wat is sterk, en gebruiken we dat?")),
    Question("b_adapt", _("Adaptief onderwijs: past wat we doen bij dit kind?")),
    Question("b_change", _("Gedragsverandering: wat is zichtbaar beter, bij het kind en om het kind heen?")),
    Question("b_plan", _("Systematisch werken: is er één plan, en kijken we samen terug?")),
)


def reflects(role: str) -> tuple[Question, ...]:
    """For professionals alone: a family is not asked to judge itself."""
    return () if role in FAMILY_ROLES else REFLECTS


def thinks_over(role: str) -> tuple[Question, ...]:
    """All that somebody can write down beforehand, and lay on the table."""
    return prepares(role) + reflects(role)
