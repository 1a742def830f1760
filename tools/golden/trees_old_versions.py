"""Golden models for libs/trees: what older releases of XGBoost write, predict and explain, once for each release.

python3.11 -m venv VENV && VENV/bin/pip install xgboost==1.7.6 'numpy<2' scipy    (or xgboost-cpu==2.1.4, 3.4.1)
VENV/bin/python tools/golden/trees_old_versions.py > libs/trees/src/golden/xgboost-1.7.6.json
"""

import base64
import json
import sys
import warnings

import numpy as np
import xgboost as xgb

ROWS, COLUMNS, SHOWN = 160, 4, 12


def text(array):
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode()


def labels(rng, objective, values):
    x = np.nan_to_num(values, nan=0.5)
    score = 2 * np.sin(3 * x[:, 0]) + (x[:, 1] % 3 == 1) - x[:, 3] + rng.normal(0, 0.2, ROWS)
    if objective in ("binary:logistic", "binary:logitraw"):
        return (score > np.median(score)).astype(np.float32)
    if objective == "multi:softprob":
        return np.digitize(score, np.quantile(score, [0.33, 0.67])).astype(np.float32)
    if objective in ("reg:squarederror", "reg:absoluteerror"):
        return score.astype(np.float32)
    return (rng.poisson(np.exp(score / 2)) + (0.1 if objective == "reg:gamma" else 0)).astype(np.float32)


def case(name, objective, seed, kind="ubj", rounds=3, categorical=False, **params):
    rng = np.random.default_rng(seed)
    values = rng.random((ROWS, COLUMNS), dtype=np.float32)
    if categorical:
        values[:, 1] = rng.integers(0, 9, ROWS)
    values[rng.random((ROWS, COLUMNS)) < 0.1] = np.nan
    types = ["c" if categorical and column == 1 else "q" for column in range(COLUMNS)]
    names = [f"x{column}" for column in range(COLUMNS)]

    def matrix(rows, target=None):
        return xgb.DMatrix(
            rows, label=target, feature_names=names, feature_types=types, enable_categorical=True, nthread=1
        )

    settings = {
        "objective": objective, "tree_method": "hist", "max_depth": 3, "learning_rate": 0.4, "nthread": 1,
        "seed": 7, **params,
    }
    booster = xgb.train(settings, matrix(values, labels(rng, objective, values)), rounds)
    shown = matrix(values[:SHOWN])
    return {
        "name": name, "format": kind, "rows": SHOWN, "columns": COLUMNS, "values": text(values[:SHOWN]),
        "model": base64.b64encode(bytes(booster.save_raw(kind))).decode(),
        # Without a range, models of forests and DART would be predicted in other steps by old releases.
        "margin": text(booster.predict(shown, output_margin=True)),
        "firstRound": text(booster.predict(shown, output_margin=True, iteration_range=(0, 1))),
        "value": text(booster.predict(shown)),
        "leaf": text(booster.predict(shown, pred_leaf=True)),
        "contributions": text(booster.predict(shown, pred_contribs=True)),
    }


def main():
    warnings.filterwarnings("ignore")
    cases = [
        case("squared error", "reg:squarederror", 1),
        case("logistic, base score of 0.3, as JSON", "binary:logistic", 2, "json", base_score=0.3),
        case("raw logistic", "binary:logitraw", 3, base_score=0.3),
        case("tweedie", "reg:tweedie", 4, tweedie_variance_power=1.3, base_score=0.7),
        case("poisson", "count:poisson", 5, "json", base_score=1.7),
        case("gamma", "reg:gamma", 6),
        case("absolute error", "reg:absoluteerror", 7),
        case("classes", "multi:softprob", 8, num_class=3, rounds=2),
        case("one-hot categories", "reg:squarederror", 9, categorical=True, max_cat_to_onehot=50),
        case("partitioned categories, as JSON", "binary:logistic", 10, "json", categorical=True, max_cat_to_onehot=1),
        case("dart", "reg:squarederror", 11, booster="dart", rate_drop=0.5, rounds=5),
        case("forests of three trees", "binary:logistic", 12, num_parallel_tree=3, subsample=0.6, rounds=2),
    ]
    json.dump({"versions": {"xgboost": xgb.__version__, "numpy": np.__version__}, "cases": cases}, sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
