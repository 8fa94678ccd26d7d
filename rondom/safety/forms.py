"""What comes in when somebody writes about safety. Facts and opinions have a place each."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.safety.models import Consulted, Decision, Step
from rondom.safety.rules import why_not_note, why_not_on, why_not_told, why_not_untold

LONGEST = 4000
TOO_LONG = {"max_length": _("Dit is te lang. Schrijf hooguit %(limit_value)s tekens.")}
NO_DAY = {"required": _("Kies een dag."), "invalid": _("Kies een dag, bijvoorbeeld 2-11-2026.")}
CHOOSE = {"required": _("Kies een antwoord."), "invalid_choice": _("Kies een antwoord uit de lijst.")}


def text(label: Any, *, rows: int = 4, hint: Any = "", is_needed: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        required=is_needed,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=TOO_LONG,
    )


def day(label: Any) -> forms.DateField:
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=box, initial=timezone.localdate, error_messages=NO_DAY)


# Whom somebody heard it from is asked otherwise than whom somebody spoke to.
MET = {
    Step.SIGNALS: _("Van wie hoorde je het?"),
    Step.CONSULT: _("Naam en functie"),
    Step.TALK: _("Met wie sprak je?"),
    Step.WEIGH: _("Met wie?"),
    Step.DECIDE: _("Met wie?"),
}


class NoteForm(forms.Form):
    """One step: when, with whom, facts, and what somebody makes of them."""

    on = day(_("Wanneer?"))
    met = forms.CharField(label=_("Met wie?"), max_length=200, required=False, error_messages=TOO_LONG)
    facts = text(_("Feiten"), hint=_("Wat je zelf zag of hoorde, of wie het vertelde. Zo precies als je kunt."))
    opinions = text(_("Wat je ervan denkt"), rows=3, hint=_("Je eigen indruk of vermoeden. Die blijft apart van de feiten."))
    is_acute = forms.BooleanField(label=_("Er is nu gevaar voor het kind of voor een ander"), required=False)

    def __init__(self, *args: Any, step: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.step = step
        self.fields["met"].label = MET[Step(step)]
        if step == Step.CONSULT:
            self.fields["consulted"] = forms.ChoiceField(
                label=_("Met wie overlegde je?"), choices=Consulted.choices, widget=forms.RadioSelect, error_messages=CHOOSE
            )
        if step == Step.DECIDE:
            for name, label in (
                ("needs_report", _("Is melden bij Veilig Thuis nodig?")),
                ("help_is_possible", _("Is hulp bieden of regelen (ook) mogelijk?")),
            ):
                self.fields[name] = forms.ChoiceField(
                    label=label, choices=Decision.choices, widget=forms.RadioSelect, error_messages=CHOOSE
                )
        self.order_fields(["on", "consulted", "needs_report", "help_is_possible", "met", "facts", "opinions", "is_acute"])

    def clean_on(self) -> Any:
        if why := why_not_on(self.cleaned_data["on"], timezone.localdate()):
            raise forms.ValidationError(why)
        return self.cleaned_data["on"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        both = [given.get(name, "") for name in ("facts", "opinions", "needs_report", "help_is_possible")]
        wrong = {"facts", "opinions", "needs_report", "help_is_possible"} & set(self.errors)
        if not wrong and (why := why_not_note(self.step, *both)):
            self.add_error("facts", why)
        return given

    def note(self) -> dict[str, Any]:
        names = ("on", "met", "facts", "opinions", "is_acute", "consulted", "needs_report", "help_is_possible")
        return {"step": self.step, **{name: self.cleaned_data[name] for name in names if name in self.cleaned_data}}


class BeginForm(NoteForm):
    """The first note, and whether the parents know. `once` is the key of the form: sent again it is the same concern."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    is_told = forms.TypedChoiceField(
        label=_("Weten de ouders dat je je zorgen maakt?"),
        choices=[("yes", _("ja")), ("no", _("nog niet"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    words = text(_("Hoe vertelde je het, of waarom nog niet?"), rows=2)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, step=Step.SIGNALS, **given)

    def clean(self) -> dict[str, Any]:
        """In danger nobody is held up by a question about the parents: that is the reason then."""
        given = super().clean()
        is_said = {"is_told", "words"} <= given.keys()
        if is_said and given.get("is_acute") and not given["is_told"] and not given["words"].strip():
            given["words"] = str(_("Er is nu gevaar."))
        say_what_lacks(self, given)
        return given


def say_what_lacks(form: forms.Form, given: dict[str, Any]) -> None:
    """Told or not: how, or why not, stands with it."""
    if {"is_told", "words"} <= given.keys():
        why = why_not_told(given["words"]) if given["is_told"] else why_not_untold(given["words"])
        if why:
            form.add_error("words", why)


class OpennessForm(forms.Form):
    """Whether it was told, how or why not, and what the parents may read back."""

    is_told = BeginForm.base_fields["is_told"]
    words = BeginForm.base_fields["words"]
    summary = text(_("Wat lezen de ouders terug?"), rows=3, hint=_("Mag leeg blijven. Schrijf u, en alleen wat je al vertelde."))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        say_what_lacks(self, given)
        return given


class ReportedForm(forms.Form):
    on = day(_("Gemeld op"))
    words = forms.CharField(label=_("Met wie sprak je?"), max_length=200, required=False, error_messages=TOO_LONG)

    clean_on = NoteForm.clean_on


class ReviewForm(forms.Form):
    words = text(_("Waarom bewaren jullie dit nog?"), rows=2, is_needed=True)


class ChosenForm(forms.Form):
    """Somebody chosen from a list, by key."""

    chosen = forms.UUIDField()
