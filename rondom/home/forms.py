"""What comes in when somebody writes a case without a name, or answers one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.base.pointing import REST
from rondom.cases.models import AgeBand, Sector, Theme
from rondom.cases.rules import why_not_recognisable, why_not_this_text

LONGEST = 4000
LAST = "last"  # the button of the last step
CHOOSE = {"required": _("Kies een antwoord."), "invalid_choice": _("Kies een antwoord uit de lijst.")}


def chosen_from(label: Any, choices: list[Any]) -> forms.ChoiceField:
    """Nothing stands there beforehand: an answer that nobody gave would slip through."""
    return forms.ChoiceField(label=label, choices=[("", _("Kies")), *choices], error_messages=CHOOSE)


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

    def lays_down(self, sent: Mapping[str, str]) -> bool:
        """Whether this was the last step: read over, and said that nobody would know the child. Who lays it down answers that."""
        said = self.cleaned_data.get("recognisable")
        if LAST in sent and not said:
            self.add_error("recognisable", _("Geef eerst antwoord: zou een collega dit kind herkennen?"))
        return said == "no" and REST not in sent

    def choices_first(self) -> list[Any]:
        """What is asked before the text."""
        return [self[name] for name in self.fields if name not in {"text", "recognisable"}]


class CaseForm(AnswerForm):
    sector = chosen_from(_("Waar speelt dit?"), Sector.choices)
    age_band = chosen_from(_("Hoe oud is het kind ongeveer?"), AgeBand.choices)
    theme = chosen_from(_("Waar gaat het over?"), Theme.choices)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["text"].label = _("Wat is er aan de hand, en wat is je vraag?")
        self.order_fields(["sector", "age_band", "theme", "text", "recognisable"])
