"""Golden values for libs/xgboost: what Python's XGBoost trains, predicts and explains on small tables.

python3.12 -m venv VENV && VENV/bin/pip install xgboost-cpu==3.4.1 numpy
VENV/bin/python tools/golden/xgboost_golden.py > libs/xgboost/src/golden/python.json
"""

import base64
import json
import platform
import sys

import numpy as np
import xgboost as xgb

ROWS, COLUMNS, TREES = 240, 5, 8


def text(array):
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode()


def inputs(rng, categorical):
    values = rng.random((ROWS, COLUMNS), dtype=np.float32)
    if categorical:
        values[:, 1] = rng.integers(0, 6, ROWS)
    values[rng.random((ROWS, COLUMNS)) < 0.08] = np.nan
    return values


def labels(rng, objective, values):
    x = np.nan_to_num(values, nan=0.5)
    score = 2 * np.sin(3 * x[:, 0]) + np.where(x[:, 1] % 2 == 1, 1.5, 0) * x[:, 2] - x[:, 3] + rng.normal(0, 0.2, ROWS)
    if objective == "binary:logistic":
        return (score > np.median(score)).astype(np.float32)
    if objective == "reg:squarederror":
        return score.astype(np.float32)
    counts = rng.poisson(np.exp(score / 2)).astype(np.float32)
    return counts if objective == "count:poisson" else (counts * 9.99).astype(np.float32)


def case(name, objective, request, seed, params=None, categorical=False, weighted=False):
    rng = np.random.default_rng(seed)
    values = inputs(rng, categorical)
    target = labels(rng, objective, values)
    weights = (0.5 + rng.random(ROWS)).astype(np.float32) if weighted else None
    types = ["c" if categorical and j == 1 else "q" for j in range(COLUMNS)]
    matrix = xgb.DMatrix(
        values, label=target, weight=weights, enable_categorical=True,
        feature_names=[f"x{j}" for j in range(COLUMNS)], feature_types=types, nthread=1,
    )
    settings = {
        "objective": objective, "tree_method": "hist", "max_depth": 3, "learning_rate": 0.3,
        "seed": 7, "nthread": 1, "max_bin": 256, **(params or {}),
    }
    losses = {}
    booster = xgb.train(settings, matrix, TREES, evals=[(matrix, "x")], evals_result=losses, verbose_eval=False)
    metric, history = next(iter(losses["x"].items()))
    return {
        "name": name, "request": request, "rows": ROWS, "columns": COLUMNS,
        "categorical": [kind == "c" for kind in types],
        "values": text(values), "labels": text(target), "weights": None if weights is None else text(weights),
        "metric": metric, "history": history,
        "model": base64.b64encode(bytes(booster.save_raw("ubj"))).decode(),
        "margin": text(booster.predict(matrix, output_margin=True)),
        "value": text(booster.predict(matrix)),
        "contributions": text(booster.predict(matrix, pred_contribs=True)),
    }


def main():
    base = {"rounds": TREES, "maxDepth": 3, "learningRate": 0.3}
    cases = [
        case("squared error", "reg:squarederror", {"objective": "squared-error", "params": base}, 1),
        case("logistic, weighted", "binary:logistic", {"objective": "logistic", "params": base}, 2, weighted=True),
        case(
            "logistic, categories", "binary:logistic",
            {"objective": "logistic", "params": base}, 3, categorical=True,
        ),
        case(
            "tweedie, sampled", "reg:tweedie",
            {"objective": "tweedie", "params": {**base, "tweediePower": 1.3, "rowSample": 0.7, "columnSample": 0.8}},
            4, {"tweedie_variance_power": 1.3, "subsample": 0.7, "colsample_bytree": 0.8},
        ),
        case(
            "poisson, monotone, regularised", "count:poisson",
            {"objective": "poisson", "params": {
                **base, "monotone": [0, 0, 0, -1, 1], "lambda": 2, "alpha": 0.5, "gamma": 0.1, "minChildWeight": 3,
            }},
            5, {
                "monotone_constraints": "(0,0,0,-1,1)", "reg_lambda": 2, "reg_alpha": 0.5, "gamma": 0.1,
                "min_child_weight": 3,
            },
        ),
    ]
    processor = {"x86_64": "x64", "aarch64": "arm64"}[platform.machine()]
    versions = {"xgboost": xgb.__version__, "numpy": np.__version__, "processor": processor}
    json.dump({"versions": versions, "cases": cases}, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
