"""How things of the monitor are called: roles, kinds of answer, the answers themselves, a questionnaire in one's language."""

from django.utils import translation
from django.utils.translation import gettext as _

from rondom.surveys.items import AGREE, FACES, FIVE, FREQUENCY, MARK, OPEN, PASSED
from rondom.surveys.models import QuestionnaireVersion, Respondent


def label_of(role: str) -> str:
    return str(Respondent(role).label)


def now_spoken() -> str:
    return translation.get_language() or "nl"


def title_of(version: QuestionnaireVersion) -> str:
    return version.said("title", now_spoken()) or _("zonder naam")


def kind_name(kind: str) -> str:
    names = {
        MARK: _("cijfer van 1 tot 10"),
        FIVE: _("vijf punten"),
        AGREE: _("eens of oneens"),
        FREQUENCY: _("hoe vaak"),
        FACES: _("gezichten"),
        OPEN: _("eigen woorden"),
    }
    return names.get(kind) or _("kiezen")


def words_of(kind: str) -> dict[str, str]:
    """How the answers of a kind are said; a number says itself."""
    passed = {PASSED: _("niet van toepassing")}
    if kind == AGREE:
        return passed | {"agree": _("eens"), "disagree": _("oneens"), "unknown": _("weet ik niet")}
    if kind == FACES:
        return passed | {"good": _("goed"), "neutral": _("gaat wel"), "not_good": _("niet goed")}
    if kind == FREQUENCY:
        often = {"daily": _("(bijna) elke dag"), "weekly": _("elke week"), "monthly": _("elke maand")}
        return passed | often | {"rarely": _("minder vaak"), "never": _("nooit")}
    return passed
