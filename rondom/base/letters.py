"""Messages to people: a fixed text that something is there to see, queued with the change itself and sent by a job.

A letter holds no name of anyone, no topic, no school, no reason and no link that lets in (rule R105). The one exception
in form is the code of six digits, which is sent at once and kept nowhere. A file for a calendar tells when, and no more.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rondom.base.models import Letter
from rondom.base.seal import NotOpened, one_text

MEETINGS = frozenset({"invited", "moved", "called_off"})  # kinds of letter that bring a file for a calendar
# Sending takes time that may not tell whether an address is known here; so it happens beside the request.
POST = ThreadPoolExecutor(max_workers=2, thread_name_prefix="letters")


def letter_to(person: Any, kind: str, calendar: Callable[[str], str] | None = None) -> Letter | None:
    """Queue a letter in the transaction of the change that it tells of; nothing for who has no address.

    `calendar` makes for an address the file that goes along.
    """
    address = one_text(person, "email")  # also of who comes in for the first time, with no door open yet
    if not address:
        return None
    with translation.override(person.language):
        enclosed = calendar(address) if calendar is not None else ""
    return Letter.objects.create(
        kind=kind,
        person_id=person.pk,
        address=address,
        calendar=enclosed,
        language=person.language,
        made_at=timezone.now(),
    )


def text_of(kind: str) -> tuple[str, str]:
    """Subject and words of a kind of letter, in the language that is on."""
    if kind == "access":
        return _("Rondom"), _(
            "Er is iets veranderd aan hoe u binnenkomt bij Rondom. Was u dat niet? Kom langs of bel met wie u uitnodigde."
        )
    if kind == "ending":
        return _("Rondom"), _("U was lang niet bij Rondom. Wilt u blijven? Vraag het aan wie u uitnodigde.")
    if kind == "draft":
        return _("Rondom"), _("Er ligt nog iets dat u niet hebt gedeeld. Over een week gaat het weg. Kom binnen om het te zien.")
    if kind == "agreement":
        return _("Rondom"), _("U hebt iets afgesproken. De dag is nu of komt eraan. Kom binnen bij Rondom om het te zien.")
    if kind in MEETINGS:
        return _("Rondom"), meeting_words(kind)
    return _("Rondom"), _("Er is iets nieuws bij Rondom. Kom binnen zoals u gewend bent om het te zien.")


def meeting_words(kind: str) -> str:
    if kind == "invited":
        return _("U bent uitgenodigd voor een overleg. Wanneer, staat in de bijlage. Kom binnen bij Rondom om meer te zien.")
    if kind == "moved":
        return _("Een overleg is verzet. Het nieuwe moment staat in de bijlage. Kom binnen bij Rondom om meer te zien.")
    return _("Een overleg vervalt voor u. Met de bijlage gaat het uit uw agenda.")


def send_letters() -> int:
    """Send what is queued, each once; what can not be sent now stays queued."""
    sent = 0
    for letter in Letter.objects.filter(sent_at=None).order_by("made_at"):
        with translation.override(letter.language):
            subject, words = text_of(letter.kind)
        try:
            address, calendar = one_text(letter, "address"), one_text(letter, "calendar")
        except NotOpened:  # the keys of this person are gone, and so is the account
            letter.delete()
            continue
        if deliver(address, subject, words, calendar):
            Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now())
            sent += 1
    return sent


def send_code(address: str, code: str, language: str) -> None:
    """A code and a fixed sentence, at once. It is not queued: a code may lie nowhere."""
    with translation.override(language):
        subject = _("Uw code voor Rondom")
        words = _("Typ deze code op de pagina die u open hebt. De code werkt tien minuten. Hebt u niets gevraagd? Doe dan niets.")
    POST.submit(deliver, address, subject, f"{code}\n\n{words}")


def send_link(address: str, link: str, language: str) -> None:
    """A link and a fixed sentence, at once, to who has no account. It is not queued: a link may lie nowhere (decision 0035)."""
    with translation.override(language):
        subject = _("Rondom")
        words = _("U hebt iets afgesproken. Zeg met deze link hoe het gaat. Kent u dit niet? Doe dan niets.")
    POST.submit(deliver, address, subject, f"{words}\n\n{link}")


def deliver(address: str, subject: str, words: str, calendar: str = "") -> bool:
    letter = EmailMultiAlternatives(subject, f"{words}\n", settings.DEFAULT_FROM_EMAIL, [address])
    if calendar:
        # Beside the words for a calendar that reads letters, and as a file for one that reads files (RFC 6047).
        method = "CANCEL" if "METHOD:CANCEL" in calendar else "REQUEST"
        letter.attach_alternative(calendar, f"text/calendar; method={method}")
        letter.attach("overleg.ics", calendar.encode(), "application/ics")
    try:
        letter.send()
    except OSError as error:
        # Neither address nor words in a log.
        logging.getLogger(__name__).warning("a letter could not be sent: %s", type(error).__name__)
        return False
    return True
