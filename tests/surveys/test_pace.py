"""How fast answers come in by a shared link: a full classroom at once, and no thousands."""

import pytest
from django.test import Client

from rondom.base.actions import NotYet, Refused
from rondom.surveys import pace
from rondom.surveys.actions import arrange_item, keep_item, name_version, release_version, start_questionnaire
from rondom.surveys.models import Box, QuestionnaireVersion, WaveSchool
from rondom.surveys.pace import AT_ONCE, room_for, why_not_so_fast
from rondom.surveys.queries import last_version
from tests.surveys.conftest import answer, pass_for


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock that stands still until it is turned."""
    now = [1000.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    pace.forget_all()
    yield now
    pace.forget_all()


def test_a_full_classroom_answers_at_once_by_one_link(bureau):
    wave = bureau.wave()
    for nth in range(40):
        answer(wave, f"sleutel {nth}")
    assert Box.objects.filter(wave=wave).count() == 40


def test_thousands_by_one_link_do_not_fill_a_wave_and_another_link_goes_on(bureau, clock):
    wave = bureau.wave()
    invited = WaveSchool.objects.get(wave=wave, name="De Wilg").invited["teacher"]
    token = pass_for(wave)
    while why_not_so_fast(token.mark, invited) is None:
        pass
    with pytest.raises(NotYet, match="heel veel antwoorden"):
        answer(wave, "een te veel")
    assert not Box.objects.exists()
    answer(wave, "elders", school="De Beuk")
    clock[0] += pace.HOUR / 4
    answer(wave, "een kwartier later")
    assert Box.objects.count() == 2


def test_the_room_is_for_all_who_were_invited_and_comes_back_in_an_hour(clock):
    taken = sum(why_not_so_fast("a link", 300) is None for _nth in range(2000))
    assert taken == room_for(300) == AT_ONCE + 600
    clock[0] += pace.HOUR
    assert sum(why_not_so_fast("a link", 300) is None for _nth in range(2000)) == taken


def test_who_comes_too_fast_keeps_what_was_filled_in_and_a_page_tries_again(bureau):
    wave = bureau.wave()
    while why_not_so_fast(pass_for(wave).mark, 20) is None:
        pass
    where, given = f"/vragen/{pass_for(wave).token}/", {"S01": "4", "key": "k"}
    guest = Client(SERVER_NAME="localhost")
    page = guest.post(where, given)
    assert page.status_code == 422
    assert "over een kwartier nog eens" in page.text
    assert guest.post(where, given, headers={"Accept": "text/plain"}).status_code == 503


def test_what_was_released_meanwhile_is_not_changed_by_who_had_it_open(bureau):
    desk = bureau.desk
    open_here = last_version(start_questionnaire(desk, name="samenwerken"))
    release_version(desk, version=QuestionnaireVersion.objects.get(pk=open_here.pk))
    before = QuestionnaireVersion.objects.get(pk=open_here.pk).content
    assert open_here.released_at is None, "as it was read before"
    for change in (
        lambda: name_version(desk, version=open_here, title={"nl": "Anders"}, intro={"nl": "Anders"}),
        lambda: keep_item(desk, version=open_here, item=open_here.items[0], was=open_here.items[0].code),
        lambda: arrange_item(desk, version=open_here, code=open_here.items[0].code, turn="out"),
        lambda: release_version(desk, version=open_here),
    ):
        with pytest.raises(Refused, match="vrijgegeven"):
            change()
    assert QuestionnaireVersion.objects.get(pk=open_here.pk).content == before
