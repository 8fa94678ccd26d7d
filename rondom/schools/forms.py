"""What comes in about a school. What is not right is said at its field, so that all that was filled in stands there still."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.schools.factors import SCHEMES, Factor, factors, lists
from rondom.schools.models import ROLES, Activity, ActivityState, Evaluation, FigureKind, Goal, Step, Unit, Verdict
from rondom.schools.reading import LONGEST
from rondom.schools.rules import is_over, why_not_these_lists, why_not_this_value, why_not_used_on
from rondom.schools.years import name_of, years_until

LONG = {"max_length": _("Dit is te lang. Maak het korter: hooguit %(limit_value)d tekens.")}
CHOOSE = {"required": _("Kies een antwoord."), "invalid_choice": _("Kies een antwoord.")}
NO_DAY = {"required": _("Kies een dag."), "invalid": _("Dit is geen dag. Kies een dag uit de kalender.")}
WRITE = LONG | {"required": _("Schrijf hier iets op.")}
NO_NUMBER = {
    "required": _("Schrijf een getal."),
    "invalid": _("Dit is geen getal. Schrijf bijvoorbeeld 7."),
    "min_value": _("Schrijf een getal van 0 of meer."),
    "max_digits": _("Dit getal is te groot."),
    "max_whole_digits": _("Dit getal is te groot."),
    "max_decimal_places": _("Schrijf hooguit twee cijfers achter de komma."),
}
LONGEST_TEXT, LONGEST_LINE, LONGEST_NAME = 1000, 300, 100


def line(label: Any, longest: int = LONGEST_LINE, **given: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, max_length=longest, widget=widget, error_messages=WRITE, **given)


def text(label: Any, **given: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return forms.CharField(label=label, max_length=LONGEST_TEXT, widget=widget, error_messages=WRITE, **given)


def day(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), error_messages=NO_DAY, **given)


def amount(label: Any, digits: int = 9, **given: Any) -> forms.DecimalField:
    """As it is written here: with a comma or a point."""
    shown = forms.TextInput(attrs={"inputmode": "decimal"})
    return Amount(label=label, max_digits=digits, decimal_places=2, min_value=0, widget=shown, error_messages=NO_NUMBER, **given)


class Amount(forms.DecimalField):
    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)


def years() -> list[tuple[str, str]]:
    return [(str(each), name_of(each)) for each in years_until(timezone.localdate())]


def choice(label: Any, choices: Any = (), **given: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, error_messages=CHOOSE, **given)


def factor_choices() -> list[Any]:
    groups = [
        (str(name), [(each.id, each.label) for each in factors().values() if each.scheme == scheme])
        for scheme, name in SCHEMES.items()
    ]
    return [("", _("Bij geen"))] + groups


class FigureForm(forms.Form):
    """One number, by hand."""

    definition = choice(_("Welk cijfer, volgens welke definitie?"))
    year = choice(_("Welk schooljaar?"), years)
    value = amount(_("Hoeveel?"), digits=8, required=False)
    source = line(_("Waar komt het vandaan?"), LONGEST, help_text=_("Schrijf geen namen van kinderen."))
    is_withdrawn = forms.BooleanField(label=_("Haal dit cijfer uit de tabel: het klopt niet"), required=False)

    def __init__(self, *args: Any, definitions: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["definition"].choices = list(definitions)  # type: ignore[attr-defined] # a field of choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_withdrawn"):
            given["value"] = None
        elif "value" in given and given["value"] is None:
            self.add_error("value", NO_NUMBER["required"])
        elif "value" in given and (wrong := why_not_this_value(self.kind_and_number()[0], given["value"])):
            self.add_error("value", wrong)
        return given

    def kind_and_number(self) -> tuple[str, int]:
        kind, _dot, number = self.cleaned_data.get("definition", "").partition(".")
        return kind, int(number or 0)


class DefinitionForm(forms.Form):
    kind = choice(_("Welk cijfer?"), FigureKind.choices)
    from_year = choice(_("Vanaf welk schooljaar?"), years)
    text = text(_("Wat tel je mee, en op welke dag?"))


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Kies een bestand"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": _("Kies eerst een bestand."),
            "invalid": _("Kies eerst een bestand."),
            "missing": _("Kies eerst een bestand."),
            "empty": _("Dit bestand is leeg. Kies een ander bestand."),
        },
    )


class ShowForm(forms.Form):
    reader = forms.CharField(max_length=40, error_messages={"required": _("Kies een organisatie uit de lijst.")})


class ScanForm(forms.Form):
    """Which team, and which lists of factors it looks at."""

    team = line(_("Welk team?"), LONGEST_NAME, required=False, help_text=_("Leeg is de hele school."))
    lists = forms.MultipleChoiceField(
        label=_("Welke lijsten?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies een lijst."), "invalid_choice": _("Kies een lijst.")},
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        every = [(key, f"{each.name} ({len(each.factors)})") for key, each in lists().items()]
        self.fields["lists"].choices = every  # type: ignore[attr-defined] # a field of choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "lists" in given and (why_not := why_not_these_lists(given["lists"])):
            self.add_error("lists", why_not)
        return given


class FillForm(forms.Form):
    """Of each factor where one thinks the team stands, and by what that shows; what is left open is no answer."""

    def __init__(self, *args: Any, asked: Sequence[tuple[Factor, int, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.asked = [each for each, _stand, _evidence in asked]
        for each, stand, evidence in asked:
            stands = [(str(number), said) for number, said in each.stands.items()]
            chosen = choice(each.label, [*stands, ("", _("weet ik niet"))], required=False, widget=forms.RadioSelect)
            chosen.initial = str(stand or "")
            self.fields[f"stand_{each.id}"] = chosen
            seen = line(_("Waaraan zie je dat?"), required=False, initial=evidence)
            seen.widget.attrs["aria-label"] = f"{seen.label} {each.label}"  # six with one name can not be told apart aloud
            self.fields[f"evidence_{each.id}"] = seen

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for each in self.asked:
            if given.get(f"evidence_{each.id}") and f"stand_{each.id}" in given and not given[f"stand_{each.id}"]:
                self.add_error(f"stand_{each.id}", _("Kies ook waar jullie staan."))
        return given

    def filled(self) -> list[tuple[str, int, str]]:
        given = self.cleaned_data
        return [
            (each.id, int(given[f"stand_{each.id}"]), given[f"evidence_{each.id}"])
            for each in self.asked
            if given[f"stand_{each.id}"]
        ]

    def pair(self, factor: Factor) -> tuple[Any, Any]:
        return self[f"stand_{factor.id}"], self[f"evidence_{factor.id}"]


STEP_NEEDED = {"required": _("Kies een trede van de effecttrap."), "invalid_choice": _("Kies een trede van de effecttrap.")}


def step() -> forms.ChoiceField:
    label = Goal._meta.get_field("step").verbose_name
    return forms.ChoiceField(label=label, choices=Step.choices, widget=forms.RadioSelect, error_messages=STEP_NEEDED)


class GoalForm(forms.Form):
    text = line(Goal._meta.get_field("text").verbose_name)
    step = step()
    factor = choice(Goal._meta.get_field("factor").verbose_name, factor_choices, required=False)
    evaluate_on = day(Evaluation._meta.get_field("on").verbose_name)


class ActivityForm(forms.Form):
    what = line(Activity._meta.get_field("what").verbose_name)
    who = line(Activity._meta.get_field("who").verbose_name, LONGEST_NAME, help_text=_("Een rol of een collega; geen kind."))
    ready_on = day(Activity._meta.get_field("ready_on").verbose_name)
    step = step()
    factor = choice(Activity._meta.get_field("factor").verbose_name, factor_choices, required=False)


class TurnForm(forms.Form):
    state = forms.ChoiceField(choices=ActivityState.choices, error_messages=CHOOSE)


class WhenForm(forms.Form):
    on = day(Evaluation._meta.get_field("on").verbose_name)


class LookBackForm(forms.Form):
    """What came of a goal, what changes, and when one looks again."""

    verdict = choice(Evaluation._meta.get_field("verdict").verbose_name, Verdict.choices, widget=forms.RadioSelect)
    outcome = text(Evaluation._meta.get_field("outcome").verbose_name)
    change = text(Evaluation._meta.get_field("change").verbose_name, required=False)
    next_on = day(_("Wanneer kijken jullie weer?"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        verdict = given.get("verdict", "")
        if verdict == Verdict.ADJUST and "change" in given and not given["change"]:
            self.add_error("change", _("Schrijf op wat jullie bijstellen."))
        if verdict and not is_over(verdict) and "next_on" in given and given["next_on"] is None:
            self.add_error("next_on", _("Kies een dag: een doel zonder dag raakt uit beeld."))
        return given


class PostForm(forms.Form):
    year = choice(_("Welk schooljaar?"), years)
    what = line(_("Waarvoor?"))
    activity = choice(_("Bij welke activiteit?"), required=False)
    role = choice(_("Voor welke rol?"), ROLES)
    unit = choice(_("Waarin tel je?"), Unit.choices, widget=forms.RadioSelect)
    planned = amount(_("Hoeveel is er?"), help_text=_("Nooit wat iemand verdient."))

    def __init__(self, *args: Any, activities: Sequence[Activity], **given: Any) -> None:
        super().__init__(*args, **given)
        every = [("", _("Bij geen")), *((str(each.pk), each.what) for each in activities)]
        self.fields["activity"].choices = every  # type: ignore[attr-defined] # a field of choices


class UseForm(forms.Form):
    on = day(_("Wanneer?"))
    amount = amount(_("Hoeveel?"))
    reason = line(_("Waarvoor precies, en wat leverde het op?"), help_text=_("Schrijf geen namen van kinderen."))

    def __init__(self, *args: Any, year: int, **given: Any) -> None:
        super().__init__(*args, **given)
        self.year = year

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("on") and (why_not := why_not_used_on(given["on"], self.year)):
            self.add_error("on", why_not)
        return given
