"""What one lost or returned key does to the nights of everybody else."""

import shutil
from datetime import date

from rondom.base.keys import HOUSE, LASTING, Subject, store
from rondom.base.seal import CHILD
from tests.retention.night import cards_of, closed_on, keys_of, night_of


def test_a_child_whose_key_is_gone_does_not_stop_the_night_of_all_others(world):
    """`restore --with-gaps` leaves such a child."""
    closed_on(world.noor, date(2027, 1, 31))
    closed_on(world.other, date(2027, 1, 31))
    gone, other = sorted((world.noor, world.other), key=lambda each: each.pk)
    store().destroy(Subject(CHILD, gone.pk), LASTING)

    done = night_of(date(2027, 8, 1))

    assert done["not to be read"] == 1
    assert cards_of(other, None) == 0


def test_keys_that_come_back_with_a_copy_of_the_keys_alone_go_again(world, settings, tmp_path):
    copy = shutil.copytree(settings.KEYS, tmp_path / "copy")
    closed_on(world.noor, date(2027, 1, 31))
    shared = keys_of(world.noor, HOUSE)
    night_of(date(2027, 8, 1))
    assert not keys_of(world.noor, HOUSE)
    shutil.copytree(copy, settings.KEYS, dirs_exist_ok=True)
    assert keys_of(world.noor, HOUSE) == shared

    night_of(date(2027, 8, 2))

    assert not keys_of(world.noor, HOUSE)
    assert keys_of(world.noor, LASTING)
    assert "again" not in night_of(date(2027, 8, 3))
