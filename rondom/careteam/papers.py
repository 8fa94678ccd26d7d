"""What a team decided, on paper. No child stands on it by name: what is of a child with a name stands in its own dossier."""

from pathlib import Path

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rondom.base.paper import print_paper
from rondom.careteam.pages import ResultPage
from rondom.careteam.queries import Row

TEMPLATE = Path(__file__).parent / "paper" / "decisions.typ"


def decisions_pdf(page: ResultPage) -> bytes:
    moment = timezone.localtime(page.sitting.meeting.starts_at)
    content = {
        "title": page.team.name,
        "made": _("Besluiten van %(day)s.") % {"day": date_format(moment, "j F Y")},
        "heads": [_("Van wie"), _("Wat"), _("Wie"), _("Wanneer klaar")],
        "rows": [cells for row in page.rows for cells in cells_of(row)],
        "lang": translation.get_language() or "nl",
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
    }
    return print_paper(TEMPLATE, content)


def cells_of(row: Row) -> list[list[str]]:
    whose = f"{row.item.get_group_display()} · {row.item.letter}"
    own = [each for each in row.decided if each.decision is not None]
    cells = [[whose, each.what, each.who, date_format(each.ready_on, "j F Y")] for each in own]
    apart = len(row.decided) - len(own)
    if apart:
        said = ngettext("%(n)s afspraak staat in het eigen dossier", "%(n)s afspraken staan in het eigen dossier", apart)
        cells.append([whose, said % {"n": apart}, "", ""])
    return cells
