"""The work of `engage run`, done with pandas, pyarrow, xgboost, scikit-learn and matplotlib, as a data scientist would.

    python pipeline.py PLAN.json OUT_FOLDER

The plan comes from benchmarks/src/plan.ts: the same file, columns, checks, split, models and parameters as the run of
Engage that it is compared with. Not done here, so the comparison favours Python: rules across columns, the leak check,
bootstrap intervals, the per-column profile, words and peers in reasons, markers and hashes.
"""

import base64
import io
import json
import sys
import time
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xgboost as xgb
from sklearn.calibration import calibration_curve
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    log_loss,
    mean_absolute_error,
    r2_score,
    roc_auc_score,
    root_mean_squared_error,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

plan = json.loads(Path(sys.argv[1]).read_text())
out = Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
stages: dict[str, float] = {}
OBJECTIVES = {"regression": "reg:squarederror", "binary": "binary:logistic", "tweedie": "reg:tweedie"}


def timed(name):
    """Adds the seconds of a function to its stage."""

    def wrap(function):
        def run(*arguments):
            began = time.perf_counter()
            result = function(*arguments)
            stages[name] = stages.get(name, 0) + time.perf_counter() - began
            return result

        return run

    return wrap


@timed("prepare")
def prepare():
    """Checks every column, sets broken rows aside with their reasons, keeps the latest row of an id."""
    frame = pd.read_parquet(plan["table"])
    reasons = pd.Series("", index=frame.index)
    for column in plan["columns"]:
        values = frame[column["name"]]
        broken = values.isna() if column["required"] else pd.Series(False, index=frame.index)
        if column["type"] in ("integer", "number"):
            if column["minimum"] is not None:
                broken |= values < column["minimum"]
            if column["maximum"] is not None:
                broken |= values > column["maximum"]
        if column["values"] is not None:
            allowed = column["values"]
            if column["type"] in ("integer", "number"):
                allowed = [float(value) for value in allowed]
            broken |= values.notna() & ~values.isin(allowed)
        reasons[broken] += column["name"] + "; "
    quarantine = frame[reasons != ""].assign(reasons=reasons[reasons != ""])
    quarantine.to_parquet(out / "quarantine.parquet")
    kept = frame[reasons == ""]
    order = [plan["id"]] if plan["asOf"] is None else [plan["id"], plan["asOf"]]
    kept = kept.sort_values(order).drop_duplicates(plan["id"], keep="last").reset_index(drop=True)
    kept.to_parquet(out / "curated.parquet")
    return kept


@timed("features")
def features(frame):
    """Part, targets and the feature matrix; categories become codes."""
    split = plan["split"]
    if split["by"] == "time":
        moments = np.sort(frame[split["column"]].unique())[::-1]
        held = split["holdout"]
        part = np.select(
            [
                frame[split["column"]].isin(moments[:held]),
                frame[split["column"]].isin(moments[held : held + split["calibrate"]]),
                frame[split["column"]].isin(
                    moments[held + split["calibrate"] : held + split["calibrate"] + split["tune"]]
                ),
            ],
            ["holdout", "calibrate", "tune"],
            "fit",
        )
    else:
        draws = np.random.default_rng(7).random(len(frame))
        part = np.select([draws < 0.1, draws < 0.2, draws < 0.3], ["holdout", "calibrate", "tune"], "fit")
    tables = {}
    for model in plan["models"]:
        columns = []
        for name in model["features"]:
            values = frame[name]
            if name in model["categorical"]:
                values = values.astype("category").cat.codes
            columns.append(values.to_numpy(dtype=np.float32, na_value=np.nan))
        matrix = np.column_stack(columns)
        if model["outcome"] is None:
            target = frame[model["target"]].astype("float64").to_numpy()
        else:
            outcomes = pd.read_parquet(Path(plan["table"]).parent / model["outcome"]["file"])
            outcomes = outcomes[outcomes["outcome"] == model["outcome"]["name"]]
            values = outcomes.set_index(model["outcome"]["key"])["value"]
            target = frame[plan["id"]].map(values).astype("float64").to_numpy()
        tables[model["name"]] = (matrix, target)
    return part, tables


@timed("train")
def train(model, matrix, target, part):
    """The same trees as Engage, stopped early on the same rows."""
    types = ["c" if name in model["categorical"] else "q" for name in model["features"]]

    def data(rows):
        return xgb.DMatrix(matrix[rows], label=target[rows], feature_types=types, enable_categorical=True)

    params = {"objective": OBJECTIVES[model["task"]], "tree_method": "hist", "seed": plan["seed"]} | model["params"]
    if plan["patience"] is None:
        return xgb.train(params, data(part == "fit"), model["rounds"])
    booster = xgb.train(
        params,
        data(part == "fit"),
        model["rounds"],
        evals=[(data(part == "tune"), "tune")],
        early_stopping_rounds=plan["patience"],
        verbose_eval=False,
    )
    return booster[: booster.best_iteration + 1]


@timed("evaluate")
def evaluate(model, frame, matrix, target, part, prediction):
    """The metrics on the holdout, against a linear model and the score in use today."""
    held, fit = part == "holdout", part == "fit"
    actual, predicted = target[held], prediction[held]
    linear = LogisticRegression(max_iter=500) if model["task"] == "binary" else LinearRegression()
    baseline = make_pipeline(SimpleImputer(), StandardScaler(), linear).fit(matrix[fit], target[fit])
    if model["task"] == "binary":
        simple = baseline.predict_proba(matrix[held])[:, 1]
        scores = {
            "auc": roc_auc_score(actual, predicted),
            "average_precision": average_precision_score(actual, predicted),
            "brier": brier_score_loss(actual, predicted),
            "log_loss": log_loss(actual, predicted),
            "logistic_auc": roc_auc_score(actual, simple),
        }
        if model["incumbent"] is not None:
            scores["incumbent_auc"] = roc_auc_score(actual, frame[model["incumbent"]][held])
        return scores
    simple = baseline.predict(matrix[held])
    return {
        "r2": r2_score(actual, predicted),
        "rmse": root_mean_squared_error(actual, predicted),
        "mae": mean_absolute_error(actual, predicted),
        "linear_r2": r2_score(actual, simple),
    }


@timed("predict")
def predict(model, booster, data, target, part):
    """Everyone's prediction; probabilities through Platt's curve fitted on the calibration part."""
    if model["task"] != "binary":
        return booster.predict(data).astype("float64")
    margin = booster.predict(data, output_margin=True).reshape(-1, 1)
    rows = part == "calibrate"
    curve = LogisticRegression(C=1e6).fit(margin[rows], target[rows])
    return curve.predict_proba(margin)[:, 1]


@timed("explain")
def explain(model, booster, data, frame):
    """Exact SHAP values of everyone, and the three strongest reasons of each as text."""
    if plan["sample"] is not None:
        data = data.slice(np.arange(min(plan["sample"], data.num_row())))
    contributions = np.concatenate(
        [
            booster.predict(data.slice(np.arange(start, min(start + 10_000, data.num_row()))), pred_contribs=True)
            for start in range(0, data.num_row(), 10_000)
        ]
    )[:, :-1]
    strongest = np.argsort(-np.abs(contributions), axis=1)[:, :3]
    names = np.array(model["features"])
    rows = np.arange(len(contributions))
    reasons = {}
    for k in range(3):
        feature = strongest[:, k]
        effect = np.where(contributions[rows, feature] > 0, " raises it", " lowers it")
        reasons[f"feature_{k + 1}"] = names[feature]
        reasons[f"contribution_{k + 1}"] = contributions[rows, feature]
        reasons[f"reason_{k + 1}"] = np.char.add(names[feature].astype(str), effect)
    pd.DataFrame(reasons).to_parquet(out / f"explanations-{model['name']}.parquet")
    return pd.Series(np.abs(contributions).mean(axis=0), index=names).sort_values(ascending=False)


@timed("results")
def results(frame, predictions, part):
    """Segments, a table for reviewers, and one partitioned table with everything."""
    table = frame.copy()
    table["split"] = part
    for model in plan["models"]:
        table[model["predictionColumn"]] = predictions[model["name"]]
    thirds = [
        pd.qcut(table[model["predictionColumn"]].rank(method="first"), 3, labels=["low", "medium", "high"]).astype(str)
        for model in plan["models"]
        if model["name"] in plan["segmentBy"]
    ]
    table["segment"] = thirds[0] + " " + thirds[-1]
    first = plan["models"][0]["predictionColumn"]
    review = pd.concat([table.nlargest(100, first), table.nsmallest(100, first), table.sample(100, random_state=7)])
    review.to_parquet(out / "qa.parquet")
    pq.write_to_dataset(
        pa.Table.from_pandas(table, preserve_index=False), out / "results", partition_cols=plan["partitionBy"]
    )
    return table.groupby("segment").size()


@timed("report")
def report(metrics, rankings, segments, tables, predictions, part):
    """A page with a chart of each model."""
    pieces = []
    for model in plan["models"]:
        figure, axes = plt.subplots(1, 2, figsize=(9, 3))
        held = part == "holdout"
        target, prediction = tables[model["name"]][1][held], predictions[model["name"]][held]
        if model["task"] == "binary":
            share, mean = calibration_curve(target, prediction, n_bins=10, strategy="quantile")
            axes[0].plot(mean, share, "o")
        else:
            tenth = pd.qcut(pd.Series(prediction).rank(method="first"), 10, labels=False)
            means = pd.DataFrame({"t": target, "p": prediction}).groupby(tenth.to_numpy()).mean()
            axes[0].plot(means["p"], means["t"], "o")
        if model["name"] in rankings:
            rankings[model["name"]].head(8)[::-1].plot.barh(ax=axes[1])
        image = io.BytesIO()
        figure.savefig(image, format="png")
        plt.close(figure)
        pieces.append(f"<h2>{model['name']}</h2><pre>{json.dumps(metrics[model['name']], indent=1)}</pre>")
        pieces.append(f"<img src='data:image/png;base64,{base64.b64encode(image.getvalue()).decode()}'>")
    pieces.append(segments.to_frame("customers").to_html())
    (out / "report.html").write_text("".join(pieces))


def main():
    frame = prepare()
    part, tables = features(frame)
    predictions, metrics, rankings = {}, {}, {}
    for model in plan["models"]:
        matrix, target = tables[model["name"]]
        booster = train(model, matrix, target, part)
        booster.save_model(out / f"{model['name']}.ubj")
        types = ["c" if name in model["categorical"] else "q" for name in model["features"]]
        data = xgb.DMatrix(matrix, feature_types=types, enable_categorical=True)
        predictions[model["name"]] = predict(model, booster, data, target, part)
        metrics[model["name"]] = evaluate(model, frame, matrix, target, part, predictions[model["name"]])
        if plan["explain"]:
            rankings[model["name"]] = explain(model, booster, data, frame)
    report(metrics, rankings, results(frame, predictions, part), tables, predictions, part)
    print(json.dumps({"stages": stages, "metrics": metrics, "rows": len(frame)}))


main()
