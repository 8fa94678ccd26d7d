"""What a school keeps about itself, at its desk."""

from rondom.schools.views.figures import definition, example, figure, figures, file, others, school, show, stop_showing
from rondom.schools.views.plans import activity, budget, goal, look_back, plan, plan_paper, post, turn, use, when
from rondom.schools.views.scans import close_scan, scan, scans

__all__ = [
    "activity",
    "budget",
    "close_scan",
    "definition",
    "example",
    "figure",
    "figures",
    "file",
    "goal",
    "look_back",
    "others",
    "plan",
    "plan_paper",
    "post",
    "scan",
    "scans",
    "school",
    "show",
    "stop_showing",
    "turn",
    "use",
    "when",
]
