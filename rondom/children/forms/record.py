"""What comes in when somebody asks who looked, and at the log manager's desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.people.models import Membership, Verdict


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
