"""What comes in about a report: of what it is made, its sentences, and why it is withdrawn."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.people.models import Organisation
from rondom.reports.actions import ReportPlan
from rondom.reports.models import Report, ReportKind
from rondom.surveys.models import Wave
from rondom.surveys.words import label_of

LONGEST_SENTENCE, LONGEST_NOTE = 1_200, 400


class ReportForm(forms.Form):
    about = forms.ChoiceField(label=_("Waarover gaat het rapport?"))
    reader = forms.ChoiceField(
        label=_("Wie leest het straks ook?"),
        required=False,
        help_text=_("De schoolleider daar leest het zodra het is vrijgegeven."),
    )

    def __init__(self, *args: Any, wave: Wave, readers: Iterable[Organisation], **given: Any) -> None:
        super().__init__(*args, **given)
        roles = [(f"{ReportKind.ROLE}:{role}", label_of(role)) for role in wave.roles]
        schools = [
            (f"{ReportKind.SCHOOL}:{each.code}", each.name) for each in sorted(wave.schools.all(), key=lambda each: each.name)
        ]
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            (f"{ReportKind.YEAR}:", _("Alle scholen (jaarrapport)")),
            (_("Een school"), schools),
            (_("Een rol"), roles),
        ]
        self.fields["reader"].choices = [("", _("Alleen wie hier onderzoekt")), *((str(each.pk), each.name) for each in readers)]  # type: ignore[attr-defined]

    def plan(self) -> ReportPlan:
        kind, _colon, about = self.cleaned_data["about"].partition(":")
        named = {kind: about} if kind in (ReportKind.SCHOOL, ReportKind.ROLE) else {}
        return ReportPlan(kind=kind, reader_id=self.cleaned_data["reader"], **named)


class SentencesForm(forms.Form):
    """Every sentence of a report, to reword; an empty one stands as it was made."""

    def __init__(self, *args: Any, report: Report, **given: Any) -> None:
        super().__init__(*args, **given)
        self.sections: list[tuple[str, list[str]]] = []
        for section in report.content["sections"]:
            keys = []
            for nth, text in enumerate(section["texts"], start=1):
                self.fields[text["key"]] = forms.CharField(
                    label=f"{section['title']} ({nth})",
                    required=False,
                    max_length=LONGEST_SENTENCE,
                    initial=text["own"] or text["made"],
                    widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "lang": "nl"}),
                )
                keys.append(text["key"])
            if keys:
                self.sections.append((section["title"], keys))

    def by_section(self) -> list[tuple[str, list[Any]]]:
        return [(title, [self[key] for key in keys]) for title, keys in self.sections]

    def texts(self) -> dict[str, str]:
        return {key: text for key, text in self.cleaned_data.items() if key in self.fields}


class WithdrawForm(forms.Form):
    note = forms.CharField(
        label=_("Waarom trek je dit rapport in? Noem geen namen."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
