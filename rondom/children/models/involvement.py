"""Who coordinates, who is around a family without an account, and access in an emergency."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.seal import PersonalText
from rondom.children.models.about import AboutChild
from rondom.children.models.circle import Child, Place
from rondom.people.models import Person


class Coordinator(AboutChild):
    """Who has the overview and is the one to turn to, since and until a moment. At any time at most one."""

    belongs_to: ClassVar[str | None] = "child"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="coordinators")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="coordinating")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    introduction = PersonalText(_("voorstellen aan het gezin"), blank=True)

    class Privacy:
        personal = frozenset({"by", "introduction"})
        plain = frozenset({"id", "child", "place", "since", "until", "owner", "information_kind", "ground", "audience"})
        keep = "as the dossier"

    class Meta(AboutChild.Meta):
        verbose_name = _("aanspreekpunt")
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(until__isnull=True), name="one_coordinator_at_a_time_for_a_child"
            ),
        ]

    def __str__(self) -> str:
        return str(self.place_id)


class Relation(models.TextChoices):
    """What somebody without an account is to the family."""

    FAMILY = "family", _("familie")
    NETWORK = "network", _("vriend, buur of kennis")
    TRUSTED = "trusted", _("iemand die wij vertrouwen")
    INTERPRETER = "interpreter", _("tolk")
    HELP = "help", _("hulp of begeleiding")


class Contact(AboutChild):
    """Somebody around the family who has no account: named by the family, reads nothing."""

    belongs_to: ClassVar[str | None] = "child"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="contacts")
    name = PersonalText(_("naam"))
    relation = models.CharField(_("wie is dit"), max_length=20, choices=Relation.choices)
    reach = PersonalText(_("te bereiken"), blank=True)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Privacy:
        personal = frozenset({"name", "relation", "reach", "by"})
        plain = frozenset({"id", "child", "since", "until", "owner", "information_kind", "ground", "audience"})
        keep = "end of involvement"

    class Meta(AboutChild.Meta):
        verbose_name = _("iemand om het gezin heen")
        ordering = ["since"]

    def __str__(self) -> str:
        return str(self.pk)


EMERGENCY = timedelta(minutes=60)


class EmergencyAccess(AboutChild):
    """That somebody of the circle read everything for an hour because a child was in need; looked at again afterwards (R92)."""

    belongs_to: ClassVar[str | None] = "place__child"

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="emergencies")
    reason = PersonalText(_("waarom"))
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review = PersonalText(_("wat is ervan gevonden"), blank=True)

    class Privacy:
        personal = frozenset({"reason", "reviewed_by", "review"})
        plain = frozenset(
            {"id", "place", "at", "until", "reviewed_at", "owner", "information_kind", "ground", "audience"}
        )
        keep = "as the record"

    class Meta(AboutChild.Meta):
        verbose_name = _("noodtoegang")

    def __str__(self) -> str:
        return f"{self.place_id} {self.at}"
