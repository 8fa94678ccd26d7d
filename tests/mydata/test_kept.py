"""How long something is kept is said by the retention schedule, whoever the owner is, and in the words of its own page."""

import pytest

from rondom.people.models import OrganisationKind
from rondom.retention.queries import WHY_SO_LONG
from rondom.retention.schedule import SCHEDULE, code_of

NUMBERS = {2: "twee jaar", 3: "drie jaar", 20: "twintig jaar"}


@pytest.mark.parametrize("kind", [None, *OrganisationKind.values])
@pytest.mark.parametrize("is_referred", [False, True])
def test_every_owner_has_its_term_in_words_and_the_number_in_them_is_that_of_the_schedule(kind, is_referred):
    code = code_of(kind, "", is_referred=is_referred)
    span = SCHEDULE[code].span

    assert (NUMBERS[span.years] if span.years else "zes maanden") in str(WHY_SO_LONG[code])
    assert span.years or span.months == 6
