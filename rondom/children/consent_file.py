"""The consents of who decides: who read because of a yes, and all of it on one paper to keep (R24)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from rondom.base.models import Event
from rondom.base.paper import print_paper
from rondom.children.access import Reader
from rondom.children.consents import consents_page
from rondom.children.dossier import Dossier
from rondom.children.models import Answer, ConsentAnswered, ConsentLine, How, Role
from rondom.children.whereabouts import words_read

TEMPLATE = Path(__file__).parent / "paper" / "consents.typ"
SHOWN = 10
LOOKED_AT = 500


def own_answers(dossier: Dossier) -> dict[UUID, list[ConsentAnswered]]:
    """By question what this person answered, or somebody wrote down for this person, in order."""
    found: dict[UUID, list[ConsentAnswered]] = {}
    for answer in ConsentAnswered.objects.inside(dossier).filter(person=dossier.person_id).order_by("at"):
        found.setdefault(answer.asked_id, []).append(answer)
    return found


def readings_under(dossier: Dossier) -> dict[UUID, tuple[str, ...]]:
    """By question the last ten times that its readers opened the dossier while the own yes stood: when, and in which role."""
    answers = own_answers(dossier)
    readers: dict[UUID, set[UUID]] = {asked: set() for asked in answers}
    lines_asked = ConsentLine.objects.inside(dossier).filter(asked__in=answers)
    for asked, *reader in lines_asked.values_list("asked", "reader", "reader_place__person"):
        readers[asked] |= {each for each in reader if each is not None}
    named = set().union(*readers.values())
    opened = Event.objects.filter(child_id=dossier.child.pk, event="dossier.opened", outcome="done")
    opened = opened.filter(Q(organisation_id__in=named) | Q(person_id__in=named)).exclude(person_id=dossier.person_id)
    lines = list(opened.order_by("-at").values_list("at", "role", "organisation_id", "person_id")[:LOOKED_AT])
    return {
        # Who opens it three times in a minute looked once.
        asked: tuple(
            dict.fromkeys(
                f"{date_format(timezone.localtime(at), 'j F Y, H:i')} · {Role(role).label}"
                for at, role, house, person in lines
                if {house, person} & readers[asked] and role in Role.values
                if stood(answers[asked], at)
            )
        )[:SHOWN]
        for asked in readers
    }


def stood(answers: Sequence[ConsentAnswered], at: datetime) -> bool:
    """Whether the last answer before a moment was a yes."""
    before = [each for each in answers if each.at <= at]
    return bool(before) and before[-1].answer == Answer.YES


def answer_rows(reader: Reader, answers: Iterable[ConsentAnswered]) -> list[dict[str, str]]:
    return [
        {
            "what": _("Eigen antwoord: %(answer)s") % {"answer": Answer(each.answer).label}
            + f" · {date_format(timezone.localtime(each.at), 'j F Y, H:i')}"
            + ("" if each.how == How.SELF else f" · {How(each.how).label}"),
            "words": words_read(reader, each.text),
            "mark": _("Kenmerk van deze woorden: %(mark)s") % {"mark": each.text_hash},
            "dir": "rtl" if get_language_info(each.language)["bidi"] else "ltr",
        }
        for each in answers
    ]


def consents_pdf(dossier: Dossier) -> bytes:
    """Every question that this person sees, how it stands, each own answer with the words that were read, and the readings."""
    page, answers, readings = consents_page(dossier), own_answers(dossier), readings_under(dossier)
    return print_paper(
        TEMPLATE,
        {
            "title": _("Toestemmingen voor %(name)s") % {"name": dossier.child.first_name},
            "made": _("Gemaakt op %(day)s.") % {"day": date_format(timezone.localdate(), "j F Y")},
            "readings": _("Wie las hierdoor mee?"),
            "lang": translation.get_language() or "nl",
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "consents": [
                {
                    "heading": card.question.heading,
                    "status": card.status,
                    "lines": list(card.question.lines),
                    "why": card.question.why,
                    "until": card.question.until,
                    "answers": answer_rows(dossier.reader, answers.get(card.id, ())),
                    "readings": list(readings.get(card.id, ())),
                }
                for card in page.cards
            ],
        },
    )
