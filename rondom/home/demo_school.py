"""What Noor's school keeps about itself in the demo world: figures of four years, a scan that is closed, a plan, a budget."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from rondom.people.desk import Desk
from rondom.people.models import Function, Membership, Organisation, Person
from rondom.schools import actions
from rondom.schools.models import Activity, Evaluation, FigureKind, Scan
from rondom.schools.reading import Line
from rondom.schools.room import open_school, open_this
from rondom.schools.years import name_of, year_of

LISTS = ["000-5.1.3-onze", "000-4.1.6-werkroutine"]
# Of each kind and definition, four years on end; of who is absent the school changed what it counts after two.
FIGURES: dict[tuple[str, int], tuple[str | None, ...]] = {
    (FigureKind.TLV, 1): ("7", "6", "8", "5"),
    (FigureKind.ABSENT, 1): ("3", "4", None, None),
    (FigureKind.ABSENT, 2): (None, None, "6", "5"),
    (FigureKind.REFERRALS, 1): ("5", "6", "4", "4"),
    (FigureKind.PUPILS, 1): ("231", "226", "228", "219"),
    (FigureKind.WEIGHT, 1): ("31.2", "31.4", "31.1", "30.8"),
}
STANDS = {Function.TEACHER: (2, 3, 1, 3), Function.CARE_COORDINATOR: (4, 3, 2, 3), Function.SCHOOL_LEADER: (4, 4, 2, 4)}
EVIDENCE = {
    Function.TEACHER: "In mijn groep merk ik er nog weinig van",
    Function.CARE_COORDINATOR: "Elke dinsdag zitten we met z'n drieën bij elkaar",
    Function.SCHOOL_LEADER: "Het staat in ons schoolplan",
}


def lay_school(school: Organisation) -> None:
    """By the doors and actions that everybody uses."""
    desk = open_school(member_of(school, Function.SCHOOL_LEADER), school.pk)
    lay_figures(desk)
    lay_scan(desk)
    lay_plan(desk)
    lay_budget(desk)


def member_of(school: Organisation, function: str) -> Person:
    return (
        Membership.objects.filter(organisation=school, function=function)
        .select_related("person")
        .order_by("since", "pk")[0]
        .person
    )


def lay_figures(desk: Desk) -> None:
    begin = year_of(timezone.localdate()) - 4
    text = "Ook kinderen die meer dan vier weken maar een deel van de week komen. Geteld op 5 september."
    actions.define(desk, kind=FigureKind.ABSENT, from_year=begin + 2, text=text)
    lines = [
        Line(0, kind, begin + nth, Decimal(value), definition, "Administratie van de school")
        for (kind, definition), row in FIGURES.items()
        for nth, value in enumerate(row)
        if value is not None
    ]
    actions.import_figures(desk, lines=lines)


def lay_scan(desk: Desk) -> Scan:
    scan = open_this(actions.open_scan(desk, team="", lists=LISTS))
    codes = [f"SF{number:03}" for number in range(60, 73)]
    for function, stands in STANDS.items():
        at_desk = open_school(member_of(desk.organisation, function), desk.organisation.pk)
        filled = [
            actions.Filled(code, stands[nth % len(stands)], EVIDENCE[Function(function)] if nth == 0 else "")
            for nth, code in enumerate(codes)
        ]
        actions.fill_scan(at_desk, scan=scan, filled=filled)
    return actions.close_scan(desk, scan=scan)


def lay_plan(desk: Desk) -> None:
    today = timezone.localdate()
    first = actions.set_goal(
        desk,
        text="Elk kind met zorg heeft binnen twee weken een gesprek met ouders, school en hulp",
        step=2,
        factor="SF066",
        evaluate_on=today - timedelta(days=30),
    )
    second = actions.set_goal(
        desk,
        text="Wat een kind leert bij de assistent, komt terug in de klas",
        step=1,
        factor="SF068",
        evaluate_on=today + timedelta(days=75),
    )
    to_do = actions.ToDo
    one = actions.add_activity(
        desk, goal=first, given=to_do("Vast overleg op dinsdag", "intern begeleider", day_after(today, 20), 2, "SF066")
    )
    actions.add_activity(
        desk,
        goal=second,
        given=to_do("Overdracht op papier na elke week", "assistent en leerkracht", day_after(today, 60), 1, ""),
    )
    actions.turn_activity(desk, activity=one, state="busy")
    said = actions.LookedBack(
        "adjust",
        "Bij de helft van de kinderen lukte het binnen twee weken.",
        "We plannen het gesprek meteen bij de aanmelding.",
        None,
    )
    held = Evaluation.objects.get(goal=first)
    actions.hold_evaluation(desk, evaluation=held, said=said)
    actions.plan_evaluation(desk, goal=first, on=day_after(today, 40))


def day_after(today: date, days: int) -> date:
    return today + timedelta(days=days)


def lay_budget(desk: Desk) -> None:
    year = year_of(timezone.localdate())
    euro = actions.Post(year, "Zorg die anders niet te krijgen is", "outside", "euro", Decimal(8000))
    hours = actions.Post(year, "Begeleiding in de klas", "support_assistant", "hours", Decimal(240))
    post = actions.add_post(desk, post=euro)
    activity = Activity.objects.filter(organisation=desk.organisation).order_by("at").first()
    tied = actions.add_post(desk, post=hours, activity=activity)
    on = date(year, 9, 15)
    actions.use_budget(desk, post=post, on=on, amount=Decimal(2450), reason=f"Trainingen op school, najaar {name_of(year)}")
    actions.use_budget(desk, post=tied, on=on, amount=Decimal(60), reason="Acht weken in groep 5")
