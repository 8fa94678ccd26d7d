"""The board on the wall, beside the step of the meeting: for eyes alone, and only what all who sit there may read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rondom.base.parts import Parts
from rondom.cards.queries import cards_in
from rondom.cards.tell import Told
from rondom.children.groups import groups_in
from rondom.children.models import Voice
from rondom.children.queries import voices_in
from rondom.children.schooling import GroupYear
from rondom.meetings.drawing import html_for_wall, parts_for_guest
from rondom.meetings.onlookers import GUEST, Onlooker
from rondom.meetings.onlooking import OnlookPage, onlook_page, shown_together
from rondom.meetings.rows import Table, tables_of
from rondom.timeline.drawing import NOWHERE, inside_of, rules_of
from rondom.timeline.queries import BoardPage, board_of_cards
from rondom.timeline.wanted import Wanted


def board_on_wall(
    onlooker: Onlooker, cards: Iterable[Told], groups: Sequence[GroupYear], voices: Sequence[Voice]
) -> BoardPage:
    """A board on which no card leads anywhere, and without what is noted at a group: as on paper."""
    own = tuple(card._replace() for card in cards)  # what is drawn of them is kept for no other board
    without_notes = [replace(year, note="") for year in groups]
    return replace(board_of_cards(onlooker, Wanted(), without_notes, voices, own), card_path=NOWHERE)


def parts_of_wall(board: BoardPage, page: OnlookPage, link: str) -> Parts:
    lanes = [lane for lane in board.lanes if lane.kind]
    voices = SafeString(render_to_string("timeline/_wall_voices.html", {"page": board}).strip())
    html = {lane.kind: inside_of(board, lane) for lane in lanes} | html_for_wall(page, link) | {"wall_voices": voices}
    frame = [board.child_name, board.subtitle, page.goal, board.axis, board.first_day, board.days, board.today]
    return Parts(html, {lane.kind: rules_of(lane) for lane in lanes}, repr(frame))


def wall_now(onlooker: Onlooker, link: str) -> dict[str, Any]:
    """All that the page on the wall prints, as it stands now."""
    table = tables_of([onlooker.meeting.pk])[onlooker.meeting.pk]
    groups, voices = groups_in(onlooker), voices_in(onlooker)
    together = shown_together(onlooker, table, cards_in(onlooker, groups))
    page, board = onlook_page(onlooker, table, together), board_on_wall(onlooker, together, groups, voices)
    return {"page": page, "board": board, "parts": parts_of_wall(board, page, link)}


def parts_for_onlooker(
    onlooker: Onlooker,
    table: Table | None,
    cards: Iterable[Told],
    groups: Sequence[GroupYear],
    voices: Sequence[Voice],
    link: str,
) -> Parts | None:
    """The same, of what was read already for all who listen."""
    if onlooker.role == GUEST and onlooker.seat is None:
        return parts_for_guest(None)
    if table is None:
        return None
    together = shown_together(onlooker, table, cards)
    page = onlook_page(onlooker, table, together)
    if onlooker.role == GUEST:
        return parts_for_guest(page)
    return parts_of_wall(board_on_wall(onlooker, together, groups, voices), page, link)
