"""The plan of a school: goals, activities, evaluations; and the register of its work budget."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rondom.base.seal import PersonalText
from rondom.people.models import Function
from rondom.schools.models.figures import OfSchool


class Step(models.IntegerChoices):
    """The effect ladder: each step makes the next possible."""

    ROUTINE = 1, _("1. Een nieuwe manier van werken")
    LINKS = 2, _("2. Goed samenwerken met zorg")
    TEAM = 3, _("3. Een sterke school met een sterk team")
    CHILDREN = 4, _("4. Goede schoolloopbanen, blije kinderen, tevreden ouders")


class Goal(OfSchool):
    """What a school wants to reach, and on which step of the effect ladder this lies."""

    text = PersonalText(_("Wat willen jullie bereiken?"))
    step = models.PositiveSmallIntegerField(_("Op welke trede van de effecttrap?"), choices=Step.choices)
    factor = models.CharField(_("Bij welke factor hoort dit?"), max_length=8, blank=True)
    year = models.PositiveSmallIntegerField()  # the school year in which it was set

    class Privacy:
        personal = frozenset({"by", "text"})
        plain = frozenset({"id", "organisation", "at", "step", "factor", "year"})
        keep = "as its organisation"


class Activity(OfSchool):
    """What is done for a goal, by whom, and when it is ready."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="activities")
    what = PersonalText(_("Wat gaan jullie doen?"))
    who = PersonalText(_("Wie doet het?"))
    ready_on = models.DateField(_("Wanneer klaar?"))
    step = models.PositiveSmallIntegerField(_("Op welke trede van de effecttrap?"), choices=Step.choices)
    factor = models.CharField(_("Bij welke factor hoort dit?"), max_length=8, blank=True)

    class Privacy:
        personal = frozenset({"by", "what", "who"})
        plain = frozenset({"id", "organisation", "at", "goal", "ready_on", "step", "factor"})
        keep = "as its organisation"


class ActivityState(models.TextChoices):
    BUSY = "busy", _("bezig")
    DONE = "done", _("gedaan")
    STOPPED = "stopped", _("gestopt")


class ActivityTurn(OfSchool):
    """What became of an activity; the last one counts."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="turns")
    state = models.CharField(max_length=8, choices=ActivityState.choices)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "organisation", "at", "activity", "state"})
        keep = "as its organisation"


class Verdict(models.TextChoices):
    ON_COURSE = "on_course", _("op weg")
    ADJUST = "adjust", _("bijstellen")
    REACHED = "reached", _("gehaald")
    STOPPED = "stopped", _("gestopt")


class Evaluation(OfSchool):
    """A day on which a school looks back at a goal; once held, what came of it and what changes."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="evaluations")
    on = models.DateField(_("Wanneer kijken jullie terug?"))
    held_at = models.DateTimeField(null=True)
    verdict = models.CharField(_("Hoe staat het met dit doel?"), max_length=10, choices=Verdict.choices, blank=True)
    outcome = PersonalText(_("Wat is er uitgekomen?"), blank=True)
    change = PersonalText(_("Wat gaan jullie anders doen?"), blank=True)

    class Privacy:
        personal = frozenset({"by", "outcome", "change"})
        plain = frozenset({"id", "organisation", "at", "goal", "on", "held_at", "verdict"})
        keep = "as its organisation"


class Unit(models.TextChoices):
    EURO = "euro", _("euro")
    HOURS = "hours", _("uren")


OUTSIDE = "outside"
ROLES = [*Function.choices, (OUTSIDE, _("iemand van buiten"))]


class BudgetPost(OfSchool):
    """Hours or money planned for an activity and a role in a school year. It knows roles, and nobody's pay."""

    year = models.PositiveSmallIntegerField()
    what = PersonalText(_("Waarvoor?"))
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField(_("Voor welke rol?"), max_length=30, choices=ROLES)
    unit = models.CharField(_("Waarin tel je?"), max_length=5, choices=Unit.choices)
    planned = models.DecimalField(_("Hoeveel is er?"), max_digits=9, decimal_places=2)

    class Privacy:
        personal = frozenset({"by", "what"})
        plain = frozenset({"id", "organisation", "at", "year", "activity", "role", "unit", "planned"})
        keep = "as its organisation"


class BudgetUse(OfSchool):
    """What was used of a post, on a day, and what it brought."""

    post = models.ForeignKey(BudgetPost, on_delete=models.CASCADE, related_name="uses")
    on = models.DateField(_("Wanneer?"))
    amount = models.DecimalField(_("Hoeveel?"), max_digits=9, decimal_places=2)
    reason = PersonalText(_("Waarvoor precies, en wat leverde het op?"))

    class Privacy:
        personal = frozenset({"by", "reason"})
        plain = frozenset({"id", "organisation", "at", "post", "on", "amount"})
        keep = "as its organisation"
