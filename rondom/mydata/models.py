"""What somebody asks about their own data, how it was answered, and who answers at an organisation (rules R39 to R44)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.cards.models import Card
from rondom.children.models import AboutChild, Child
from rondom.people.models import Organisation, Person


class Wish(models.TextChoices):
    """What can be asked."""

    SEE = "see", _("Bekijken wat ik niet zie")
    CORRECT = "correct", _("Verbeteren")
    OBJECT = "object", _("Bezwaar maken")
    DESTROY = "destroy", _("Laten vernietigen")


class Part(models.TextChoices):
    """Which part a request is about: what the organisation wrote, or the asker's own cards, which are of the family."""

    ORGANISATION = "organisation", _("wat deze organisatie schreef")
    OWN = "own", _("mijn eigen kaartjes")


class DataRequest(AboutChild):
    """A request about one's own data or one's child's, to the organisation that must answer, with a clock.

    It lies in nobody's part, so that it is there still when the part that it is about has gone.
    """

    belongs_to: ClassVar[str | None] = "child"
    outlives_parts: ClassVar[bool] = True

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="data_requests")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="data_requests")
    wish = models.CharField(max_length=10, choices=Wish.choices)
    part = models.CharField(max_length=20, choices=Part.choices, default=Part.ORGANISATION)
    card = models.ForeignKey(Card, on_delete=models.SET_NULL, null=True, related_name="+")
    is_of_card = models.BooleanField(default=False)  # stays when that card has gone
    text = PersonalText(_("wat wordt er gevraagd"))
    asked_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by", "text"})
        plain = frozenset(
            {"id", "child", "organisation", "wish", "part", "card", "is_of_card", "asked_at"}
            | {"owner", "information_kind", "ground", "audience"}
        )
        keep = "five years, as the record it asks about"

    class Meta(AboutChild.Meta):
        verbose_name = _("vraag over gegevens")
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"{self.wish} {self.pk}"

    @property
    def reference(self) -> str:
        return self.pk.hex[:6].upper()


class Outcome(models.TextChoices):
    """What happened to a request. The last four end it."""

    EXTENDED = "extended", _("Het duurt langer")
    PROPOSED = "proposed", _("Een collega moet dit nog bevestigen")
    GRANTED = "granted", _("Ja, dit doen wij")
    PARTLY = "partly", _("Een deel doen wij")
    REFUSED = "refused", _("Nee, dit doen wij niet")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


ENDS = (Outcome.GRANTED, Outcome.PARTLY, Outcome.REFUSED, Outcome.WITHDRAWN)


class Reason(models.TextChoices):
    """Why something is refused, wholly or in part: a closed list, with words beside it."""

    OPINION = "opinion", _("Het is een mening van wie het schreef. Uw eigen verklaring kan erbij staan.")
    RIGHT = "right", _("Wat er staat, klopt volgens ons.")
    LAW = "law", _("De wet zegt dat wij dit moeten bewaren.")
    SOMEBODY_ELSE = "somebody_else", _("Bewaren is van groot belang voor iemand anders.")
    PRIVACY = "privacy", _("Het gaat over iemand anders. Die heeft ook recht op privacy.")
    NOT_HERE = "not_here", _("Wij hebben dit niet.")
    NOT_ENTITLED = "not_entitled", _("Iemand anders beslist hierover.")


class DataRequestStep(Model):
    """One thing that happened to a request: it takes longer, a first says yes to destroying, it was answered or withdrawn."""

    belongs_to: ClassVar[str | None] = "request__child"
    outlives_parts: ClassVar[bool] = True

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="steps")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    text = PersonalText(_("in woorden voor het gezin"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    proof = models.UUIDField(null=True)  # of what was destroyed: how much and by which rule, without names

    class Privacy:
        personal = frozenset({"by", "text"})
        plain = frozenset({"id", "request", "outcome", "reason", "at", "proof"})
        keep = "as its question"

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(outcome="extended"), name="a_request_takes_longer_once"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(outcome="proposed"), name="a_request_has_one_first_yes"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(outcome__in=ENDS), name="a_request_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.request_id}"


class DataReminder(Model):
    """That the desk was reminded of a request, on which day of its clock: each day once, however often the clock looks."""

    belongs_to: ClassVar[str | None] = "request__child"
    outlives_parts: ClassVar[bool] = True

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="reminders")
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "request", "day", "at"})
        keep = "as its question"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "day"], name="a_reminder_a_day_of_a_request")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.day}"


class PrivacyContact(Model):
    """Where people turn to an organisation with a question or complaint about privacy: its own words, for everyone to read."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="privacy_contact")
    officer = models.CharField(_("functionaris gegevensbescherming (FG)"), max_length=300, blank=True)
    complaint = models.CharField(_("waar kan iemand een klacht indienen?"), max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "organisation", "officer", "complaint", "at"})
        keep = "as its organisation"

    def __str__(self) -> str:
        return str(self.organisation_id)
