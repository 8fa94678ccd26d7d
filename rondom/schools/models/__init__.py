"""What a school keeps about itself: figures, scans, its plan and its work budget. No row here leads to a child."""

from rondom.schools.models.figures import SCHOOL, Figure, FigureDefinition, FigureKind, FiguresShown
from rondom.schools.models.plans import (
    OUTSIDE,
    ROLES,
    Activity,
    ActivityState,
    ActivityTurn,
    BudgetPost,
    BudgetUse,
    Evaluation,
    Goal,
    Step,
    Unit,
    Verdict,
)
from rondom.schools.models.scans import SCAN, Scan, ScanAnswer, ScanCount

__all__ = [
    "OUTSIDE",
    "ROLES",
    "SCAN",
    "SCHOOL",
    "Activity",
    "ActivityState",
    "ActivityTurn",
    "BudgetPost",
    "BudgetUse",
    "Evaluation",
    "Figure",
    "FigureDefinition",
    "FigureKind",
    "FiguresShown",
    "Goal",
    "Scan",
    "ScanAnswer",
    "ScanCount",
    "Step",
    "Unit",
    "Verdict",
]
