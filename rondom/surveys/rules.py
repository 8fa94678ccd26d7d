"""Why something can not be done now with a questionnaire or a wave, in words for who tries."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rondom.surveys.items import Item
from rondom.surveys.models import QuestionnaireVersion, Wave

LONGEST_OPEN = 1_500
FEWEST_TAKEN = 5  # of fewer nothing leaves a desk in a file
MOST_ITEMS, MOST_SCHOOLS, MOST_INVITED = 80, 500, 2_000
OPENED, CLOSED = "opened", "closed"
# How much more may come in than was invited: a shared link is passed on now and then, and must not fill the disk.
SPARE, TIMES = 200, 5


def turns_of(wave: Wave) -> set[str]:
    return {each.turn for each in wave.turns.all()}


def why_not_change(version: QuestionnaireVersion) -> str | None:
    return _("Deze versie is vrijgegeven en verandert niet meer. Begin een nieuwe versie.") if version.released_at else None


def why_not_this_item(version: QuestionnaireVersion, item: Item, was: str) -> str | None:
    codes = [each.code for each in version.items]
    if item.code != was and item.code in codes:
        return _("Deze code is er al. Kies een andere.")
    if not was and len(codes) >= MOST_ITEMS:
        return _("Dit zijn te veel vragen. Haal er eerst een weg.")
    before = codes[: codes.index(was)] if was in codes else codes
    if item.only_if and item.only_if not in before:
        return _("De vraag waar dit van afhangt, moet erboven staan.")
    return None


def why_not_in_this_order(items: Sequence[Mapping[str, Any]]) -> str | None:
    seen: set[str] = set()
    for each in items:
        if each.get("only_if") and each["only_if"]["item"] not in seen:
            return _("De vraag %(code)s hangt af van een vraag die erboven moet staan.") % {"code": each["code"]}
        seen.add(each["code"])
    return None


def why_not_release(version: QuestionnaireVersion) -> str | None:
    if why_not := why_not_change(version):
        return why_not
    if not version.items:
        return _("Er is nog geen vraag.")
    languages = version.languages
    lacking = [item.code for item in version.items if any(not item.text.get(each) for each in languages)]
    if lacking:
        return _("Van deze vragen ontbreekt een tekst: %(codes)s.") % {"codes": ", ".join(lacking)}
    return None


def why_not_renew(last: QuestionnaireVersion) -> str | None:
    return None if last.released_at else _("De vorige versie is nog niet vrijgegeven.")


def why_not_plan(version: QuestionnaireVersion, opens_on: date, closes_on: date) -> str | None:
    if version.released_at is None:
        return _("Geef eerst de vragenlijst vrij.")
    return _("De laatste dag ligt vóór de eerste.") if closes_on < opens_on else None


def why_not_schools(wave: Wave) -> str | None:
    if turns_of(wave) & {CLOSED}:
        return _("Deze ronde is dicht.")
    return _("Dit zijn te veel scholen.") if wave.schools.count() >= MOST_SCHOOLS else None


def why_not_open(wave: Wave, today: date) -> str | None:
    turns = turns_of(wave)
    if CLOSED in turns or today > wave.closes_on:
        return _("Deze ronde is dicht.")
    if OPENED in turns:
        return _("Deze ronde is al open.")
    return None if wave.schools.exists() else _("Zet er eerst een school bij.")


def why_not_close(wave: Wave) -> str | None:
    return _("Deze ronde is al dicht.") if CLOSED in turns_of(wave) else None


def why_not_take_out(wave: Wave, rows: int, smallest: int) -> str | None:
    """After closing, and only what a check of the file itself found to show no group under five (R136)."""
    if CLOSED not in turns_of(wave):
        return _("Deze ronde is nog open. Antwoorden zijn er pas na het sluiten.")
    return _("Er is niets dat mee mag: het gaat om te weinig mensen.") if not rows or smallest < FEWEST_TAKEN else None


def is_open(wave: Wave, today: date) -> bool:
    return why_not_answer_now(wave, today) is None


def why_not_answer_now(wave: Wave, today: date) -> str | None:
    turns = turns_of(wave)
    if CLOSED in turns or today > wave.closes_on:
        return _("Deze vragenlijst is dicht.")
    if OPENED in turns or today >= wave.opens_on:
        return None
    return _("Deze vragenlijst is nog niet open.")


def most_boxes(invited: int) -> int:
    return SPARE + TIMES * invited
