"""The timeline file: in and out the same, and a wrong file says where it is wrong."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from rondom.cards.models import Card
from rondom.children.actions import name_subjects
from rondom.children.dossier import house_dossier
from rondom.children.models import Audience, Child, Role
from rondom.timeline.export import timeline_file
from rondom.timeline.file import AUDIENCE_OF, WrongFile, read_timeline

HERE = Path(__file__).parent
SAMPLE = HERE / "sample.json"
GOOD = {
    "child": {"name": "Bo", "birth_date": "2016-04-12"},
    "cards": [
        {"id": "1", "lane": "hulp_kind_gezin", "author": "M", "date_printed": "2019", "text": "Hulp", "smiley": "goed"},
    ],
}


def imported(path) -> Child:
    out = StringIO()
    call_command("timeline_import", str(path), stdout=out, stderr=StringIO())
    return Child.objects.get(pk=out.getvalue().strip())


def test_the_small_sample_comes_out_as_it_went_in(world):
    given = json.loads(SAMPLE.read_text(encoding="utf-8"))

    found = timeline_file(house_dossier(imported(SAMPLE)), with_drafts=True)

    assert found["child"] == given["child"]
    assert found["filling"] == given["filling"]
    assert [{key: row.get(key) for key in ("code", "name", "role", "custody")} for row in found["members"]] == [
        {key: row.get(key) for key in ("code", "name", "role", "custody")} for row in given["members"]
    ]
    assert found["groups"] == given["groups"]
    for name in ("school_periods", "cards"):
        kept = [{key: value for key, value in row.items() if key not in {"date", "placed"}} for row in found[name]]
        assert by_id(kept) == by_id([filled(row, name) for row in given[name]])
    lanes = {
        lane: [{k: v for k, v in row.items() if k not in {"date", "placed"}} for row in rows]
        for lane, rows in found["lane_texts"].items()
    }
    assert lanes == {lane: [{**row, "lang": "nl"} for row in rows] for lane, rows in given["lane_texts"].items()}


def by_id(rows):
    return sorted(rows, key=lambda row: str(row.get("id") or row.get("order")))


def filled(row, name):
    """What the file leaves out where it means nothing."""
    if name == "cards":
        row = {**row, "date_printed": row.get("date_printed") or None}
        if row["lane"] in {"hulp_kind_gezin", "samenwerking"}:
            row.setdefault("smiley", None)
    return row


def test_an_export_read_again_gives_the_same_export(world, tmp_path):
    first = timeline_file(house_dossier(world.noor), with_drafts=True)
    (tmp_path / "noor.json").write_text(json.dumps(first), encoding="utf-8")

    second = timeline_file(house_dossier(imported(tmp_path / "noor.json")), with_drafts=True)

    assert second == first


def test_drafts_of_others_do_not_leave_by_the_page(world, as_person):
    browser = as_person(world.person(Role.MOTHER))

    taken = json.loads(browser.post(f"/kinderen/{world.noor.pk}/meenemen/").content)

    assert {row["author"] for row in taken["cards"] if row.get("held_back")} == {"M"}


WRONG = {
    "broken": ('{"child": {', "regel 1"),
    "a list": ("[]", "accolade"),
    "no child": ("{}", "over welk kind"),
    "birth date that is not there": (json.dumps({"child": {"birth_date": "2016-02-31"}}), "child.birth_date"),
    "unknown lane": (json.dumps({**GOOD, "cards": [{**GOOD["cards"][0], "lane": "tuin"}]}), "cards[0].lane"),
    "unknown smiley": (
        json.dumps({**GOOD, "cards": [*GOOD["cards"], {**GOOD["cards"][0], "id": "2", "smiley": "blij"}]}),
        "cards[1].smiley",
    ),
    "double id": (json.dumps({**GOOD, "cards": GOOD["cards"] * 2}), "cards[1].id"),
    "no text": (json.dumps({**GOOD, "cards": [{**GOOD["cards"][0], "text": ""}]}), "cards[0].text"),
    "text is a number": (json.dumps({**GOOD, "cards": [{**GOOD["cards"][0], "text": 3}]}), "cards[0].text"),
    "long text": (json.dumps({**GOOD, "cards": [{**GOOD["cards"][0], "text": "x" * 5000}]}), "cards[0].text"),
    "cards no list": (json.dumps({**GOOD, "cards": {"a": 1}}), "cards"),
    "card no block": (json.dumps({**GOOD, "cards": ["a"]}), "cards[0]"),
    "held back maybe": (json.dumps({**GOOD, "cards": [{**GOOD["cards"][0], "held_back": "ja"}]}), "cards[0].held_back"),
    "school year": (json.dumps({**GOOD, "groups": [{"group": "3", "school_year": "2020-2024"}]}), "groups[0].school_year"),
    "period backwards": (
        json.dumps(
            {**GOOD, "school_periods": [{"kind": "school", "name": "De Wilg", "start": "2020-01-01", "end": "2019-01-01"}]}
        ),
        "school_periods[0].end",
    ),
    "held back one": (json.dumps({**GOOD, "cards": [{**GOOD["cards"][0], "held_back": 1}]}), "cards[0].held_back"),
    "custody one": (json.dumps({**GOOD, "members": [{"code": "M", "custody": 1}]}), "members[0].custody"),
    "year nought": (json.dumps({**GOOD, "groups": [{"group": "3", "school_year": "0-1"}]}), "groups[0].school_year"),
    "group twice": (json.dumps({**GOOD, "groups": [{"group": "3", "school_year": "2020-2021"}] * 2}), "groups[1]"),
    "group of fruit": (json.dumps({**GOOD, "groups": ["1", "banaan"]}), "groups[1]"),
    "number without end": ('{"today": ' + "9" * 6000 + "}", "getal"),
    "ten megabytes": (json.dumps({**GOOD, "_": "x" * 10_000_000}), "te groot"),
    "not text": (b"\xff\xfe\x00\x01", "geen tekst"),
    "too deep": ("[" * 100_000, "tijdlijn"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_says_where_it_is_wrong(name):
    text, place = WRONG[name]

    with pytest.raises(WrongFile) as wrong:
        read_timeline(text)

    assert any(place in reason for reason in wrong.value.reasons)


@pytest.mark.parametrize("name", ["broken", "double id", "unknown lane"])
def test_nothing_of_a_wrong_file_is_kept(world, name, tmp_path):
    (tmp_path / "wrong.json").write_text(WRONG[name][0], encoding="utf-8")
    before = (Child.objects.count(), Card.objects.count())

    with pytest.raises(CommandError):
        call_command("timeline_import", str(tmp_path / "wrong.json"))

    assert (Child.objects.count(), Card.objects.count()) == before


def test_a_script_in_a_card_stands_there_as_words(world, as_person, tmp_path):
    evil = {**GOOD, "cards": [{**GOOD["cards"][0], "text": "<script>alert(1)</script>"}]}
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    file = SimpleUploadedFile("tijdlijn.json", json.dumps(evil).encode(), "application/json")

    answer = browser.post(f"/organisaties/{world.school.pk}/tijdlijn-inlezen/", {"file": file}, follow=True)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert "<script>alert" not in answer.text


def test_a_wrong_file_on_the_page_says_kindly_that_nothing_was_read(world, as_person):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    file = SimpleUploadedFile("tijdlijn.json", b"{", "application/json")

    answer = browser.post(f"/organisaties/{world.school.pk}/tijdlijn-inlezen/", {"file": file})

    assert answer.status_code == 422
    assert "Er is niets ingelezen" in answer.text


def test_what_is_not_known_is_passed_over_with_a_notice():
    found = read_timeline(json.dumps({**GOOD, "_meta": {}, "kleur": "rood"}))

    assert len(found.notices) == 2
    assert [notice.split(":")[0] for notice in found.notices] == ["_meta", "kleur"]


def test_the_paper_example_stands_in_the_right_lanes_and_places(world):
    example = imported(HERE / "paper_example.json")
    found = timeline_file(house_dossier(example), with_drafts=True)

    lanes = [row["lane"] for row in found["cards"]]
    assert [lanes.count(lane) for lane in ("levensgebeurtenissen", "ontwikkeling_kind", "hulp_kind_gezin", "samenwerking")] == [
        4,
        5,
        5,
        3,
    ]
    assert list(found["groups"]) == ["1", "2", "3", "4", "5", "6", "7", "8"]
    cards = {row["id"]: row for row in found["cards"]}
    assert cards["EX01"]["date"]["precision"] == "day"
    assert cards["EX06"]["placed"] == {"start": "2016-08-01", "end": "2018-07-31", "by": "group"}
    assert cards["EX07"]["placed"]["start"] == "2019-08-01"
    assert cards["EX05"]["placed"]["end"] == "2016-10-02"
    assert cards["EX03"]["placed"]["by"] == "none"


def test_what_a_file_calls_its_subjects_is_written_out_again(world, mother):
    """`name_subjects` keeps the words of a file for what several cards are about."""
    child = name_subjects(house_dossier(world.noor), names={"a": "de verhuizing"})

    assert child.facts["subjects"]["a"] == "de verhuizing"


def test_half_a_character_does_not_break_the_way_out(world, tmp_path):
    (tmp_path / "half.json").write_text(json.dumps({**GOOD, "cards": [{**GOOD["cards"][0], "text": "Hulp \ud800 thuis"}]}))

    found = timeline_file(house_dossier(imported(tmp_path / "half.json")), with_drafts=True)

    assert found["cards"][0]["text"] == "Hulp  thuis"


def test_last_year_in_a_file_is_read_against_the_day_of_the_file(world, tmp_path):
    card = {**GOOD["cards"][0], "date_printed": "vorig jaar"}
    (tmp_path / "old.json").write_text(json.dumps({**GOOD, "today": "2020-05-01", "cards": [card]}))

    found = timeline_file(house_dossier(imported(tmp_path / "old.json")), with_drafts=True)

    assert found["cards"][0]["date"]["start"] == "2019-01-01"


def test_drafts_readers_and_meanings_of_every_lane_come_back_as_they_went(world, tmp_path):
    rows = [
        {"id": "1", "lane": "thuissituatie_gezin", "author": "M", "text": "Thuis", "held_back": True, "meaning": "Zwaar"},
        {"id": "2", "lane": "school_opvang", "author": "M", "text": "School", "kind": "thuisonderwijs", "key_moment": True},
        {"id": "3", "lane": "levensgebeurtenissen", "author": "K", "text": "Geheim", "audience": "leerkracht"},
        {"id": "4", "lane": "ontwikkeling_kind", "author": "S", "goes_well": "Rekenen"},
    ]
    (tmp_path / "in.json").write_text(json.dumps({**GOOD, "cards": rows}))

    first = timeline_file(house_dossier(imported(tmp_path / "in.json")), with_drafts=True)
    (tmp_path / "out.json").write_text(json.dumps(first))
    second = timeline_file(house_dossier(imported(tmp_path / "out.json")), with_drafts=True)

    kept = {row["id"]: row for row in second["cards"]}
    assert second == first
    for row in rows:
        assert {name: kept[row["id"]].get(name) for name in row} == row


def test_every_audience_has_its_word_in_the_file():
    """A card with few readers would else stop the whole file from being taken along."""
    assert set(AUDIENCE_OF) == set(Audience.values)
