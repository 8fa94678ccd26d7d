"""What comes in when somebody asks, answers or writes down consent, and when authority was seen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rondom.children.consents import AskPage
from rondom.children.models import NO_PROOF, Answer, AuthorityKind, How, Proof, Purpose


class AnswerQuestionForm(forms.Form):
    """Yes, no or stop, to the text that stood on the screen."""

    answer = forms.ChoiceField(choices=Answer.choices)
    shown = forms.CharField(max_length=64)

    def __init__(self, *args: Any, shown: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.expected = shown

    def clean_shown(self) -> str:
        """Stopping is always possible; a yes counts for exactly what was read."""
        shown = self.cleaned_data["shown"]
        if shown != self.expected and self.data.get("answer") == Answer.YES:
            raise ValidationError(gettext("Er is iets veranderd sinds u dit las. Lees het nog een keer."))
        return shown


class AskConsentForm(forms.Form):
    """What may be read by whom. Nothing is ticked beforehand."""

    other = forms.ChoiceField(label=_("Met wie?"), choices=())
    they = forms.BooleanField(required=False)
    we = forms.BooleanField(required=False)
    purpose = forms.ChoiceField(label=_("Waarvoor?"), choices=Purpose.choices, widget=forms.RadioSelect)
    until = forms.DateField(label=_("Tot en met"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, page: AskPage, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["other"].choices = page.others  # type: ignore[attr-defined]
        own = page.own.name if page.own else ""
        self.fields["they"].label = gettext("Zij lezen wat %(own)s schrijft") % {"own": own}
        self.fields["we"].label = gettext("%(own)s leest wat zij schrijven") % {"own": own}


class ToldForm(forms.Form):
    """What somebody said or signed, as a professional writes it down."""

    who = forms.ChoiceField(label=_("Wie?"), choices=())
    answer = forms.ChoiceField(label=_("Antwoord"), choices=[(Answer.YES, _("ja")), (Answer.NO, _("nee"))])
    how = forms.ChoiceField(label=_("Hoe?"), choices=[(How.ORAL, _("mondeling")), (How.PAPER, _("op papier"))])

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["who"].choices = people  # type: ignore[attr-defined]


class AuthorityForm(forms.Form):
    """What was seen of somebody's authority: a proof of it, or that there is none."""

    kind = forms.ChoiceField(label=_("Soort gezag"), choices=AuthorityKind.choices, initial=AuthorityKind.PARENT)
    proof = forms.ChoiceField(
        label=_("Wat zag je?"), choices=[*Proof.choices, (NO_PROOF, _("geen gezag: deze persoon leest niet mee"))]
    )


class SecretAddressForm(forms.Form):
    reason = forms.CharField(max_length=1000)
