"""The same questions as Rondom asks, on one page, each of which may be left open."""

import json
from pathlib import Path

from otree.api import BaseConstants, BaseGroup, BasePlayer, BaseSubsession, Page, models, widgets

ITEMS = json.loads((Path(__file__).resolve().parent.parent / "items.json").read_text(encoding="utf-8"))


class C(BaseConstants):
    NAME_IN_URL = "asked"
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


def field_of(item):
    if not item["choices"]:
        return models.LongStringField(label=item["text"], blank=True)
    return models.StringField(label=item["text"], choices=item["choices"], widget=widgets.RadioSelect, blank=True)


class Player(BasePlayer):
    for each in ITEMS:
        locals()[each["code"]] = field_of(each)
    del each


class Questions(Page):
    form_model = "player"
    form_fields = [each["code"] for each in ITEMS]


page_sequence = [Questions]
