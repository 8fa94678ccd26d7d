"""What comes in when people plan a meeting, say whether they come, prepare, and agree."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.children.models import Place
from rondom.meetings.guide import Question
from rondom.meetings.models import Coming, Form, Turn

NO_DAY = {"required": _("Kies een dag."), "invalid": _("Dit is geen dag. Kies een dag uit de kalender.")}
NO_TIME = {"required": _("Kies hoe laat."), "invalid": _("Dit is geen tijd. Schrijf bijvoorbeeld 13:30.")}
CHOOSE = {"required": _("Kies een antwoord."), "invalid_choice": _("Kies een antwoord.")}
LONGEST_GOAL, LONGEST_ANSWER = 200, 2000
MINUTES = [(str(each), _("%(minutes)s minuten") % {"minutes": each}) for each in (20, 30, 45, 60, 90)]


def day_field(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), error_messages=NO_DAY, **given)


class MomentForm(forms.Form):
    """A day and a time of the clock at home."""

    day = day_field(_("Welke dag?"))
    at = forms.TimeField(label=_("Hoe laat?"), widget=forms.TimeInput(attrs={"type": "time"}), error_messages=NO_TIME)

    def moment(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["at"]))


class PlanForm(MomentForm):
    """What for, when, where, who."""

    form = forms.ChoiceField(label=_("Wat voor overleg?"), choices=Form.choices, widget=forms.RadioSelect, error_messages=CHOOSE)
    goal = forms.CharField(
        label=_("Waarover gaat het?"),
        max_length=LONGEST_GOAL,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Schrijf in een paar woorden waarover het gaat.")},
    )
    minutes = forms.ChoiceField(label=_("Hoe lang?"), choices=MINUTES, initial="45")
    is_online = forms.BooleanField(label=_("Op afstand, met een link"), required=False)
    where = forms.CharField(label=_("Waar? Of welke link?"), max_length=300, required=False)
    interpreter = forms.BooleanField(label=_("Er komt een tolk"), required=False)
    people = forms.MultipleChoiceField(label=_("Wie komen er?"), widget=forms.CheckboxSelectMultiple, required=False)
    along = forms.CharField(
        label=_("Komt er nog iemand mee?"),
        help_text=_("Bijvoorbeeld iemand die de ouders vertrouwen. Schrijf de naam."),
        max_length=100,
        required=False,
    )

    field_order = ["form", "goal", "people", "along", "day", "at", "minutes", "is_online", "where", "interpreter"]

    def __init__(self, *args: Any, seats: Sequence[Place], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["people"].choices = [  # type: ignore[attr-defined] # a field of choices
            (str(each.pk), f"{each.person.name}, {each.called}") for each in seats
        ]


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=Coming.choices, error_messages=CHOOSE)


class PrepareForm(forms.Form):
    """The three questions of a role; an empty one is no answer."""

    def __init__(self, *args: Any, questions: Sequence[Question], known: dict[str, str], **given: Any) -> None:
        super().__init__(*args, **given)
        for each in questions:
            self.fields[each.code] = forms.CharField(
                label=each.text,
                max_length=LONGEST_ANSWER,
                required=False,
                initial=known.get(each.code, ""),
                widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            )


class AgreeForm(forms.Form):
    """What, who, when ready."""

    what = forms.CharField(
        label=_("Wat?"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Schrijf op wat er gebeurt.")},
    )
    who = forms.ChoiceField(label=_("Wie?"), required=False)
    outside = forms.CharField(label=_("Of iemand anders: schrijf de naam"), max_length=100, required=False)
    ready_on = day_field(_("Wanneer klaar?"))

    def __init__(self, *args: Any, seats: Sequence[Place], **given: Any) -> None:
        super().__init__(*args, **given)
        known = [(str(each.pk), f"{each.person.name}, {each.called}") for each in seats]
        self.fields["who"].choices = [("", _("Kies wie dit doet")), *known]  # type: ignore[attr-defined]


class TurnForm(forms.Form):
    """What became of an agreement."""

    turn = forms.ChoiceField(choices=Turn.choices, error_messages=CHOOSE)
    why = forms.CharField(label=_("Waarom?"), max_length=500, required=False, widget=forms.TextInput(attrs={"dir": "auto"}))
    ready_on = day_field(_("Nieuwe dag"), required=False)
