"""Why something of a care team can not be done now, in words for who tries; and what is not said of a small number."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondom.careteam.rhythm import holiday_on
from rondom.careteam.room import Sitting

FEWEST = 5  # fewer are not shown to who may not read children
MOST_MEMBERS, MOST_ITEMS, MOST_MINUTES = 12, 30, 60
LONGEST_AHEAD = timedelta(days=366)
HOLIDAYS: dict[str, Any] = {
    "kerstvakantie": gettext_lazy("de kerstvakantie"),
    "voorjaarsvakantie": gettext_lazy("de voorjaarsvakantie"),
    "meivakantie": gettext_lazy("de meivakantie"),
    "zomervakantie": gettext_lazy("de zomervakantie"),
    "herfstvakantie": gettext_lazy("de herfstvakantie"),
}


def in_holiday(day: date) -> str:
    """About which holiday a day is in, in words; it differs by region, so nothing is refused for it."""
    found = holiday_on(day)
    return str(HOLIDAYS[found]) if found else ""


def why_not_meet(starts_at: datetime, now: datetime, *, is_sure: bool) -> str | None:
    if starts_at <= now:
        return _("Dit moment is al voorbij. Kies een moment dat nog komt.")
    if starts_at > now + LONGEST_AHEAD:
        return _("Dit is meer dan een jaar vooruit. Kies een dag die dichterbij is.")
    holiday = in_holiday(starts_at.date())
    if holiday and not is_sure:
        return _("Deze dag valt ongeveer in %(holiday)s. Kies een andere dag, of vink aan dat het in de vakantie mag vallen.") % {
            "holiday": holiday
        }
    return None


def why_not_join(*, is_found: bool, is_here: bool, members: int) -> str | None:
    if not is_found:
        return _("Met dit adres vinden we niemand die bij een organisatie werkt. Kijk het adres na.")
    if is_here:
        return _("Deze persoon zit al in het team.")
    return _("Een team is ten hoogste twaalf mensen. Weinig mensen praat beter.") if members >= MOST_MEMBERS else None


def why_not_leave(*, is_own: bool, leads: bool, is_last: bool) -> str | None:
    if not (is_own or leads):
        return _("Dit doet wie het team leidt, of wie zelf weggaat.")
    return _("Je bent de laatste van het team. Zet er eerst iemand bij.") if is_last else None


def why_not_lead(*, is_of_house: bool) -> str | None:
    return None if is_of_house else _("Het team leiden doet iemand van de organisatie zelf.")


def why_not_plan(sitting: Sitting) -> str | None:
    """Why nothing can be laid on this agenda any more."""
    if sitting.is_off:
        return _("Dit overleg gaat niet door.")
    return _("Dit overleg is afgesloten.") if sitting.is_closed else None


def why_not_hold(sitting: Sitting) -> str | None:
    return why_not_plan(sitting) or (None if sitting.is_begun else _("Dit overleg is nog niet begonnen."))


def why_not_call_off(sitting: Sitting) -> str | None:
    return why_not_plan(sitting) or (_("Dit overleg is al begonnen.") if sitting.is_begun else None)


def why_not_bring(*, items: int, is_there: bool) -> str | None:
    if is_there:
        return _("Dit kind staat al op de agenda.")
    return _("De agenda is vol: dertig punten. Haal er eerst een weg.") if items >= MOST_ITEMS else None


def why_not_minutes(minutes: int) -> str | None:
    return None if 1 <= minutes <= MOST_MINUTES else _("Kies tussen 1 en 60 minuten.")


def why_not_say(text: str) -> str | None:
    return None if text.strip() else _("Schrijf eerst iets op.")


def why_not_named(*, is_named: bool) -> str | None:
    """The same words for whatever it is: who lost a child, or a yes that was taken back, is not told here."""
    return None if is_named else _("Dit kind staat nu zonder naam op de agenda. Open de bladzijde opnieuw.")


def why_not_nameless(*, is_of_child: bool) -> str | None:
    """A text beside a stored way to a child is not without a name (R56)."""
    if not is_of_child:
        return None
    return _("Niet iedereen van het team mag nu bij dit kind meelezen. Zet het opnieuw op de agenda, zonder naam.")


def why_not_done(*, is_own: bool, leads: bool, is_done: bool) -> str | None:
    if is_done:
        return _("Dit is al afgerond.")
    return None if is_own or leads else _("Dit zegt wie het doet.")


def shown_count(count: int) -> str:
    """A number for who may not read children: a small one is not told, also not that it is none."""
    return str(count) if count >= FEWEST else _("minder dan 5")
