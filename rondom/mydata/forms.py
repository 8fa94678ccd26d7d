"""What comes in when somebody asks about their data, and when a desk answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.mydata.models import Outcome, Part, Reason, Wish
from rondom.mydata.rules import Asking, may_be_answered

LONGEST = 4000
# Whom somebody asks: an organisation by its key, or what is the own, which the keeper of the dossier sees to.
OWN = "own"


def area() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 4, "dir": "auto"})


class TakeForm(forms.Form):
    with_media = forms.BooleanField(label=_("Ook tekeningen en opnamen"), required=False, initial=True)


class AskForm(forms.Form):
    """To whom, and in which words."""

    to = forms.ChoiceField(label=_("Over wat wie schreef?"), widget=forms.RadioSelect)
    text = forms.CharField(max_length=LONGEST, widget=area())

    def __init__(self, *args: Any, page: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [(str(each.pk), each.name) for each in page.organisations]
        if page.wish == Wish.DESTROY and page.keeper is not None and not page.card_name:
            choices.append((OWN, str(_("Mijn eigen kaartjes"))))
        self.fields["to"].choices = choices  # type: ignore[attr-defined] # a field of choices
        self.fields["text"].label = page.question
        if len(choices) == 1:
            self.fields["to"].widget, self.fields["to"].initial = forms.HiddenInput(), choices[0][0]

    def asked(self, page: Any) -> Asking:
        to = self.cleaned_data["to"]
        organisation = page.keeper if to == OWN else next(each for each in page.organisations if str(each.pk) == to)
        part = Part.OWN if to == OWN or page.is_own_card else Part.ORGANISATION
        return Asking(page.wish, organisation, part, self.cleaned_data["text"])


class AnswerForm(forms.Form):
    """What an organisation answers, or why it takes longer."""

    outcome = forms.ChoiceField(label=_("Antwoord"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Waarom kan niet alles?"), required=False, choices=[("", _("Kies alleen bij nee of een deel")), *Reason.choices]
    )
    text = forms.CharField(label=_("In gewone woorden, voor het gezin"), max_length=LONGEST, widget=area())

    def __init__(self, *args: Any, page: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        # Who said yes first may still say no; the second yes is a colleague's.
        may = [each for each in may_be_answered(page.wish) if each != Outcome.GRANTED or page.why_not_confirm is None]
        offered = [Outcome(each) for each in may]
        if page.why_not_extend is None:
            offered.append(Outcome.EXTENDED)
        self.fields["outcome"].choices = [(each.value, each.label) for each in offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") in (Outcome.REFUSED, Outcome.PARTLY) and not given.get("reason"):
            self.add_error("reason", _("Kies waarom niet alles kan."))
        return given


class ContactForm(forms.Form):
    """Where people turn to."""

    officer = forms.CharField(
        label=_("Functionaris gegevensbescherming (FG): naam, telefoon of e-mail"), max_length=300, required=False
    )
    complaint = forms.CharField(label=_("Waar kan iemand een klacht indienen?"), max_length=300, required=False)
