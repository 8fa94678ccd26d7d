"""Writing a timeline file: the same keys that are read, with the date and place of each card added."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from rondom.cards.leaving import KeepsWhole, as_they_leave, for_its_writer
from rondom.cards.queries import cards_in
from rondom.cards.statements import Statement
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in, noted_groups_in
from rondom.children.models import Place
from rondom.children.queries import circle_in
from rondom.children.rights import FAMILY_ROLES, PARENTS, Level, Right, decide
from rondom.timeline.actions import DUTCH_OF
from rondom.timeline.file import AUDIENCE_OF, LANE_OF, PERIOD_OF, SMILEY_OF, WORDS


def timeline_file(
    dossier: Dossier,
    *,
    with_drafts: bool,
    only: Callable[[Told], bool] | None = None,
    keeps_whole: KeepsWhole | None = None,
) -> dict[str, Any]:
    """Everything that the reader may take along; drafts only of the own voice, or all by the command of the house.

    `only`: which cards, and `keeps_whole`: which of them whole, for who takes something else than what a person takes along.
    """
    takes = only or partial(may_take, dossier)
    child = dossier.child
    groups = groups_in(dossier)
    taken = [card for card in cards_in(dossier, groups) if (card.is_shared or with_drafts) and takes(card)]
    cards = as_they_leave(dossier, taken, keeps_whole or for_its_writer(dossier))
    facts = dict(child.facts)
    subjects = facts.pop("subjects", {})
    filling = facts.pop("filling", None)
    whole: dict[str, Any] = {
        "child": {"name": child.name, "birth_date": child.birth_date.isoformat(), **facts},
        "today": timezone.localdate().isoformat(),
    }
    if filling:
        whole["filling"] = filling
    # Who has custody is for the parents and for who brings people together, not for everyone who takes a file along.
    tells_custody = dossier.role in PARENTS or dossier.may(Right.INVITE)
    whole["members"] = [member(place, tells_custody=tells_custody) for place in circle_in(dossier)]
    whole["groups"] = [
        {"group": group, "school_year": f"{year}-{year + 1}", **({"note": note} if note else {})}
        for group, year, note in noted_groups_in(dossier)
    ] or [group.group for group in groups]
    periods, texts = [card for card in cards if is_period(card)], [card for card in cards if is_lane_text(card)]
    whole["school_periods"] = [period(card, order) for order, card in enumerate(periods, 1)]
    whole["lane_texts"] = {LANE_OF["home"]: [lane_text(card, order) for order, card in enumerate(texts, 1)]}
    whole["cards"] = [card_row(card, subjects) for card in cards if not is_period(card) and not is_lane_text(card)]
    return whole


def may_take(dossier: Dossier, card: Told) -> bool:
    """The family takes along what it reads; who works here takes of others only what the matrix says (X).

    What a colleague or the other parent of one voice has not shared yet leaves the house with them alone.
    """
    reader = dossier.reader
    if not card.is_shared and not reader.is_house and card.written_by not in (None, dossier.person_id):
        return False
    if card.is_own or reader.is_house or dossier.role in FAMILY_ROLES:
        return True
    facts = reader.facts(card.information_kind, card.owner_id, card.audience, card.voice_id)
    return decide(reader.column, card.information_kind, "X", facts) == Level.ALL


def is_plain(card: Told, *names: str) -> bool:
    """Whether the short rows of a lane can hold all there is to it: more than these words, or a draft, is written as a card."""
    has_more = card.subject or card.statements or card.about_others or card.key_moments or card.face
    has_more = has_more or card.audience != "circle" or not card.is_shared
    return not has_more and not {name for name, text in card.words.items() if text} - set(names)


def is_period(card: Told) -> bool:
    return card.kind == "school" and card.letter == "S" and card.language == "nl" and is_plain(card, "text", "date", "marker")


def is_lane_text(card: Told) -> bool:
    return card.kind == "home" and is_plain(card, "text", "date")


def member(place: Place, *, tells_custody: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "code": place.voice.letter,
        "name": place.person.name,
        "role": place.title or DUTCH_OF.get(place.role, place.role),
    }
    if tells_custody and place.has_custody is not None:
        row["custody"] = place.has_custody
    row["language"] = place.person.language
    return row


def period(card: Told, order: int) -> dict[str, Any]:
    row: dict[str, Any] = {
        "order": order,
        "kind": PERIOD_OF.get(card.school_period, "school"),
        "name": card.text,
        "printed": card.words.get("date"),
        "start": None if card.words.get("date") else iso(card.date.start),
        "end": None if card.words.get("date") else iso(card.date.end),
    }
    if marker := card.words.get("marker"):
        row["marker"] = marker
    return row | timing(card)


def lane_text(card: Told, order: int) -> dict[str, Any]:
    row = {"order": order, "author": card.letter, "text": card.text, "printed": card.words.get("date"), "lang": card.language}
    return row | timing(card)


def card_row(card: Told, subjects: dict[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": card.file_id or str(card.id),
        "lane": LANE_OF[card.kind],
        "author": card.letter,
        "date_printed": card.words.get("date"),
    }
    if group := card.words.get("group"):
        row["group_printed"] = group
    row |= {name: card.words[name] for name in WORDS if card.words.get(name)}
    row["lang"] = card.language
    if card.attachments:  # a file holds no drawing and no voice; it says that there was one
        row["text"] = card.text
    if card.kind in {"help", "collaboration"} or card.face:
        row["smiley"] = SMILEY_OF.get(card.face)
    if card.school_period:
        row["kind"] = PERIOD_OF[card.school_period]
    if card.audience != "circle":
        row["audience"] = AUDIENCE_OF[card.audience]
    if card.subject:
        row["about"] = subjects.get(str(card.subject), str(card.subject))
    if card.statements:
        row["statements"] = [statement_row(each) for each in card.statements]
    if card.about_others:
        row["about_others"] = list(card.about_others)
    if not card.is_shared:
        row["held_back"] = True
    if card.key_moments:
        row["key_moment"] = True
    return row | timing(card)


def statement_row(said: Statement) -> dict[str, Any]:
    """What somebody said beside the card: it never leaves without it (R42)."""
    row: dict[str, Any] = {
        "author": said.letter,
        "text": said.text,
        "lang": said.language,
        "day": timezone.localdate(said.at).isoformat(),
    }
    return {**row, "earlier_text": True} if said.is_of_earlier else row


def timing(card: Told) -> dict[str, Any]:
    """What the words of a date say, and where the card stands."""
    return {
        "date": {
            "start": iso(card.date.start),
            "end": iso(card.date.end),
            "precision": card.date.precision,
            "open_end": card.date.open_end,
            "approximate": card.date.approximate,
        },
        "placed": {"start": iso(card.placed.start), "end": iso(card.placed.end), "by": card.placed.by},
    }


def iso(day: Any) -> str | None:
    return day.isoformat() if day else None
