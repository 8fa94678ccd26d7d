"""Who holds parental authority (gezag): the fact and how it was seen, never the document (rule R33)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.seal import PersonalText
from rondom.children.models.about import AboutChild
from rondom.children.models.circle import Place
from rondom.people.models import Person


class AuthorityKind(models.TextChoices):
    """In what way somebody decides for a child."""

    PARENT = "parent", _("ouder met gezag")
    GUARDIAN = "guardian", _("voogd")
    TEMPORARY = "temporary", _("tijdelijk gezag")


class Proof(models.TextChoices):
    """What was seen when authority was recorded."""

    REGISTER = "register", _("uittreksel uit het gezagsregister")
    COURT = "court", _("beslissing van de rechter")
    BIRTH = "birth", _("akte of verklaring van de gemeente")
    GUARDIAN_LETTER = "guardian_letter", _("brief van de gecertificeerde instelling")


class Authority(AboutChild):
    """That a person decides for the child, since and until a day, with the proof that was seen and when to look again."""

    belongs_to: ClassVar[str | None] = "place__child"
    outlives_parts: ClassVar[bool] = True

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="authorities")
    kind = models.CharField(_("soort gezag"), max_length=20, choices=AuthorityKind.choices, default=AuthorityKind.PARENT)
    proof = models.CharField(_("wat je zag"), max_length=20, choices=Proof.choices)
    since = models.DateField(_("sinds"), null=True)  # nothing: from birth, a day that stands sealed elsewhere
    until = models.DateField(_("tot"), null=True)
    checked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    checked_on = models.DateField(default=timezone.localdate)
    check_again_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)  # when `until` was written down: the day may lie earlier

    class Privacy:
        personal = frozenset({"place", "kind", "since", "until", "checked_by"})
        plain = frozenset(
            {"id", "proof", "checked_on", "check_again_on", "recorded_at", "ended_at", "owner"}
            | {"information_kind", "ground", "audience"}
        )
        keep = "as long as anything of the child"

    class Meta(AboutChild.Meta):
        verbose_name = _("gezag")

    def __str__(self) -> str:
        return f"{self.kind} {self.place_id}"


NO_PROOF = "none"


class AuthorityChange(AboutChild):
    """That somebody at school saw that authority is other than what was recorded; it holds when a second person agrees."""

    belongs_to: ClassVar[str | None] = "place__child"
    outlives_parts: ClassVar[bool] = True

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="authority_changes")
    kind = models.CharField(_("soort gezag"), max_length=20, choices=AuthorityKind.choices, default=AuthorityKind.PARENT)
    proof = models.CharField(_("wat je zag"), max_length=20, choices=[*Proof.choices, (NO_PROOF, _("geen gezag"))])
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(null=True)

    class Privacy:
        personal = frozenset({"place", "kind", "by", "settled_by"})
        plain = frozenset({"id", "proof", "at", "settled_at", "is_agreed", "owner", "information_kind", "ground", "audience"})
        keep = "as long as anything of the child"

    class Meta(AboutChild.Meta):
        verbose_name = _("wijziging van gezag")
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["place"], condition=models.Q(settled_at__isnull=True), name="one_change_of_authority_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place_id}"


class SecretAddress(AboutChild):
    """Mark that one parent may not know where the child is: neither home, nor school, nor who helps and where (R38)."""

    belongs_to: ClassVar[str | None] = "place__child"
    outlives_parts: ClassVar[bool] = True

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="secret_addresses")
    reason = PersonalText(_("waarom"))
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Privacy:
        personal = frozenset({"place", "reason", "by"})
        plain = frozenset({"id", "since", "until", "owner", "information_kind", "ground", "audience"})
        keep = "as long as anything of the child"

    class Meta(AboutChild.Meta):
        verbose_name = _("geheim adres")
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["place"], condition=models.Q(until__isnull=True), name="one_secret_address_at_a_time_for_a_place"
            ),
        ]

    def __str__(self) -> str:
        return str(self.place_id)
