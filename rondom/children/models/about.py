"""The columns that everything about a child has from the first day: whose, what kind, on which ground, for whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.people.models import Organisation


class Ground(models.TextChoices):
    """On which ground something about a child is kept: a closed list (rule R01)."""

    LEGAL_DUTY = "legal_duty", _("plicht uit de wet")
    PUBLIC_TASK = "public_task", _("publieke taak")
    CONSENT = "consent", _("toestemming")
    VITAL_INTEREST = "vital_interest", _("levensbelang")
    SAFETY_REPORTING = "safety_reporting", _("meldrecht")
    RESEARCH = "research", _("onderzoek")


class InformationKind(models.TextChoices):
    """Kinds of information, as numbered in the access matrix."""

    CONTACT = "K01", _("naam en adres")
    AUTHORITY = "K02", _("gezag")
    SCHOOL_PROGRESS = "K03", _("hoe het op school gaat")
    ATTENDANCE = "K04", _("aanwezig en afwezig")
    SCHOOL_ENTRY = "K05", _("tijdlijn: school")
    PARENT_ENTRY = "K06", _("tijdlijn: ouders")
    CHILD_ENTRY = "K07", _("eigen woorden van het kind")
    MEETING = "K08", _("overleg en afspraken")
    SHARED_PLAN = "K09", _("het plan samen")
    OPP = "K10", _("ontwikkelingsperspectief")
    HEALTH = "K11", _("gezondheid")
    CARE_ENTRY = "K12", _("tijdlijn: jeugdhulp")
    HOME_SITUATION = "K13", _("hoe het thuis is")
    SAFETY = "K14", _("veiligheid")
    INVOLVEMENT = "K15", _("wie er meedoen")
    ANONYMOUS_CASE = "K16", _("vraag zonder naam")
    TLV = "K17", _("toelaatbaarheidsverklaring")
    CONSENT = "K18", _("toestemmingen")
    RECORD = "K19", _("wie heeft gekeken")
    VIDEO = "K20", _("film")
    STAFF_SURVEY = "K21", _("vragenlijst voor medewerkers")
    INTERVIEW = "K22", _("interview")
    COMPLAINT = "K23", _("klacht")
    RELEASED_TABLE = "K24", _("cijfers die iedereen mag zien")


class Audience(models.TextChoices):
    """Who in the circle may read something."""

    CIRCLE = "circle", _("iedereen die meedoet")
    FAMILY = "family", _("alleen het gezin")
    FAMILY_AND_SCHOOL = "family_and_school", _("het gezin en de school")
    FAMILY_AND_CARE = "family_and_care", _("het gezin en de jeugdhulp")
    TEACHER_AND_PARENTS = "teacher_and_parents", _("de juf of meester en de ouders")
    TEACHER = "teacher", _("alleen de juf of meester")


class AboutChild(Model):
    """Columns that everything about a child has from the first day: whose it is, what kind, on which ground, for whom."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")  # null: of the family and all
    information_kind = models.CharField(max_length=3, choices=InformationKind.choices)
    ground = models.CharField(max_length=20, choices=Ground.choices)
    audience = models.CharField(_("wie mag dit lezen"), max_length=20, choices=Audience.choices, default=Audience.CIRCLE)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=models.Q(ground__in=Ground.values), name="%(class)s_has_a_known_ground"),
            models.CheckConstraint(
                condition=models.Q(information_kind__in=InformationKind.values), name="%(class)s_has_a_known_kind"
            ),
            models.CheckConstraint(condition=models.Q(audience__in=Audience.values), name="%(class)s_has_a_known_audience"),
        ]
