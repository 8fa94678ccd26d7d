"""What `manage.py check --deploy` says of an installation: what is open that should not be, and what is not there."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from rondom.base.uploads import reached


@register(Tags.security, deploy=True)
def fit_for_people(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """For real use. In the demo everybody is invented, and nothing of this is asked."""
    return [] if settings.DEMO else [*open_doors(), *not_there()]


def open_doors() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(Error("RONDOM_DEBUG staat aan: een fout laat dan zien wat er over een kind staat.", id="rondom.E001"))
    if not settings.SECURE_ONLY:
        found.append(Error("RONDOM_HTTPS staat uit: wie meeluistert op de lijn, leest mee.", id="rondom.E002"))
    if "*" in settings.ALLOWED_HOSTS:
        found.append(Error("RONDOM_HOSTS laat elke naam toe.", hint="Noem de namen van deze server.", id="rondom.E003"))
    return found


def not_there() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not settings.CLAMD:
        hint = "Zet RONDOM_CLAMD. Zonder scanner komt alleen binnen wat Rondom zelf helemaal uit elkaar haalt."
        found.append(Warning("Bestanden worden niet op virussen nagekeken.", hint=hint, id="rondom.W001"))
    else:
        try:
            reached(settings.CLAMD).close()
        except OSError:
            hint = f"Luistert clamd op {settings.CLAMD}? Tot die tijd bewaart Rondom geen tekening, stem of bestand."
            found.append(Error("De virusscanner is niet te bereiken.", hint=hint, id="rondom.E004"))
    if not settings.SECURITY_CONTACT:
        hint = "Zet RONDOM_SECURITY_CONTACT, bijvoorbeeld mailto:veiligheid@uw-organisatie.nl."
        found.append(Warning("Niemand kan melden dat iets niet veilig is.", hint=hint, id="rondom.W002"))
    if not settings.MAIL:
        found.append(Warning("Berichten gaan nergens heen.", hint="Zet RONDOM_MAIL.", id="rondom.W003"))
    return found
