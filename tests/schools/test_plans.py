"""The plan: goals on the effect ladder, what is done, looking back. And a work budget that knows nobody's pay."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from rondom.base.actions import Refused
from rondom.base.scope import Outside
from rondom.home.demo_school import lay_school
from rondom.schools import actions
from rondom.schools.models import Activity, ActivityTurn, BudgetPost, BudgetUse, Evaluation, Goal, Scan, ScanCount
from rondom.schools.papers import plan_pdf
from rondom.schools.plan_pages import RESULTS, Beside, budget_page, lays_beside, plan_page
from rondom.schools.room import open_school
from rondom.schools.years import year_of
from tests.proofs.hostile import payloads


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def goal(desk, text="Samen sneller", days=30, **given):
    return actions.set_goal(desk, text=text, step=2, factor="", evaluate_on=day(days), **given)


def to_do(**given):
    return actions.ToDo(**{"what": "Bellen", "who": "ib", "ready_on": day(9), "step": 1, "factor": ""} | given)


def said(verdict="on_course", change="", next_on=None):
    return actions.LookedBack(verdict, "Het lukte vaak", change, next_on)


def test_the_goal_that_is_looked_back_at_first_stands_first(leader):
    goal(leader, "Later", 60)
    goal(leader, "Eerder", 5)

    assert [each.goal.text for each in plan_page(leader).goals] == ["Eerder", "Later"]


def test_an_activity_without_a_step_of_the_ladder_is_refused(leader, browser, here):
    where = f"{here}plan/doel/{goal(leader).pk}/activiteit/"
    good = {"what": "Bellen", "who": "ib", "ready_on": day(9).isoformat()}
    answer = browser.post(where, good)

    assert answer.status_code == 422
    assert "Kies een trede van de effecttrap." in answer.text
    assert 'value="Bellen"' in answer.text
    assert not Activity.objects.exists()
    assert browser.post(where, good | {"step": "2"}).status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"step": "5"}, {"factor": "SF999"}, {"evaluate_on": "morgen"}, {"text": "x" * 301}]
)
def test_a_goal_that_is_not_right_comes_back(browser, here, wrong):
    good = {"text": "Samen sneller", "step": "2", "factor": "SF066", "evaluate_on": day(30).isoformat()}
    answer = browser.post(f"{here}plan/doel/", good | wrong)

    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert not Goal.objects.exists()
    assert browser.post(f"{here}plan/doel/", good).status_code == 302


def test_what_was_said_when_looking_back_stays_readable_with_the_next_day(leader):
    mine = goal(leader)
    actions.hold_evaluation(leader, evaluation=Evaluation.objects.get(), said=said("adjust", "Meteen bellen", day(90)))

    (shown,) = plan_page(leader).goals
    assert (shown.verdict, shown.next.on) == ("bijstellen", day(90))
    assert [(each.outcome, each.change) for each in shown.held] == [("Het lukte vaak", "Meteen bellen")]
    with pytest.raises(Refused):
        actions.hold_evaluation(leader, evaluation=mine.evaluations.get(held_at__isnull=False), said=said())


def test_a_goal_that_was_reached_stands_below_and_takes_nothing_new(leader):
    mine = goal(leader)
    actions.hold_evaluation(leader, evaluation=Evaluation.objects.get(), said=said("reached", next_on=day(90)))

    assert [each.goal for each in plan_page(leader).over] == [mine]
    assert Evaluation.objects.count() == 1, "what is over is not looked back at again"
    for more in (
        lambda: actions.add_activity(leader, goal=mine, given=to_do()),
        lambda: actions.plan_evaluation(leader, goal=mine, on=day(9)),
    ):
        with pytest.raises(Refused):
            more()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"verdict": "on_course"}, "een doel zonder dag raakt uit beeld"),
        ({"verdict": "adjust", "next_on": "2030-01-01"}, "Schrijf op wat jullie bijstellen."),
        ({"next_on": "2030-01-01"}, "Kies een antwoord."),
        ({"verdict": "reached", "outcome": ""}, "Schrijf hier iets op."),
    ],
)
def test_looking_back_asks_what_came_of_it_and_when_again(leader, browser, here, given, why):
    goal(leader)
    answer = browser.post(f"{here}plan/terugkijken/{Evaluation.objects.get().pk}/", {"outcome": "Dit blijft staan"} | given)

    assert answer.status_code == 422
    assert why in answer.text
    assert Evaluation.objects.get().held_at is None


def test_an_activity_is_late_until_it_is_done(leader, browser, here):
    one = actions.add_activity(leader, goal=goal(leader), given=to_do(ready_on=day(-1)))
    assert plan_page(leader).goals[0].activities[0].is_late
    assert browser.post(f"{here}plan/activiteit/{one.pk}/", {"state": "done"}).status_code == 302

    shown = plan_page(leader).goals[0].activities[0]
    assert (shown.state, shown.is_late) == ("done", False)
    with pytest.raises(Refused):
        actions.turn_activity(leader, activity=Activity.objects.get(), state="done")
    browser.post(f"{here}plan/activiteit/{one.pk}/", {"state": "weg"})
    assert ActivityTurn.objects.count() == 1


def test_a_result_of_elsewhere_stands_beside_its_goal(leader, browser, here):
    goal(leader)
    assert "Wat we ervan weten" not in browser.get(f"{here}plan/").text

    @lays_beside
    def of_a_report(_desk, goals):
        return {each: [Beside("62 van 100 zeggen: het gaat beter", "monitor 2025-2026")] for each in goals}

    try:
        assert "62 van 100 zeggen" in browser.get(f"{here}plan/").text
    finally:
        RESULTS.remove(of_a_report)


def test_the_last_scan_stands_beside_the_goal_of_its_factor(world, leader):
    lay_school(world.school)

    beside = {each.goal.factor: each.beside for each in plan_page(leader).goals}
    assert "van 3 zeggen" in beside["SF066"][0].text


def test_the_plan_prints_as_a_paper_that_can_be_read_aloud(world, leader, browser, here):
    lay_school(world.school)
    answer = browser.get(f"{here}plan/papier/")
    paper = PdfReader(BytesIO(answer.content))
    words = " ".join(page.extract_text() for page in paper.pages)

    assert answer["Content-Type"] == "application/pdf"
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for text in ("Vast overleg op dinsdag", "Bij de helft van de kinderen", "Terugkijken op"):
        assert text in words


@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
def test_whatever_stands_in_a_plan_it_prints(leader, language):
    for nth, text in enumerate(payloads(40)):
        mine = goal(leader, text[:300], nth + 2)
        actions.add_activity(leader, goal=mine, given=to_do(what=text[:300], who=text[:100]))
    for each in Evaluation.objects.all()[:20]:
        actions.hold_evaluation(leader, evaluation=each, said=actions.LookedBack("reached", text, text, None))

    assert plan_pdf(leader, language).startswith(b"%PDF")


def test_who_reads_may_plan_nothing_and_another_school_reaches_nothing(at_desk, leader, other_school):
    mine, teacher = goal(leader), at_desk("teacher")
    with pytest.raises(PermissionDenied):
        goal(teacher)
    with pytest.raises(PermissionDenied):
        actions.add_post(teacher, post=actions.Post(2026, "x", "teacher", "hours", Decimal(1)))
    other = open_school(other_school[1], other_school[0].pk)
    with pytest.raises(Outside):
        actions.add_activity(other, goal=mine, given=to_do())
    assert plan_page(other).goals == ()


def test_as_many_questions_whatever_the_number_of_goals(leader, django_assert_num_queries):
    actions.add_activity(leader, goal=goal(leader), given=to_do())
    with CaptureQueriesContext(connection) as few:
        plan_page(leader)
    for _nth in range(8):
        actions.add_activity(leader, goal=goal(leader), given=to_do())

    with django_assert_num_queries(len(few)):
        plan_page(leader)


# ── the work budget ──────────────────────────────────────────────────────────


def post_of(desk, planned="8000", unit="euro", **given):
    about = {"year": year_of(timezone.localdate()), "what": "Zorg", "role": "outside", "unit": unit, "planned": Decimal(planned)}
    return actions.add_post(desk, post=actions.Post(**about | given))


def use(desk, post, amount):
    return actions.use_budget(desk, post=post, on=date(post.year, 10, 1), amount=Decimal(amount), reason="Training")


def test_more_than_there_is_is_written_down_and_warned_of(leader, browser, here):
    post = post_of(leader)
    use(leader, post, "4000")
    use(leader, post, "4000")
    assert "meer dan de" not in browser.get(f"{here}budget/").text
    use(leader, post, "500")

    assert budget_page(leader, None).posts[0].over == 500
    assert "meer dan de" in browser.get(f"{here}budget/").text


def test_hours_and_money_are_never_added_up(leader):
    use(leader, post_of(leader), "100")
    use(leader, post_of(leader, "40", "hours", role="teacher"), "8")

    assert [(str(each.unit), each.planned, each.used) for each in budget_page(leader, None).totals] == [
        ("euro", 8000, 100),
        ("uren", 40, 8),
    ]


def test_a_year_has_its_own_budget(leader):
    post_of(leader)
    now = year_of(timezone.localdate())
    post_of(leader, "6000", year=now - 1)

    assert budget_page(leader, now - 1).totals[0].planned == 6000
    assert budget_page(leader, 1999).year == now


def test_a_use_on_a_day_of_another_year_is_refused(leader, browser, here):
    post = post_of(leader)
    given = {"on": date(post.year - 1, 10, 1).isoformat(), "amount": "100", "reason": "Training"}
    answer = browser.post(f"{here}budget/{post.pk}/", given)

    assert answer.status_code == 422
    assert "ligt niet in schooljaar" in answer.text
    with pytest.raises(Refused):
        actions.use_budget(leader, post=post, on=date(post.year + 1, 10, 1), amount=Decimal(1), reason="x")
    assert not BudgetUse.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"planned": "veel"}, {"planned": "-5"}, {"role": "juf Anna"}, {"unit": ""}, {"activity": "x"}, {"what": ""}]
)
def test_a_post_that_is_not_right_comes_back(browser, here, wrong):
    year = str(year_of(timezone.localdate()))
    good = {"year": year, "what": "Zorg", "role": "outside", "unit": "euro", "planned": "8000,50", "activity": ""}
    answer = browser.post(f"{here}budget/post/", good | wrong)

    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert not BudgetPost.objects.exists()
    assert browser.post(f"{here}budget/post/", good).status_code == 302
    assert BudgetPost.objects.get().planned == Decimal("8000.50")


def test_a_later_scan_of_other_factors_leaves_what_is_known_of_this_one(world, leader):
    lay_school(world.school)
    later = actions.open_scan(leader, team="", lists=["001-uitdagingen-scholen"])
    ScanCount.objects.create(scan=later, factor="SF095", counts=[1, 1, 0, 0])
    Scan.objects.filter(pk=later.pk).update(closed_at=timezone.now())

    assert all(each.beside for each in plan_page(leader).goals)


def test_amounts_are_said_without_noughts(leader, browser, here):
    use(leader, post_of(leader), "12.50")

    assert "12,5 van 8000 euro" in browser.get(f"{here}budget/").text
