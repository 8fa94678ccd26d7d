"""What comes in when a dossier starts, somebody is invited or named, and facts are mended."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rondom.children.models import Proof, Relation, Role
from rondom.children.schooling import LAST_GROUP, age_on
from rondom.people.models import Membership

OLDEST = 24


def checked_birth_date(day: date) -> date:
    """A child is born, and young enough to be helped here."""
    age = age_on(day, timezone.localdate())
    if age < 0:
        raise ValidationError(gettext("Deze dag moet nog komen. Kijk het jaar nog eens na."))
    if age > OLDEST:
        raise ValidationError(gettext("Rondom is voor kinderen en jongeren. Kijk het jaar nog eens na."))
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

    def __init__(self, *args: Any, years: Sequence[int], may_mend_birth_date: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if not may_mend_birth_date:
            self.fields["birth_date"].disabled = True
            self.fields["birth_date"].help_text = _("Klopt de datum niet? Vraag de school om haar te verbeteren.")
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


class ColleagueForm(forms.Form):
    """Somebody who works at the own organisation: who this is was seen at the desk before."""

    member = forms.ModelChoiceField(label=_("Collega"), queryset=Membership.objects.none(), empty_label=_("Kies een collega"))

    def __init__(self, *args: Any, colleagues: QuerySet[Membership], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["member"].queryset = colleagues  # type: ignore[attr-defined]
        self.fields["member"].label_from_instance = named  # type: ignore[attr-defined]
        # By name, which the database can not read.
        nobody, *known = self.fields["member"].choices  # type: ignore[attr-defined]
        self.fields["member"].widget.choices = [nobody, *sorted(known, key=lambda choice: choice[1].casefold())]  # type: ignore[attr-defined]


def named(member: Membership) -> str:
    return f"{member.person.name}, {member.get_function_display()}"


class ContactForm(forms.Form):
    """Somebody around the family who has no account."""

    name = forms.CharField(label=_("Naam"), max_length=200)
    relation = forms.ChoiceField(label=_("Wie is dit?"), choices=Relation.choices)
    reach = forms.CharField(label=_("Te bereiken (mag leeg blijven)"), max_length=200, required=False)


class EmergencyForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom moet het nu?"),
        help_text=_(
            "De ouders en een kind vanaf 12 jaar zien dat je keek en waarom. Een collega kijkt het binnen drie werkdagen na."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReviewForm(forms.Form):
    review = forms.CharField(label=_("Wat vond je ervan?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class StartCircleForm(StartForm):
    """A new child with its circle: only names are typed, the rest stands ready. What stays empty is invited later."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    they = forms.BooleanField(required=False)
    we = forms.BooleanField(required=False)
    until = forms.DateField(label=_("Tot en met"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    # Prefix, the roles to choose from, whether authority is asked, whether an organisation is.
    ROWS = (
        ("first", (Role.MOTHER, Role.FATHER, Role.CARER, Role.GUARDIAN), True, False),
        ("second", (Role.FATHER, Role.MOTHER, Role.CARER, Role.GUARDIAN), True, False),
        ("child", (Role.CHILD,), False, False),
        ("teacher", (Role.TEACHER,), False, False),
        ("help", (Role.YOUTH_WORKER, Role.SCHOOL_SOCIAL_WORKER, Role.NEIGHBOURHOOD_TEAM, Role.NURSE), False, True),
    )

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        for row, roles, asks_proof, asks_organisation in self.ROWS:
            self.fields[f"{row}_name"] = forms.CharField(label=_("Naam"), max_length=200, required=False)
            self.fields[f"{row}_role"] = forms.ChoiceField(
                label=_("Rol"),
                choices=[(role.value, role.label) for role in roles],
                initial=roles[0].value,
                widget=forms.Select if len(roles) > 1 else forms.HiddenInput,
            )
            if asks_organisation:
                self.fields[f"{row}_organisation"] = forms.CharField(label=_("Organisatie"), max_length=120, required=False)
            else:
                self.fields[f"{row}_language"] = forms.ChoiceField(label=_("Taal"), choices=languages)
            if asks_proof:
                proofs = [("", _("nog niet gezien")), *Proof.choices]
                self.fields[f"{row}_proof"] = forms.ChoiceField(label=_("Gezag gezien op"), choices=proofs, required=False)

    def rows(self) -> list[tuple[str, list[Any]]]:
        """The fields of each person together, under a heading."""
        headings = {
            "first": _("Ouder"),
            "second": _("Andere ouder"),
            "child": _("Het kind zelf (mag leeg blijven)"),
            "teacher": _("Leerkracht (mag leeg blijven)"),
            "help": _("Jeugdhulp of schoolmaatschappelijk werk"),
        }
        return [(str(headings[row]), self.fields_of(row)) for row, *_rest in self.ROWS]

    def fields_of(self, row: str) -> list[Any]:
        """The fields of one person to show; a role that is the only one needs no choosing."""
        return [self[name] for name in self.fields if name.startswith(f"{row}_") and not self[name].is_hidden]

    def hidden(self) -> list[Any]:
        return [field for field in self.hidden_fields() if field.name != "once"]

    def newcomers(self) -> list[dict[str, str]]:
        """Who was filled in."""
        given = self.cleaned_data
        return [
            {
                "name": given[f"{row}_name"],
                "role": given[f"{row}_role"],
                "language": given.get(f"{row}_language", "nl"),
                "organisation": given.get(f"{row}_organisation", ""),
                "proof": given.get(f"{row}_proof", ""),
            }
            for row, *_rest in self.ROWS
            if given[f"{row}_name"].strip()
        ]
