"""Two presses of the start form in the same moment make one child, and the second hears it kindly."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError

from rondom.base.actions import Refused
from rondom.children.actions import start as starting
from rondom.children.actions import start_with_circle
from rondom.children.actions.start import Question
from rondom.children.models import Child
from rondom.people.desk import house_desk


def test_the_second_of_two_presses_at_once_is_refused_and_nothing_is_half_done(world, monkeypatch):
    desk, once = house_desk(world.school), uuid4()
    given = {"name": "Sami", "birth_date": date(2018, 1, 1), "newcomers": (), "once": once}
    question = Question(they=False, we=False, until=date(2027, 7, 1))
    start_with_circle(desk, question=question, **given)

    def too_late(*_args, **_given):
        raise IntegrityError

    # The other press was not there yet when this one looked, and was when it wrote.
    monkeypatch.setattr(starting, "started", too_late)
    with pytest.raises(Refused, match="staat er al"):
        start_with_circle(desk, question=question, **given)
    assert Child.objects.filter(pk=once).count() == 1
