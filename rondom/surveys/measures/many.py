"""Many tests at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def chances(values: Sequence[float]) -> NDArray[np.float64]:
    p = np.asarray(values, dtype=np.float64)
    if p.ndim != 1 or np.isnan(p).any() or (p < 0).any() or (p > 1).any():
        raise ValueError("p runs from 0 to 1")
    return p


def holm(values: Sequence[float]) -> list[float]:
    """Holm: in rising order p(i) becomes max over j <= i of (m - j + 1) p(j), cut at 1. Keeps the chance of one false alarm.

    Shape: (m,) p-values in, (m,) out in the same order. No assumption on how tests hang together. Source: Holm 1979.
    """
    p = chances(values)
    order = np.argsort(p, kind="stable")
    grown = np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1)) if p.size else p
    found = np.empty_like(p)
    found[order] = np.minimum(grown, 1)
    return [float(each) for each in found]


def benjamini_hochberg(values: Sequence[float]) -> list[float]:
    """Benjamini-Hochberg: in falling order p(i) becomes min over j >= i of m p(j) / j, cut at 1. Keeps the share of false alarms.

    Shape: (m,) p-values in, (m,) out in the same order. Assumes independent tests, or such as rise together. Source: B & H 1995.
    """
    p = chances(values)
    order = np.argsort(p, kind="stable")[::-1]
    shrunk = np.minimum.accumulate(p[order] * p.size / np.arange(p.size, 0, -1)) if p.size else p
    found = np.empty_like(p)
    found[order] = np.minimum(shrunk, 1)
    return [float(each) for each in found]
