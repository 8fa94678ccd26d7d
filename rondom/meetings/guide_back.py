"""What people are asked when they look back, by who is asked. Data, no rules; a code stays (see `guide.py`)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rondom.children.models import Role
from rondom.children.rights import PARENTS
from rondom.meetings.guide import SCHOOL, Question, Text
from rondom.meetings.models import Instrument


@dataclass(frozen=True)
class Items:
    """What is marked with a face, and what is answered in own words."""

    marked: tuple[Question, ...]
    written: tuple[Question, ...]


# What a question is about, in as few words as a figure has room for.
ABOUT: dict[str, Text] = {
    "e_heard": _("Geluisterd"),
    "e_goal": _("Aan het doel gewerkt"),
    "e_roles": _("Duidelijk wie wat doet"),
    "e_trust": _("Vertrouwen"),
    "t_child": _("Het kind"),
    "t_goal": _("Ons doel"),
    "t_help": _("De hulp"),
    "t_together": _("De samenwerking"),
}
WISH, WENT_WELL, LESS_WELL, NEXT_TIME = "e_wish", "t_well", "t_less", "t_next"
WISHED = Question(WISH, _("Eén wens voor de volgende keer"))
OVER_A_PERIOD = (
    Question(WENT_WELL, _("Wat ging goed, en waardoor?")),
    Question(LESS_WELL, _("Wat kan beter, en waardoor?")),
    Question(NEXT_TIME, _("Wat doen we de volgende keer anders?")),
)
MINUTE_OF_PARENTS = Items(
    (
        Question("e_heard", _("Werd er naar u geluisterd?")),
        Question("e_goal", _("Werkten we aan ons doel?")),
        Question("e_roles", _("Is duidelijk wie wat doet?")),
        Question("e_trust", _("Heeft u vertrouwen in hoe we samenwerken?")),
    ),
    (WISHED,),
)
MINUTE_OF_COLLEAGUES = Items(
    (
        Question("e_heard", _("Werd er naar je geluisterd?")),
        Question("e_goal", _("Werkten we aan ons doel?")),
        Question("e_roles", _("Is duidelijk wie wat doet?")),
        Question("e_trust", _("Heb je vertrouwen in hoe we samenwerken?")),
    ),
    (WISHED,),
)
MINUTE_OF_A_CHILD = Items(
    (
        Question("e_heard", _("Luisterden ze naar jou?")),
        Question("e_goal", _("Ging het over wat jij belangrijk vindt?")),
        Question("e_roles", _("Weet je wie wat gaat doen?")),
        Question("e_trust", _("Voelde je je op je gemak?")),
    ),
    (Question(WISH, _("Wat wens je voor de volgende keer?")),),
)
PERIOD_OF_GROWN_UPS = Items(
    (
        Question("t_child", _("Gaat het nu beter met het kind?")),
        Question("t_goal", _("Is ons doel gehaald?")),
        Question("t_help", _("Heeft de hulp geholpen?")),
        Question("t_together", _("Hoe ging het samenwerken?")),
    ),
    OVER_A_PERIOD,
)
PERIOD_OF_A_CHILD = Items(
    (
        Question("t_child", _("Gaat het nu beter met jou?")),
        Question("t_goal", _("Is gelukt wat jij wilde?")),
        Question("t_help", _("Heeft de hulp jou geholpen?")),
        Question("t_together", _("Werkten de grote mensen goed samen?")),
    ),
    (
        Question(WENT_WELL, _("Wat was fijn?")),
        Question(LESS_WELL, _("Wat kan beter?")),
        Question(NEXT_TIME, _("Wat wil jij de volgende keer?")),
    ),
)


def items_for(role: str, instrument: str) -> Items:
    """The questions as they are put to somebody: to a parent, a child, or who works here."""
    if instrument == Instrument.PERIOD:
        return PERIOD_OF_A_CHILD if role == Role.CHILD else PERIOD_OF_GROWN_UPS
    if role == Role.CHILD:
        return MINUTE_OF_A_CHILD
    return MINUTE_OF_PARENTS if role in PARENTS else MINUTE_OF_COLLEAGUES


def side_of(role: str) -> str:
    """From where somebody looks: each side stands apart in what comes out."""
    if role == Role.CHILD:
        return "child"
    if role in PARENTS:
        return "parents"
    return "school" if role in SCHOOL else "help"


SIDES: dict[str, Text] = {"child": _("Kind"), "parents": _("Ouders"), "school": _("School"), "help": _("Hulp en netwerk")}
MARKED = {instrument: tuple(each.code for each in items_for("", instrument).marked) for instrument in Instrument.values}
WITHIN = {Instrument.MINUTE: 7, Instrument.PERIOD: 42}  # days after the meeting was closed
