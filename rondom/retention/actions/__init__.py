"""The verbs of keeping and destroying."""

from rondom.retention.actions.clock_guard import night_before, note_night
from rondom.retention.actions.closing import (
    close_by_the_clock,
    close_case,
    lift_pause,
    note_leaving,
    pause,
    reopen_case,
    take_copy,
)
from rondom.retention.actions.destroying import destroy, settle
from rondom.retention.actions.nightly import Night, destroy_what_is_due
from rondom.retention.actions.requests import destroy_on_request, why_not_destroy_on_request

__all__ = [
    "Night",
    "close_by_the_clock",
    "close_case",
    "destroy",
    "destroy_on_request",
    "destroy_what_is_due",
    "lift_pause",
    "night_before",
    "note_leaving",
    "note_night",
    "pause",
    "reopen_case",
    "settle",
    "take_copy",
    "why_not_destroy_on_request",
]
