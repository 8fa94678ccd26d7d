"""What is filled in at the desk, and how the answers to a questionnaire are read."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.surveys.items import CHOICE, KINDS, OPEN, Item
from rondom.surveys.models import QuestionnaireVersion, Respondent, Wave
from rondom.surveys.rules import LONGEST_OPEN, MOST_INVITED
from rondom.surveys.takeout.laying import PERSON, ROLE, SCHOOL
from rondom.surveys.ties import PARTS
from rondom.surveys.words import kind_name, label_of, title_of

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,19}")
TEXT, LONGEST_OPTION = 400, 80
ONE_YEAR, ALL_YEARS = "one", "all"
STEPS = ((1, "1"), (2, "2"), (3, "3"), (4, "4"))
NAMES = dict(settings.LANGUAGES)


class ItemForm(forms.Form):
    """One item, with a text for each language of its questionnaire."""

    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("Hieraan zijn antwoorden van twee jaren te vergelijken."))
    kind = forms.ChoiceField(label=_("Soort antwoord"))
    roles = forms.MultipleChoiceField(label=_("Voor wie?"), choices=Respondent.choices, widget=forms.CheckboxSelectMultiple)
    indicator = forms.CharField(label=_("Indicator (mag leeg)"), max_length=80, required=False)
    step = forms.TypedChoiceField(
        label=_("Trede van de effecttrap"), choices=(("", "–"), *STEPS), coerce=int, empty_value=None, required=False
    )
    only_if = forms.ChoiceField(label=_("Alleen na deze vraag"), required=False)
    only_values = forms.CharField(
        label=_("en alleen bij deze antwoorden"), max_length=120, required=False, help_text=_("Met een spatie ertussen.")
    )
    can_pass = forms.BooleanField(label=_("“Niet van toepassing” mag"), required=False)

    def __init__(self, *args: Any, version: QuestionnaireVersion, item: Item | None, **given: Any) -> None:
        given.setdefault("initial", initial_of(item) if item else {})
        super().__init__(*args, **given)
        self.version, self.item = version, item
        self.fields["kind"].choices = [(kind, kind_name(kind)) for kind in KINDS]  # type: ignore[attr-defined]
        others = [each.code for each in version.items if each.code != (item.code if item else "")]
        self.fields["only_if"].choices = [("", "–"), *((code, code) for code in others)]  # type: ignore[attr-defined]
        for language in version.languages:
            name = NAMES.get(language, language)
            self.fields[f"text_{language}"] = forms.CharField(
                label=_("De vraag (%(language)s)") % {"language": name}, max_length=TEXT, required=language == "nl"
            )
            self.fields[f"options_{language}"] = forms.CharField(
                label=_("Keuzes, elk op een regel (%(language)s)") % {"language": name},
                required=False,
                max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip()
        if not CODE.fullmatch(code):
            raise forms.ValidationError(_("Begin met een letter, en gebruik alleen letters, cijfers en _."))
        return str(code)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lines = {each: lines_of(cleaned.get(f"options_{each}", "")) for each in self.version.languages}
        if cleaned.get("kind") == CHOICE and not 2 <= len(lines["nl"]) <= 20:
            self.add_error("options_nl", _("Geef twee tot twintig keuzes."))
        if any(len(line) > LONGEST_OPTION for each in lines.values() for line in each):
            self.add_error("options_nl", _("Een keuze is ten hoogste tachtig tekens."))
        if cleaned.get("only_if") and not self.values():
            self.add_error("only_values", _("Bij welke antwoorden? Bijvoorbeeld: 1 2 3"))
        cleaned["lines"] = lines
        return cleaned

    def values(self) -> tuple[str, ...]:
        """Only answers that can be given to the question before."""
        before = next((each for each in self.version.items if each.code == self.cleaned_data.get("only_if")), None)
        typed = self.cleaned_data.get("only_values", "").split()
        return tuple(each for each in typed if before is not None and each in before.values)

    def as_item(self) -> Item:
        given, languages = self.cleaned_data, self.version.languages
        lines = given["lines"] if given["kind"] == CHOICE else {"nl": []}
        return Item(
            code=given["code"],
            kind=given["kind"],
            text={each: given[f"text_{each}"].strip() for each in languages},
            roles=tuple(given["roles"]),
            indicator=given["indicator"].strip(),
            step=given["step"],
            since=self.item.since if self.item else "",
            only_if=given["only_if"],
            only_values=self.values() if given["only_if"] else (),
            options=tuple(
                {each: lines[each][nth] for each in lines if nth < len(lines[each])} for nth in range(len(lines["nl"]))
            ),
            can_pass=given["can_pass"],
        )


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def initial_of(item: Item) -> dict[str, Any]:
    texts = {f"text_{language}": text for language, text in item.text.items()}
    languages = {language for each in item.options for language in each}
    options = {f"options_{each}": "\n".join(option.get(each, "") for option in item.options) for each in languages}
    about = {"code": item.code, "kind": item.kind, "roles": item.roles, "indicator": item.indicator, "step": item.step}
    only = {"only_if": item.only_if, "only_values": " ".join(item.only_values), "can_pass": item.can_pass}
    return about | only | texts | options


class TitleForm(forms.Form):
    """How a questionnaire is called and what it is for, per language."""

    def __init__(self, *args: Any, version: QuestionnaireVersion, **given: Any) -> None:
        super().__init__(*args, **given)
        self.languages = version.languages
        for language in version.languages:
            about = {"language": NAMES.get(language, language)}
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Naam (%(language)s)") % about, max_length=120, initial=version.content["title"].get(language)
            )
            self.fields[f"intro_{language}"] = forms.CharField(
                label=_("Waarvoor (%(language)s)") % about, max_length=TEXT, initial=version.content["intro"].get(language)
            )

    def said(self, what: str) -> dict[str, str]:
        return {each: self.cleaned_data[f"{what}_{each}"].strip() for each in self.languages}


def school_years() -> list[tuple[str, str]]:
    today = timezone.localdate()
    first = today.year if today.month >= 8 else today.year - 1
    return [(f"{year}-{year + 1}", f"{year}-{year + 1}") for year in (first, first + 1, first - 1)]


class WaveForm(forms.Form):
    version = forms.ChoiceField(label=_("Welke vragenlijst?"))
    year = forms.ChoiceField(label=_("Schooljaar"), choices=school_years)
    roles = forms.MultipleChoiceField(
        label=_("Wie worden gevraagd?"), choices=Respondent.choices, widget=forms.CheckboxSelectMultiple
    )
    opens_on = forms.DateField(label=_("Open vanaf"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    closes_on = forms.DateField(label=_("Open tot en met"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    is_per_person = forms.BooleanField(label=_("Een eigen briefje voor ieder, dat één keer werkt"), required=False)

    def __init__(self, *args: Any, versions: list[QuestionnaireVersion], **given: Any) -> None:
        super().__init__(*args, **given)
        self.versions = {str(each.pk): each for each in versions}
        self.fields["version"].choices = [(key, title_of(each)) for key, each in self.versions.items()]  # type: ignore[attr-defined]


class SchoolForm(forms.Form):
    """A school, and how many were invited of each role of the wave."""

    name = forms.CharField(label=_("School"), max_length=120)

    def __init__(self, *args: Any, wave: Wave, **given: Any) -> None:
        super().__init__(*args, **given)
        self.roles = wave.roles
        for role in wave.roles:
            self.fields[f"invited_{role}"] = forms.IntegerField(
                label=_("Uitgenodigd: %(role)s") % {"role": label_of(role)},
                min_value=0,
                max_value=MOST_INVITED,
                initial=0,
                required=False,
            )

    def invited(self) -> dict[str, int]:
        return {role: self.cleaned_data[f"invited_{role}"] or 0 for role in self.roles}


class TakeOutForm(forms.Form):
    """What goes into a file, which kind of file, and for what."""

    cut = forms.ChoiceField(
        label=_("Wat staat er naast de antwoorden?"),
        choices=(
            (SCHOOL, _("de school, als letter")),
            (ROLE, _("de functie")),
            (PERSON, _("welke rijen van één mens zijn, door de jaren heen")),
        ),
        widget=forms.RadioSelect,
        initial=SCHOOL,
    )
    years = forms.ChoiceField(label=_("Welke jaren?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Welk bestand?"),
        choices=(
            ("sav", _("SPSS (.sav)")),
            ("xlsx", _("Excel (.xlsx), met codeboek")),
            ("csv-nl", _("CSV voor Excel in het Nederlands")),
            ("csv", _("CSV voor R en Python")),
            ("ddi", _("codeboek in DDI, zonder antwoorden")),
        ),
        widget=forms.RadioSelect,
        initial="sav",
    )
    purpose = forms.CharField(
        label=_("Waarvoor?"),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Schrijf in een zin welke vraag het moet beantwoorden. Dit blijft bewaard, met je naam en de dag."),
    )

    def __init__(self, *args: Any, wave: Wave, waves: list[Wave], **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [(ONE_YEAR, wave.year)]
        if len(waves) > 1:
            choices.append((ALL_YEARS, _("alle gesloten jaren: %(years)s") % {"years": ", ".join(each.year for each in waves)}))
        self.fields["years"].choices = choices  # type: ignore[attr-defined]
        self.fields["years"].initial = choices[-1][0]


def read_answers(sent: Mapping[str, str], items: list[Item]) -> tuple[dict[str, str], str]:
    """What was answered, and why it can not be taken: nothing is lost, and nothing that was not offered is taken."""
    given: dict[str, str] = {}
    why_not = ""
    for item in items:
        value = sent.get(f"a_{item.code}", "").strip()
        if not value:
            continue
        given[item.code] = value
        if item.kind == OPEN and len(value) > LONGEST_OPEN:
            why_not = str(_("Dit is te lang. Schrijf iets korter."))
        elif item.kind != OPEN and value not in item.values:
            del given[item.code]
            why_not = str(_("Kies een van de antwoorden die er staan."))
    return given, why_not


def read_code(sent: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sent.get(f"code_{nth}", "")[:40] for nth in range(1, PARTS + 1))
