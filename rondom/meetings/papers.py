"""What was agreed on one sheet of A4, in the language that somebody chooses; what people wrote stays in their own words."""

from pathlib import Path

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rondom.base.paper import print_paper
from rondom.children.dossier import Dossier
from rondom.meetings.pages import meetings_page, who_of
from rondom.meetings.queries import Standing

TEMPLATE = Path(__file__).parent / "paper" / "agreements.typ"
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


def row_of(each: Standing) -> dict[str, str]:
    return {"what": each.agreement.what, "who": who_of(each), "day": date_format(each.ready_on, "j F Y")}
