"""What somebody reads out to Veilig Thuis, on paper: dated, in Dutch, with facts and opinions apart (R52)."""

from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rondom.base.paper import print_paper
from rondom.safety.folder import Folder
from rondom.safety.models import SafetyNote
from rondom.safety.queries import notes_in

TEMPLATE = Path(__file__).parent / "paper" / "summary.typ"


def summary_pdf(folder: Folder) -> bytes:
    """In Dutch, whatever language its writer reads: who listens at the other end speaks that."""
    with translation.override("nl"):
        return print_paper(TEMPLATE, summary(folder))


def summary(folder: Folder) -> dict[str, Any]:
    child, file = folder.dossier.child, folder.file
    place = folder.dossier.place
    who = f"{place.person.name}, {place.called}" if place else ""
    return {
        "title": _("Meldtekst"),
        "lines": [
            _("Over: %(name)s, geboren op %(day)s") % {"name": child.name, "day": date_format(child.birth_date, "j F Y")},
            _("Van: %(who)s, %(where)s") % {"who": who, "where": file.owner.name if file.owner else ""},
            _("Gemaakt op %(moment)s") % {"moment": date_format(timezone.localtime(), "j F Y, H:i")},
        ],
        "how": _("Bel Veilig Thuis: 0800-2000. Bij gevaar: 112. Rondom verstuurt niets."),
        "facts": _("Feiten"),
        "opinions": _("Wat wij ervan denken"),
        "lang": "nl",
        "dir": "ltr",
        "notes": [told(note) for note in notes_in(folder)],
        "footer": _("Alleen voor hulp aan dit kind. Afgedrukt door %(who)s.") % {"who": place.person.name if place else ""},
    }


def told(note: SafetyNote) -> dict[str, str]:
    """One note, with the day on which it was and not on which it was written."""
    said = [note.get_consulted_display() if note.consulted else "", note.met]
    if note.needs_report:
        said.append(_("Melden nodig: %(answer)s") % {"answer": note.get_needs_report_display()})
        said.append(_("Hulp mogelijk: %(answer)s") % {"answer": note.get_help_is_possible_display()})
    return {
        "heading": f"{date_format(note.on, 'j F Y')} · {note.get_step_display()}",
        "met": ". ".join(part for part in said if part),
        "facts": note.facts,
        "opinions": note.opinions,
    }
