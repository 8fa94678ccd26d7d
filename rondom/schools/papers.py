"""The plan of a school on paper, in the language of who prints it; what people wrote stays in their own words."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rondom.base.paper import print_paper
from rondom.people.desk import Desk
from rondom.schools.models import Evaluation
from rondom.schools.plan_pages import ActivityShown, GoalShown, plan_page

TEMPLATE = Path(__file__).parent / "paper" / "plan.typ"


def plan_pdf(desk: Desk, language: str) -> bytes:
    with translation.override(language):
        page = plan_page(desk)
        content = {
            "title": _("Plan van %(school)s") % {"school": desk.organisation.name},
            "made": _("Gemaakt op %(day)s.") % {"day": said(timezone.localdate())},
            "heads": [_("Wat"), _("Wie"), _("Wanneer klaar"), _("Stand")],
            "names": {
                "over": _("Klaar"),
                "beside": _("Wat we ervan weten"),
                "held": _("Teruggekeken"),
                "none": _("Er staat nog geen doel in het plan."),
            },
            "goals": [goal_on_paper(each) for each in page.goals],
            "over": [goal_on_paper(each) for each in page.over],
            "lang": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
        }
    return print_paper(TEMPLATE, content)


def said(day: date) -> str:
    return date_format(day, "j F Y")


def goal_on_paper(goal: GoalShown) -> dict[str, Any]:
    return {
        "text": goal.goal.text,
        "step": " · ".join(part for part in (goal.step, goal.factor, goal.verdict) if part),
        "next": _("Terugkijken op %(day)s") % {"day": said(goal.next.on)} if goal.next else "",
        "rows": [activity_on_paper(each) for each in goal.activities],
        "held": [held_on_paper(each) for each in goal.held],
        "beside": [f"{each.text} ({each.source})" for each in goal.beside],
    }


def activity_on_paper(shown: ActivityShown) -> dict[str, str]:
    activity = shown.activity
    return {"what": activity.what, "who": activity.who, "day": said(activity.ready_on), "state": shown.state_name}


def held_on_paper(held: Evaluation) -> dict[str, str]:
    return {"day": said(held.on), "verdict": held.get_verdict_display(), "outcome": held.outcome, "change": held.change}
