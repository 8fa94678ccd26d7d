"""What comes in for import and print."""

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
    paper = forms.ChoiceField(label=_("Hoe groot?"), choices=PAPERS, initial="a3", widget=forms.RadioSelect)
