"""Golden values for libs/trees: XGBoost's interaction values and shap's interventional values on small models.

python3.12 -m venv VENV && VENV/bin/pip install xgboost-cpu==3.4.1 shap==0.51.0 numpy
VENV/bin/python tools/golden/trees_exact.py > libs/trees/src/golden/exact.json
"""

import base64
import json
import sys
import tempfile

import numpy as np
import shap
import xgboost as xgb

FIT, ROWS, BACKGROUND, COLUMNS = 400, 10, 25, 6


def text(array):
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode()


def wide(array):
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f8").tobytes()).decode()


def draw(rng, rows, categorical, missing):
    values = rng.random((rows, COLUMNS), dtype=np.float32)
    if categorical:
        values[:, 1] = rng.integers(0, 9, rows)
        values[:, 4] = rng.integers(0, 40, rows)
    values[rng.random(values.shape) < missing] = np.nan
    return values


def labels(rng, objective, values):
    x = np.nan_to_num(values, nan=0.5)
    score = 2 * np.sin(3 * x[:, 0]) + np.where(x[:, 1] % 2 == 1, 1.5, 0) * x[:, 2] - x[:, 3] * x[:, 4]
    score = score + x[:, 0] * x[:, 5] + rng.normal(0, 0.1, len(x))
    if objective == "binary:logistic":
        return (score > np.median(score)).astype(np.float32)
    if objective == "multi:softprob":
        return np.digitize(score, np.quantile(score, [0.3, 0.7])).astype(np.float32)
    return score.astype(np.float32)


def interventional(booster, background, rows, groups):
    """shap's values of the trees, without the base margin: `rows x groups x (columns + 1)`, the bias last."""
    explained = []
    for group in range(groups):
        explainer = shap.TreeExplainer({"trees": trees_of(booster)[group::groups]}, background, feature_perturbation="interventional")
        values = explainer.shap_values(rows, check_additivity=False)
        bias = np.full((len(rows), 1), float(np.ravel(explainer.expected_value)[0]))
        explained.append(np.hstack([values.reshape(len(rows), COLUMNS), bias]))
    return np.stack(explained, axis=1)


def trees_of(booster):
    """The trees as shap's own dictionaries. Its test is `value <= threshold`, XGBoost's `value < threshold`."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        booster.save_model(file.name)
        model = json.load(open(file.name))
    result = []
    for tree in model["learner"]["gradient_booster"]["model"]["trees"]:
        left = np.array(tree["left_children"])
        right = np.array(tree["right_children"])
        leaf = left == -1
        conditions = np.array(tree["split_conditions"], dtype=np.float32)
        result.append({
            "children_left": left, "children_right": right,
            "children_default": np.where(np.array(tree["default_left"]) == 1, left, right),
            "features": np.where(leaf, -2, np.array(tree["split_indices"])),
            "thresholds": np.where(leaf, 0, np.nextafter(conditions, np.float32(-np.inf))).astype(np.float64),
            "values": np.where(leaf, conditions, 0).reshape(-1, 1).astype(np.float64),
            "node_sample_weight": np.array(tree["sum_hessian"], dtype=np.float64),
        })
    return result


def case(name, objective, seed, params, trees=6, categorical=False, missing=0.1, against=True):
    rng = np.random.default_rng(seed)
    fit = draw(rng, FIT, categorical, missing)
    types = ["c" if categorical and column in (1, 4) else "q" for column in range(COLUMNS)]
    names = [f"x{column}" for column in range(COLUMNS)]

    def matrix(values, label=None):
        return xgb.DMatrix(values, label=label, enable_categorical=True, feature_names=names, feature_types=types)

    settings = {"objective": objective, "tree_method": "hist", "learning_rate": 0.3, "seed": 7, "nthread": 1, **params}
    booster = xgb.train(settings, matrix(fit, labels(rng, objective, fit)), trees)
    rows = draw(rng, ROWS, categorical, missing)
    background = draw(rng, BACKGROUND, categorical, missing)
    groups = params.get("num_class", 1)
    return {
        "name": name, "rows": ROWS, "columns": COLUMNS, "values": text(rows),
        "model": base64.b64encode(bytes(booster.save_raw("ubj"))).decode(),
        "contributions": text(booster.predict(matrix(rows), pred_contribs=True)),
        "interactions": text(booster.predict(matrix(rows), pred_interactions=True)),
        **({
            "backgroundRows": BACKGROUND, "background": text(background),
            "interventional": wide(interventional(booster, background, rows, groups)),
        } if against else {}),
    }


def main():
    cases = [
        case("squared error", "reg:squarederror", 1, {"max_depth": 4}),
        case("logistic", "binary:logistic", 2, {"max_depth": 3}),
        case("three classes", "multi:softprob", 3, {"max_depth": 3, "num_class": 3}, trees=3),
        case("paths longer than features", "reg:squarederror", 4, {"max_depth": 9, "min_child_weight": 0.1}, trees=3),
        case("leaf-wise", "reg:squarederror", 5, {"max_depth": 0, "max_leaves": 20, "grow_policy": "lossguide"}),
        # shap has neither categorical splits nor tree weights.
        case("categories", "binary:logistic", 6, {"max_depth": 4}, categorical=True, against=False),
        case(
            "tree weights", "reg:squarederror", 7,
            {"booster": "dart", "max_depth": 3, "rate_drop": 0.5}, trees=8, against=False,
        ),
    ]
    versions = {"xgboost": xgb.__version__, "shap": shap.__version__, "numpy": np.__version__}
    json.dump({"versions": versions, "cases": cases}, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
