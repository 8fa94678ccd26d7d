"""The first organisation and the person who begins there."""

import re
from io import StringIO

from django.core.management import call_command
from django.test import Client

from rondom.people.models import Organisation


def test_who_begins_comes_in_and_may_start_a_child(db):
    out = StringIO()
    call_command("begin", organisation="Basisschool De Eik", name="Els Eik", municipality="Leiden", stdout=out)
    link, code = re.search(r"(/uitnodiging/\S+)  code: (\d+)", out.getvalue()).groups()
    browser = Client(SERVER_NAME="localhost")

    entered = browser.post(link, {"code": code})

    assert entered.status_code == 302
    school = Organisation.objects.get(name="Basisschool De Eik")
    assert browser.get(f"/organisaties/{school.pk}/kinderen/nieuw/").status_code == 200
