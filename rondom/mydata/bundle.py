"""Everything somebody may take along, in one ZIP that opens without Rondom and without internet."""

import json
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rondom.base.models import Event
from rondom.base.record import start_of
from rondom.children.consent_file import consents_pdf
from rondom.children.dossier import Dossier
from rondom.children.models import Role
from rondom.children.rights import PARENTS, Right
from rondom.mydata.contents import all_the_rest, cards_to_take, media_bytes, media_files, remarks_to_take, who_looked
from rondom.mydata.parcel import MARKS, Locked, Parcel
from rondom.timeline.export import timeline_file
from rondom.timeline.story import story_of

TAKEN = "data.taken_along"


@dataclass(frozen=True)
class Enclosed:
    """A file of the parcel as the page that lies with it tells of it."""

    name: str
    what: str
    is_read: bool  # by people: opened by a tap


def taken_today(dossier: Dossier) -> int:
    """How often this person took this child's data along since midnight: the record knows."""
    since = start_of(timezone.localdate())
    return Event.objects.filter(child_id=dossier.child.pk, event=TAKEN, person_id=dossier.person_id, at__gte=since).count()


def size_of_media(dossier: Dossier) -> int:
    return media_bytes(dossier, cards_to_take(dossier))


def file_name(dossier: Dossier) -> str:
    return f"rondom-{slugify(dossier.child.first_name) or 'kind'}-{timezone.localdate():%Y-%m-%d}.zip"


def packed(dossier: Dossier, *, with_media: bool) -> Locked:
    """The whole parcel; nothing of it is sent before all of it is there."""
    parcel, enclosed, language = Parcel(), list[Enclosed](), get_language() or "nl"

    def add(name: str, content: bytes, what: str, *, is_read: bool = False) -> None:
        parcel.add(name, content)
        enclosed.append(Enclosed(name, what, is_read))

    cards = cards_to_take(dossier)
    said = {key: [f"{row['voice']}: {row['text']}" for row in rows] for key, rows in remarks_to_take(dossier, cards).items()}
    if cards:
        story = story_of(dossier, cards, language=language, remarks=said)
        add("verhaal.pdf", story, _("Het hele verhaal, om te lezen en af te drukken."), is_read=True)
    if dossier.may(Right.ANSWER_CONSENT) and dossier.child.shows_consents:
        add("toestemmingen.pdf", consents_pdf(dossier), _("De toestemmingen, met de eigen antwoorden."), is_read=True)
    add("wie-heeft-gekeken.csv", who_looked(dossier), _("Wie er keek, wanneer en waarom. Dit opent in een rekenblad."))
    media: dict[str, str] = {}
    if with_media:
        for name, attachment in media_files(dossier, cards):
            is_drawing = attachment.kind == "drawing"
            add(name, bytes(attachment.content), _("Een tekening.") if is_drawing else _("Een opname."), is_read=True)
            media[name] = str(attachment.card_id)
    timeline = json.dumps(timeline_file(dossier, with_drafts=True), ensure_ascii=False, indent=1)
    add("tijdlijn.json", timeline.encode(), _("De tijdlijn voor een computer. Een ander programma kan dit inlezen."))
    add("gegevens.json", all_the_rest(dossier, cards, media), _("Opmerkingen, antwoorden en vragen, voor een computer."))
    parcel.add("lees-mij.html", read_me(dossier, enclosed, has_story=bool(cards), language=language))
    return parcel.closed()


def read_me(dossier: Dossier, enclosed: list[Enclosed], *, has_story: bool, language: str) -> bytes:
    """What lies in the parcel, in the reader's language: opened by a tap, with nothing fetched and nothing run."""
    page = render_to_string(
        "mydata/lees_mij.html",
        {
            "child": dossier.child.first_name,
            "made": timezone.localtime(),
            "who": dossier.place.person.name if dossier.place else "",
            "enclosed": enclosed,
            "marks": MARKS,
            "has_story": has_story,
            "is_formal": dossier.role in PARENTS,
            "is_child": dossier.role == Role.CHILD,
            "language": language,
        },
    )
    return page.encode()
