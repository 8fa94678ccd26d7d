"""The doors of the demo are there in the demo only."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client


@pytest.mark.parametrize("who", ["moeder", "vader", "ib", "jeugdhulp", "noor", "logboek"])
def test_in_the_demo_one_link_enters_as_somebody_of_the_world(world, who):
    assert Client(SERVER_NAME="localhost").get(f"/demo/{who}/").status_code == 302


def test_outside_the_demo_the_links_are_not_there(world, settings):
    settings.DEMO = False

    assert Client(SERVER_NAME="localhost").get("/demo/moeder/").status_code == 404
    with pytest.raises(CommandError, match="alleen in de demo"):
        call_command("world")
