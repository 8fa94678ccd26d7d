"""How people talk round the board: forms of meeting, five steps with their questions, and what each prepares. Data, no rules.

Every question has a code, by which answers are kept: words may be bettered, a code stays. Steps and questions are those of the
paper tool, the fixed points of step four come from its practice.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rondom.children.models import Role
from rondom.children.rights import PARENTS
from rondom.meetings.models import Form

Text = str | Promise


@dataclass(frozen=True)
class Question:
    code: str
    text: Text


@dataclass(frozen=True)
class Step:
    """One of the five, with how long it takes of a meeting of 45 minutes."""

    nth: int
    name: Text
    questions: tuple[Question, ...]
    minutes: int


STEPS = (
    Step(
        1,
        _("Checken"),
        (Question("complete", _("Is de tijdlijn compleet?")), Question("right", _("Klopt wat er staat?"))),
        8,
    ),
    Step(
        2,
        _("Wat opvalt"),
        (
            Question("matters", _("Wat is voor jou het belangrijkst?")),
            Question("views", _("Kijkt iedereen hetzelfde naar hoe het gaat, op school en thuis?")),
            Question("changes", _("Ziet u grote veranderingen?")),
            Question("new", _("Hoorde u iets nieuws? Kijkt u nu anders?")),
        ),
        10,
    ),
    Step(
        3,
        _("De hulp"),
        (
            Question("help_good", _("Wat ging goed in de hulp?")),
            Question("help_less", _("Wat ging minder goed in de hulp?")),
            Question("help_needed", _("Welke hulp is nog nodig?")),
        ),
        10,
    ),
    Step(
        4,
        _("De samenwerking"),
        (
            Question("together_good", _("Wat ging goed in de samenwerking?")),
            Question("together_less", _("Wat ging minder goed in de samenwerking?")),
            Question("together_on", _("Hoe gaan wij samen verder?")),
        ),
        9,
    ),
    Step(
        5,
        _("Vervolg"),
        (
            Question("agreements", _("Wie doet wat, en wanneer is het klaar?")),
            Question("next", _("Wanneer is het volgende overleg?")),
            Question("kept", _("In welke dossiers komen de tijdlijn en de afspraken?")),
        ),
        8,
    ),
)
# What practice asks in step four each time (RN-06).
FIXED_POINTS = (
    Question("who_does", _("Wie doet wat?")),
    Question("who_answers", _("Wie is waarvoor verantwoordelijk?")),
    Question("same_goal", _("Hebben wij nog hetzelfde doel?")),
    Question("how_it_goes", _("Hoe gaat het samenwerken?")),
    Question("in_touch", _("Hoe houden wij elkaar op de hoogte?")),
)

PARENT_PREPARES = (
    Question("p_well", _("Wat gaat goed met uw kind?")),
    Question("p_worry", _("Waar maakt u zich zorgen over?")),
    Question("p_wish", _("Wat wilt u dat er na het overleg anders is?")),
)
CHILD_PREPARES = (
    Question("k_nice", _("Wat vind je fijn, op school en thuis?")),
    Question("k_hard", _("Wat vind je moeilijk?")),
    Question("k_wish", _("Wat wil je dat er verandert?")),
)
SCHOOL_PREPARES = (
    Question("s_sees", _("Wat zie je in de klas, goed en minder goed?")),
    Question("s_tried", _("Wat heb je geprobeerd, en wat deed het?")),
    Question("s_needs", _("Wat heb jij nodig om verder te helpen?")),
)
HELP_PREPARES = (
    Question("j_sees", _("Wat zie je bij kind en gezin, goed en minder goed?")),
    Question("j_help", _("Hoe loopt de hulp, en wat komt er nog?")),
    Question("j_needs", _("Wat heb jij van school en ouders nodig?")),
)


def prepares(role: str) -> tuple[Question, ...]:
    """The three questions that somebody thinks over beforehand."""
    if role == Role.CHILD:
        return CHILD_PREPARES
    if role in PARENTS or role == Role.OTHER:
        return PARENT_PREPARES
    return SCHOOL_PREPARES if role in SCHOOL else HELP_PREPARES


SCHOOL = frozenset({Role.TEACHER, Role.CARE_COORDINATOR, Role.SCHOOL_LEADER, Role.BEHAVIOURAL_SCIENTIST})
# Who sits at which form of meeting: a first proposal, that people change.
SITS_AT: dict[str, frozenset[str]] = {
    Form.PARENTS: PARENTS | {Role.TEACHER, Role.CARE_COORDINATOR},
    Form.TRIANGLE: PARENTS | {Role.CHILD, Role.TEACHER},
    Form.EVERYONE: frozenset(Role.values) - {Role.CHILD, Role.SUPPORT_ASSISTANT},
}
EXAMPLES_OF_A_GOAL = (_("Elkaar vertellen hoe het gaat"), _("Kiezen welke hulp nodig is"), _("Afspreken hoe wij samenwerken"))
EVERYONE_WITHIN = 42  # days: all together at least once in six weeks (RN-11)
