"""A card of the timeline: an identity with versions of its words, and rows for what happened to it."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.scope import Scope
from rondom.base.seal import PersonalBytes, PersonalText, PersonalWords
from rondom.children.dossier import Dossier
from rondom.children.models import AboutChild, Child, DiscretionaryShare, Voice, live_shares
from rondom.people.models import Person


class CardKind(models.TextChoices):
    """The seven kinds of card, in the order of the lanes on paper; bottlenecks below."""

    LIFE_EVENT = "life_event", _("Levensgebeurtenis")
    HOME = "home", _("Thuis")
    SCHOOL = "school", _("School en opvang")
    DEVELOPMENT = "development", _("Ontwikkeling")
    HELP = "help", _("Hulp")
    COLLABORATION = "collaboration", _("Samenwerking")
    BOTTLENECK = "bottleneck", _("Knelpunt")


class Face(models.TextChoices):
    """The face rating on help and collaboration."""

    GOOD = "good", _("Goed")
    NEUTRAL = "neutral", _("Gaat wel")
    NOT_GOOD = "not_good", _("Niet goed")


class SchoolPeriod(models.TextChoices):
    """What kind of time a card in the lane of school and childcare tells of."""

    CHILDCARE = "childcare", _("opvang")
    SCHOOL = "school", _("school")
    HOME_SCHOOLING = "home_schooling", _("thuisonderwijs")
    AT_HOME = "at_home", _("thuis, zonder school")


class Precision(models.TextChoices):
    DAY = "day", _("dag")
    MONTH = "month", _("maand")
    SEASON = "season", _("seizoen")
    YEAR = "year", _("jaar")
    UNKNOWN = "unknown", _("onbekend")


class Card(AboutChild):
    """A short note of one voice: who, when, what. Its words stand in its versions."""

    belongs_to: ClassVar[str | None] = "child"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="cards")
    kind = models.CharField(_("waar het over gaat"), max_length=20, choices=CardKind.choices)
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="cards")
    written_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    typed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    file_id = models.CharField(max_length=80, blank=True)  # the id that it had in a timeline file
    begun_at = models.DateTimeField(default=timezone.now)
    readers_since = models.DateTimeField(null=True)  # when its readers were last chosen: what stood before was not for them

    class Privacy:
        personal = frozenset({"written_by", "typed_by"})
        plain = frozenset(
            {"id", "child", "kind", "voice", "file_id", "begun_at", "readers_since", "owner", "information_kind"}
            | {"ground", "audience"}
        )
        keep = "as the dossier; a draft until 30 days after the next meeting"

    class Meta(AboutChild.Meta):
        verbose_name = _("kaartje")
        indexes = [models.Index(fields=["child", "begun_at"], name="cards_of_a_child")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_shared(self) -> bool:
        return any(not hasattr(shared, "taken_back") for shared in self.shares.all())

    def is_visible_to(self, scope: Scope) -> bool:
        """A draft is there for its own voice only; a shared card for its audience. The same as `cards_in`, for one row.

        Except for what was passed on without consent: that is read, and no action takes it.
        """
        if not isinstance(scope, Dossier):
            return False
        if scope.voice is not None and scope.voice.pk == self.voice_id:
            return True
        if not self.is_shared:
            return False
        # Who typed it in for somebody knows what stands there, and may mend it until that voice has opened it.
        is_typist = self.typed_by_id is not None and self.typed_by_id == scope.person_id and not self.seen.exists()
        return is_typist or scope.reader.may_read(self.information_kind, self.owner_id, self.audience, self.voice_id)


class CardVersion(Model):
    """The words of a card as they were settled once. A change is a new version; the old ones stay.

    `words` holds what a person told, by name: text, date, group, meaning, response, with_whom, goes_well,
    goes_less. The columns of the date say what its words mean.
    """

    belongs_to: ClassVar[str | None] = "card__child"

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    words = PersonalWords(default=dict)
    language = models.CharField(_("taal"), max_length=8, default="nl")
    face = models.CharField(_("gezichtje"), max_length=10, choices=Face.choices, blank=True)
    school_period = models.CharField(_("soort tijd"), max_length=20, choices=SchoolPeriod.choices, blank=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.UNKNOWN)
    is_open_end = models.BooleanField(default=False)
    is_approximate = models.BooleanField(default=False)
    groups = models.CharField(max_length=40, blank=True)
    relation = models.CharField(max_length=10, blank=True)
    anchor = models.ForeignKey(Card, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"words", "language", "face", "start", "end", "groups", "by"})
        plain = frozenset(
            {"id", "card", "number", "school_period", "precision", "is_open_end", "is_approximate", "relation", "anchor", "at"}
        )
        keep = "as its card"

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["card", "number"], name="one_version_per_number_of_a_card")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.number}"


class Writing(Model):
    """What somebody is writing on a card at this moment, not yet settled as a version. Kept while they type."""

    belongs_to: ClassVar[str | None] = "card__child"

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="writings")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = PersonalWords(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by", "words"})
        plain = frozenset({"id", "card", "at"})
        keep = "until it becomes a version; at most 30 days"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "by"], name="one_writing_per_person_and_card")]

    def __str__(self) -> str:
        return str(self.card_id)


class CardRow(Model):
    """Something that happened to a card: by whom and when."""

    belongs_to: ClassVar[str | None] = "card__child"

    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class CardShared(CardRow):
    """That a card was laid on the timeline for its audience."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="shares")

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "card", "at"})
        keep = "as its card"


class CardTakenBack(CardRow):
    """That a shared card was taken off the timeline again; it is a draft of its voice once more."""

    belongs_to: ClassVar[str | None] = "share__card__child"

    share = models.OneToOneField(CardShared, on_delete=models.CASCADE, related_name="taken_back")

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "share", "at"})
        keep = "as its card"


class CardUsed(CardRow):
    """That a card was used elsewhere, in a meeting or a plan; written by the app that used it."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="uses")
    where = models.CharField(max_length=40)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "card", "where", "at"})
        keep = "as its card"


class CardSeen(CardRow):
    """That somebody of its voice opened a card that another typed in for them; from then on it is theirs alone to mend."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="seen")

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "card", "at"})
        keep = "as its card"


class AttachmentKind(models.TextChoices):
    DRAWING = "drawing", _("tekening")
    VOICE = "voice", _("ingesproken")


class Attachment(CardRow):
    """What a child drew or said with its card: there for who reads the card, and gone with it."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=10, choices=AttachmentKind.choices)
    media_type = models.CharField(max_length=20)
    content = PersonalBytes()

    class Privacy:
        personal = frozenset({"by", "content"})
        plain = frozenset({"id", "card", "kind", "media_type", "at"})
        keep = "as its card"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "kind"], name="one_attachment_of_a_kind_on_a_card")]

    def is_visible_to(self, scope: Scope) -> bool:
        return self.card.is_visible_to(scope)


class CardConfirmed(CardRow):
    """That somebody of its voice said that what another typed in for them is right."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="confirmed")

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "card", "at"})
        keep = "as its card"


class TypedLine(AboutChild):
    """A card of paper as somebody types it over for its voice: theirs alone until it is laid as a card.

    Once laid it stands empty, so that a page that is still open can not type it in a second time.
    """

    belongs_to: ClassVar[str | None] = "child"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=CardKind.choices)
    words = PersonalWords(default=dict)
    number = models.PositiveIntegerField(default=0)  # its place on the page: on a bad line a later one may arrive before it
    begun_at = models.DateTimeField(default=timezone.now)
    laid_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"by", "words"})
        plain = frozenset(
            {"id", "child", "voice", "kind", "number", "begun_at", "laid_at"}
            | {"owner", "information_kind", "ground", "audience"}
        )
        keep = "its words until it is a card; nothing of them after that"

    class Meta(AboutChild.Meta):
        ordering = ["number", "begun_at"]

    def __str__(self) -> str:
        return str(self.pk)

    def is_visible_to(self, scope: Scope) -> bool:
        return scope.person_id is not None and scope.person_id == self.by_id


class CardOrdered(CardRow):
    """Which place an undated card got by hand in the tray of its lane. The newest row counts."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="ordered")
    position = models.PositiveSmallIntegerField()

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "card", "position", "at"})
        keep = "as its card"


class CardTied(CardRow):
    """About which subject a card is: cards with the same one are about the same thing. The newest row counts; null unties."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="ties")
    subject = models.UUIDField(default=uuid.uuid4, null=True)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "card", "subject", "at"})
        keep = "as its card"


class PairRefused(CardRow):
    """That two cards were offered as about the same thing, and are not: nobody who reads both is offered them again."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "card", "other", "at"})
        keep = "as its card"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "other"], name="a_pair_is_refused_once")]


class Remark(AboutChild, CardRow):
    """What somebody else in the circle wrote beside a card: a question, an addition."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="remarks")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="+")
    text = PersonalText(_("opmerking"))

    class Privacy:
        personal = frozenset({"by", "text"})
        plain = frozenset({"id", "card", "voice", "at", "owner", "information_kind", "ground", "audience"})
        keep = "as its card"

    class Meta(AboutChild.Meta):
        ordering = ["at"]


class KeyMoment(CardRow):
    """That somebody sees a turning point in this card."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="key_moments")

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "card", "at"})
        keep = "as its card"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "by"], name="one_key_moment_per_person_and_card")]


class DiscretionaryCard(Model):
    """One card that is passed on without consent, for the safety of the child."""

    belongs_to: ClassVar[str | None] = "share__child"

    share = models.ForeignKey(DiscretionaryShare, on_delete=models.CASCADE, related_name="cards")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="passed_on")

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "share", "card"})
        keep = "as its share"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["share", "card"], name="a_card_once_in_a_discretionary_share")]

    def __str__(self) -> str:
        return f"{self.share_id} {self.card_id}"


def passed_on_to(scope: Dossier) -> models.Q:
    """Which of these rows stand open now for who holds the dossier."""
    return models.Q(share__receiver=scope.place) & stands_open()


def stands_open(today: date | None = None) -> models.Q:
    """Which of these rows stand open now for whom they were passed on to. A card whose words changed since the second agreed
    is not what was agreed on, and is closed again."""
    changed = CardVersion.objects.filter(card=models.OuterRef("card"), at__gt=models.OuterRef("share__confirmed_at"))
    return live_shares(today or timezone.localdate(), "share__") & ~models.Q(models.Exists(changed))
