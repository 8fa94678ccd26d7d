"""What comes in when a dossier starts, when somebody is invited, and when somebody asks who looked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.children.models import Role
from rondom.people.models import Membership, Verdict


class StartForm(forms.Form):
    """A new child: a name and a birth date are enough."""

    name = forms.CharField(label=_("Naam van het kind"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    birth_date = forms.DateField(
        label=_("Geboortedatum"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("Hiermee kloppen de leeftijden.")
    )


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
