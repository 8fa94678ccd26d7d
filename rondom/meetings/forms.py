"""What comes in when people plan a meeting, say whether they come, prepare, and agree.

What a rule says no to is said at its field, so that all that was filled in stands there still.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.cards.models import Face
from rondom.children.models import Place
from rondom.meetings.by_link import SAID_BY_LINK
from rondom.meetings.calendar import why_not_on_the_clock
from rondom.meetings.codes import read_code
from rondom.meetings.evaluating import LookBack
from rondom.meetings.guide import STEPS, Question, Step
from rondom.meetings.guide_back import Items
from rondom.meetings.guide_carebags import REFLECTS
from rondom.meetings.guide_own import own_codes
from rondom.meetings.models import Coming, Form, Turn
from rondom.meetings.rules import (
    why_not_by_nobody,
    why_not_so_many,
    why_not_this_day,
    why_not_this_moment,
    why_nothing_said,
)

NO_DAY = {"required": _("Kies een dag."), "invalid": _("Dit is geen dag. Kies een dag uit de kalender.")}
NO_TIME = {"required": _("Kies hoe laat."), "invalid": _("Dit is geen tijd. Schrijf bijvoorbeeld 13:30.")}
CHOOSE = {"required": _("Kies een antwoord."), "invalid_choice": _("Kies een antwoord.")}
LONG = {"max_length": _("Dit is te lang. Maak het korter: hooguit %(limit_value)d tekens.")}
LONGEST_GOAL, LONGEST_ANSWER, LONGEST_NAME, LONGEST_WHY, LONGEST_QUESTION = 200, 2000, 100, 300, 120
OF_ONESELF = frozenset(each.code for each in REFLECTS)
MINUTES = (20, 30, 45, 60, 90)


def words(label: Any, longest: int, **given: Any) -> forms.CharField:
    """One line of somebody's own words, in whatever direction they run."""
    said = LONG | given.pop("said", {})
    line = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, max_length=longest, widget=line, error_messages=said, **given)


def day_field(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), error_messages=NO_DAY, **given)


def seated(seats: Sequence[Place]) -> list[tuple[str, str]]:
    return [(str(each.pk), f"{each.person.name}, {each.called}") for each in seats]


class MomentForm(forms.Form):
    """A day and a time of the clock at home."""

    day = day_field(_("Welke dag?"))
    at = forms.TimeField(label=_("Hoe laat?"), widget=forms.TimeInput(attrs={"type": "time"}), error_messages=NO_TIME)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("day") and given.get("at"):
            moment = datetime.combine(given["day"], given["at"])
            if clock := why_not_on_the_clock(moment):
                self.add_error("at", clock)
            elif why_not := why_not_this_moment(timezone.make_aware(moment), timezone.now()):
                self.add_error("day", why_not)
        return given

    def moment(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["at"]))


class PlanForm(MomentForm):
    """What for, who, when, where."""

    goal = words(_("Waarover gaat het?"), LONGEST_GOAL, said={"required": _("Schrijf in een paar woorden waarover het gaat.")})
    form = forms.ChoiceField(label=_("Wat voor overleg?"), choices=Form.choices, widget=forms.RadioSelect, error_messages=CHOOSE)
    people = forms.MultipleChoiceField(
        label=_("Wie komen er?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wie er komen."), "invalid_choice": _("Kies wie er komen.")},
    )
    along = words(
        _("Komt er nog iemand mee?"),
        LONGEST_NAME,
        required=False,
        help_text=_("Iemand die het gezin vertrouwt. Schrijf de naam."),
    )
    minutes = forms.TypedChoiceField(label=_("Hoe lang?"), initial=45, coerce=int, error_messages=CHOOSE)
    where = words(_("Waar? Of welke link?"), LONGEST_WHY, required=False)
    interpreter = forms.ChoiceField(label=_("Tolk nodig?"), required=False, error_messages=CHOOSE)

    field_order = ["goal", "form", "people", "along", "day", "at", "minutes", "where", "interpreter"]

    def __init__(self, *args: Any, seats: Sequence[Place], **given: Any) -> None:
        super().__init__(*args, **given)
        languages = [each for each in settings.LANGUAGES if each[0] != settings.LANGUAGE_CODE]
        self.choose("people", seated(seats))
        self.choose("minutes", [(each, _("%(minutes)s minuten") % {"minutes": each}) for each in MINUTES])
        self.choose("interpreter", [("", _("Nee")), *languages])

    def choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined] # a field of choices

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("people") and (why_not := why_not_so_many(len(given["people"]) + 1 + bool(given.get("along")))):
            self.add_error("people", why_not)
        return given


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=Coming.choices, error_messages=CHOOSE)


class JoinForm(forms.Form):
    """One more at the table: of the circle, or somebody by name."""

    place = forms.ChoiceField(label=_("Wie?"), required=False, error_messages=CHOOSE)
    name = words(_("Of schrijf een naam"), LONGEST_NAME, required=False)

    def __init__(self, *args: Any, seats: Sequence[Place], seated_now: int, **given: Any) -> None:
        super().__init__(*args, **given)
        self.seated_now = seated_now
        self.fields["place"].choices = [("", _("Iemand anders")), *seated(seats)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("place") and not given.get("name"):
            self.add_error("place", _("Kies iemand, of schrijf een naam."))
        elif why_not := why_not_so_many(self.seated_now + 1):
            self.add_error("place", why_not)
        return given


class CallOffForm(forms.Form):
    why = words(_("Waarom?"), LONGEST_WHY, required=False)


class PrepareForm(forms.Form):
    """The three questions of a role; an empty one is no answer."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], known: dict[str, str], stays: Collection[str] = (), **given: Any
    ) -> None:
        """`stays`: the questions of which the answer lies on the table, and does not change any more."""
        super().__init__(*args, **given)
        for each in questions:
            self.fields[each.code] = forms.CharField(
                label=str(each.text),
                max_length=LONGEST_ANSWER,
                required=False,
                disabled=each.code in stays,
                initial=known.get(each.code, ""),
                error_messages=LONG,
                widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            )

    def first(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in OF_ONESELF]

    def reflecting(self) -> list[forms.BoundField]:
        """What a professional thinks over of the own part: folded away until it is used."""
        return [field for field in self if field.name in OF_ONESELF]

    def reflects_already(self) -> bool:
        return any(field.value() for field in self.reflecting())


class AgreeForm(forms.Form):
    """What, who, when ready."""

    what = words(_("Wat?"), LONGEST_WHY, said={"required": _("Schrijf op wat er gebeurt.")})
    who = forms.ChoiceField(label=_("Wie?"), required=False, error_messages=CHOOSE)
    outside = words(_("Of iemand anders: schrijf de naam"), LONGEST_NAME, required=False)
    ready_on = day_field(_("Wanneer klaar?"))

    def __init__(self, *args: Any, seats: Sequence[Place], has_words: bool = False, **given: Any) -> None:
        """`has_words`: what is agreed came of something said, so that the day is what is left to choose."""
        super().__init__(*args, **given)
        if has_words and not self.is_bound:
            self.fields["ready_on"].widget.attrs["autofocus"] = True
        self.fields["who"].choices = [("", _("Kies wie dit doet")), *seated(seats)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given, today = super().clean() or {}, timezone.localdate()
        named = [given.get(each) for each in ("who", "outside") if each in given]
        if len(named) == 2 and (nobody := why_not_by_nobody(has_owner=any(named))):
            self.add_error("who", nobody)
        if given.get("ready_on") and (why_not := why_not_this_day(given["ready_on"], today)):
            self.add_error("ready_on", why_not)
        return given


class StepForm(forms.Form):
    step = forms.IntegerField(min_value=1, max_value=len(STEPS))


class SayForm(forms.Form):
    """An answer to one question of a step; in the help and the collaboration with a face, if one likes."""

    question = forms.ChoiceField(error_messages=CHOOSE)
    text = forms.CharField(max_length=LONGEST_ANSWER, error_messages=LONG | {"required": _("Schrijf eerst iets op.")}, strip=True)
    face = forms.ChoiceField(choices=[("", ""), *Face.choices], required=False, error_messages=CHOOSE)

    def __init__(self, *args: Any, steps: Sequence[Step], **given: Any) -> None:
        super().__init__(*args, **given)
        asked = [(each.code, each.text) for step in steps for each in step.questions]
        self.fields["question"].choices = asked  # type: ignore[attr-defined] # a field of choices


class DraftForm(SayForm):
    """What is being written; nothing is a draft as well."""

    text = forms.CharField(max_length=LONGEST_ANSWER, required=False)

    def words(self) -> dict[str, str]:
        return {self.cleaned_data["question"]: self.cleaned_data["text"]}


class CodeForm(forms.Form):
    """A short code that was read aloud."""

    code = words(_("Code"), 20, said={"required": _("Typ de code.")})

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(_("Deze code klopt niet. Lees hem nog eens voor."))
        return code


class KnockForm(forms.Form):
    """Who asks to sit at a table: by name, and as what."""

    name = words(_("Uw naam"), LONGEST_NAME, said={"required": _("Schrijf uw naam.")})
    capacity = words(_("Als wie bent u hier?"), LONGEST_NAME, said={"required": _("Schrijf als wie u hier bent.")})


class CorrectForm(forms.Form):
    """What somebody writes beside the page of a meeting."""

    text = forms.CharField(
        label=_("Wat klopt niet, of mist er nog?"),
        max_length=LONGEST_ANSWER,
        error_messages=LONG | {"required": _("Schrijf eerst iets op.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class CardForm(forms.Form):
    """In which language a sheet is printed."""

    language = forms.ChoiceField(label=_("In welke taal?"), choices=settings.LANGUAGES, error_messages=CHOOSE)


class TurnForm(forms.Form):
    """What became of an agreement: with a reason, or another day, where it asks one."""

    turn = forms.ChoiceField(choices=Turn.choices, widget=forms.HiddenInput, error_messages=CHOOSE)
    why = words(_("Waarom?"), LONGEST_WHY, required=False)
    ready_on = day_field(_("Nieuwe dag"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        turn = given.get("turn")
        if turn in ASKS_WHY and "why" in given and not given["why"]:
            self.add_error("why", _("Schrijf kort op waarom."))
        if turn in ASKS_DAY and "ready_on" in given:
            why_not = why_not_this_day(given["ready_on"] or date.min, timezone.localdate())
            if why_not:
                self.add_error("ready_on", why_not if given["ready_on"] else _("Kies een dag."))
        return given


ASKS_WHY, ASKS_DAY = frozenset({Turn.NOT_DONE, Turn.STOPPED}), frozenset({Turn.MOVED, Turn.NOT_YET})


class EvaluateForm(forms.Form):
    """What somebody marks and writes who looks back: nothing of it must be, but not nothing at all."""

    def __init__(self, *args: Any, items: Items, known: Mapping[str, str], longest: int = LONGEST_ANSWER, **given: Any) -> None:
        super().__init__(*args, **given)
        self.items = items
        for each in items.marked:
            self.fields[each.code] = forms.ChoiceField(
                label=str(each.text), choices=[("", ""), *Face.choices], required=False, initial=known.get(each.code, ""),
                error_messages=CHOOSE,
            )  # fmt: skip
        for each in items.written:
            self.fields[each.code] = forms.CharField(
                label=str(each.text), max_length=longest, required=False, initial=known.get(each.code, ""), error_messages=LONG,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            )  # fmt: skip

    def marked(self) -> list[forms.BoundField]:
        return [self[each.code] for each in self.items.marked]

    def written(self) -> list[forms.BoundField]:
        return [self[each.code] for each in self.items.written]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(each.strip() for each in given.values()):
            self.add_error(None, why_nothing_said())
        return given

    def faces(self) -> dict[str, str]:
        return {each.code: self.cleaned_data[each.code] for each in self.items.marked}

    def words(self) -> dict[str, str]:
        return {each.code: self.cleaned_data[each.code] for each in self.items.written}


def look_back_form(page: LookBack, given: Any = None) -> EvaluateForm:
    longest = LONGEST_ANSWER if page.is_period else LONGEST_WHY
    return EvaluateForm(given, items=page.items, known=page.known, longest=longest)


class QuestionsForm(forms.Form):
    """The questions of all steps in the words of an organisation; what is empty is asked as everywhere."""

    def __init__(self, *args: Any, known: Mapping[str, str], **given: Any) -> None:
        super().__init__(*args, **given)
        for step in STEPS:
            labels = {each.code: each.text for each in step.questions} | dict.fromkeys(own_codes(step), _("Eigen vraag"))
            for code, label in labels.items():
                self.fields[code] = words(label, LONGEST_QUESTION, required=False, initial=known.get(code, ""))

    def by_step(self) -> list[tuple[Step, list[forms.BoundField]]]:
        return [(step, [self[each] for each in codes_in(step)]) for step in STEPS]


def codes_in(step: Step) -> tuple[str, ...]:
    return (*(each.code for each in step.questions), *own_codes(step))


class LinkForm(forms.Form):
    """Where a link goes to by mail, if it does."""

    address = forms.EmailField(
        label=_("E-mailadres"),
        required=False,
        max_length=254,
        help_text=_("Hoeft niet. In de e-mail staat alleen de link, niet wat er is afgesproken."),
        error_messages=LONG | {"invalid": _("Dit is geen e-mailadres. Kijk het nog eens na.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )


class SaidByLinkForm(TurnForm):
    """What somebody says by a link: the turns that are there for it, and one sentence with whatever it is."""

    turn = forms.ChoiceField(
        choices=[(turn, turn.label) for turn in SAID_BY_LINK], widget=forms.HiddenInput, error_messages=CHOOSE
    )
    why = words(_("Wilt u er iets bij zeggen?"), LONGEST_WHY, required=False)
