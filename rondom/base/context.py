"""What every template knows of its surroundings."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def surroundings(request: HttpRequest) -> dict[str, Any]:
    return {
        "languages": settings.LANGUAGES,
        # How long the visit lasts when nothing is touched; nothing where nobody is signed in.
        "seconds_left": getattr(request, "seconds_left", 0),
        "is_demo": settings.DEMO,
        "is_machine_translated": getattr(request, "LANGUAGE_CODE", "nl") in settings.LANGUAGES_NOT_READ_BY_A_NATIVE,
    }
