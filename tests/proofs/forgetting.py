"""A house of its own for the forget drill: many children with a word of their own in every part; run as a program.

`lay N`, `destroy`, `scan FOLDER…`: each prints one line of JSON. What was laid stands in a file beside the house.
"""

import json
import os
import sys
from base64 import b64decode
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from rondom.base.keys import KeysAway, Subject, begin, store  # noqa: E402
from rondom.base.retention import kept_models, sealed_fields  # noqa: E402
from rondom.base.seal import CHILD, Broken, NotOpened, Sealed, all_laid_out, opened_with  # noqa: E402
from rondom.cards.models import Card, CardShared, CardVersion  # noqa: E402
from rondom.children.actions import answer_consent, ask_consent, record_authority, take_place  # noqa: E402
from rondom.children.actions.circle import seat, start_dossier  # noqa: E402
from rondom.children.actions.consent import Line  # noqa: E402
from rondom.children.consents import consent_text  # noqa: E402
from rondom.children.dossier import house_dossier, open_dossier  # noqa: E402
from rondom.children.models import Answer, Child, ConsentAnswered, ConsentAsked, Place  # noqa: E402
from rondom.people.actions import add_organisation, add_person  # noqa: E402
from rondom.people.actions.endings import erase  # noqa: E402
from rondom.people.desk import house_desk  # noqa: E402
from rondom.people.models import Person  # noqa: E402
from rondom.retention.actions import destroy  # noqa: E402
from rondom.retention.actions.destroying import LAST, PART, ROWS, Doom  # noqa: E402
from rondom.retention.parts import KINDS, rows_of_child, rows_of_part, with_what_hangs_on  # noqa: E402

NOTES = settings.VAR / "drill.json"
KINDS_OF = {"all": "K06", "school": "K05", "help": "K12"}


def bird(nth: int, where: str) -> str:
    return f"zqkanarie{nth:05d}{where}qz"


def lay(many: int) -> dict[str, Any]:
    """Each child with a name, a mother, a consent and a card in each of three parts; in each text a word that is nowhere else."""
    begin()
    school = add_organisation(name="School van de oefening", kind="school", municipality="Delft")
    helpers = add_organisation(name="Hulp van de oefening", kind="youth_help", municipality="Delft")
    owners = {"all": None, "school": school, "help": helpers}
    children, guests = [], []
    for nth in range(many):
        child = start_dossier(house_desk(school), name=bird(nth, "naam"), birth_date=date(2016, 3, 5))
        house = house_dossier(child)
        place = seat(house, name=bird(nth, "moeder"), role="mother", language="nl")
        Place.objects.filter(pk=place.pk).update(has_custody=True)
        record_authority(house, place=take_place(place), proof="court")
        for where, owner in owners.items():
            about = {"owner": owner, "information_kind": KINDS_OF[where], "ground": "public_task"}
            card = Card.objects.create(child=child, kind="help", voice=place.voice, **about)
            CardVersion.objects.create(card=card, number=1, words={"text": bird(nth, where)})
            CardShared.objects.create(card=card)
        until = timezone.localdate() + timedelta(days=90)
        ask_consent(house, purpose="help_together", until=until, lines=[Line("K05", school.pk, helpers.pk)])
        children.append(str(child.pk))
        guests.append(str(add_person(name=bird(nth, "gast")).pk))
    NOTES.write_text(json.dumps({"children": children, "guests": guests, "school": str(school.pk), "help": str(helpers.pk)}))
    return {"children": many}


def destroyed(notes: dict[str, Any]) -> dict[str, list[int]]:
    """Which fate each child has, turn by turn: all of it, one part, one thing, or nothing at all."""
    fates: dict[str, list[int]] = defaultdict(list)
    for nth in range(len(notes["children"])):
        fates[("child", "all", "school", "help", "row", "stays", "person")[nth % 7]].append(nth)
    return fates


def gone(notes: dict[str, Any]) -> set[str]:
    """Every word that nobody may read any more."""
    fates = destroyed(notes)
    words = {bird(nth, where) for nth in fates["child"] for where in ("naam", *KINDS_OF)}
    words |= {bird(nth, where) for where in KINDS_OF for nth in fates[where]}
    return words | {bird(nth, "help") for nth in fates["row"]} | {bird(nth, "gast") for nth in fates["person"]}


def whole_of(notes: dict[str, Any]) -> set[str]:
    """Words whose key goes too: all but those of a single thing, which is one of more under its key."""
    return gone(notes) - {bird(nth, "help") for nth in destroyed(notes)["row"]}


def destroy_some() -> dict[str, Any]:
    notes = json.loads(NOTES.read_text())
    owners: dict[str, UUID | None] = {"all": None, "school": UUID(notes["school"]), "help": UUID(notes["help"])}
    for fate, numbers in destroyed(notes).items():
        for nth in numbers:
            child_id = UUID(notes["children"][nth])
            if fate == "child":
                destroy(Doom(LAST, "B15", "R82", child_id, None, rows_of_child(child_id)))
            elif fate in owners:
                owner = owners[fate]
                rows = rows_of_part(child_id, owner, KINDS)
                destroy(Doom(PART, "B15", "R82", child_id, owner, rows, KINDS, ends=True))
            elif fate == "row":
                card = Card.objects.get(child=child_id, owner=owners["help"])
                destroy(Doom(ROWS, "B08", "R43", child_id, owners["help"], with_what_hangs_on([card])))
            elif fate == "stays":
                say_no(child_id)
            elif fate == "person":
                erase_one(Person.objects.get(pk=notes["guests"][nth]))
    return {fate: len(numbers) for fate, numbers in destroyed(notes).items()}


@transaction.atomic
def erase_one(person: Person) -> None:
    erase(person)


def say_no(child_id: UUID) -> None:
    """The mother says no, which the copy does not know."""
    mother = Person.objects.get(places__child=child_id)
    dossier, asked = open_dossier(mother, child_id), ConsentAsked.objects.get(child=child_id)
    answer_consent(dossier, asked=asked, answer=Answer.NO, language="nl", text=consent_text(dossier, asked))


# ── looking for it ────────────────────────────────────────────────────────────────────────────────────


def sealed_texts() -> dict[str, tuple[str, str]]:
    """As it is laid down in these rows now: each sealed text, to what it is bound, and the word in it."""
    found = {}
    with all_laid_out():
        for model in kept_models():
            for field in sealed_fields(model):
                for row in model._base_manager.all():
                    held = row.__dict__.get(field.attname)
                    if isinstance(held, Sealed) and isinstance(held.laid, str):
                        found[held.laid] = (field.bound_to(row.pk), str(getattr(row, field.name)))
    return found


def readable_rows() -> tuple[set[str], int]:
    """Every word that these rows still say with the keys that are here, and how many texts no key opens."""
    said, shut = set(), 0
    with all_laid_out():
        for model in kept_models():
            for row in model._base_manager.all() if sealed_fields(model) else ():
                for field in sealed_fields(model):
                    try:
                        said.add(str(getattr(row, field.name)))
                    except (NotOpened, Broken, KeysAway):
                        shut += 1
    return said, shut


def scan(folders: list[Path]) -> dict[str, Any]:
    """In the rows, and byte by byte in every file of these folders: what is destroyed and can be read."""
    notes = json.loads(NOTES.read_text())
    words, whole = gone(notes), whole_of(notes)
    known = {laid: tuple(told) for laid, told in json.loads((settings.VAR / "sealed.json").read_text()).items()}
    said, shut = readable_rows()
    told = " ".join(said)
    keys = {name: key for child in [*notes["children"]] for name, key in store().ring_of(Subject(CHILD, UUID(child))).items()}
    plain, lying, opened = 0, 0, 0
    for file in (file for folder in folders for file in folder.rglob("*") if file.is_file() and file.suffix != ".json"):
        content = file.read_bytes()
        plain += sum(word.encode() in content for word in words)
        for laid, (bound_to, text) in known.items():
            if laid.encode() in content and any(word in text for word in whole):
                lying += 1
                opened += opens(laid, bound_to, keys)
    gone_children = [notes["children"][nth] for nth in destroyed(notes)["child"]]
    return {
        "readable in rows": sorted(word for word in words if word in told),
        "texts that no key opens": shut,
        "in plain bytes": plain,
        "sealed and still lying about": lying,
        "of these opened": opened,
        "children back": Child.objects.filter(pk__in=gone_children).count(),
        "keys of children gone": sum(len(store().ring_of(Subject(CHILD, UUID(child)))) for child in gone_children),
        "parts back": parts_back(notes),
        "noes": ConsentAnswered.objects.filter(answer=Answer.NO).count(),
        "still told": sum(bird(nth, "naam") in told for nth in range(len(notes["children"]))),
    }


def opens(laid: str, bound_to: str, keys: dict[bytes, Any]) -> bool:
    try:
        opened_with(keys.get, b64decode(laid), bound_to)
    except (NotOpened, Broken):
        return False
    return True


def parts_back(notes: dict[str, Any]) -> int:
    owners = {"all": None, "school": notes["school"], "help": notes["help"]}
    return sum(
        Card.objects.filter(child=notes["children"][nth], owner=owner).exists()
        for where, owner in owners.items()
        for nth in destroyed(notes)[where]
    )


def main() -> None:
    what, *given = sys.argv[1:]
    if what == "lay":
        told = lay(int(given[0]))
        (settings.VAR / "sealed.json").write_text(json.dumps(sealed_texts()))
    elif what == "destroy":
        told = destroy_some()
    else:
        told = scan([Path(each) for each in given])
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
