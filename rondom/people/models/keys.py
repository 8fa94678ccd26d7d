"""The keys with which somebody comes in, the visits they begin, and the tries that failed. No key is kept as it is."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.people.models.persons import Organisation, Person


class PaperKey(Model):
    """A card of paper with a picture code, and a PIN that its owner chose: a way in for who has no phone of their own."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="paper_keys")
    token_hash = models.CharField(max_length=64, unique=True)
    pin_hash = models.CharField(max_length=128)
    made_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"person", "pin_hash"})
        plain = frozenset({"id", "token_hash", "made_at"})
        keep = "one month after it is revoked"

    class Meta:
        verbose_name = _("papieren kaart")

    def __str__(self) -> str:
        return str(self.pk)


class PaperKeyRevoked(Model):
    """That a paper card lets nobody in any more: lost, or a new one was made."""

    key = models.OneToOneField(PaperKey, on_delete=models.CASCADE, related_name="revoked")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "key", "at"})
        keep = "as its paper card"

    def __str__(self) -> str:
        return str(self.key_id)


class WrongPin(Model):
    """That a wrong PIN was typed with a paper card; after five the card stays closed. A right one clears them."""

    key = models.ForeignKey(PaperKey, on_delete=models.CASCADE, related_name="wrong_pins")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "key", "at"})
        keep = "as its paper card"

    def __str__(self) -> str:
        return str(self.key_id)


class MailPurpose(models.TextChoices):
    ENTER = "enter", _("binnenkomen")
    ADDRESS = "address", _("adres bevestigen")


class MailCode(Model):
    """A code of six digits sent by mail, to come in with or to show that an address is one's own. Ten minutes, one use."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mail_codes")
    email = PersonalText(_("e-mailadres"))
    purpose = models.CharField(max_length=10, choices=MailPurpose.choices)
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"person", "email"})
        plain = frozenset({"id", "purpose", "code_hash", "tries", "expires_at", "used_at"})
        keep = "one day"

    class Meta:
        verbose_name = _("code per e-mail")

    def __str__(self) -> str:
        return str(self.pk)


class Visit(Model):
    """One time that somebody is signed in on one device, so that its owner can see it and end it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="visits")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(_("apparaat"), max_length=10)  # a kind word, never what the browser says of itself
    began_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"person", "device"})
        plain = frozenset({"id", "session_key", "began_at"})
        keep = "one month"

    class Meta:
        verbose_name = _("bezoek")

    def __str__(self) -> str:
        return str(self.pk)


class VisitEnded(Model):
    """That a visit is over: left, too long away, or ended from another device."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="ended")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "visit", "at"})
        keep = "as its visit"

    def __str__(self) -> str:
        return str(self.visit_id)


class WrongTry(Model):
    """A try to come in that failed, counted for the account and for the address on the network, both unreadable."""

    counted_for = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "counted_for", "at"})
        keep = "one day"

    def __str__(self) -> str:
        return str(self.pk)


class IdentityProvider(Model):
    """Where the people of an organisation sign in with their own account of work (OpenID Connect)."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="identity_provider")
    issuer = models.URLField(_("uitgever"), unique=True)
    client_id = models.CharField(max_length=120)
    client_secret = models.TextField()  # sealed, and shown to nobody again
    strong_values = models.CharField(max_length=200, blank=True)  # what it calls a second factor, beside the usual words

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "organisation", "issuer", "client_id", "client_secret", "strong_values"})
        keep = "as its organisation"

    class Meta:
        verbose_name = _("aanmelding van een organisatie")

    def __str__(self) -> str:
        return self.issuer


class IdentityLink(Model):
    """That an account of work is this person. Found by the provider and its number, never by a name or an address."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identity_links")
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="links")
    sub = models.CharField(max_length=255)
    made_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"person", "sub"})
        plain = frozenset({"id", "provider", "made_at"})
        keep = "as its person"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "sub"], name="one_person_per_account_of_work")]

    def __str__(self) -> str:
        return str(self.pk)
