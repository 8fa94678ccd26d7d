"""What somebody reads out to Veilig Thuis, on paper: dated, in Dutch, with facts and opinions apart (R52)."""

from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rondom.base.paper import print_paper
from rondom.children.queries import circle_in
from rondom.children.rights import PARENTS
from rondom.safety.folder import Folder
from rondom.safety.models import Openness, SafetyNote, Step
from rondom.safety.queries import called, notes_in

TEMPLATE = Path(__file__).parent / "paper" / "summary.typ"


def summary_pdf(folder: Folder) -> bytes:
    """In Dutch, whatever language its writer reads: who listens at the other end speaks that."""
    with translation.override("nl"):
        return print_paper(TEMPLATE, summary(folder))


def summary(folder: Folder) -> dict[str, Any]:
    child, file = folder.dossier.child, folder.file
    place = folder.dossier.place
    who = called(place) if place else ""
    return {
        "title": _("Meldtekst"),
        "lines": labelled(
            (_("Over"), _("%(name)s, geboren op %(day)s") % {"name": child.name, "day": date_format(child.birth_date, "j F Y")}),
            (_("Ouders en verzorgers"), ", ".join(parents_in(folder))),
            (_("Van"), f"{who}, {file.owner.name}" if file.owner else who),
            (_("Gemaakt op"), date_format(timezone.localtime(), "j F Y, H:i")),
            *known_to_parents(folder),
        ),
        "how": _("Bel Veilig Thuis: 0800-2000. Bij gevaar: 112. Rondom verstuurt niets."),
        "facts": _("Feiten"),
        "opinions": _("Wat wij ervan denken"),
        "lang": "nl",
        "dir": "ltr",
        "notes": [told(note) for note in notes_in(folder)],
        "footer": _("Alleen voor hulp aan dit kind. Afgedrukt door %(who)s.") % {"who": place.person.name if place else ""},
    }


def labelled(*lines: tuple[str, str]) -> list[dict[str, str]]:
    """What is filled in, with what it is before it."""
    return [{"label": label, "said": said.strip()} for label, said in lines if said.strip()]


def parents_in(folder: Folder) -> list[str]:
    """Who they are as the circle shows it; by role alone to who may not know where the child is: a name can tell it (R38)."""
    places = circle_in(folder.dossier).filter(role__in=PARENTS)
    is_shielded = folder.dossier.reader.is_shielded
    return [place.get_role_display() if is_shielded else f"{place.person.name} ({place.called})" for place in places]


def known_to_parents(folder: Folder) -> list[tuple[str, str]]:
    """Whether the parents know of it: since when and how it was told, or why not yet (R50)."""
    said = list(Openness.objects.inside(folder).order_by("at"))
    if not said:
        return []
    last, since = said[-1], said[-1]
    for one in reversed(said):
        if one.is_told != last.is_told:
            break
        since = one
    day = date_format(timezone.localtime(since.at), "j F Y")
    if last.is_told:
        return [(_("Weten de ouders het?"), _("ja, opgeschreven op %(day)s") % {"day": day}), (_("Hoe verteld"), last.words)]
    return [(_("Weten de ouders het?"), _("nog niet")), (_("Waarom nog niet"), last.words)]


def told(note: SafetyNote) -> dict[str, Any]:
    """One note, with the day on which it was and not on which it was written; each line says what it is."""
    met = {Step.SIGNALS: _("Gehoord van"), Step.CONSULT: _("Naam en functie"), Step.TALK: _("Gesproken met")}
    return {
        "heading": f"{date_format(note.on, 'j F Y')} · {note.get_step_display()}",
        "met": labelled(
            (_("Overlegd met"), note.get_consulted_display() if note.consulted else ""),
            (met.get(Step(note.step), _("Samen met")), note.met),
            (_("Is melden nodig?"), note.get_needs_report_display() if note.needs_report else ""),
            (_("Is hulp mogelijk?"), note.get_help_is_possible_display() if note.help_is_possible else ""),
        ),
        "facts": note.facts,
        "opinions": note.opinions,
    }
