"""What comes in at a case review: a key moment, and what helped or hindered by principle (decision 0036)."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rondom.cards.pages import drawn
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.meetings.forms import CHOOSE, LONG, LONGEST_ANSWER, LONGEST_GOAL, LONGEST_NAME, words
from rondom.meetings.guide_review import BY_PRINCIPLE, NAMED, REASON
from rondom.meetings.models import Worked
from rondom.meetings.review import own_marks
from rondom.meetings.rows import Table
from rondom.meetings.rules import why_not_point_out
from rondom.meetings.table import TablePage

DRAFTED = (NAMED, REASON)
WIDEST = 80  # letters of a card in a list to choose from


class MomentForm(forms.Form):
    """A key moment: a card that the reader may see, or one by name and time; and why."""

    card = forms.ChoiceField(label=_("Welk kaartje?"), required=False, error_messages=CHOOSE)
    m_what = words(_("Of een ander moment: wat gebeurde er?"), LONGEST_GOAL, required=False)
    when = words(_("Wanneer was dat?"), LONGEST_NAME, required=False, help_text=_("Bijvoorbeeld: maart 2024, of groep 3"))
    m_why = forms.CharField(
        label=_("Wat veranderde er toen?"),
        max_length=LONGEST_ANSWER,
        required=False,
        error_messages=LONG,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, cards: Iterable[Told], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["card"].choices = [("", _("Geen kaartje")), *to_choose(cards)]  # type: ignore[attr-defined]

    @property
    def is_open(self) -> bool:
        """Where somebody is writing one, it stands open."""
        return self.is_bound or any(self.initial.values())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and (why_not := why_not_point_out(given["m_what"], has_card=bool(given["card"]))):
            self.add_error("card", why_not)
        return given


def can_point_at(cards: Iterable[Told]) -> list[Told]:
    """What was shared with all; what was passed on for safety is read, and nothing is done with it."""
    return [each for each in cards if each.is_shared and not each.is_passed_on]


def to_choose(cards: Iterable[Told]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Cards by kind, each as one line."""
    shown = sorted((drawn(each) for each in can_point_at(cards)), key=lambda each: str(each.kind_name))
    return [
        (str(kind), [(str(each.card.id), line_of(each.when, each.said)) for each in of_kind])
        for kind, of_kind in groupby(shown, key=lambda each: each.kind_name)
    ]


def line_of(when: str, said: str) -> str:
    line = f"{when}: {' '.join(said.split())}"
    return line if len(line) <= WIDEST else f"{line[: WIDEST - 1]}…"


class MomentDraft(forms.Form):
    """What somebody is writing of a key moment; nothing is a draft as well."""

    m_what = forms.CharField(max_length=LONGEST_GOAL, required=False)
    m_why = forms.CharField(max_length=LONGEST_ANSWER, required=False)

    def words(self) -> dict[str, str]:
        return dict(self.cleaned_data)


def moment_draft(given: Mapping[str, Any]) -> MomentDraft | None:
    return MomentDraft(given) if NAMED in given or REASON in given else None


class FactorsForm(forms.Form):
    """Of each factor of one principle: it helped, it hindered, or neither."""

    def __init__(self, *args: Any, principle: str, known: Mapping[str, str], **given: Any) -> None:
        super().__init__(*args, **given)
        for each in BY_PRINCIPLE[principle]:
            self.fields[each.code] = forms.ChoiceField(
                label=str(each.text),
                choices=[*Worked.choices, ("", _("geen van beide"))],
                required=False,
                initial=known.get(each.code, ""),
                widget=forms.RadioSelect,
                error_messages=CHOOSE,
            )


def review_forms(dossier: Dossier, table: Table, page: TablePage, cards: Sequence[Told]) -> dict[str, Any]:
    """The forms of the step in which a case review is, for who may fill them in."""
    mine = table.seat_of(dossier.place)
    if mine is None or not (page.points_out or page.marks_factors):
        return {"moment_form": None, "factor_forms": {}}
    if page.marks_factors:
        known = own_marks(table, mine)
        every = {code: FactorsForm(principle=code, known=known, auto_id=f"{code}_%s") for code in BY_PRINCIPLE}
        return {"moment_form": None, "factor_forms": every}
    draft = {each.question: each.text for each in table.prepared if each.invited_id == mine.pk and each.question in DRAFTED}
    return {"moment_form": MomentForm(cards=cards, initial=draft), "factor_forms": {}}
