"""What comes in when somebody writes a case without a name, or answers one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.cases.models import AgeBand, Sector, Theme
from rondom.cases.rules import why_not_recognisable, why_not_this_text

LONGEST = 4000
CHOOSE = {"required": _("Kies een antwoord."), "invalid_choice": _("Kies een antwoord uit de lijst.")}


class AnswerForm(forms.Form):
    """The text, and once it is settled whether a colleague would know the child."""

    text = forms.CharField(
        label=_("Je antwoord"),
        help_text=_("Schrijf geen namen, dagen, plaatsen of iets wat bijzonder is. Rondom kijkt mee."),
        max_length=LONGEST,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Schrijf eerst iets op."),
            "max_length": _("Dit is te lang. Schrijf hooguit %(limit_value)s tekens."),
        },
    )
    recognisable = forms.ChoiceField(
        label=_("Zou een collega dit kind herkennen?"),
        choices=[("no", _("nee")), ("yes", _("ja, of misschien"))],
        widget=forms.RadioSelect,
        required=False,
        error_messages=CHOOSE,
    )

    def clean_text(self) -> str:
        if why := why_not_this_text(self.cleaned_data["text"]):
            raise forms.ValidationError(why)
        return self.cleaned_data["text"]

    def clean_recognisable(self) -> str:
        """Asked last: where nothing was said yet, that is no mistake."""
        said: str = self.cleaned_data["recognisable"]
        if said and (why := why_not_recognisable(said)):
            raise forms.ValidationError(why)
        return said

    def lays_down(self) -> bool:
        """Whether this was the last step: read over, and said that nobody would know the child."""
        return self.cleaned_data.get("recognisable") == "no"

    def choices_first(self) -> list[Any]:
        """What is asked before the text."""
        return [self[name] for name in self.fields if name not in {"text", "recognisable"}]


class CaseForm(AnswerForm):
    sector = forms.ChoiceField(label=_("Waar speelt dit?"), choices=Sector.choices, error_messages=CHOOSE)
    age_band = forms.ChoiceField(label=_("Hoe oud is het kind ongeveer?"), choices=AgeBand.choices, error_messages=CHOOSE)
    theme = forms.ChoiceField(label=_("Waar gaat het over?"), choices=Theme.choices, error_messages=CHOOSE)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["text"].label = _("Wat is er aan de hand, en wat is je vraag?")
        self.order_fields(["sector", "age_band", "theme", "text", "recognisable"])
