"""People in schools: what of a difference stays when colleagues resemble each other."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.regression.mixed_linear_model import MixedLM, MixedLMResults

FEW, VERY_FEW = 30, 10
WARNINGS = {
    "very few": "fewer than 10 schools: the spread between schools can not be estimated well; read this as a description",
    "few": "fewer than 30 schools: the standard errors are too small; judge with care",
    "edge": "the spread between schools came out at 0: this says the same as a model without schools",
    "unsteady": "the model did not settle: do not use its figures",
}


@dataclass(frozen=True)
class Levels:
    """A model of people in schools. `differences`: of each later group with the first, (estimate, standard error, p), points.

    `between` and `within` are variances (points squared), `icc` the share between schools, from 0 to 1; `p` tests all
    differences.
    """

    first: object
    differences: dict[object, tuple[float, float, float]]
    between: float
    within: float
    icc: float
    p: float
    n: int
    schools: int
    missing: int
    warnings: tuple[str, ...]


def fit(model: MixedLM) -> MixedLMResults:
    """By the first way of climbing that does not fall: close to no spread between schools some divide by nothing."""
    for way in ("bfgs", "cg"):
        try:
            return model.fit(reml=True, method=way)
        except np.linalg.LinAlgError:
            continue
    return model.fit(reml=True, method="powell")


def people_in_schools(values: ArrayLike, groups: Sequence[object], schools: Sequence[object]) -> Levels:
    """y = b0 + b(group) + u(school) + e, u ~ N(0, between), e ~ N(0, within), by restricted maximum likelihood.

    Shape: (k,) answers in points, (k,) groups (a year, say) and (k,) schools; NaN left out and counted. p of each difference:
    normal; of all: Wald chi-square, df groups - 1. icc = between / (between + within). Assumes schools that are a draw of many,
    other people each year, normal u and e. Below 30 schools standard errors are too small, below 10 it describes and no more:
    `warnings` says so. Source: Snijders & Bosker 2012; numbers of schools Maas & Hox 2005; fitted by statsmodels MixedLM.
    """
    y = np.asarray(values, dtype=np.float64).ravel()
    if not y.size == len(groups) == len(schools):
        raise ValueError("as many answers as groups and schools")
    there = ~np.isnan(y)
    names = list(dict.fromkeys(groups))
    column, school = (
        np.array([names.index(each) for each in groups]),
        np.unique([str(each) for each in schools], return_inverse=True)[1],
    )
    kept = sorted(set(column[there]))
    count = len(set(school[there]))
    if len(kept) < 2 or count < 2 or there.sum() <= len(kept) + 1:
        raise ValueError("a model of people in schools needs two groups, two schools and more people than that")
    design = np.column_stack([np.ones(int(there.sum())), *((column[there] == each).astype(float) for each in kept[1:])])
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        fitted = fit(MixedLM(y[there], design, groups=school[there]))
    estimates, errors = (np.asarray(each)[: design.shape[1]] for each in (fitted.fe_params, fitted.bse_fe))
    covariance = np.asarray(fitted.cov_params())[1 : design.shape[1], 1 : design.shape[1]]
    between, within = float(np.asarray(fitted.cov_re).ravel()[0]), float(fitted.scale)
    wald = float(estimates[1:] @ np.linalg.solve(covariance, estimates[1:])) if np.isfinite(covariance).all() else nan
    said = ["very few"] if count < VERY_FEW else ["few"] if count < FEW else []
    said += ["edge"] if between < 1e-6 * within else []
    settled = fitted.converged and not any("converge" in str(each.message).lower() for each in told)
    said += [] if settled else ["unsteady"]
    return Levels(
        first=names[kept[0]],
        differences={
            names[each]: (float(b), float(se), float(2 * stats.norm.sf(abs(b / se))))
            for each, b, se in zip(kept[1:], estimates[1:], errors[1:], strict=True)
        },
        between=between,
        within=within,
        icc=between / (between + within),
        p=float(stats.chi2.sf(wald, len(kept) - 1)),
        n=int(there.sum()),
        schools=count,
        missing=int((~there).sum()),
        warnings=tuple(WARNINGS[each] for each in said),
    )
