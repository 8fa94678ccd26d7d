"""The plan of a school and its work budget, as they are read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.people.desk import Desk
from rondom.people.models import Organisation
from rondom.people.rights import DeskRight
from rondom.schools.factors import label_of
from rondom.schools.figure_pages import shown
from rondom.schools.models import (
    ROLES,
    Activity,
    ActivityState,
    BudgetPost,
    BudgetUse,
    Evaluation,
    Goal,
    Scan,
    ScanCount,
    Step,
    Unit,
    Verdict,
)
from rondom.schools.queries import state_of, verdict_of
from rondom.schools.rules import is_over, is_ready
from rondom.schools.years import name_of, year_of


@dataclass(frozen=True)
class Beside:
    """A result that stands beside a goal: a short line, and where it comes from."""

    text: str
    source: str
    language: str = ""  # of the text, where it is always the same


# Whoever has results of a school (a report, a scan) lays them beside its goals by one of these.
RESULTS: list[Callable[[Desk, list[Goal]], dict[Goal, list[Beside]]]] = []


def lays_beside(
    finder: Callable[[Desk, list[Goal]], dict[Goal, list[Beside]]],
) -> Callable[[Desk, list[Goal]], dict[Goal, list[Beside]]]:
    """For this app and those above it: what stands beside goals, asked for once for all of them."""
    RESULTS.append(finder)
    return finder


@dataclass(frozen=True)
class ActivityShown:
    activity: Activity
    step: str
    factor: str
    state: str
    state_name: str
    is_late: bool
    turns: tuple[tuple[str, str], ...]  # what it can be turned to


@dataclass(frozen=True)
class GoalShown:
    goal: Goal
    step: str
    factor: str
    year: str
    verdict: str
    activities: tuple[ActivityShown, ...]
    next: Evaluation | None
    held: tuple[Evaluation, ...]
    beside: tuple[Beside, ...]
    is_over: bool


@dataclass(frozen=True)
class PlanPage:
    organisation: Organisation
    goals: tuple[GoalShown, ...]  # the one that is looked back at first stands first
    over: tuple[GoalShown, ...]
    may_plan: bool
    today: date


def plan_page(desk: Desk) -> PlanPage:
    rows = list(goals_of(desk))
    beside = {goal: list[Beside]() for goal in rows}
    for finder in RESULTS:
        for goal, found in finder(desk, rows).items():
            beside[goal] += found
    today = timezone.localdate()
    every = [goal_shown(goal, beside[goal], today) for goal in rows]
    going = sorted((each for each in every if not each.is_over), key=lambda each: each.next.on if each.next else date.max)
    return PlanPage(
        organisation=desk.organisation,
        goals=tuple(going),
        over=tuple(each for each in every if each.is_over),
        may_plan=desk.may(DeskRight.PLAN_SCHOOL),
        today=today,
    )


def goals_of(desk: Desk) -> QuerySet[Goal]:
    return Goal.objects.inside(desk).prefetch_related("activities__turns", "evaluations").order_by("step", "at")


def goal_shown(goal: Goal, beside: Iterable[Beside], today: date) -> GoalShown:
    verdict = verdict_of(goal)
    evaluations = sorted(goal.evaluations.all(), key=lambda each: each.on)
    coming = [each for each in evaluations if each.held_at is None]
    return GoalShown(
        goal=goal,
        step=str(Step(goal.step).label),
        factor=label_of(goal.factor),
        year=name_of(goal.year),
        verdict=str(Verdict(verdict).label) if verdict else "",
        activities=tuple(activity_shown(each, today) for each in sorted(goal.activities.all(), key=lambda each: each.ready_on)),
        next=coming[0] if coming and not is_over(verdict) else None,
        held=tuple(each for each in reversed(evaluations) if each.held_at is not None),
        beside=tuple(beside),
        is_over=is_over(verdict),
    )


def activity_shown(activity: Activity, today: date) -> ActivityShown:
    state = state_of(activity)
    turns = [(str(value), str(label)) for value, label in ActivityState.choices if value != state]
    return ActivityShown(
        activity=activity,
        step=str(Step(activity.step).label),
        factor=label_of(activity.factor),
        state=state,
        state_name=str(ActivityState(state).label) if state else _("nog niet begonnen"),
        is_late=activity.ready_on < today and not is_ready(state),
        turns=tuple(turns),
    )


@lays_beside
def last_scan(desk: Desk, goals: list[Goal]) -> dict[Goal, list[Beside]]:
    """Of a goal that belongs to a factor: where the team stood with it in the last scan that asked for it."""
    counts = ScanCount.objects.inside(desk).filter(factor__in={goal.factor for goal in goals})
    last = {each.factor: each for each in counts.select_related("scan").order_by("scan__closed_at")}
    return {
        goal: [Beside(counts_said(last[goal.factor].counts), source_of(last[goal.factor].scan))]
        for goal in goals
        if goal.factor in last
    }


def counts_said(counts: list[int]) -> str:
    good = counts[2] + counts[3]
    return _("%(good)s van %(all)s zeggen: dit gaat goed") % {"good": good, "all": sum(counts)}


def source_of(scan: Scan) -> str:
    return _("laatste scan, schooljaar %(year)s") % {"year": name_of(year_of(timezone.localdate(scan.closed_at)))}


# ── the work budget ──────────────────────────────────────────────────────────


@dataclass(frozen=True)
class PostShown:
    post: BudgetPost
    role: str
    unit: str
    used: Decimal
    uses: tuple[tuple[BudgetUse, str], ...]

    @property
    def said(self) -> dict[str, str]:
        return {"used": shown(self.used), "planned": shown(self.post.planned), "over": shown(self.over)}

    @property
    def left(self) -> Decimal:
        return self.post.planned - self.used

    @property
    def over(self) -> Decimal:
        """By how much more was used than there is."""
        return max(-self.left, Decimal(0))


@dataclass(frozen=True)
class Total:
    unit: str
    planned: Decimal
    used: Decimal

    @property
    def said(self) -> dict[str, str]:
        return {"used": shown(self.used), "planned": shown(self.planned), "over": shown(self.over)}

    @property
    def over(self) -> Decimal:
        return max(self.used - self.planned, Decimal(0))


@dataclass(frozen=True)
class BudgetPage:
    organisation: Organisation
    year: int
    year_name: str
    years: tuple[tuple[int, str], ...]
    totals: tuple[Total, ...]
    posts: tuple[PostShown, ...]
    may_plan: bool


def budget_page(desk: Desk, year: int | None) -> BudgetPage:
    now = year_of(timezone.localdate())
    there = set(BudgetPost.objects.inside(desk).order_by().values_list("year", flat=True).distinct()) | {now}
    chosen = year if year in there else now
    rows = BudgetPost.objects.inside(desk).filter(year=chosen).select_related("activity").prefetch_related("uses")
    posts = tuple(post_shown(each) for each in rows.order_by("at"))
    return BudgetPage(
        organisation=desk.organisation,
        year=chosen,
        year_name=name_of(chosen),
        years=tuple((each, name_of(each)) for each in sorted(there, reverse=True)),
        totals=tuple(total_of(unit, posts) for unit in Unit if any(each.post.unit == unit for each in posts)),
        posts=posts,
        may_plan=desk.may(DeskRight.PLAN_SCHOOL),
    )


def post_shown(post: BudgetPost) -> PostShown:
    uses = tuple(sorted(post.uses.all(), key=lambda each: (each.on, each.at)))
    told = tuple((each, shown(each.amount)) for each in uses)
    role = str(dict(ROLES)[post.role])
    return PostShown(post, role, str(Unit(post.unit).label), sum((each.amount for each in uses), Decimal(0)), told)


def total_of(unit: Unit, posts: Iterable[PostShown]) -> Total:
    mine = [each for each in posts if each.post.unit == unit]
    planned = sum((each.post.planned for each in mine), Decimal(0))
    return Total(str(unit.label), planned, sum((each.used for each in mine), Decimal(0)))
