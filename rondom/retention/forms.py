"""What comes in about keeping and destroying."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.children.models import InformationKind
from rondom.retention.models import HoldReason

NO_DAY = {"required": _("Kies een dag."), "invalid": _("Dit is geen dag. Kies een dag uit de kalender.")}


def day_field(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), error_messages=NO_DAY, **given)


class LeavingForm(forms.Form):
    """The last day at school, and whether the pupil goes to special education."""

    left_on = day_field(_("Laatste dag op school"))
    is_referred = forms.BooleanField(label=_("Gaat naar het speciaal onderwijs"), required=False)

    def __init__(self, *args: Any, first: date | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        if first is not None:
            self.fields["left_on"].initial = first.isoformat()


class PauseForm(forms.Form):
    """Which part waits, why and until when."""

    part = forms.ChoiceField(label=_("Welk deel"), required=False)
    reason = forms.ChoiceField(
        label=_("Waarom"),
        choices=HoldReason.choices,
        error_messages={"required": _("Kies waarom."), "invalid_choice": _("Kies waarom.")},
    )
    only = forms.ChoiceField(label=_("Wat"), required=False)
    until = day_field(_("Tot en met"), help_text=_("Ten hoogste zes maanden. Daarna kun je het verlengen."))
    note = forms.CharField(
        label=_("Toelichting"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["part"].choices = list(parts)  # type: ignore[attr-defined]
        self.fields["only"].choices = [("", _("Alles")), *InformationKind.choices]  # type: ignore[attr-defined]
