"""Why something can not be done now with a report, in words for who tries."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rondom.reports.models import Report, ReportKind
from rondom.reports.plain import mark_of
from rondom.surveys.models import Wave
from rondom.surveys.rules import CLOSED, turns_of


def why_not_report(wave: Wave) -> str | None:
    return None if CLOSED in turns_of(wave) else _("Deze ronde is nog open. Een rapport kan pas na sluiting.")


def why_not_this_report(sheet: Mapping[str, Any], kind: str, key: str) -> str | None:
    """Of whom nothing may be told, of those there is no report."""
    if any(key in item["lines"] for item in sheet["items"]):
        return None
    if kind == ReportKind.SCHOOL:
        return _("Over deze school is niets te tonen: te weinig antwoorden, of minder dan vijf scholen die te tonen zijn.")
    if kind == ReportKind.ROLE:
        return _("Over deze rol is niets te tonen: te weinig antwoorden, of te weinig van een andere rol.")
    return _("Te weinig antwoorden om te tonen (minder dan 10).")


def why_not_reword(report: Report) -> str | None:
    return _("Dit rapport is vrijgegeven en verandert niet meer.") if report.is_released else None


def why_not_release(report: Report, read: str) -> str | None:
    if report.is_released:
        return _("Dit rapport is al vrijgegeven.")
    if not read:
        return _("Lees het rapport eerst helemaal, en zeg dat hieronder.")
    return None if read == mark_of(report.content) else _("Dit rapport is veranderd terwijl je las. Lees het nog eens.")


def why_not_withdraw(report: Report, note: str) -> str | None:
    if not report.is_released:
        return _("Dit rapport is nog niet vrijgegeven.")
    if report.is_withdrawn:
        return _("Dit rapport is al ingetrokken.")
    return None if note.strip() else _("Schrijf op waarom dit rapport wordt ingetrokken.")
