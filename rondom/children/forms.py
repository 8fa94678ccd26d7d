"""What comes in when a dossier starts, somebody is invited, facts are mended, and when somebody asks who looked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from rondom.children.schooling import LAST_GROUP, age_on
from rondom.people.models import Membership, Verdict

OLDEST = 24


def checked_birth_date(day: date) -> date:
    """A child is born, and young enough to be helped here."""
    age = age_on(day, timezone.localdate())
    if age < 0:
        raise ValidationError(_now("Deze dag moet nog komen. Kijk het jaar nog eens na."))
    if age > OLDEST:
        raise ValidationError(_now("Rondom is voor kinderen en jongeren. Kijk het jaar nog eens na."))
    return day


class StartForm(forms.Form):
    """A new child: a name and a birth date are enough."""

    name = forms.CharField(label=_("Naam van het kind"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    birth_date = forms.DateField(
        label=_("Geboortedatum"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Hiermee kloppen de leeftijden."),
    )

    def clean_birth_date(self) -> date:
        return checked_birth_date(self.cleaned_data["birth_date"])


class FactsForm(StartForm):
    """The same facts, and in which group the child was in each school year."""

    def __init__(self, *args: Any, years: Sequence[int], **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [("", "–"), *((str(group), str(group)) for group in range(1, LAST_GROUP + 1))]
        self.years = years
        for year in years:
            label = f"{year}-{year + 1}"
            self.fields[f"group_{year}"] = forms.ChoiceField(label=label, choices=choices, required=False)
            self.fields[f"note_{year}"] = forms.CharField(label=_("Opmerking"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        rows = ((given.get(f"group_{year}", ""), year, given.get(f"note_{year}", "")) for year in self.years)
        given["groups"] = tuple(row for row in rows if row[0])
        return given

    def rows(self) -> list[tuple[Any, Any]]:
        """The fields of each school year together."""
        return [(self[f"group_{year}"], self[f"note_{year}"]) for year in self.years]


class InviteForm(forms.Form):
    """Somebody for the circle: name and role, and for who comes for the work where that is."""

    name = forms.CharField(label=_("Naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Rol"), choices=())
    organisation = forms.CharField(
        label=_("Waar werkt deze persoon?"),
        help_text=_("Alleen voor wie er voor het werk bij is, zoals een school of een jeugdteam."),
        max_length=120,
        required=False,
    )
    language = forms.ChoiceField(label=_("Taal"), choices=())
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, roles: Sequence[tuple[str, str]], languages: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["role"].choices = [("", _("Kies een rol")), *roles]  # type: ignore[attr-defined]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """What is not right about the record, in one's own words."""

    text = forms.CharField(
        label=_("Wat klopt er niet?"),
        help_text=_("Schrijf liever geen namen op."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    number = forms.UUIDField()
    text = forms.CharField(max_length=4000)


class SeenForm(forms.Form):
    number = forms.UUIDField()


class CheckForm(forms.Form):
    number = forms.UUIDField()
    verdict = forms.ChoiceField(choices=Verdict.choices)


class NameForm(forms.Form):
    """Who of the members keeps an eye on the record."""

    member = forms.ModelChoiceField(queryset=Membership.objects.none())

    def __init__(self, *args: object, members: object, **given: object) -> None:
        super().__init__(*args, **given)  # type: ignore[arg-type]
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
