"""What comes in when a team is begun, meets, makes its agenda, notes and decides. What a rule says no to stands at its field."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.careteam.models import Group, Reason, TeamMember
from rondom.careteam.rules import MOST_MINUTES, why_not_meet
from rondom.children.models import Child
from rondom.meetings.calendar import why_not_on_the_clock
from rondom.meetings.forms import CHOOSE, LONG, LONGEST_ANSWER, LONGEST_WHY, NO_TIME, day_field, words
from rondom.meetings.rules import why_not_this_day
from rondom.people.models import Membership

LONGEST_TEAM = 80
NO_MINUTES = _("Kies tussen 1 en 60 minuten.")


class StartForm(forms.Form):
    name = words(_("Hoe heet het team?"), LONGEST_TEAM, said={"required": _("Schrijf hoe het team heet.")})
    weeks = forms.ChoiceField(
        label=_("Hoe vaak komt het team bij elkaar?"),
        choices=[("6", _("Elke 6 weken")), ("5", _("Elke 5 weken"))],
        error_messages=CHOOSE,
    )


class MemberForm(forms.Form):
    """A colleague from the list, or the address of somebody who works elsewhere."""

    colleague = forms.ChoiceField(label=_("Een collega"), required=False, error_messages=CHOOSE)
    email = forms.EmailField(
        label=_("Of iemand van een andere organisatie: het e-mailadres"),
        required=False,
        error_messages={"invalid": _("Dit is geen e-mailadres. Kijk het na.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, colleagues: Sequence[Membership], **given: Any) -> None:
        super().__init__(*args, **given)
        named = [(str(each.pk), f"{each.person.name}, {each.get_function_display()}") for each in colleagues]
        self.fields["colleague"].choices = [("", _("Iemand van een andere organisatie")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("colleague") and not given.get("email"):
            self.add_error("colleague", _("Kies een collega, of schrijf een e-mailadres."))
        return given


class MeetForm(forms.Form):
    """A day and a time; in a holiday only on purpose."""

    day = day_field(_("Welke dag?"))
    at = forms.TimeField(label=_("Hoe laat?"), widget=forms.TimeInput(attrs={"type": "time"}), error_messages=NO_TIME)
    is_sure = forms.BooleanField(label=_("Het mag in de vakantie vallen"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("day") and given.get("at"):
            moment = datetime.combine(given["day"], given["at"])
            if clock := why_not_on_the_clock(moment):
                self.add_error("at", clock)
            elif why_not := why_not_meet(timezone.make_aware(moment), timezone.now(), is_sure=given["is_sure"]):
                self.add_error("day", why_not)
        return given

    def moment(self) -> datetime:
        given = self.cleaned_data
        return timezone.make_aware(datetime.combine(given["day"], given["at"]))


class ChildForm(forms.Form):
    """A child of who brings it. Whether it is named is not asked: the team and the consent say so."""

    child = forms.ChoiceField(label=_("Welk kind?"), error_messages=CHOOSE)
    reason = forms.ChoiceField(label=_("Waarom nu?"), choices=Reason.choices, error_messages=CHOOSE)

    def __init__(self, *args: Any, children: Iterable[Child], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["child"].choices = [("", _("Kies")), *((str(each.pk), each.name) for each in children)]  # type: ignore[attr-defined]


class NamelessForm(forms.Form):
    group = forms.ChoiceField(label=_("Van wie is dit?"), choices=Group.choices, error_messages=CHOOSE)
    reason = forms.ChoiceField(label=_("Waarom nu?"), choices=Reason.choices, error_messages=CHOOSE)


class ItemForm(forms.Form):
    minutes = forms.IntegerField(
        label=_("Minuten"),
        min_value=1,
        max_value=MOST_MINUTES,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), NO_MINUTES),
    )
    move = forms.TypedChoiceField(choices=[("0", ""), ("-1", ""), ("1", "")], coerce=int, required=False, empty_value="0")


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Notitie"),
        max_length=LONGEST_ANSWER,
        strip=True,
        error_messages=LONG | {"required": _("Schrijf eerst iets op.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class DecideForm(forms.Form):
    """What, who of the team, when ready."""

    what = words(_("Wat?"), LONGEST_WHY, said={"required": _("Schrijf op wat er gebeurt.")})
    who = forms.ChoiceField(label=_("Wie?"), error_messages=CHOOSE | {"required": _("Kies wie dit doet.")})
    ready_on = day_field(_("Wanneer klaar?"))

    def __init__(self, *args: Any, members: Sequence[TeamMember], **given: Any) -> None:
        super().__init__(*args, **given)
        named = [(str(each.pk), f"{each.person.name}, {each.organisation.name}") for each in members]
        self.fields["who"].choices = [("", _("Kies wie dit doet")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("ready_on") and (why_not := why_not_this_day(given["ready_on"], timezone.localdate())):
            self.add_error("ready_on", why_not)
        return given
