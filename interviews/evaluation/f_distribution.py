"""Quantiles of Fisher's F distribution, for intervals around coefficients of agreement. Pure."""

from math import exp, lgamma, log

_EPSILON = 1e-14
_TINY = 1e-300  # stands for a zero that would be divided by
_MAX_STEPS = 300


def f_quantile(probability: float, over: float, under: float) -> float:
    """Return the value below which an F variable with `over` and `under` degrees of freedom lies so often.

    `probability` is between 0 and 1, both excluded. The degrees may be fractions, as in Satterthwaite's approximation.
    """
    if not 0 < probability < 1 or over <= 0 or under <= 0:
        raise ValueError("the probability must be between 0 and 1, the degrees of freedom above 0")
    low, high = 0.0, 1.0
    for _ in range(200):  # bisect x of the beta distribution, of which F is under·x / (over·(1-x))
        middle = (low + high) / 2
        if beta(over / 2, under / 2, middle) < probability:
            low = middle
        else:
            high = middle
    x = (low + high) / 2
    return under * x / (over * max(1 - x, _TINY))


def beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), by the continued fraction of Lentz's method.

    Source: Press et al., Numerical Recipes, 3rd edition 2007, section 6.4, equations 6.4.5 and 6.4.6.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    return front * _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MAX_STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            c, d = _off_zero(1 + step / c), 1 / _off_zero(1 + step * d)
            value *= c * d
        if abs(c * d - 1) < _EPSILON:
            break
    return value


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
