"""What comes in at sign-in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.people.actions import CODE_LENGTH

ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


class CodeForm(forms.Form):
    """The short code beside the link on an invitation."""

    code = forms.CharField(
        label=_("Uw code"),
        help_text=_("De code heeft zes cijfers. Na het laatste cijfer gaat u vanzelf verder."),
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "maxlength": 12,
                "size": 8,
                "data-length": CODE_LENGTH,
                "class": "code",
            }
        ),
    )

    def clean_code(self) -> str:
        return "".join(sign for sign in self.cleaned_data["code"].translate(ARABIC_DIGITS) if sign.isdigit())
