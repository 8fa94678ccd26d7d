"""What people think over before they meet, by role. Data, no rules.

Every question has a code, by which answers are kept: words may be bettered, a code stays.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rondom.cards.models import CardKind
from rondom.children.models import Role
from rondom.children.rights import PARENTS

Text = str | Promise


@dataclass(frozen=True)
class Question:
    code: str
    text: Text
    is_fixed: bool = False  # one of the points that come back each time
    language: str = ""  # in which it stands where an organisation worded it itself


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
    if role in PARENTS:
        return PARENT_PREPARES
    return SCHOOL_PREPARES if role in SCHOOL else HELP_PREPARES


SCHOOL = frozenset({Role.TEACHER, Role.CARE_COORDINATOR, Role.SCHOOL_LEADER, Role.BEHAVIOURAL_SCIENTIST})
EXAMPLES_OF_A_GOAL = (_("Elkaar vertellen hoe het gaat"), _("Kiezen welke hulp nodig is"), _("Afspreken hoe wij samenwerken"))
EVERYONE_WITHIN = 42  # days: all together at least once in six weeks (RN-11)


@dataclass(frozen=True)
class Step:
    """One of the five steps round the board: what it is called, how long it takes, and what is asked."""

    number: int
    name: Text
    minutes: int
    questions: tuple[Question, ...]
    kind: str = ""  # of which kind a card becomes that comes of an answer with a face

    @property
    def has_faces(self) -> bool:
        return bool(self.kind)


STEPS = (
    Step(1, _("Checken"), 5, (Question("c_whole", _("Is het verhaal compleet?")), Question("c_right", _("Klopt het?")))),
    Step(
        2,
        _("Wat opvalt"),
        10,
        (Question("n_most", _("Wat is het belangrijkst?")), Question("n_differ", _("Waar zien we het anders?"))),
    ),
    Step(
        3,
        _("De hulp"),
        10,
        (
            Question("h_well", _("Wat gaat goed in de hulp?")),
            Question("h_less", _("Wat gaat minder goed?")),
            Question("h_need", _("Welke hulp is nog nodig?")),
        ),
        kind=CardKind.HELP,
    ),
    Step(
        4,
        _("De samenwerking"),
        10,
        (
            Question("w_well", _("Wat gaat goed samen?")),
            Question("w_less", _("Wat gaat minder goed samen?")),
            Question("w_on", _("Hoe gaan we samen verder?")),
            Question("w_who", _("Wie doet wat?"), is_fixed=True),
            Question("w_answers", _("Wie is waarvoor verantwoordelijk?"), is_fixed=True),
            Question("w_goal", _("Is ons doel nog van ons allemaal?"), is_fixed=True),
            Question("w_together", _("Hoe gaat het samenwerken?"), is_fixed=True),
            Question("w_inform", _("Hoe houden we elkaar op de hoogte?"), is_fixed=True),
        ),
        kind=CardKind.COLLABORATION,
    ),
    Step(
        5,
        _("Vervolg"),
        10,
        (Question("v_files", _("In welke dossiers komen de afspraken?")),),
    ),
)
OF_STEPS = {each.code: each.text for step in STEPS for each in step.questions}
KINDS = {each.code: step.kind for step in STEPS for each in step.questions if step.kind}
MOST_MARKED = 3
CORRECTED_WITHIN = 7  # days after it was closed
