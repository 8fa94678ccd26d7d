"""What a case review asks in its steps, its principles, and what can help or hinder each of them. Data, no rules (decision 0036).

Steps and principles are those of the study Rondom het Kind (chapters 2.1, 3 and 5). A code stays; words may be bettered.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rondom.meetings.guide import STEPS, Question, Step, Text


@dataclass(frozen=True)
class Factor:
    """What can have helped or hindered; `helps` and `hinders`: under which numbers the studies name it, if they do."""

    code: str
    text: Text
    helps: str = ""
    hinders: str = ""


MOMENTS, FACTORS = 2, 3  # in which step people point out key moments, and say what helped and hindered
# Under these codes stands what somebody is writing of a key moment, until it is pointed out.
NAMED, REASON = "m_what", "m_why"
DUTY, GOALS, ROLES = (
    Question("r_duty", _("Samen verantwoordelijk")),
    Question("r_goals", _("Samen aan doelen werken")),
    Question("r_roles", _("Duidelijk wie wat doet")),
)
# What we learn, for each of three levels.
LEARNED = (
    Question("l_child", _("Wat leren we voor dit kind en gezin?")),
    Question("l_work", _("Wat leren we voor onze organisaties?")),
    Question("l_policy", _("Wat moeten bestuur en gemeente weten?")),
)
STEPS_OF_REVIEW = (
    STEPS[0],
    Step(MOMENTS, _("Sleutelmomenten"), 15, ()),
    Step(FACTORS, _("Wat hielp, wat zat in de weg"), 15, (DUTY, GOALS, ROLES)),
    Step(4, _("Wat we leren"), 10, LEARNED),
    STEPS[4],
)
BY_PRINCIPLE: Mapping[str, tuple[Factor, ...]] = {
    DUTY.code: (
        Factor("f_heard", _("Gehoord worden"), "SF001", "SF037"),
        Factor("f_trust", _("Elkaar vertrouwen"), "SF003", "SF038"),
        Factor("f_understood", _("Elkaar begrijpen"), "SF019", "SF040"),
        Factor("f_in_time", _("Op tijd iets merken"), hinders="SF041"),
        Factor("f_kept", _("Afspraken nakomen"), "SF002", "SF045"),
    ),
    GOALS.code: (
        Factor("f_meeting", _("Vast overleg"), "SF018"),
        Factor("f_plan", _("Eén plan"), "SF020", "SF031"),
        Factor("f_vision", _("Hetzelfde voor ogen"), "SF012", "SF036"),
        Factor("f_language", _("Dezelfde taal spreken"), hinders="SF035"),
        Factor("f_told", _("Laten weten hoe het ging"), hinders="SF039"),
        Factor("f_looked_back", _("Samen terugkijken"), "SF005", "SF046"),
    ),
    ROLES.code: (
        Factor("f_lead", _("Weten wie de regie heeft"), hinders="SF047"),
        Factor("f_same_faces", _("Vaste gezichten"), "SF022", "SF030"),
        Factor("f_help", _("Hulp die past"), "SF026", "SF029"),
        Factor("f_rules", _("Regels en procedures"), "SF021", "SF021"),
        Factor("f_money", _("Weten wie betaalt"), "SF017", "SF048"),
        Factor("f_local", _("Het lokale team"), "SF015", "SF050"),
    ),
}
KNOWN_FACTORS = frozenset(each.code for factors in BY_PRINCIPLE.values() for each in factors)
OF_A_REVIEW = frozenset(each.code for step in STEPS_OF_REVIEW for each in step.questions) | {NAMED, REASON}
