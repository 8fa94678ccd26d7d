"""What was agreed on one sheet of A4, in the language that somebody chooses; what people wrote stays in their own words."""

from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rondom.base.paper import print_paper
from rondom.cards.leaving import as_they_leave, for_nobody
from rondom.cards.queries import cards_for_the_circle
from rondom.children.dossier import Dossier
from rondom.meetings.pages import meetings_page, who_of
from rondom.meetings.queries import Standing
from rondom.meetings.result import result_page
from rondom.meetings.review import Review
from rondom.meetings.table import Answer, Table

TEMPLATE = Path(__file__).parent / "paper" / "agreements.typ"
RESULT = Path(__file__).parent / "paper" / "result.typ"
ROOM = 3  # rows to write in by hand


def agreements_pdf(dossier: Dossier, language: str) -> bytes:
    with translation.override(language):
        page = meetings_page(dossier)
        moments = [timezone.localtime(row.meeting.starts_at) for row in page.coming[:1]]
        said = [_("Volgende overleg: %(day)s") % {"day": date_format(each, "l j F, H:i")} for each in moments]
        content = {
            "title": _("Afspraken voor %(name)s") % {"name": dossier.child.first_name},
            "made": _("Gemaakt op %(day)s.") % {"day": date_format(timezone.localdate(), "j F Y")},
            "next": "".join(said),
            "heads": [_("Wat"), _("Wie"), _("Wanneer klaar")],
            "rows": [row_of(each) for each in page.open],
            "empty": ROOM,
            "lang": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
        }
    return print_paper(TEMPLATE, content)


def result_pdf(dossier: Dossier, table: Table, language: str) -> bytes:
    """What was said and agreed, for the files of school and help: of the cards what everyone in the circle may read, without
    what is marked as about somebody else."""
    with translation.override(language):
        cards = as_they_leave(dossier, cards_for_the_circle(dossier), for_nobody)
        page = result_page(dossier, table, cards)
        next_on = _("rond %(day)s") % {"day": date_format(timezone.localtime(page.next_on), "j F Y")}
        content = {
            "title": _("Overleg over %(name)s") % {"name": dossier.child.first_name},
            "goal": page.meeting.goal,
            "made": date_format(timezone.localtime(page.closed_at), "j F Y"),
            "people": ", ".join(page.people),
            "heads": [_("Wat"), _("Wie"), _("Wanneer klaar")],
            "review": review_on_paper(page.review) if page.review else None,
            "names": {"agreed": _("Afspraken"), "chosen": _("Wat opviel"), "brought": _("Meegebracht")}
            | {"beside": _("Aanvullingen"), "moments": _("Sleutelmomenten"), "factors": _("Wat hielp, wat zat in de weg")},
            "rows": [row_of(each) for each in page.agreed],
            "chosen": [{"text": each.drawn.said, "who": ", ".join(each.by)} for each in page.chosen],
            "steps": [{"name": str(step.name), "said": [said_of(each) for each in said]} for step, said in page.said],
            "brought": [said_of(each) for each in page.brought],
            "beside": [{"text": each.text, "who": each.who} for each in page.corrections],
            "next": _("Volgende overleg: %(day)s") % {"day": next_on},
            "lang": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
        }
    return print_paper(RESULT, content)


def review_on_paper(review: Review) -> dict[str, Any]:
    moments = [
        {"what": each.what, "when": each.when, "reasons": [{"text": why.text, "who": why.who} for why in each.reasons]}
        for each in review.moments
    ]
    marked = [
        {
            "name": str(principle.text),
            "rows": [[str(each.text), ", ".join(each.helped), ", ".join(each.hindered)] for each in principle.factors],
        }
        for principle in review.marked
    ]
    return {"moments": moments, "factors": marked, "heads": [_("Waarover"), _("hielp"), _("zat in de weg")]}


def said_of(each: Answer) -> dict[str, str]:
    return {"asked": str(each.asked), "text": each.text, "who": f"{each.who} · {each.face_name}" if each.face else each.who}


def row_of(each: Standing) -> dict[str, str]:
    return {"what": each.agreement.what, "who": who_of(each), "day": date_format(each.ready_on, "j F Y")}
