"""The schedule beside the paper, and that every table has its class."""

import pytest
from django.apps import apps

from rondom.base.retention import about, keep_of, kept_models, made_at, opened_by, outlives_parts, path_to
from rondom.children.models import Child, InformationKind
from rondom.people.models import OrganisationKind
from rondom.retention.clock import span_of
from rondom.retention.due import CODES
from rondom.retention.schedule import KEPT, SCHEDULE, How, Then, code_of


def test_all_thirty_seven_lines_of_the_schedule_are_there():
    assert list(SCHEDULE) == [f"B{nth:02d}" for nth in range(1, 38)]
    assert all(SCHEDULE[kept.code] for kept in KEPT.values() if kept.code)


def test_no_table_is_without_a_class():
    unknown = {model._meta.label: keep_of(model) for model in kept_models() if keep_of(model) not in KEPT}

    assert unknown == {}, "add these words to rondom/retention/schedule.py, with how such rows come to their end"


def test_a_planted_table_with_other_words_would_be_found():
    assert "for ever" not in KEPT


def test_what_is_about_a_child_is_not_left_to_the_clock_of_the_house_and_the_rest_is():
    for model in kept_models():
        how = KEPT[keep_of(model)].how
        assert (opened_by(model) is Child) == (how not in (How.HOUSE, How.APART)), model._meta.label


def test_what_goes_with_a_part_has_an_owner_and_what_outlives_it_is_sealed_apart():
    for model in about(Child):
        how = KEPT[keep_of(model)].how
        assert path_to(model, "owner"), model._meta.label
        assert path_to(model, "information_kind"), model._meta.label
        if how == How.LAST:
            assert outlives_parts(model), model._meta.label
        if how == How.PART:
            assert not outlives_parts(model), model._meta.label
        if not outlives_parts(model) and model.__name__ != "GroupInYear":
            assert made_at(model), f"{model._meta.label} does not say when it was made"


def test_every_table_with_a_day_of_its_own_is_looked_at_by_the_night():
    own = {model for model in about(Child) if KEPT[keep_of(model)].how == How.OWN}

    assert {model.__name__ for model in own - set(CODES)} == {"Writing", "TypedLine"}, "these go with drafts"


def test_what_hangs_on_another_goes_first():
    order = about(Child)
    for model in order:
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model in order and field.related_model is not model:
                assert order.index(model) < order.index(field.related_model), (model, field.name)
    assert order[-1] is Child


@pytest.mark.parametrize("kind", [None, *OrganisationKind.values])
def test_whatever_somebody_writes_goes_by_a_line_that_destroys_it(kind):
    for information in InformationKind.values:
        for is_referred in (True, False):
            assert SCHEDULE[code_of(kind, information, is_referred=is_referred)].then == Then.DESTROY


def test_what_a_span_can_not_say_is_refused():
    with pytest.raises(ValueError, match="soon"):
        span_of("soon")
    assert apps.get_app_config("retention")
