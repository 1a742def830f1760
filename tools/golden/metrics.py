"""Golden values for libs/metrics: the same data through scikit-learn, and through empulse for the profit measure.

python3 -m venv VENV && VENV/bin/pip install scikit-learn==1.9.1 empulse==0.13.1
VENV/bin/python tools/golden/metrics.py > libs/metrics/src/golden/scikit-learn.json
"""

import json
import math
import platform

import empulse
import numpy as np
import sklearn
from empulse.metrics import empc_score
from sklearn import metrics


def weighted_gini(actual, predicted, weights):
    """Normalised Gini by pairs: sum of w_i w_j a_i sign(p_i - p_j), over the same with a in place of p."""
    pairs = weights[:, None] * weights[None, :] * actual[:, None]
    along = (pairs * np.sign(predicted[:, None] - predicted[None, :])).sum()
    best = (pairs * np.sign(actual[:, None] - actual[None, :])).sum()
    return along / best


def calibration_error(expected, probabilities, bins):
    """Equal-mass bins without ties; the number of rows is a multiple of the bins."""
    order = np.argsort(probabilities)
    gaps = [
        abs(probabilities[part].mean() - expected[part].mean()) * len(part)
        for part in np.array_split(order, bins)
    ]
    return sum(gaps) / len(order)


def top(labels, scores, share):
    count = math.ceil(share * len(labels) - 1e-9)
    chosen = np.zeros(len(labels), dtype=int)
    chosen[np.argsort(-scores, kind="stable")[:count]] = 1
    precision = metrics.precision_score(labels, chosen)
    return precision, precision / labels.mean()


def binary_case(name, labels, scores, weights):
    flagged = (scores > 0.7).astype(int)
    expected = {
        "rocAucScore": metrics.roc_auc_score(labels, scores, sample_weight=weights),
        "averagePrecisionScore": metrics.average_precision_score(labels, scores, sample_weight=weights),
        "brierLoss": metrics.brier_score_loss(labels, scores, sample_weight=weights),
        "logLoss": metrics.log_loss(labels, scores, sample_weight=weights),
        "flagPrecisionScore": metrics.precision_score(labels, flagged, sample_weight=weights),
        "flagRecallScore": metrics.recall_score(labels, flagged, sample_weight=weights),
    }
    if weights is None:
        expected["expectedMaximumProfit"] = float(empc_score(labels, scores))
        expected["expectedMaximumProfitOther"] = float(
            empc_score(labels, scores, alpha=3.5, beta=2.25, clv=120, incentive_cost=25, contact_cost=4)
        )
        if len(set(scores)) == len(scores):
            expected["expectedCalibrationError"] = calibration_error(labels, scores, 15)
            for share in (0.01, 0.05, 0.1, 0.2):
                precision, lift = top(labels, scores, share)
                expected[f"precisionAt {share}"] = precision
                expected[f"liftAt {share}"] = lift
    return case(name, "binary", labels, scores, weights, expected)


def regression_case(name, actual, predicted, weights):
    ones = np.ones(len(actual)) if weights is None else weights
    expected = {
        "r2Score": metrics.r2_score(actual, predicted, sample_weight=weights),
        "rootMeanSquaredError": metrics.root_mean_squared_error(actual, predicted, sample_weight=weights),
        "meanAbsoluteError": metrics.mean_absolute_error(actual, predicted, sample_weight=weights),
    }
    if (actual >= 0).all():
        expected["normalisedGini"] = weighted_gini(actual, predicted, ones)
    return case(name, "regression", actual, predicted, weights, expected)


def case(name, kind, actual, predicted, weights, expected):
    return {
        "name": name,
        "kind": kind,
        "actual": actual.tolist(),
        "predicted": predicted.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "expected": {key: float(value) for key, value in expected.items()},
    }


def main():
    random = np.random.default_rng(7)
    scores = np.round(random.beta(2, 3, 120), 6)
    labels = (random.random(120) < scores).astype(float)
    tied = np.round(scores, 1)
    weights = np.round(random.gamma(2, 1, 120), 3)
    weights[:5] = 0
    rare = (random.random(120) < scores * 0.15).astype(float)
    amounts = np.round(np.where(random.random(90) < 0.4, 0, random.gamma(0.7, 60, 90)), 2)
    guesses = np.round(amounts * 0.5 + random.gamma(2, 15, 90), 2)
    level = np.round(random.normal(0, 1, 90), 4)
    near = np.round(level + random.normal(0, 0.5, 90), 4)
    cases = [
        binary_case("distinct scores", labels, scores, None),
        binary_case("tied scores", labels, tied, None),
        binary_case("tied scores, weighted", labels, tied, weights),
        binary_case("rare positives", rare, scores, None),
        binary_case("reversed scores", labels, 1 - scores, None),
        binary_case("certain and wrong", labels, np.where(scores > 0.5, 1.0, 0.0), None),
        regression_case("amounts with zeros", amounts, guesses, None),
        regression_case("amounts, tied predictions, weighted", amounts, np.round(guesses, -1), weights[:90]),
        regression_case("signed values", level, near, None),
        regression_case("far from zero", level + 1e6, near + 1e6, None),
    ]
    versions = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
        "empulse": empulse.__version__,
    }
    print(json.dumps({"versions": versions, "cases": cases}, indent=1))


main()
