"""What comes in on a card. Every field may stay empty: a hint that something is missing never stops anybody."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from rondom.cards.models import CardKind, Face, SchoolPeriod
from rondom.cards.questions import Questions
from rondom.cards.rules import LONGEST
from rondom.children.models import QUESTIONS, Audience

STEPS = ("wanneer", "wat", "hoe")
OF_STEP: dict[str, dict[str, tuple[str, ...]]] = {
    "wanneer": {"": ("date",)},
    "wat": {
        "": ("text",),
        CardKind.SCHOOL: ("text", "school_period"),
        CardKind.COLLABORATION: ("with_whom", "text"),
    },
    "hoe": {
        "": ("meaning",),
        CardKind.DEVELOPMENT: ("goes_well", "goes_less"),
        CardKind.HELP: ("face", "response"),
        CardKind.COLLABORATION: ("face", "meaning"),
    },
}


def fields_of(kind: str, step: str | None = None) -> tuple[str, ...]:
    """Which fields a kind of card has: of one screen, or of the whole card."""
    if step is not None:
        return OF_STEP[step].get(kind, OF_STEP[step][""])
    whole = tuple(name for each in STEPS for name in fields_of(kind, each))
    return (*whole, "meaning", "language") if "meaning" not in whole else (*whole, "language")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def line() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "maxlength": 200})


class CardForm(forms.Form):
    """A card, whole or one screen of it. Keeps only the fields that its kind has."""

    date = forms.CharField(label=_("Wanneer"), required=False, max_length=200, widget=line())
    with_whom = forms.CharField(label=_("Met wie?"), required=False, max_length=200, widget=line())
    text = forms.CharField(label=_("Wat"), required=False, max_length=LONGEST, widget=area(3))
    school_period = forms.ChoiceField(
        label=_("Wat was het?"), required=False, choices=SchoolPeriod.choices, widget=forms.RadioSelect
    )
    face = forms.ChoiceField(label=_("Hoe was het?"), required=False, choices=Face.choices, widget=forms.RadioSelect)
    response = forms.CharField(label=_("Wat vonden zij ervan?"), required=False, max_length=LONGEST, widget=area(3))
    goes_well = forms.CharField(label=_("Wat gaat goed?"), required=False, max_length=LONGEST, widget=area(2))
    goes_less = forms.CharField(label=_("Wat gaat minder goed?"), required=False, max_length=LONGEST, widget=area(2))
    meaning = forms.CharField(label=_("Wat deed dat?"), required=False, max_length=LONGEST, widget=area(3))
    language = forms.ChoiceField(label=_("Taal van het kaartje"), required=False, choices=())

    def __init__(self, *args: Any, kind: str, asks: Questions, step: str | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        wanted = fields_of(kind, step)
        for name in set(self.fields) - set(wanted):
            del self.fields[name]
        self.order_fields(wanted)
        labels = {"date": asks.when, "text": asks.what, "meaning": asks.meaning, "response": asks.response, "face": asks.how}
        for name, label in labels.items():
            if name in self.fields:
                self.fields[name].label = label
        if "date" in self.fields:
            self.fields["date"].help_text = asks.when_hint
        if "language" in self.fields:
            self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def given(self) -> dict[str, str]:
        """The fields that were sent, also where one of them is too long to be settled: what was typed is never lost."""
        return {name: self.data[name] for name in self.fields if name in self.data}


class OwnForm(forms.Form):
    """The few words of a child's own form. Every field may stay empty."""

    face = forms.ChoiceField(required=False, choices=Face.choices)
    text = forms.CharField(required=False)
    date = forms.CharField(required=False)

    def given(self) -> dict[str, str]:
        return {name: self.data[name] for name in self.fields if name in self.data}


class KindForm(forms.Form):
    kind = forms.ChoiceField(choices=CardKind.choices)


class RemarkForm(forms.Form):
    """`once` is the key of the form: sent again where no answer came, also much later, it is the same remark."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("Schrijf er iets bij"), max_length=LONGEST, widget=area(2))


class StatementForm(forms.Form):
    """What somebody says beside the words of another."""

    statement = forms.CharField(label=_("Mijn eigen verklaring"), max_length=LONGEST, widget=area(3))

    @classmethod
    def of(cls, page: Any) -> "StatementForm":
        """With what this person said there before, to go on from."""
        return cls(initial={"statement": page.own_statement.text if page.own_statement else ""})


class AudienceForm(forms.Form):
    audience = forms.ChoiceField(label=_("Wie mag dit lezen?"), choices=Audience.choices, widget=forms.RadioSelect)


class TieForm(forms.Form):
    cards = forms.TypedMultipleChoiceField(coerce=str)

    def __init__(self, *args: Any, choices: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["cards"].choices = choices  # type: ignore[attr-defined]


Pairs = Sequence[tuple[Any, Any]]


class SharingForm(forms.Form):
    """Sharing without consent, as somebody writes it. The answers may wait; who, what and until when may not."""

    receiver = forms.ChoiceField(label=_("Wie moet dit weten?"), choices=())
    cards = forms.MultipleChoiceField(label=_("Welke kaartjes deel je?"), choices=())
    second = forms.ChoiceField(label=_("Wie denkt met je mee en beslist mee?"), choices=())
    until = forms.DateField(label=_("Tot en met"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    tells_family = forms.TypedChoiceField(
        label=_("Horen de ouders dit meteen?"),
        choices=[("yes", _("ja")), ("no", _("nee, dat is nu gevaarlijk"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    to_family = forms.CharField(
        label=_("Wat lezen de ouders? Of: waarom lezen zij dit nu niet?"), max_length=LONGEST, required=False, widget=area(3)
    )

    def __init__(self, *args: Any, receivers: Pairs, seconds: Pairs, cards: Pairs, **given: Any) -> None:
        super().__init__(*args, **given)
        blank = ("", _("Kies iemand"))
        for name, choices in (("receiver", [blank, *receivers]), ("second", [blank, *seconds]), ("cards", cards)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for name, label in QUESTIONS.items():
            self.fields[name] = forms.CharField(label=label, max_length=LONGEST, required=False, widget=area(3))

    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in QUESTIONS}

    def questions(self) -> list[Any]:
        return [self[name] for name in QUESTIONS]


class TellFamilyForm(forms.Form):
    words = forms.CharField(label=_("Wat lezen de ouders?"), max_length=LONGEST, widget=area(3))


class ReviewSharingForm(forms.Form):
    review = forms.CharField(label=_("Was dit nodig? Wat vond je ervan?"), max_length=LONGEST, widget=area(3))
