"""What comes in when a dossier starts and when somebody is invited."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.children.models import Role
from rondom.children.rules import why_not_born_on


class StartForm(forms.Form):
    """A new child: a name and a birth date are enough."""

    name = forms.CharField(label=_("Naam van het kind"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    birth_date = forms.DateField(
        label=_("Geboortedatum"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("Hiermee kloppen de leeftijden.")
    )


    def clean_birth_date(self) -> date:
        day: date = self.cleaned_data["birth_date"]
        if reason := why_not_born_on(day, timezone.localdate()):
            raise forms.ValidationError(reason)
        return day


class InviteForm(forms.Form):
    """Somebody for the circle: name, role and, where it is taken, another letter."""

    name = forms.CharField(label=_("Naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Rol"), choices=Role.choices)
    organisation = forms.CharField(
        label=_("Waar werkt deze persoon?"),
        help_text=_("Alleen voor wie er voor het werk bij is, zoals een school of een jeugdteam."),
        max_length=120,
        required=False,
    )
    language = forms.ChoiceField(label=_("Taal"), choices=())

    def __init__(self, *args: object, languages: list[tuple[str, str]], **given: object) -> None:
        super().__init__(*args, **given)  # type: ignore[arg-type]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
