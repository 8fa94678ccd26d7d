"""Shared by the proofs: a concern about safety that the coordinator keeps, a case without a name, and what each form sends."""

from typing import Any

from django.utils import timezone

from rondom.cases.actions import Written, answer_case, lay_cases, write_case
from rondom.cases.models import AnonymousCase, CaseAnswer, InTray
from rondom.cases.room import open_cases
from rondom.children.models import Role, SafetyTold
from rondom.people.models import Membership
from rondom.safety.actions import begin_file
from rondom.safety.folder import open_shelf
from rondom.safety.models import Openness, Reported, SafetyFile, SafetyNote, SafetyReview
from tests.sealed import rewrite

CASE = {"sector": "primary", "age_band": "8-11", "theme": "absence", "recognisable": "no"}
TEXT = "Een kind komt na elke vakantie niet meer naar binnen. Wat hielp bij jullie om weer te beginnen?"


def lay_apart(world: Any) -> None:
    coordinator = world.person(Role.CARE_COORDINATOR)
    note = {"step": "signals", "on": timezone.localdate(), "facts": "Is bang"}
    begin_file(open_shelf(coordinator, world.noor.pk), note=note, is_told=False, words="Nog te gevaarlijk")
    write_case(open_cases(coordinator), written=Written(text=TEXT, **CASE))
    lay_cases(timezone.localdate())


def bodies_apart(circle: Any) -> dict[str, dict[str, Any]]:
    today = timezone.localdate().isoformat()
    member = Membership.objects.filter(organisation=circle.school, function="care_coordinator").order_by("pk")[0]
    colleague = circle.child.places.filter(role=Role.SCHOOL_LEADER)[0]
    note = {"on": today, "facts": "Is bang", "opinions": "Dat denk ik"}
    return {
        "safety:begin": {**note, "is_told": "no", "words": "Nog te gevaarlijk"},
        "safety:step": note,
        "safety:openness": {"is_told": "yes", "words": "Aan tafel", "summary": "Wij maken ons zorgen"},
        "safety:reported": {"on": today},
        "safety:join": {"chosen": str(colleague.pk)},
        "safety:review": {"words": "Er loopt nog hulp"},
        "safety:officer": {"chosen": str(member.pk)},
        "home:write": {**CASE, "text": TEXT},
        "home:answer": {"text": TEXT, "recognisable": "no"},
    }


def kept_apart(aviary: Any) -> None:
    """What stands about safety is for who wrote it; what was let out of it for parents and child; a case for who works there."""
    (file,) = SafetyFile.objects.filter(child=aviary.circle.child)

    def on_list(_place: Any, person: Any) -> bool:
        return person.pk == file.by_id

    def told(place: Any, _person: Any) -> bool:
        return place is not None and place.role in ("mother", "father", "carer", "guardian", "child")

    def works(_place: Any, person: Any) -> bool:
        return Membership.objects.filter(person=person).exclude(function="support_assistant").exists()

    def writer(_place: Any, person: Any) -> bool:
        return False  # what waits in the tray is on no page, also not for its writer

    words = {name: aviary.bird(f"safety, {name}", on_list) for name in ("met", "facts", "opinions")}
    rewrite(SafetyNote.objects.filter(file=file), **words)
    rewrite(Openness.objects.filter(file=file), words=aviary.bird("safety, openness", on_list))
    about = {"file": file, "by_id": file.by_id}
    Reported.objects.create(**about, on=timezone.localdate(), words=aviary.bird("safety, reported", on_list))
    SafetyReview.objects.create(**about, words=aviary.bird("safety, review", on_list))
    SafetyTold.objects.create(
        child=aviary.circle.child,
        words=aviary.bird("safety, told", told),
        owner_id=file.owner_id,
        information_kind="K14",
        ground="safety_reporting",
        audience="family",
    )
    case = AnonymousCase.objects.get()
    room = open_cases(file.by)
    for _nth in range(2):
        answer_case(room, case=case, text=TEXT, recognisable="no")
        lay_cases(timezone.localdate()) if not case.answers.exists() else None
    rewrite(AnonymousCase.objects.all(), text=aviary.bird("case", works))
    rewrite(CaseAnswer.objects.all(), text=aviary.bird("answer to a case", works))
    rewrite(InTray.objects.all(), text=aviary.bird("in the tray", writer))
