"""The layout: every card once, nothing overlaps, and a new card never moves another."""

import random

from hypothesis import given
from hypothesis import strategies as st

from rondom.timeline.layout import CARD_DAYS, EDGE_DAYS, LANES, Placeable, as_json, lay_out

DAYS = st.none() | st.integers(-400, 5000)


@st.composite
def lives(draw) -> list[Placeable]:
    cards = []
    for order in range(draw(st.integers(0, 25))):
        start, length = draw(DAYS), draw(st.none() | st.integers(0, 900))
        end = start + length if start is not None and length is not None else draw(DAYS) if start is None else None
        cards.append(
            Placeable(
                id=f"c{order:03}",
                lane=draw(st.sampled_from(LANES)),
                voice=draw(st.sampled_from("MVKSJ")),
                start=start,
                end=end,
                order=order,
                tie=draw(st.sampled_from(["", "", "a", "b"])),
            )
        )
    return cards


VIEWS = st.sampled_from(["together", "side-by-side", "list"])
ZOOMS = st.sampled_from(["life", "school", "year"])


@given(lives(), VIEWS, ZOOMS)
def test_every_card_stands_exactly_once(cards, view, zoom):
    board = lay_out(cards, today=4400, zoom=zoom, view=view)

    stand = [card for box in board.boxes for card in box.cards] + [card for _lane, tray in board.tray for card in tray]
    assert sorted(stand) == [card.id for card in cards]


@given(lives(), st.sampled_from(["together", "side-by-side"]), ZOOMS)
def test_no_two_boxes_of_a_row_overlap_and_all_lie_on_the_board(cards, view, zoom):
    board = lay_out(cards, today=4400, zoom=zoom, view=view)

    rows = {}
    for box in board.boxes:
        assert board.first_day <= box.x
        assert box.x + box.width <= board.first_day + board.days
        rows.setdefault((box.lane, box.row), []).append((box.x, box.x + box.width))
    for stretches in rows.values():
        stretches.sort()
        assert all(left[1] < right[0] for left, right in zip(stretches, stretches[1:], strict=False))


@given(lives().filter(bool), st.sampled_from(["together", "side-by-side"]), ZOOMS)
def test_a_new_card_never_moves_another(cards, view, zoom):
    voices = list("MVKSJ")
    before = lay_out(cards[:-1], today=4400, zoom=zoom, view=view, voices=voices)
    after = lay_out(cards, today=4400, zoom=zoom, view=view, voices=voices)
    new = cards[-1]
    if new.tie and any(card.tie == new.tie and card.lane == new.lane and not card.is_placed for card in cards[:-1]):
        return  # a date for a group in the tray brings the group onto the board: the one move that is meant

    def places(board):
        rows = {(lane, voice): 0 for lane, voice, _count in board.rows}
        count = {}
        for lane, voice, number in board.rows:
            rows[lane, voice] = count.get(lane, 0)
            count[lane] = count.get(lane, 0) + number
        found = {}
        for box in board.boxes:
            band = (box.lane, box.voice if view == "side-by-side" else "")
            found.update({card: (box.row - rows[band], box.x, box.width) for card in box.cards if card != new.id})
        return found

    assert places(before) == places(after)


@given(lives(), VIEWS, ZOOMS, st.randoms())
def test_the_order_in_which_cards_are_handed_in_does_not_matter(cards, view, zoom, chance):
    shuffled = list(cards)
    chance.shuffle(shuffled)

    assert lay_out(cards, today=4400, zoom=zoom, view=view) == lay_out(shuffled, today=4400, zoom=zoom, view=view)


@given(lives(), ZOOMS)
def test_side_by_side_no_row_holds_two_voices(cards, zoom):
    board = lay_out(cards, today=4400, zoom=zoom, view="side-by-side")

    rows = {}
    for box in board.boxes:
        rows.setdefault((box.lane, box.row), set()).add(box.voice)
    assert all(len(voices) == 1 for voices in rows.values())


FAR = st.integers(-800_000, 3_000_000)


@given(lives(), st.lists(st.tuples(FAR, st.none() | FAR), max_size=5), VIEWS, ZOOMS | st.just("paper"))
def test_a_card_far_from_the_life_stands_at_the_edge_and_makes_no_other_narrow(cards, far, view, zoom):
    strays = [
        Placeable(f"x{nth}", LANES[nth % 7], "M", *sorted([one, one if other is None else other]), 100 + nth)
        for nth, (one, other) in enumerate(far)
    ]
    near = lay_out(cards, today=4400, zoom=zoom, view=view)

    board = lay_out([*cards, *strays], today=4400, zoom=zoom, view=view)

    assert -EDGE_DAYS[zoom] <= board.first_day <= 0
    assert board.first_day + board.days <= 4400 + EDGE_DAYS[zoom] + CARD_DAYS[zoom]
    assert all(board.first_day <= box.x and box.x + box.width <= board.first_day + board.days for box in board.boxes)
    places = {key: (box.x, box.width) for box in board.boxes for key in box.cards}
    assert all(places[key] == (box.x, box.width) for box in near.boxes for key in box.cards)


def test_the_axis_begins_with_the_earliest_card_where_that_is_near():
    board = lay_out([Placeable("a", LANES[0], "M", -300, None, 0), Placeable("b", LANES[1], "M", 4500, None, 1)], today=4400)

    assert (board.first_day, board.days) == (-300, 300 + 4500 + CARD_DAYS["life"])


def test_a_tied_group_stands_in_one_box_where_its_first_dated_card_stands():
    undated = Placeable("a", LANES[0], "K", None, None, 0, "move")
    dated = Placeable("b", LANES[0], "M", 2400, 2490, 1, "move")

    board = lay_out([undated, dated], today=4400)

    (box,) = board.boxes
    assert (box.x, box.width, box.cards, box.voice) == (2400, CARD_DAYS["life"], ("a", "b"), "")
    assert board.tray == ()


def test_before_the_move_ends_where_the_move_begins():
    (box,) = lay_out([Placeable("a", LANES[0], "M", None, 1000, 0)], today=4400).boxes

    assert box.x + box.width == 1001


def test_a_long_help_is_as_wide_as_it_lasted():
    (box,) = lay_out([Placeable("a", LANES[4], "M", 1000, 2500, 0)], today=4400).boxes

    assert (box.x, box.width) == (1000, 1501)


def test_the_command_prints_what_the_format_asks():
    printed = as_json(
        lay_out([Placeable("a", LANES[0], "M", 10, 20, 0), Placeable("b", LANES[1], "S", None, None, 1)], today=4400)
    )

    assert set(printed) == {"zoom", "days", "lanes", "boxes", "tray"}
    assert set(printed["boxes"][0]) == {"lane", "row", "x", "width", "cards", "voice"}
    assert printed["tray"] == [{"lane": LANES[1], "cards": ["b"]}]


def test_five_hundred_cards_use_few_rows():
    chance = random.Random(1)
    cards = [Placeable(f"{n:03}", LANES[0], "M", chance.randrange(4400), None, n) for n in range(500)]

    rows = max(box.row for box in lay_out(cards, today=4400).boxes) + 1

    assert rows <= 110
