"""Shared by the proofs: what Noor's school keeps about itself, what each form sends, and who may hear which word of it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from rondom.home.demo_school import LISTS, lay_school, member_of
from rondom.people.actions import add_member, add_organisation, add_person
from rondom.people.models import Function, Membership, Organisation
from rondom.schools import actions
from rondom.schools.models import (
    Activity,
    BudgetPost,
    BudgetUse,
    Evaluation,
    Figure,
    FigureDefinition,
    FiguresShown,
    Goal,
    Scan,
    ScanAnswer,
)
from rondom.schools.room import open_school, open_this
from rondom.schools.years import name_of, year_of
from tests.sealed import rewrite

CODE = "SF060"


class Again(SimpleUploadedFile):
    """A file that is sent by many, one after the other."""

    def read(self, *given: Any) -> bytes:
        self.seek(0)
        return super().read(*given)


def lay_about_school(school: Organisation, other: Organisation) -> None:
    """At the desk of the school; a school elsewhere lets it read, and it lets a third one read."""
    lay_school(school)
    desk = open_school(member_of(school, Function.SCHOOL_LEADER), school.pk)
    scan = open_this(actions.open_scan(desk, team="Onderbouw", lists=LISTS))
    for function in (Function.SCHOOL_LEADER, Function.CARE_COORDINATOR):
        at_desk = open_school(member_of(school, function), school.pk)
        actions.fill_scan(at_desk, scan=scan, filled=[actions.Filled(CODE, 3, "Dat zie je")])
    third = add_organisation(name="Basisschool De Es", kind="school", municipality=school.municipality)
    actions.show_figures(desk, reader_id=str(third.pk))
    leader = add_person(name="Leider van elders")
    add_member(person=leader, organisation=other, function=Function.SCHOOL_LEADER)
    elsewhere = open_school(leader, other.pk)
    for back, value in ((2, Decimal(9)), (1, Decimal(2))):
        written = actions.Written("tlv", year_of(timezone.localdate()) - back, 1, value, "Administratie van elders")
        actions.write_figure(elsewhere, written=written)
    actions.show_figures(elsewhere, reader_id=str(school.pk))


def parts_of_school(desk: Organisation, other: Organisation) -> dict[str, Any]:
    def first(rows: Any) -> Any:
        return rows.values_list("pk", flat=True).first() or other.pk

    mine = {"organisation": desk}
    return {
        "school_id": other.pk,
        "shown_id": lambda: first(FiguresShown.objects.filter(**mine, stopped_at=None)),
        "scan_id": lambda: first(Scan.objects.filter(**mine, closed_at=None)),
        "goal_id": lambda: first(Goal.objects.filter(**mine, step=1)),
        "activity_id": lambda: first(Activity.objects.filter(**mine).order_by("at")),
        "evaluation_id": lambda: first(Evaluation.objects.filter(**mine, held_at=None).order_by("on")),
        "post_id": lambda: first(BudgetPost.objects.filter(**mine).order_by("at")),
    }


def bodies_of_school(other: Organisation) -> dict[str, dict[str, Any]]:
    today = timezone.localdate()
    year, later = year_of(today), (today + timedelta(days=40)).isoformat()
    file = f"soort;schooljaar;waarde;definitie;bron\ntlv;{name_of(year)};4;1;dashboard\n".encode()
    return {
        "schools:figure": {"definition": "tlv.1", "year": str(year), "value": "4", "source": "dashboard"},
        "schools:definition": {"kind": "tlv", "from_year": str(year), "text": "Anders geteld"},
        "schools:file": {"file": Again("cijfers.csv", file, "text/csv")},
        "schools:show": {"reader": str(other.pk)},
        "schools:scans": {"lists": LISTS[:1], "team": "Bovenbouw"},
        "schools:scan": {f"stand_{CODE}": "4", f"evidence_{CODE}": "Dat zie je"},
        "schools:goal": {"text": "Samen sneller", "step": "2", "factor": "SF066", "evaluate_on": later},
        "schools:activity": {"what": "Bellen", "who": "ib", "ready_on": later, "step": "1", "factor": ""},
        "schools:when": {"on": later},
        "schools:turn": {"state": "done"},
        "schools:look_back": {"verdict": "on_course", "outcome": "Het lukt", "change": "", "next_on": later},
        "schools:post": {"year": str(year), "what": "Zorg", "role": "outside", "unit": "euro", "planned": "800", "activity": ""},
        "schools:use": {"on": f"{year}-10-01", "amount": "40", "reason": "Training"},
    }


def kept_by_school(aviary: Any) -> None:
    """All of it is for who works at that school; a sentence of an open scan for its writer; of elsewhere no source."""
    school, other = aviary.circle.school, aviary.circle.other_desk

    def works(_place: Any, person: Any) -> bool:
        functions = ("teacher", "care_coordinator", "school_leader", "behavioural_scientist", "support_assistant")
        return Membership.objects.filter(person=person, organisation=school, function__in=functions).exists()

    def nobody(_place: Any, _person: Any) -> bool:
        return False

    mine = {"organisation": school}

    def let(model: Any, **named: str) -> None:
        rewrite(model.objects.filter(**mine), **{name: aviary.bird(where, works) for name, where in named.items()})

    let(Figure, source="source of a figure")
    let(FigureDefinition, text="definition of a figure")
    let(Goal, text="goal of a school")
    let(Activity, what="activity of a school", who="who does an activity")
    let(BudgetPost, what="post of a budget")
    let(BudgetUse, reason="why budget was used")
    let(Scan, team="team of a scan")
    held = Evaluation.objects.filter(**mine, held_at__isnull=False)
    rewrite(held, outcome=aviary.bird("outcome of a goal", works), change=aviary.bird("what a school changes", works))
    for answer in ScanAnswer.objects.filter(scan__organisation=school, scan__closed_at=None):
        mine_alone = aviary.bird("in an open scan", lambda _place, person, by=answer.person_id: person.pk == by)
        rewrite(ScanAnswer.objects.filter(pk=answer.pk), evidence=mine_alone)
    closed = ScanAnswer.objects.filter(scan__organisation=school, scan__closed_at__isnull=False)
    rewrite(closed, evidence=aviary.bird("in a closed scan", works))
    rewrite(Figure.objects.filter(organisation=other), source=aviary.bird("source elsewhere", nobody))
