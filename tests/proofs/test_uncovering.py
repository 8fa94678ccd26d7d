"""T13: an attacker with linear programming over all printed tables uncovers nothing, and links no letters."""

from collections import defaultdict
from random import Random

import numpy as np
import pytest

from rondom.surveys.protecting.release import Release, drawn
from rondom.surveys.protecting.rows import rows_of
from tests.proofs.uncovering import WANTED, Attack, a_release, a_wave, linked
from tests.proofs.walking import FULL, write_result

SETS = 1_000 if FULL else 50
SEED = 20261201
REACH = 3


def uncovered(attack: Attack, least: np.ndarray, every: bool = False) -> list[tuple[float, str]]:
    """What he computes closer than three to either side. With `every`, how close he comes to each, far or near."""
    found = []
    for hidden in attack.hidden:
        if not every and attack.seen(hidden.line, least) >= 2 * REACH:
            continue
        low, high = attack.ends(hidden.line, least)
        assert low - 1e-6 <= hidden.truth <= high + 1e-6, "the attacker reads the tables wrongly"
        if every or high - low < 2 * REACH - 1e-6:
            found.append((high - low, hidden.what))
    return sorted(found)


@pytest.mark.proof
@pytest.mark.timeout(14_400)
def test_nothing_hidden_is_uncovered_and_no_letter_is_linked():
    found: dict[str, list] = {"alone": [], "as an insider": [], "in whole people": []}
    tries, shown, hidden, closest = defaultdict(list), 0, 0, np.inf
    for number in range(SETS):
        release, chance = a_release(SEED + number), Random(number)
        printed = release.printed()
        attack = Attack(release.wave, printed, release.letters)
        nothing = np.zeros_like(attack.truth)
        if number % 10 == 0:
            closest = min(closest, uncovered(attack, nothing, every=True)[0][0])
        found["alone"] += uncovered(attack, nothing)
        found["as an insider"] += uncovered(attack, attack.insider(release.wave, chance))
        for each in chance.sample(attack.hidden, min(2, len(attack.hidden))):
            low, high = attack.ends(each.line, nothing, whole=True)
            found["in whole people"] += [(high - low, each.what)] if high - low < 2 * REACH else []
        hidden += len(attack.hidden)
        shown += sum(int(row.shown.sum()) for row in release.rows)
        for way, right, schools in linked(release, printed):
            tries[way].append((right / schools, 1 / schools))
    success = {way: [float(each) for each in np.mean(found, axis=0)] for way, found in tries.items()}
    pairs = len(next(iter(tries.values()), []))
    told = {"sets": SETS, "hidden": hidden, "shown": shown, "uncovered": found, "closest of one set in ten": closest}
    told |= {"pairs of tables with letters": pairs, "right, by chance": success}
    write_result("uncovering", told)
    assert not any(found.values())
    assert shown > 5 * SETS and pairs > SETS / 5, "a release that shows nothing proves nothing"
    assert {way: each for way, each in success.items() if each[0] > each[1] + 0.05} == {}


def test_the_attacker_uncovers_what_is_hidden_by_single_tables_only():
    """The same tables, with nothing hidden but what is small in itself."""
    found = 0
    for number in range(5):
        chance = Random(SEED + number)
        wave = a_wave(chance)
        rows = rows_of(wave, WANTED)
        release = Release(wave, WANTED, tuple(rows), tuple(drawn(table, rows, chance) for table in range(len(WANTED))))
        attack = Attack(wave, release.printed(), release.letters)
        found += len(uncovered(attack, np.zeros_like(attack.truth)))
    assert found > 20


def test_the_attacker_links_letters_that_are_not_kept_apart():
    """Schools with a strong opinion of their own, and every table with its rows of schools."""
    right = schools = 0
    for number in range(30):
        chance = Random(number)
        wave = a_wave(chance, spread=1.5, least=30)
        rows = rows_of(wave, WANTED)
        release = Release(wave, WANTED, tuple(rows), tuple(drawn(table, rows, chance) for table in range(len(WANTED))))
        for way, some, of in linked(release, release.printed()):
            if way == "from the mean, first column":
                right, schools = right + some, schools + of
    assert right / schools > 0.3
