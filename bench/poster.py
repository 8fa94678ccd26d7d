"""The poster in a warm process: seconds for one A3, for each number of cards. `python -m bench.poster CHILD ROUNDS`."""

import json
import sys
import time

import django

from bench.running import Place, a_place


def measure_posters(sizes: list[int], rounds: int) -> dict[str, list[float]]:
    with a_place() as place:
        children = {size: laid(place, size) for size in sizes}
        found: dict[str, list[float]] = {str(size): [] for size in sizes}
        asked = place.ask("bench.poster", rounds, *children.values())
        for size, seconds in zip(sizes, asked, strict=True):
            found[str(size)] = seconds
    return found


def laid(place: Place, size: int) -> str:
    return str(place.ask("bench.laying", "board", size)["child"])


def printed(rounds: int, children: list[str]) -> list[list[float]]:
    """Of each child every round; the first of each only warms up."""
    django.setup()
    from rondom.timeline.management.child import dossier_of  # noqa: PLC0415 — only after Django is set up
    from rondom.timeline.poster import poster  # noqa: PLC0415

    found: list[list[float]] = [[] for _child in children]
    for nth in range(rounds + 1):
        for child, seconds in zip(children, found, strict=True):
            dossier = dossier_of(child)
            began = time.perf_counter()
            assert poster(dossier, paper="a3", language="nl").startswith(b"%PDF")
            if nth:
                seconds.append(time.perf_counter() - began)
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(printed(int(sys.argv[1]), sys.argv[2:])))
