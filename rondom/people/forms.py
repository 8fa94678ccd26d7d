"""What comes in at sign-in."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.people.rules import CODE_LENGTH, LONGEST, why_not_pin

ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def digits_of(text: str) -> str:
    return "".join(sign for sign in text.translate(ARABIC_DIGITS) if sign.isdigit())


def code_field(label: Any, help_text: Any = "", *, once: bool = True, hidden: bool = False) -> forms.CharField:
    """Six digits in one field, sent by themselves after the last."""
    attributes: dict[str, Any] = {"inputmode": "numeric", "maxlength": 12, "size": 8, "class": "code"}
    attributes["autocomplete"] = "one-time-code" if once else "off"
    if once:
        attributes["data-length"] = CODE_LENGTH
    widget = forms.PasswordInput(attrs=attributes) if hidden else forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, help_text=help_text, widget=widget)


class CodeForm(forms.Form):
    """The short code beside the link on an invitation, or from a message."""

    code = code_field(_("Uw code"), _("De code heeft zes cijfers. Na het laatste cijfer gaat u vanzelf verder."))

    def clean_code(self) -> str:
        return digits_of(self.cleaned_data["code"])


class PinForm(forms.Form):
    """The PIN of a paper card."""

    pin = code_field(_("Uw pincode"), _("Zes cijfers, die u zelf hebt gekozen."), once=False, hidden=True)

    def clean_pin(self) -> str:
        return digits_of(self.cleaned_data["pin"])


class NewPinForm(PinForm):
    """A PIN chosen by its owner, typed twice since nobody can look it up."""

    again = code_field(_("Nog een keer"), once=False, hidden=True)

    def clean_pin(self) -> str:
        pin = super().clean_pin()
        if reason := why_not_pin(pin):
            raise forms.ValidationError(reason)
        return pin

    def clean_again(self) -> str:
        again = digits_of(self.cleaned_data["again"])
        if "pin" in self.cleaned_data and again != self.cleaned_data["pin"]:
            raise forms.ValidationError(_("Deze cijfers zijn anders dan erboven."))
        return again


class HelpForm(NewPinForm):
    """At the desk: who it is, that the proof of identity was seen, and six digits typed by that person."""

    pin = code_field(_("Zes cijfers, die deze persoon zelf kiest"), once=False, hidden=True)
    seen = forms.BooleanField(label=_("Ik heb het ID gezien en het is deze persoon"))


class AddressForm(forms.Form):
    """A mail address: to get a code on."""

    email = forms.EmailField(label=_("E-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "username", "dir": "ltr"}))


class PasswordForm(AddressForm):
    """Mail address and password. All signs, as many as one likes, and pasting."""

    password = forms.CharField(
        label=_("Wachtwoord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Nieuw wachtwoord"),
        strip=False,
        max_length=LONGEST * 2,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )


class ProofForm(forms.Form):
    """One of the ways to show who one is: a passkey, a code of the app or of paper, a PIN, a password."""

    code = forms.CharField(
        label=_("Code van uw app, of een reservecode"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 14, "class": "code"}),
    )
    pin = code_field(_("De pincode van uw papieren kaart"), once=False, hidden=True)
    password = forms.CharField(
        label=_("Wachtwoord"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )
    credential = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, ways: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pin"].required = False
        for name in list(self.fields):
            if name not in ways:
                del self.fields[name]

    def clean_code(self) -> str:
        return digits_of(self.cleaned_data["code"])

    def clean_pin(self) -> str:
        return digits_of(self.cleaned_data["pin"])

    def clean_credential(self) -> Any:
        return read_credential(self.cleaned_data["credential"])


class CredentialForm(forms.Form):
    """What a phone answers when a passkey is made or used."""

    credential = forms.CharField(widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        return read_credential(self.cleaned_data["credential"])


def read_credential(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None
