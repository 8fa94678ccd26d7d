"""What comes in when somebody hands over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.children.handover import NOBODY, NOTE
from rondom.children.rules import why_not_introduce, why_not_note, why_not_to_nobody


def few_words(label: Any, *, longest: int, rows: int = 2, help_text: Any = "") -> forms.CharField:
    too_long = {"max_length": _("Dit is te lang voor één bladzijde. Schrijf hooguit %(limit_value)s tekens.")}
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, max_length=longest, widget=box, required=False, error_messages=too_long
    )


class HandoverForm(forms.Form):
    """Who takes over, words for the family and words for who comes; or why nobody does."""

    successor = forms.ChoiceField(
        label=_("Wie neemt het over?"),
        choices=(),
        error_messages={
            "required": _("Kies wie het overneemt. Is er nog niemand? Kies dan: niemand."),
            "invalid_choice": _("Deze persoon kan het niet overnemen. Kies iemand uit de lijst."),
        },
    )
    why_nobody = few_words(
        _("Waarom niemand?"), longest=400, help_text=_("Het gezin leest dit. Schrijf ook bij wie zij nu terechtkunnen.")
    )
    introduction = few_words(
        _("Voorstellen aan het gezin"),
        longest=800,
        rows=4,
        help_text=_("Schrijf u. Hoe is de nieuwe persoon? Wanneer maken jullie samen kennis?"),
    )

    def __init__(self, *args: Any, successors: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["successor"].choices = [  # type: ignore[attr-defined]
            ("", _("Kies iemand")),
            *successors,
            (NOBODY, _("Niemand")),
        ]
        for name, label in NOTE.items():
            self.fields[name] = few_words(label, longest=500)

    def clean(self) -> dict[str, Any]:
        """What is missing is said beside the field; whose words are not asked are left out."""
        given = super().clean() or {}
        note = {name: given.pop(name, "") for name in NOTE}
        given["note"] = {name: text for name, text in note.items() if text}
        if "successor" not in given:
            return given
        if given["successor"] == NOBODY:
            given["successor"] = None
            wrong = {"why_nobody": why_not_to_nobody(given.get("why_nobody", ""))}
        else:
            wrong = {
                "introduction": why_not_introduce(given.get("introduction", "")),
                "helps": why_not_note(given["note"]),
            }
        for name, why in wrong.items():
            if why and name not in self.errors:
                self.add_error(name, why)
        return given

    def note_fields(self) -> list[Any]:
        return [self[name] for name in NOTE]
