"""What a school writes down about itself."""

from rondom.schools.actions.figures import Written, define, import_figures, show_figures, stop_showing, write_figure
from rondom.schools.actions.plans import (
    LookedBack,
    Post,
    ToDo,
    add_activity,
    add_post,
    hold_evaluation,
    plan_evaluation,
    set_goal,
    turn_activity,
    use_budget,
)
from rondom.schools.actions.scans import Filled, close_scan, end_scans, fill_scan, open_scan

__all__ = [
    "Filled",
    "LookedBack",
    "Post",
    "ToDo",
    "Written",
    "add_activity",
    "add_post",
    "close_scan",
    "define",
    "end_scans",
    "fill_scan",
    "hold_evaluation",
    "import_figures",
    "open_scan",
    "plan_evaluation",
    "set_goal",
    "show_figures",
    "stop_showing",
    "turn_activity",
    "use_budget",
    "write_figure",
]
