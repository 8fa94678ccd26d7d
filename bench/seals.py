"""What seals cost the board: its page as it is, and the same page with every text lying open, in turn in one process."""

import json
from typing import Any

from bench.running import a_place

CARDS, MOST_TURNS = 500, 20


def measure_seals(rounds: int) -> dict[str, Any]:
    """Milliseconds of the processor of each turn, by how the texts lay."""
    with a_place() as place:
        laid = place.ask("bench.laying", "board", CARDS)
        return place.ask("bench.opening", json.dumps(laid), min(MOST_TURNS, rounds * 4))
