"""What comes in for import and for paper."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rondom.base.uploads import STORY, received, why_not_take
from rondom.timeline.on_paper import PapersPage
from rondom.timeline.wanted import Excerpt, Wanted

PAPERS = [("a4", "A4"), ("a3", "A3"), ("a2", "A2"), ("a1", "A1"), ("a0", "A0")]


class ImportForm(forms.Form):
    """A timeline file from this computer."""

    file = forms.FileField(
        label=_("Tijdlijnbestand"),
        help_text=_("Kies een bestand dat op .json eindigt."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> bytes:
        """What speaks against it is said at the field; what is too large, the reader says in words."""
        if reason := why_not_take(STORY, self.cleaned_data["file"]):
            raise ValidationError(reason)
        return received(STORY, self.cleaned_data["file"])


class PaperForm(forms.Form):
    """What every paper asks: which one, how large where that can be chosen, and in which language."""

    make = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": _("Dit papier kennen wij niet. Kies een van de knoppen.")}
    )
    paper = forms.ChoiceField(
        label=_("Hoe groot wordt het bord?"),
        choices=PAPERS,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Deze maat kennen wij niet. Kies A4, A3, A2, A1 of A0.")},
    )
    language = forms.ChoiceField(
        label=_("In welke taal?"),
        choices=settings.LANGUAGES,
        required=False,
        error_messages={"invalid_choice": _("Deze taal kennen wij nog niet. Kies een taal uit de lijst.")},
    )
    makes: tuple[str, ...] = ()

    def __init__(self, *args: Any, page: PapersPage, **given: Any) -> None:
        super().__init__(*args, **given)
        self.page = page
        choices(self, "make", [(make, make) for make in self.makes])
        self.initial = {"paper": "a3", "language": get_language(), **self.initial}

    def clean_make(self) -> str:
        return self.cleaned_data["make"] or self.makes[0]

    def clean_paper(self) -> str:
        return self.cleaned_data["paper"] or "a3"

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or get_language() or settings.LANGUAGE_CODE


class FilledForm(PaperForm):
    """What stands there already: for whom it is (what one of them may not read stays off), and which part of it."""

    makes = ("poster", "story", "picture")
    people = forms.TypedMultipleChoiceField(
        label=_("Voor wie is het?"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Iemand die is aangevinkt, leest niet meer mee. Kijk nog eens voor wie het is.")},
    )
    van = forms.CharField(label=_("Van"), required=False, max_length=20)
    tot = forms.CharField(label=_("Tot en met"), required=False, max_length=20)
    baan = forms.MultipleChoiceField(
        label=_("Waarover"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Dit onderwerp kennen wij niet. Kies er een uit de lijst.")},
    )
    stem = forms.MultipleChoiceField(
        label=_("Wie"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Deze stem is er niet. Kies er een uit de lijst.")},
    )

    def __init__(self, *args: Any, page: PapersPage, wanted: Wanted | None = None, **given: Any) -> None:
        super().__init__(*args, page=page, **given)
        choices(self, "people", [(str(each.place_id), each.name) for each in page.readers])
        choices(self, "baan", list(page.lanes.items()))
        choices(self, "stem", list(page.voices))
        wanted = wanted or Wanted()
        self.initial = {
            **self.initial,
            "people": [str(each.place_id) for each in page.readers],
            "van": wanted.since,
            "tot": wanted.until,
            "baan": [wanted.lane] if wanted.lane else list(page.lanes),
            "stem": [wanted.voice] if wanted.voice else [letter for letter, _name in page.voices],
        }
        self.is_part = wanted.is_filtered or any(name in self.data for name in ("van", "tot") if self.data.get(name))

    def clean_van(self) -> int | None:
        return self.year("van")

    def clean_tot(self) -> int | None:
        return self.year("tot")

    def year(self, name: str) -> int | None:
        """A year in the signs of whatever language; one that no sheet of this child reaches is said."""
        said = self.cleaned_data[name].strip()
        if not said:
            return None
        if not (said.isdecimal() and len(said) == 4):
            raise ValidationError(_("Schrijf een jaar met vier cijfers, zoals 2018."))
        first, last = self.page.first_year, self.page.last_year
        if not first <= int(said) <= last:
            raise ValidationError(_("Kies een jaar van %(first)s tot en met %(last)s.") % {"first": first, "last": last})
        return int(said)

    def part(self) -> Excerpt:
        """The part that was chosen; all lanes or voices ticked is no choice, and neither is none."""
        given = self.cleaned_data
        lanes, voices = frozenset(given["baan"]), frozenset(given["stem"])
        years = sorted(year for year in (given["van"], given["tot"]) if year)
        since, until = years if len(years) == 2 else (given["van"], given["tot"])
        return Excerpt(
            lanes=frozenset() if lanes == set(self.page.lanes) else lanes,
            voices=frozenset() if voices == {letter for letter, _name in self.page.voices} else voices,
            since=since,
            until=until,
        )


class BlankForm(PaperForm):
    """Paper to write on: nothing that was told stands on it."""

    makes = ("blank_board", "blank_cards", "guide")
    lanes = forms.MultipleChoiceField(
        label=_("Welke kaartjes?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Dit onderwerp kennen wij niet. Kies er een uit de lijst.")},
    )

    def __init__(self, *args: Any, page: PapersPage, **given: Any) -> None:
        super().__init__(*args, page=page, **given)
        choices(self, "lanes", list(page.blank_lanes.items()))
        self.initial["lanes"] = list(page.blank_lanes)

    def clean_lanes(self) -> list[str]:
        return self.cleaned_data["lanes"] or list(self.page.blank_lanes)


def choices(form: forms.Form, name: str, given: Sequence[tuple[str, str]]) -> None:
    form.fields[name].choices = given  # type: ignore[attr-defined]
