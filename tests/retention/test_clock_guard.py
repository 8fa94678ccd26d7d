"""A clock that jumped destroys nothing: the night stops and says to look at it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from rondom.base import forgotten
from rondom.children.models import Contact
from rondom.retention.models import DestructionProof


@pytest.mark.parametrize("jump", [timedelta(days=61), timedelta(days=40 * 365)])
def test_after_a_jump_of_the_clock_the_night_destroys_nothing_until_somebody_looked(world, jump):
    call_command("every_night")
    Contact.objects.filter(child=world.noor).update(until=timezone.localdate())
    before, lines = DestructionProof.objects.count(), len(forgotten.lines())

    with time_machine.travel(timezone.now() + jump, tick=False):
        with pytest.raises(CommandError, match="Kijk de klok na"):
            call_command("every_night")
        assert (DestructionProof.objects.count(), len(forgotten.lines())) == (before, lines)
        call_command("every_night", "--clock-is-right")


def test_a_summer_without_a_night_is_no_jump(world):
    call_command("every_night")
    with time_machine.travel(timezone.now() + timedelta(days=50), tick=False):
        call_command("every_night")
    assert [line.told["day"] for line in forgotten.lines() if line.sort == "night"][-1] == str(
        timezone.localdate() + timedelta(days=50)
    )
