"""What comes in for import and print."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.timeline.file import LARGEST

PAPERS = [("a4", "A4"), ("a3", "A3"), ("a2", "A2"), ("a1", "A1"), ("a0", "A0")]


class ImportForm(forms.Form):
    """A timeline file from this computer."""

    file = forms.FileField(
        label=_("Tijdlijnbestand"),
        help_text=_("Kies een bestand dat op .json eindigt."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        # One byte more is enough to know that it is too large; the reader says so in words.
        return file.read(LARGEST + 1)


class PrintForm(forms.Form):
    """A size, and the people who will see the paper: what one of them may not read stays off it."""

    paper = forms.ChoiceField(label=_("Hoe groot?"), choices=PAPERS, initial="a3", widget=forms.RadioSelect)
    people = forms.TypedMultipleChoiceField(
        label=_("Voor wie is het?"), coerce=UUID, choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["people"].choices = people  # type: ignore[attr-defined]
        self.initial["people"] = [key for key, _name in people]
