"""The plan: goals, activities, evaluations. And the work budget."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.people.desk import Desk
from rondom.people.rights import DeskRight
from rondom.schools.models import Activity, ActivityTurn, BudgetPost, BudgetUse, Evaluation, Goal
from rondom.schools.queries import state_of, verdict_of
from rondom.schools.rules import is_over, why_not_go_on, why_not_held, why_not_turned, why_not_used_on
from rondom.schools.years import year_of


@dataclass(frozen=True)
class ToDo:
    what: str
    who: str
    ready_on: date
    step: int
    factor: str


@dataclass(frozen=True)
class LookedBack:
    verdict: str
    outcome: str
    change: str
    next_on: date | None


@dataclass(frozen=True)
class Post:
    year: int
    what: str
    role: str
    unit: str
    planned: Decimal


@action("goal.set", needs=DeskRight.PLAN_SCHOOL)
def set_goal(desk: Desk, *, text: str, step: int, factor: str, evaluate_on: date) -> Goal:
    """With the first day on which one looks back: a goal without one is never looked at again."""
    by = {"organisation": desk.organisation, "by_id": desk.person_id}
    goal = Goal.objects.create(**by, text=text, step=step, factor=factor, year=year_of(timezone.localdate()))
    Evaluation.objects.create(**by, goal=goal, on=evaluate_on)
    return goal


@action("activity.added", needs=DeskRight.PLAN_SCHOOL)
def add_activity(desk: Desk, *, goal: Goal, given: ToDo) -> Activity:
    refuse_if(why_not_go_on(is_over=is_over(verdict_of(goal))))
    return Activity.objects.create(organisation=desk.organisation, by_id=desk.person_id, goal=goal, **asdict(given))


@action("activity.turned", needs=DeskRight.PLAN_SCHOOL, act=Act.UPDATE)
def turn_activity(desk: Desk, *, activity: Activity, state: str) -> ActivityTurn:
    refuse_if(why_not_turned(state_of(activity), state))
    return ActivityTurn.objects.create(organisation=desk.organisation, by_id=desk.person_id, activity=activity, state=state)


@action("evaluation.planned", needs=DeskRight.PLAN_SCHOOL)
def plan_evaluation(desk: Desk, *, goal: Goal, on: date) -> Evaluation:
    refuse_if(why_not_go_on(is_over=is_over(verdict_of(goal))))
    return Evaluation.objects.create(organisation=desk.organisation, by_id=desk.person_id, goal=goal, on=on)


@action("evaluation.held", needs=DeskRight.PLAN_SCHOOL, act=Act.UPDATE)
def hold_evaluation(desk: Desk, *, evaluation: Evaluation, said: LookedBack) -> Evaluation:
    """What came of it, for good; and when one looks again, as long as the goal is not over."""
    evaluation = Evaluation.objects.select_for_update().select_related("goal").get(pk=evaluation.pk)
    refuse_if(why_not_held(is_held=evaluation.held_at is not None))
    evaluation.verdict, evaluation.outcome, evaluation.change = said.verdict, said.outcome, said.change
    evaluation.held_at, evaluation.by_id = timezone.now(), desk.person_id
    evaluation.save()
    if said.next_on is not None and not is_over(said.verdict):
        by = {"organisation": desk.organisation, "by_id": desk.person_id}
        Evaluation.objects.create(**by, goal=evaluation.goal, on=said.next_on)
    return evaluation


@action("budget.planned", needs=DeskRight.PLAN_SCHOOL)
def add_post(desk: Desk, *, post: Post, activity: Activity | None = None) -> BudgetPost:
    return BudgetPost.objects.create(organisation=desk.organisation, by_id=desk.person_id, activity=activity, **asdict(post))


@action("budget.used", needs=DeskRight.PLAN_SCHOOL)
def use_budget(desk: Desk, *, post: BudgetPost, on: date, amount: Decimal, reason: str) -> BudgetUse:
    """More than there is may be written down, since it was spent; the page says so."""
    refuse_if(why_not_used_on(on, post.year))
    given = {"post": post, "on": on, "amount": amount, "reason": reason}
    return BudgetUse.objects.create(organisation=desk.organisation, by_id=desk.person_id, **given)
